import { type ReactNode, useEffect, useId, useRef } from 'react'
import { t } from '../t.ts'
import { Icon } from './icon.tsx'

interface DialogProps {
  title: string
  onClose(): void
  children: ReactNode
  foot?: ReactNode
  wide?: boolean
}

/** A modal on the browser's own dialog: focus stays inside and goes back after, Escape closes, what is behind is inert. */
export function Dialog({ title, onClose, children, foot, wide }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const shown = dialog.current
    const opener = document.activeElement
    shown?.showModal()
    return () => {
      shown?.close()
      // It is out of the document by now, so that the browser does not give the focus back itself.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="button bare icon" aria-label={t('close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className="body">{children}</div>
      {foot && <div className="foot">{foot}</div>}
    </dialog>
  )
}

import { type ReactNode, useEffect, useRef, useState } from 'react'

interface MenuProps {
  /** What the button shows, and what it is called when that is only a drawing. */
  face: ReactNode
  label?: string
  className?: string
  /** Where the sheet opens when not below and to the left: above, or to the right. */
  side?: 'up' | 'start'
  children(close: () => void): ReactNode
}

/** A button that opens a sheet of choices; a click elsewhere, Escape or leaving by Tab closes it. */
export function Menu({ face, label, className = 'button bare', side, children }: MenuProps) {
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      const target = event.target as HTMLElement
      if (!place.current?.contains(target) && !target.closest?.(popups)) setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
    }
  }, [open])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape anywhere inside closes the sheet
    <div
      className="menu"
      ref={place}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) {
          event.stopPropagation()
          setOpen(false)
          place.current?.querySelector('button')?.focus()
        }
      }}
    >
      <button
        type="button"
        className={className}
        aria-label={label}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {face}
      </button>
      {open && <div className={side ? `sheet ${side}` : 'sheet'}>{children(() => setOpen(false))}</div>}
    </div>
  )
}

/** Lists and calendars that a field inside the sheet opens elsewhere on the page. */
const popups = '.ant-select-dropdown, .ant-picker-dropdown'

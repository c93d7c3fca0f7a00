import { useRouter } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import type { SessionView } from '#kernel/http/contract.ts'
import { startOf } from '../nature.ts'
import { placesOf } from '../places.ts'
import { t } from '../t.ts'
import { AskedPolicy } from './asked-policy.tsx'
import './palette.css'

/** ⌘K: type where to go or what to start. */
export function Palette({ session, onClose }: { session: SessionView; onClose(): void }) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const question = useDeferredValue(typed.trim())
  useEffect(() => dialog.current?.showModal(), [])
  const go = (path: string) => {
    onClose()
    router.history.push(path)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the sheet closes it; Escape does too
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t('palette.open')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <Command label={t('palette.open')} loop>
        <Command.Input placeholder={t('palette.open')} autoFocus value={typed} onValueChange={setTyped} />
        <Command.List label={t('palette.found')}>
          <Command.Empty>{t('palette.nothing')}</Command.Empty>
          <AskedPolicy question={question} onGo={go} />
          <Command.Group heading={t('palette.starts')}>
            {session.starts.map((start) => (
              <Command.Item key={start.record} value={startOf(start)} onSelect={() => go(`/r/${start.record}/new`)}>
                {startOf(start)}
                <span>{start.help}</span>
              </Command.Item>
            ))}
          </Command.Group>
          <Command.Group heading={t('palette.pages')}>
            {pagesOf(session).map(({ label, path, menu }) => (
              <Command.Item key={path} value={`${menu} ${label} ${path}`} onSelect={() => go(path)}>
                {label}
                <span>{menu}</span>
              </Command.Item>
            ))}
          </Command.Group>
        </Command.List>
      </Command>
    </dialog>
  )
}

function pagesOf(session: SessionView) {
  return placesOf(session).flatMap((menu) => [
    ...(menu.path ? [{ label: menu.label, path: menu.path, menu: '' }] : []),
    ...menu.items.map((item) => ({ ...item, menu: menu.label })),
  ])
}

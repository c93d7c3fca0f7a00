import { useEffect } from 'react'
import { Dialog } from '../elements/dialog.tsx'
import { t } from '../t.ts'

interface WorkKeys {
  move(by: number): void
  main(): void
  help(): void
}

/** j and k walk through the rows, Enter gives the main outcome, ? shows the keys; never while somebody is typing. */
export function useWorkKeys(isOn: boolean, { move, main, help }: WorkKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTaken(event.target)) return
      if (event.key === '?') return help()
      if (!isOn) return
      const act = { j: () => move(1), k: () => move(-1), Enter: main }[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

/** The keys in words, and the switch for who would rather not have them. */
export function KeySheet({ isOn, onSwitch, onClose }: { isOn: boolean; onSwitch(on: boolean): void; onClose(): void }) {
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <dl className="keys">
        {(['j', 'k', 'Enter', '?'] as const).map((key) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key === 'Enter' ? '↵' : key}</kbd>
            </dt>
            <dd>{t(`keys.${key}`)}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={isOn} onChange={(event) => onSwitch(event.target.checked)} />
        {t('keys.on')}
      </label>
    </Dialog>
  )
}

function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, button, summary, dialog, [contenteditable]') !== null
  )
}

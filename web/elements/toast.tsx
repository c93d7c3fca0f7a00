import { useSyncExternalStore } from 'react'
import { Icon } from './icon.tsx'

interface Toast {
  id: number
  words: string
  bad: boolean
}
let shown: readonly Toast[] = []
let last = 0
const watchers = new Set<() => void>()

/** Says for a few seconds that something worked, or did not. */
export function toast(words: string, bad = false): void {
  last += 1
  const id = last
  set([...shown.slice(-2), { id, words, bad }])
  setTimeout(() => set(shown.filter((one) => one.id !== id)), bad ? 7000 : 3500)
}

/** Where the words of `toast` appear. */
export function Toasts() {
  const toasts = useSyncExternalStore(watch, () => shown)
  return (
    <ul className="toasts" aria-live="polite">
      {toasts.map(({ id, words, bad }) => (
        <li key={id} className={bad ? 'bad' : ''}>
          <Icon name={bad ? 'warn' : 'check'} />
          <span>{words}</span>
        </li>
      ))}
    </ul>
  )
}

function set(toasts: readonly Toast[]): void {
  shown = toasts
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

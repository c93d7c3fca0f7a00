import { useSyncExternalStore } from 'react'

let connected = true
const watchers = new Set<() => void>()

/** Says whether the last request reached the server. */
export function setConnected(value: boolean): void {
  if (value === connected) return
  connected = value
  for (const watcher of watchers) watcher()
}

/** Whether the server answers, for the strip that tells that what was typed is kept. */
export const useConnected = (): boolean =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => connected,
  )

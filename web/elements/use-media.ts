import { useSyncExternalStore } from 'react'

/** Whether a media query holds now, for pages whose small form is another page: `(max-width: 767px)`, `print`. */
export function useMedia(query: string): boolean {
  const list = window.matchMedia(query)
  const listen = (changed: () => void) => {
    list.addEventListener('change', changed)
    return () => list.removeEventListener('change', changed)
  }
  return useSyncExternalStore(listen, () => list.matches)
}

let printing = false

/** Whether the page is being printed: true from before the browser lays the sheets out, so that they can hold more. */
export function usePrinting(): boolean {
  const listen = (changed: () => void) => {
    const set = (now: boolean) => () => {
      printing = now
      changed()
    }
    const [begin, end] = [set(true), set(false)]
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }
  return useSyncExternalStore(listen, () => printing)
}

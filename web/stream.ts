import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** Listens to the server while the shell is shown: when something concerns me, what is on screen is fetched again. */
export function useStream(): void {
  const client = useQueryClient()
  useEffect(() => {
    const stream = new EventSource('/api/stream')
    stream.addEventListener('message', () => {
      for (const kind of live) void client.invalidateQueries({ queryKey: [kind] })
    })
    return () => stream.close()
  }, [client])
}

/** What changes while one looks at it, by the first word of its key; only what is on screen is fetched. */
const live = ['session', 'inbox', 'workbench', 'messages', 'row', 'list']

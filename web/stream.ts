import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { messagesQuery, sessionQuery, workbenchQuery } from './queries.ts'

/** What the server says while a page is open; `record` and `id` name what changed. */
interface Said {
  kind: 'message' | 'counts' | 'record'
  record?: string
  id?: string
}

/** Listens to the server while the shell is shown and freshens what is on screen. */
export function useStream(): void {
  const client = useQueryClient()
  useEffect(() => {
    const stream = new EventSource('/api/stream')
    const freshen = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey })
    const hear = (event: MessageEvent<string>) => {
      const said = JSON.parse(event.data) as Said
      if (said.kind === 'message') freshen(messagesQuery.queryKey)
      if (said.kind === 'record' && said.record) {
        freshen(said.id ? ['row', said.record, said.id] : ['row', said.record])
        freshen(['list', said.record])
        return
      }
      freshen(sessionQuery.queryKey)
      freshen(['inbox'])
      freshen(workbenchQuery.queryKey)
    }
    stream.addEventListener('message', hear)
    for (const kind of ['counts', 'record'] as const) stream.addEventListener(kind, hear)
    return () => stream.close()
  }, [client])
}

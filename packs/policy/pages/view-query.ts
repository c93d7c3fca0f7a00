import { queryOptions } from '@tanstack/react-query'
import { get } from '#web/api.ts'

/** What this pack computes for its own pages, e.g. `viewQuery<ScopeView>('scope', { id })`. */
export const viewQuery = <T>(name: string, params: Readonly<Record<string, string>> = {}) =>
  queryOptions({
    queryKey: ['view', 'policy', name, params],
    queryFn: () => get<T>(`/api/view/policy/${name}?${new URLSearchParams(params)}`),
  })

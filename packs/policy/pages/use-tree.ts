import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ListView } from '#kernel/http/contract.ts'
import { get } from '#web/api.ts'
import { type CarrierRow, type ClauseRow, treeOf } from './coverage.ts'

/** The clauses of a policy as a tree with what carries each; `freshen` fetches them again after a change. */
export function useTree(policy: string) {
  const client = useQueryClient()
  const rowsOf = <T>(record: string, sort: string) => ({
    queryKey: ['list', record, 'policy', policy],
    queryFn: async () => (await everyRow(`/api/${record}?policy=${policy}&limit=500&sort=${sort}`)) as unknown as T[],
  })
  const clauses = useQuery(rowsOf<ClauseRow>('clause', 'order'))
  const carriers = useQuery(rowsOf<CarrierRow>('carrier', 'createdAt'))
  return {
    nodes: treeOf(clauses.data ?? [], carriers.data ?? []),
    isPending: clauses.isPending || carriers.isPending,
    freshen: () => {
      void client.invalidateQueries({ queryKey: ['list', 'clause'] })
      void client.invalidateQueries({ queryKey: ['list', 'carrier'] })
      void client.invalidateQueries({ queryKey: ['view', 'policy'] })
    },
  }
}

/** All pages of a list: a long policy has more clauses than one page holds. */
async function everyRow(path: string): Promise<ListView['rows']> {
  const rows: ListView['rows'] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: ListView = await get<ListView>(cursor === '' ? path : `${path}&cursor=${encodeURIComponent(cursor)}`)
    rows.push(...page.rows)
    cursor = page.next
  }
  return rows
}

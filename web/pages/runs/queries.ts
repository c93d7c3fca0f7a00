import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { CasesView, CaseView, MigrationPlan } from '#kernel/http/runs-contract.ts'
import { get } from '../../api.ts'
import type { MigrationSearch, RunsSearch } from './search.ts'

/** The cases that one runs, page by page. */
export const casesQuery = (search: RunsSearch) =>
  infiniteQueryOptions({
    queryKey: ['cases', search],
    queryFn: ({ pageParam, signal }) =>
      get<CasesView>(`/api/cases?${params({ ...search, cursor: pageParam })}`, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['cases', 'one', id], queryFn: () => get<CaseView>(`/api/cases/${id}`) })

export const planQuery = (search: MigrationSearch) =>
  queryOptions({
    queryKey: ['cases', 'plan', search],
    queryFn: () => get<MigrationPlan>(`/api/migrations?${params(search)}`),
  })

function params(query: Readonly<Record<string, string | undefined>>): URLSearchParams {
  return new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

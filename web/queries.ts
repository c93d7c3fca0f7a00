import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Hello } from '#kernel/http/account-contract.ts'
import type { DiagramView, TimelineView } from '#kernel/http/case-contract.ts'
import type {
  Card,
  InboxView,
  ListView,
  MessageView,
  Option,
  RecordMeta,
  RowView,
  SessionView,
  WorkbenchView,
} from '#kernel/http/contract.ts'
import type { PartsView } from '#kernel/record/part.ts'
import { get } from './api.ts'
import type { Box } from './search.ts'

/** What the sign-in page may know. */
export const helloQuery = queryOptions({
  queryKey: ['hello'],
  queryFn: () => get<Hello>('/api/hello'),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Who I am, my navigation, my counts; a 401 sends to sign-in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => get<SessionView>('/api/session'),
  staleTime: 60_000,
})

export const workbenchQuery = queryOptions({
  queryKey: ['workbench'],
  queryFn: () => get<WorkbenchView>('/api/workbench'),
})

export const messagesQuery = queryOptions({
  queryKey: ['messages'],
  queryFn: () => get<MessageView[]>('/api/messages'),
})

/** The shape of a record, cut to what I may see. */
export const metaQuery = (record: string) =>
  queryOptions({
    queryKey: ['meta', record],
    queryFn: () => get<RecordMeta>(`/api/meta/${record}`),
    staleTime: 300_000,
  })

export const rowQuery = (record: string, id: string) =>
  queryOptions({ queryKey: ['row', record, id], queryFn: () => get<RowView>(`/api/${record}/${id}`) })

/** How many rows each part of a row holds, and where I may add one; under the row's key, so that it freshens with it. */
export const partsQuery = (record: string, id: string) =>
  queryOptions({
    queryKey: ['row', record, id, 'parts'],
    queryFn: () => get<PartsView>(`/api/${record}/${id}/parts`),
  })

export const timelineQuery = (record: string, id: string) =>
  queryOptions({
    queryKey: ['row', record, id, 'timeline'],
    queryFn: () => get<TimelineView>(`/api/${record}/${id}/timeline`),
  })

export const diagramQuery = (process: string, record: string, id: string) =>
  queryOptions({
    queryKey: ['row', record, id, 'diagram'],
    queryFn: () => get<DiagramView>(`/api/processes/${process}?${new URLSearchParams({ record, id })}`),
  })

/** The cards of 审批参考 for a row, by the view that the record names. */
export const referenceQuery = (view: string, record: string, id: string) =>
  queryOptions({
    queryKey: ['row', record, id, 'reference'],
    queryFn: () => get<Card[]>(`/api/view/${view}?${params({ id })}`),
  })

/** A list page by page; `query` holds q, status, sort, limit and filters by field name. */
export const listQuery = (record: string, query: Record<string, string | undefined>) =>
  infiniteQueryOptions({
    queryKey: ['list', record, query],
    queryFn: ({ pageParam, signal }) =>
      get<ListView>(`/api/${record}?${params({ ...query, cursor: pageParam })}`, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** Where the list that one sees is fetched as a workbook. */
export const exportPath = (record: string, query: Record<string, string | undefined>): string =>
  `/api/${record}/export?${params(query)}`

export const inboxQuery = (box: Box, q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['inbox', box, q],
    queryFn: ({ pageParam, signal }) => get<InboxView>(`/api/inbox?${params({ box, q, cursor: pageParam })}`, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** Rows to pick from, by words or by ids. */
export const optionsQuery = (record: string, query: { q?: string; ids?: string }) =>
  queryOptions({
    queryKey: ['options', record, query],
    queryFn: ({ signal }) => get<Option[]>(`/api/options/${record}?${params(query)}`, signal),
    staleTime: 30_000,
  })

function params(query: Record<string, string | undefined>): URLSearchParams {
  return new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

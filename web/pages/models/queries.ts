import { queryOptions } from '@tanstack/react-query'
import type { EditionView, ModelKind, ModelLine, ModelView } from '#kernel/http/model-contract.ts'
import { get } from '../../api.ts'

/** Every model, for those who keep them. */
export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: () => get<ModelLine[]>('/api/models'),
})

/** One model with its editions. */
export const modelQuery = (kind: string, name: string) =>
  queryOptions({
    queryKey: ['models', kind, name],
    queryFn: () => get<ModelView>(pathOf(kind, name)),
  })

/** The text of an edition and what is to be said about it today. */
export const editionQuery = (id: number) =>
  queryOptions({
    queryKey: ['models', 'edition', id],
    queryFn: () => get<EditionView>(`/api/models/editions/${id}`),
    staleTime: 60_000,
  })

/** Where a model is asked for and sent to. */
export const pathOf = (kind: string, name: string): string => `/api/models/${kind}/${encodeURIComponent(name)}`

/** Whether a word of the address is a kind of model. */
export const isKind = (kind: string): kind is ModelKind => kind === 'bpmn' || kind === 'dmn'

import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { RowView } from '#kernel/http/contract.ts'
import { newKey, refusalOf, send } from '#web/api.ts'
import { toast } from '#web/elements/toast.tsx'
import { rowQuery } from '#web/queries.ts'
import type { Choice, Reading } from '../reading/types.ts'

/** What a person decides about an import, beside the reading itself. */
export interface Decisions {
  choices: Choice[]
  units: Record<string, string | null>
  dropped: string[]
  owner: string | null
}

/**
 * An import under review. Decisions show at once and are saved one request after another, a moment after the last one;
 * the server answers with the reading as it is with them. When somebody else saved first, theirs is fetched and mine are
 * put on top, since each decision stands for itself.
 */
export function useReview(id: string) {
  const client = useQueryClient()
  const query = rowQuery('policy_import', id)
  const { data: view } = useSuspenseQuery(query)
  const [mine, setMine] = useState<Partial<Decisions>>({})
  const waiting = useRef<Partial<Decisions>>({})
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const busy = useRef(false)
  const current = { ...decisionsOf(view), ...mine }

  const flush = async (): Promise<void> => {
    if (busy.current || Object.keys(waiting.current).length === 0) return
    busy.current = true
    const fields = waiting.current
    waiting.current = {}
    try {
      await save(fields, newKey())
    } catch (error) {
      toast(refusalOf(error).message, true)
      setMine({})
    }
    busy.current = false
    await flush()
  }
  const save = async (fields: Partial<Decisions>, key: string, again = true): Promise<void> => {
    const version = client.getQueryData<RowView>(query.queryKey)?.row.version
    try {
      const next = await send<RowView>('PATCH', `/api/policy_import/${id}`, { fields, version }, key)
      client.setQueryData(query.queryKey, next)
      if (Object.keys(waiting.current).length === 0) setMine({})
    } catch (error) {
      if (refusalOf(error).code !== 'conflict' || !again) throw error
      await client.refetchQueries({ queryKey: query.queryKey, exact: true })
      await save(fields, newKey(), false)
    }
  }
  const decide = (part: Partial<Decisions>) => {
    setMine((before) => ({ ...before, ...part }))
    waiting.current = { ...waiting.current, ...part }
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void flush(), 350)
  }
  return {
    view,
    reading: view.row.reading as Reading,
    decisions: current,
    decide,
    isSaving: Object.keys(mine).length > 0,
  }
}

export type Review = ReturnType<typeof useReview>

function decisionsOf({ row }: RowView): Decisions {
  return {
    choices: (row.choices as Choice[] | null) ?? [],
    units: (row.units as Record<string, string | null> | null) ?? {},
    dropped: (row.dropped as string[] | null) ?? [],
    owner: (row.owner as string | null) ?? null,
  }
}

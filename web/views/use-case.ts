import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ActionMeta, Outcome, Refusal, RowView, TodoDone } from '#kernel/http/contract.ts'
import { get, refusalOf, send, wordsOf } from '../api.ts'
import { toast } from '../elements/toast.tsx'
import { rowQuery } from '../queries.ts'
import { t } from '../t.ts'
import { type Clash, mergeTyped } from './conflict.ts'
import { type FormState, useForm } from './use-form.ts'

export interface ConflictState {
  refusal: Refusal
  clashes: Clash[]
}

/** What one does with a row: save what was typed, run an action, give an outcome; each keeps what was typed on refusal. */
export function useCase(view: RowView, record: string) {
  const { row } = view
  const path = `/api/${record}/${row.id}`
  const client = useQueryClient()
  const form = useForm(`${record}/${row.id}`, row)
  const [conflict, setConflict] = useState<ConflictState>()
  const freshen = async (next?: RowView | null) => {
    if (next) client.setQueryData(rowQuery(record, row.id).queryKey, next)
    const keys = [['row', record, row.id], ['list', record], ['inbox'], ['session'], ['workbench'], ['messages']]
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
  }
  const onError = async (error: unknown) => {
    const refusal = refusalOf(error)
    if (refusal.code === 'invalid' && refusal.fields) form.setErrors(refusal.fields)
    if (refusal.code !== 'conflict') return toast(wordsOf(refusal), true)
    const now = await get<RowView>(path).catch(() => undefined)
    const theirs = now?.row ?? row
    const merged = mergeTyped(form.begun(), form.typed, theirs)
    form.rebase(theirs, merged.typed)
    setConflict({ refusal, clashes: merged.clashes })
    await freshen(now)
  }
  const save = useMutation({
    mutationFn: () =>
      form.once((key) => send<RowView>('PATCH', path, { fields: form.typed, version: form.begun().version }, key)),
    onError,
    onSuccess: async (next) => {
      form.forget()
      toast(t('case.saved'))
      await freshen(next)
    },
  })
  const act = useMutation({
    mutationFn: ({ action, opinion }: { action: ActionMeta; opinion?: string }) =>
      form.once((key) =>
        send<RowView>(
          'POST',
          `${path}/${action.name}`,
          { ...typedOf(form), ...said(opinion), version: form.begun().version },
          key,
        ),
      ),
    onError,
    onSuccess: async (next, { action }) => {
      form.forget()
      toast(t('case.did', { action: action.label }))
      await freshen(next)
    },
  })
  const decide = useMutation({
    mutationFn: ({ outcome, opinion }: { outcome: Outcome; opinion: string }) =>
      form.once((key) =>
        send<TodoDone>(
          'POST',
          `/api/todos/${view.todo?.id}`,
          { outcome: outcome.key, ...said(opinion), ...typedOf(form), version: form.begun().version },
          key,
        ),
      ),
    onError,
    onSuccess: async (done) => {
      form.forget()
      toast(done.message)
      await freshen()
    },
  })
  return { form, save, act, decide, conflict, closeConflict: () => setConflict(undefined) }
}

export type CaseState = ReturnType<typeof useCase>

const typedOf = (form: FormState) => (Object.keys(form.typed).length > 0 ? { fields: form.typed } : {})
const said = (opinion: string | undefined) => (opinion?.trim() ? { opinion: opinion.trim() } : {})

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ActionMeta, RecordMeta } from '#kernel/http/contract.ts'
import type { Foreseen, ForeseenStep } from '#kernel/process/foresee.ts'
import { send } from '../api.ts'
import { t } from '../t.ts'
import type { Values } from './draft.ts'
import './foreseen.css'

/** The main action that starts a process from a state, when the record has one and I may run it now. */
export const startOf = (meta: RecordMeta, status: string, can?: readonly string[]): ActionMeta | undefined =>
  meta.actions.find(
    ({ name, primary, starts, from }) => primary && starts && from.includes(status) && (can?.includes(name) ?? true),
  )

/** Who would get it if it were submitted now, in order and by name; it follows what is typed. */
export function ForeseenWay({ meta, values }: { meta: RecordMeta; values: Values }) {
  const fields = useSettled(JSON.stringify(typedOf(meta, values)))
  const { data } = useQuery({
    queryKey: ['foreseen', meta.name, fields],
    queryFn: () => send<Foreseen>('POST', `/api/${meta.name}/foresee`, { fields: JSON.parse(fields) as Values }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })
  if (!data) return null
  return (
    <section className="foreseen" aria-label={t('foreseen.title')} aria-live="polite">
      <h2>{t('foreseen.title')}</h2>
      {data.hint && <p className="small quiet">{data.hint}</p>}
      {!data.hint && data.stages.length === 0 && <p className="small quiet">{t('foreseen.none')}</p>}
      <ol>
        {data.stages.map((stage, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same step may come twice; its place tells it apart
          <li key={index}>
            {stage.length > 1 && <p className="small quiet">{t('foreseen.together')}</p>}
            {stage.map((step) => (
              <Step key={step.step} step={step} />
            ))}
          </li>
        ))}
      </ol>
      {data.notes.map((note) => (
        <p key={note} className="small case-instead">
          {note}
        </p>
      ))}
      {data.rule && <p className="small quiet">{data.rule}</p>}
    </section>
  )
}

function Step({ step: { step, people, kind, instead } }: { step: ForeseenStep }) {
  return (
    <div className={kind}>
      <p>
        <span className="quiet">{step}</span> <b>{people.join('、')}</b>
        {kind === 'read' && <span className="small quiet"> {t('foreseen.read')}</span>}
      </p>
      {instead && <p className="small case-instead">{instead}</p>}
    </div>
  )
}

/** What decides the way: everything that is typed but words, of which there may be many. */
const typedOf = ({ fields }: RecordMeta, values: Values): Values =>
  Object.fromEntries(
    fields
      .filter(({ kind, derived, long }) => !derived && !long && !['file', 'data'].includes(kind))
      .map(({ name }) => [name, values[name] ?? null]),
  )

/** A value once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, settle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(value), 350)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

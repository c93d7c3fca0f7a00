import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { compareModels, type Difference } from '#engine/compare.ts'
import type { EditionView, ModelView } from '#kernel/http/model-contract.ts'
import { LinesSkeleton } from '../../elements/skeleton.tsx'
import { Drawing, type Marks } from './drawing.tsx'
import { editionQuery } from './queries.ts'
import { settingWords, typeWords } from './setting-words.ts'
import { say } from './words.ts'

interface CompareProps {
  model: ModelView
  edition: EditionView
  /** The id of the other edition; the one in force, or the one before, unless said. */
  compared: string | undefined
  onWith(id: string): void
}

/** Two editions side by side: what came, went and changed, coloured on both drawings and told element by element. */
export function Compare({ model, edition, compared, onWith }: CompareProps) {
  const others = model.editions.filter(({ id }) => id !== edition.id)
  const older = others.find(({ number }) => number < edition.number)
  const other =
    others.find(({ id }) => String(id) === compared) ??
    others.find(({ state }) => state === 'effective') ??
    older ??
    others[0]
  if (!other) return <p className="quiet">{say('otherFirst')}</p>
  return (
    <>
      <label className="models-with">
        {say('with')}
        <select className="input" value={other.id} onChange={(event) => onWith(event.target.value)}>
          {others.map(({ id, number, state }) => (
            <option key={id} value={id}>
              {say('number', { n: number })} {say(state)}
            </option>
          ))}
        </select>
      </label>
      <Both key={other.id} model={model} edition={edition} other={other.id} />
    </>
  )
}

function Both({ model, edition, other }: { model: ModelView; edition: EditionView; other: number }) {
  const [focus, setFocus] = useState<{ id: string; at: number }>()
  const { data: before } = useQuery(editionQuery(other))
  const { data: differences, error } = useQuery({
    queryKey: ['compare', other, edition.id],
    queryFn: () => compareModels(before?.source ?? '', edition.source),
    enabled: before !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error) return <p className="notice bad">{error.message}</p>
  if (!before || !differences) return <LinesSkeleton lines={6} />
  const jump = (id: string) => setFocus({ id, at: (focus?.at ?? 0) + 1 })
  return (
    <>
      {model.kind === 'bpmn' && (
        <div className="models-both">
          {[
            { label: say('before', { n: before.number }), view: before, marks: marksOf(differences, 'added') },
            { label: say('after', { n: edition.number }), view: edition, marks: marksOf(differences, 'removed') },
          ].map(({ label, view, marks }) => (
            <figure key={label}>
              <figcaption>{label}</figcaption>
              <Drawing xml={view.source} marks={marks} focus={focus} label={label} />
            </figure>
          ))}
        </div>
      )}
      {differences.length === 0 && <p className="quiet">{say('same')}</p>}
      {differences.length > 0 && <h3>{say('differences', { n: differences.length })}</h3>}
      <ul className="models-differences">
        {differences.map((difference) => (
          <li key={difference.element} className={difference.change}>
            <One difference={difference} onJump={model.kind === 'bpmn' ? jump : undefined} />
          </li>
        ))}
      </ul>
    </>
  )
}

const tones = { added: 'good', removed: 'bad', changed: 'warn' } as const

function One({ difference, onJump }: { difference: Difference; onJump: ((id: string) => void) | undefined }) {
  const { element, type, name, change, details } = difference
  return (
    <>
      <p>
        <span className={`chip ${tones[change]}`}>{say(change)}</span> {typeWords(type)} <b>{name}</b>{' '}
        {onJump && (
          <button type="button" className="button small bare" onClick={() => onJump(element)}>
            <code>{element}</code>
          </button>
        )}
      </p>
      {details.map(({ setting, before, after }) => (
        <p key={setting} className="small">
          {settingWords(setting)}：<del>{before || say('nothing')}</del> <ins>{after || say('nothing')}</ins>
        </p>
      ))}
    </>
  )
}

/** Marks of one of the two drawings: what the other one alone has is not on it. */
const marksOf = (differences: readonly Difference[], not: Difference['change']): Marks => ({
  classes: Object.fromEntries(
    differences.filter(({ change }) => change !== not).map(({ element, change }) => [element, `is-${change}`]),
  ),
})

import { type KeyboardEvent, useRef } from 'react'
import { Icon } from '#web/elements/icon.tsx'
import type { Choice, Correction } from '../reading/types.ts'
import { groupsOf, sureness, withVerdict } from './choices.ts'
import type { Review } from './use-review.ts'
import { say } from './words.ts'

/** 清洗记录: every change with what stood there before, one decision each; j k y n work on the row in focus. */
export function Corrections({ review }: { review: Review }) {
  const place = useRef<HTMLDivElement>(null)
  const { reading, decisions, decide } = review
  const verdict = (id: string, word: 'accept' | 'reject', after?: string) =>
    decide({ choices: withVerdict(decisions.choices, id, word, after) })
  const onKey = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-correction]')
    if (!row || event.metaKey || event.ctrlKey || event.altKey) return
    const step = { j: 1, k: -1, y: 1, n: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    if (event.key === 'y' || event.key === 'n')
      verdict(row.dataset.correction ?? '', event.key === 'y' ? 'accept' : 'reject')
    focusNext(place.current, row, step)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the rows inside, which have buttons too
    <div ref={place} onKeyDown={onKey}>
      <p className="quiet review-line">{say('corrections.line')}</p>
      {groupsOf(reading.corrections).map(({ kind, items }) => (
        <details
          key={kind}
          className="correction-group"
          open={items.length < 40 || items.some(({ state }) => state === 'open')}
        >
          <summary>
            <h2>{say(`kind.${kind}`)}</h2>
            <span className="quiet">
              {say('corrections.places', { n: items.reduce((sum, { places }) => sum + places.length, 0) })}
            </span>
          </summary>
          <ul className={kind === 'mojibake' ? 'corrections wide' : 'corrections'}>
            {items.map((item) => (
              <Row key={item.id} item={item} choice={choiceOf(decisions.choices, item.id)} onVerdict={verdict} />
            ))}
          </ul>
        </details>
      ))}
    </div>
  )
}

interface RowProps {
  item: Correction
  choice: { verdict: 'accept' | 'reject'; after?: string } | undefined
  onVerdict(id: string, verdict: 'accept' | 'reject', after?: string): void
}

function Row({ item, choice, onVerdict }: RowProps) {
  const state = choice ? (choice.verdict === 'accept' ? 'applied' : 'rejected') : item.state
  const after = choice?.after ?? item.after
  return (
    <li className={`correction ${state}`} data-correction={item.id}>
      <div className="correction-body">
        <p className="correction-change">
          <del>{item.before}</del>
          <span aria-hidden="true">→</span>
          <ins>{after || say('corrections.removed')}</ins>
          {item.places.length > 1 && (
            <span className="small quiet">{say('corrections.places', { n: item.places.length })}</span>
          )}
        </p>
        <p className="correction-context">
          <Context words={item.context} marked={item.before} />
        </p>
        {item.alternatives.length > 1 && (
          <label className="small quiet">
            {say('corrections.instead')}{' '}
            <select
              className="input"
              value={after}
              onChange={(event) => onVerdict(item.id, 'accept', event.target.value)}
            >
              {item.alternatives.map((one) => (
                <option key={one.after}>{one.after}</option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div className="correction-verdict">
        <span className="small">
          {say(`state.${state}`)}
          <span className="quiet"> · {say(`sure.${sureness(item.confidence)}`)}</span>
        </span>
        <span className="segments">
          <button
            type="button"
            aria-pressed={state === 'applied'}
            aria-label={say('corrections.accept')}
            title={say('corrections.accept')}
            onClick={() => onVerdict(item.id, 'accept')}
          >
            <Icon name="check" size={16} />
          </button>
          <button
            type="button"
            aria-pressed={state === 'rejected'}
            aria-label={say('corrections.reject')}
            title={say('corrections.reject')}
            onClick={() => onVerdict(item.id, 'reject')}
          >
            <Icon name="close" size={16} />
          </button>
        </span>
      </div>
    </li>
  )
}

function Context({ words, marked }: { words: string; marked: string }) {
  const at = words.indexOf(marked)
  if (at < 0 || marked === '') return <>…{words}…</>
  return (
    <>
      …{words.slice(0, at)}
      <mark>{marked}</mark>
      {words.slice(at + marked.length)}…
    </>
  )
}

function choiceOf(choices: readonly Choice[], id: string) {
  return choices.find((choice) => choice.kind === 'correction' && choice.id === id) as RowProps['choice']
}

function focusNext(place: HTMLElement | null, row: HTMLElement, step: number): void {
  const rows = [...(place?.querySelectorAll<HTMLElement>('details[open] [data-correction]') ?? [])]
  const next = rows[rows.indexOf(row) + step]
  next?.querySelector<HTMLElement>('.segments > button')?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

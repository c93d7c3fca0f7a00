import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get, refusalOf } from '#web/api.ts'
import type { RouteView, TableView } from '../views.ts'
import { say } from './words.ts'

/** 试算: a matter and some numbers in, the people who would get it today out. */
export function TryOut({ view }: { view: TableView }) {
  const own = view.status === 'effective' ? '' : (view.id ?? '')
  const [edition, setEdition] = useState(own)
  const [asked, setAsked] = useState<Readonly<Record<string, string>>>({})
  const set = (name: string, value: string) => setAsked({ ...asked, [name]: value })
  const matters = [...new Set(view.table.rows.map(({ matter }) => matter))]
  const used = new Set(
    view.table.rows.filter(({ matter }) => matter === asked.matter).flatMap(({ when }) => Object.keys(when)),
  )
  const inputs = view.columns.filter(
    ({ name, group }) => group === 'when' && used.has(name) && name !== 'starterIsHead',
  )
  return (
    <section className="authority-try" aria-labelledby="authority-try">
      <h2 id="authority-try">{say('try')}</h2>
      <p className="quiet small">{say('tryLine')}</p>
      <div className="authority-asked">
        {own && (
          <label>
            {say('tryEdition')}
            <select className="input" value={edition} onChange={(event) => setEdition(event.target.value)}>
              <option value={own}>{view.edition}</option>
              <option value="">{say('inForce')}</option>
            </select>
          </label>
        )}
        <label>
          {say('matter')}
          <select
            className="input"
            value={asked.matter ?? ''}
            onChange={(event) => setAsked({ matter: event.target.value })}
          >
            <option value="">{say('tryPick')}</option>
            {matters.map((matter) => (
              <option key={matter}>{matter}</option>
            ))}
          </select>
        </label>
        {inputs.map(({ name, label }) => (
          <Asked
            key={name}
            name={name}
            label={label}
            view={view}
            matter={asked.matter ?? ''}
            value={asked[name] ?? ''}
            onChange={(value) => set(name, value)}
          />
        ))}
      </div>
      {asked.matter ? (
        <RouteOf asked={edition ? { ...asked, edition } : asked} view={view} />
      ) : (
        <p className="quiet">{say('tryNone')}</p>
      )}
    </section>
  )
}

interface AskedProps {
  name: string
  label: string
  view: TableView
  matter: string
  value: string
  onChange(value: string): void
}

function Asked({ name, label, view, matter, value, onChange }: AskedProps) {
  const choices = choicesOf(view, name, matter)
  return (
    <label htmlFor={`try-${name}`}>
      {label}
      {choices ? (
        <select id={`try-${name}`} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{say('any')}</option>
          {choices.map(([code, words]) => (
            <option key={code} value={code}>
              {words}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={`try-${name}`}
          className="input"
          inputMode="decimal"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </label>
  )
}

function RouteOf({ asked, view }: { asked: Readonly<Record<string, string>>; view: TableView }) {
  const words = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
  const route = useQuery({
    queryKey: ['authority', 'try', words, view.id, view.version],
    queryFn: ({ signal }) => get<RouteView>(`/api/view/authority/try?${new URLSearchParams(words)}`, signal),
    retry: false,
  })
  if (route.isError)
    return (
      <p className="notice bad" role="status">
        {refusalOf(route.error).message}
      </p>
    )
  if (!route.data) return null
  return (
    <div role="status">
      <ol className="authority-route">
        {route.data.steps.map(({ step, act, people }) => (
          <li key={step}>
            <span className="small quiet">{stepLabel(view, step)}</span>
            <b>{people.join('、')}</b>
            <span className={act === '批' ? 'approves' : ''}>{view.letters[act as keyof TableView['letters']]}</span>
          </li>
        ))}
      </ol>
      <p className="quiet small">{route.data.rule}</p>
      {route.data.notes.map((note) => (
        <p key={note} className="notice">
          {note}
        </p>
      ))}
    </div>
  )
}

function stepLabel({ columns }: TableView, step: string): string {
  const own: Readonly<Record<string, string>> = { handle: say('handle'), archive: say('archive'), check: say('check') }
  return own[step] ?? columns.find(({ name, group }) => group === 'does' && name === step)?.label ?? ''
}

/** What one may choose for a condition: yes and no, or the words that the matter's rows name. */
function choicesOf(view: TableView, name: string, matter: string): [string, string][] | undefined {
  if (name === 'budgeted')
    return [
      ['true', say('yes')],
      ['false', say('no')],
    ]
  if (name !== 'kind' && name !== 'grade') return undefined
  const rows = view.table.rows.filter((row) => row.matter === matter)
  const words = new Set(rows.flatMap(({ when }) => when[name]?.split(/\s*[、]\s*/) ?? []))
  return [...words].map((word) => [name === 'grade' ? word.replace(/\s*级$/, '') : word, word])
}

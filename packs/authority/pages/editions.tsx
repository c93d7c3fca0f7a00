import { Link } from '@tanstack/react-router'
import type { TableView } from '../views.ts'
import { say } from './words.ts'

/** The editions, and what the one that is shown changed. */
export function Editions({ view }: { view: TableView }) {
  if (view.editions.length === 0) return null
  return (
    <section className="authority-editions">
      <h2>{say('editions')}</h2>
      <ul>
        {view.editions.map(({ id, edition, status, reason, effectiveOn, by }) => (
          <li key={id} aria-current={id === view.id ? 'true' : undefined}>
            <Link to={`/authority/${id}` as string}>{edition}</Link> <span className="chip">{statusOf(status)}</span>
            <span className="small quiet">
              {' '}
              {[effectiveOn, by].filter(Boolean).join(' · ')} — {reason}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What this edition changes, cell by cell. */
export function Differences({ view }: { view: TableView }) {
  if (!view.id || view.editions.length === 0) return null
  return (
    <section className="authority-diff">
      <h2>{say('differences')}</h2>
      {view.differences.length === 0 && <p className="quiet">{say('same')}</p>}
      <ul>
        {view.differences.map(({ kind, row, cells }) => (
          <li key={`${kind}${row}`}>
            <span className={`chip ${kind}`}>{say(kind)}</span> <b>{row}</b>
            <span>
              {cells.map(({ label, before, after }) => (
                <span key={label} className="small">
                  {label} <del>{before}</del> <ins>{after}</ins>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the keeper should see before publishing. */
export function Problems({ view }: { view: TableView }) {
  return (
    <section className="authority-problems">
      <h2>{say('problems')}</h2>
      {view.problems.length === 0 && <p className="quiet">{say('clean')}</p>}
      <ul>
        {view.problems.map(({ level, words, row, column }) => (
          <li key={`${row}${column}${words}`} className={level}>
            <span className={`chip ${level === 'error' ? 'bad' : 'warn'}`}>{say(level)}</span> {words}
          </li>
        ))}
      </ul>
    </section>
  )
}

export const statusOf = (status: string) =>
  say(({ draft: 'draft', scheduled: 'scheduled', effective: 'inForce' } as const)[status] ?? 'superseded')

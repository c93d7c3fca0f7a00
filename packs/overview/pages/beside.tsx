import { Link } from '@tanstack/react-router'
import type { MatrixNote, MatrixView } from '../types.ts'
import type { Spot } from './grid.tsx'
import type { Cell, Shown } from './lens.ts'
import { parts } from './parts.ts'
import { say } from './words.ts'

interface BesideProps {
  view: MatrixView
  shown: Shown
  at: Spot
}

/** What stands under the spot: the sentence and the clause of each mark; for a column, what it has or what waits. */
export function Beside({ view, shown, at }: BesideProps) {
  const column = shown.columns[at.column]
  const line = shown.lines[at.line]
  if (!column) return null
  const cell = line?.cells.find((one) => one.column === at.column)
  return (
    <aside className="matrix-beside" aria-live="polite">
      {line && <h2>{line.title}</h2>}
      <p className={column.vacant ? 'bad' : 'quiet'}>
        {column.name}
        {column.vacant && ` · ${say('matrix.vacant')}`}
        {column.vacant?.days !== undefined && ` · ${say('matrix.vacantDays', { days: column.vacant.days })}`}
      </p>
      {cell && <Notes view={view} cell={cell} />}
      {line && !cell && line.row && (
        <p className="quiet">{say('matrix.noMark', { column: column.name, row: line.title })}</p>
      )}
      {!line && <OfColumn view={view} shown={shown} column={at.column} />}
      {!line && <p className="quiet small">{say('matrix.hint')}</p>}
    </aside>
  )
}

/** The sentences of a cell, each with its sign, its clause and the page of its rule. */
export function Notes({ view, cell }: { view: MatrixView; cell: Cell }) {
  return (
    <ul className="matrix-notes">
      {cell.marks.map(({ part, note }) => (
        <li key={`${part}${note}`}>
          <span className={`matrix-sign ${part}`} title={parts[part].word}>
            {parts[part].sign}
          </span>
          <Note note={view.notes[note]} />
        </li>
      ))}
    </ul>
  )
}

function Note({ note }: { note: MatrixNote | undefined }) {
  if (!note) return null
  const { clause, link, words } = note
  return (
    <div>
      <p>{words}</p>
      <p className="small">
        {clause && (
          <Link to={pathOf(clause.policy)} hash={clause.anchor}>
            {say('matrix.clause', { title: `《${clause.title}》`, label: clause.label })}
          </Link>
        )}{' '}
        {link && <Link to={link}>{say('matrix.rule')}</Link>}
      </p>
    </div>
  )
}

function OfColumn({ view, shown, column }: { view: MatrixView; shown: Shown; column: number }) {
  const { name, vacant } = shown.columns[column]!
  const found = shown.lines.filter(({ cells }) => cells.some((cell) => cell.column === column))
  if (!vacant) return <p>{say('matrix.has', { column: name, n: found.length })}</p>
  if (found.length === 0) return <p>{say('matrix.waitsNone')}</p>
  return (
    <>
      <p>{say('matrix.waits', { n: found.length })}</p>
      <h3>{say('matrix.waiting')}</h3>
      {found.map((line) => (
        <details key={line.title} className="matrix-wait">
          <summary>{line.title}</summary>
          <Notes view={view} cell={line.cells.find((cell) => cell.column === column)!} />
        </details>
      ))}
    </>
  )
}

const pathOf = (policy: string): string => `/policy/${policy}`

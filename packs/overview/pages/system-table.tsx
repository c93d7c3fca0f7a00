import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { Linked, SystemLine } from '../system-types.ts'
import { say } from './words.ts'

const columns = ['duties', 'processes', 'forms', 'indicators', 'units'] as const

/** Policy, chapter, clause and all that carries it out, each cell a link; what is missing says so. */
export function SystemTable({ lines }: { lines: readonly SystemLine[] }) {
  return (
    <section className="sheet-table" aria-label={say('system.title')}>
      <table className="table system-table">
        <thead>
          <tr>
            <th scope="col">
              <span>{say('system.clause')}</span>
            </th>
            {columns.map((name) => (
              <th key={name} scope="col">
                <span>{say(`system.${name}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <Fragment key={`${line.policy.id}${line.clause.anchor}`}>
              {headOf(line) !== (lines[index - 1] && headOf(lines[index - 1]!)) && (
                <tr className="group">
                  <th colSpan={columns.length + 1} scope="rowgroup">
                    <Link to={pathOf(line)}>《{line.policy.title}》</Link> {line.chapter}
                  </th>
                </tr>
              )}
              <tr>
                <td className="lead">
                  <Link to={pathOf(line)} hash={line.clause.anchor}>
                    {line.clause.title}
                  </Link>
                </td>
                {columns.map((name) => (
                  <td key={name} data-label={say(`system.${name}`)}>
                    <Cells cells={line[name]} missing={missingIn(line, name)} />
                  </td>
                ))}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cells({ cells, missing }: { cells: readonly Linked[]; missing: string }) {
  if (cells.length === 0) return <span className="quiet small">{missing}</span>
  return (
    <ul>
      {cells.map(({ words, link }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two carriers may lead to the same place
        <li key={`${link}${index}`}>
          <Link to={link}>{words}</Link>
        </li>
      ))}
    </ul>
  )
}

/** A dash where something else carries the clause; words where nothing does, or where an indicator is missing. */
function missingIn(line: SystemLine, name: (typeof columns)[number]): string {
  if (line.exempt) return name === 'duties' ? say('system.exemptCell') : '—'
  const isCarried = [line.duties, line.processes, line.forms, line.indicators, line.others].some(
    ({ length }) => length > 0,
  )
  if (name === 'indicators') return say('system.noIndicator')
  return !isCarried && name === 'duties' ? say('system.noCarrier') : '—'
}

const headOf = (line: SystemLine) => `${line.policy.id}/${line.chapter}`
const pathOf = ({ policy }: SystemLine): string => `/policy/${policy.id}`

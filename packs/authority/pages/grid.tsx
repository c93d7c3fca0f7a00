import type { TableView } from '../views.ts'
import { say } from './words.ts'

type Column = TableView['columns'][number]

/** The table as it is read and printed: one phrase for the conditions, the owner unit's name beside its letters. */
export function ReadGrid({ view }: { view: TableView }) {
  const seats = view.columns.filter(({ group }) => group === 'does')
  const rows = view.table.rows.map((row, index) => ({ row, index, condition: conditionOf(view, index) }))
  return (
    <>
      <div className="authority-scroll">
        <table className="authority-grid">
          <caption className="hidden">{say('title')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('matter')}</th>
              <th scope="col">{say('condition')}</th>
              <th scope="col">{say('starter')}</th>
              {seats.map(({ name, label }) => (
                <th key={name} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, index, condition }) => (
              <tr key={`${row.matter}${condition}${index}`} className={isFirst(view, index) ? 'first' : ''}>
                {isFirst(view, index) && (
                  <th scope="rowgroup" rowSpan={lengthOf(view, index)}>
                    {row.matter}
                  </th>
                )}
                <td>{condition}</td>
                <td className="letter">{say('proposes')}</td>
                {seats.map((seat) => (
                  <td key={seat.name} className="letter">
                    <Letters view={view} index={index} seat={seat} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ol className="authority-list">
        {rows.map(({ row, index, condition }) => (
          <li key={`${row.matter}${condition}${index}`}>
            <b>{row.matter}</b> <span className="quiet">{condition}</span>
            <p>
              {seats
                .filter(({ name }) => row.does[name as keyof typeof row.does])
                .map((seat) => (
                  <span key={seat.name}>
                    {seat.label} <Letters view={view} index={index} seat={seat} />
                  </span>
                ))}
            </p>
          </li>
        ))}
      </ol>
    </>
  )
}

function Letters({ view, index, seat }: { view: TableView; index: number; seat: Column }) {
  const row = view.table.rows[index]
  const letters = row?.does[seat.name as keyof typeof row.does]
  if (!letters) return null
  return (
    <>
      {seat.name === 'owner' && <span className="small quiet">{row?.owner} </span>}
      <b className={letters.includes('批') ? 'approves' : ''}>{letters}</b>
    </>
  )
}

/** How many rows in a row are of the same matter. */
function lengthOf({ table: { rows } }: TableView, from: number): number {
  const next = rows.findIndex((row, index) => index > from && row.matter !== rows[from]?.matter)
  return (next === -1 ? rows.length : next) - from
}

const isFirst = ({ table }: TableView, index: number) => table.rows[index]?.matter !== table.rows[index - 1]?.matter

function conditionOf(view: TableView, index: number): string {
  const said = view.said[index]
  if (said) return said
  return isFirst(view, index) ? say('always') : say('rest')
}

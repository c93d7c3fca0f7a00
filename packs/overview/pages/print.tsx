import type { MatrixColumn } from '../types.ts'
import type { Line, Shown } from './lens.ts'
import { partNames, parts } from './parts.ts'
import { say } from './words.ts'

/** As many columns as an A3 sheet across takes beside the names of the rows. */
const across = 38

interface SheetsProps {
  shown: Shown
  company: string
  day: string
}

/** The matrix on paper, A3 across: plain tables whose heads the browser repeats on every sheet, a band of columns each. */
export function Sheets({ shown, company, day }: SheetsProps) {
  const used = new Set(shown.lines.flatMap(({ cells }) => cells.map(({ column }) => column)))
  const indexes = shown.columns.flatMap((column, index) => (used.has(index) || column.vacant ? [index] : []))
  const bands = Array.from({ length: Math.ceil(indexes.length / across) }, (_, band) =>
    indexes.slice(band * across, (band + 1) * across),
  )
  return (
    <div className="matrix-sheets">
      {bands.map((band) => (
        <table key={band[0]}>
          <thead>
            <tr>
              <td colSpan={band.length + 1} className="matrix-caption">
                <b>{say('matrix.title')}</b>
                <span>{say('matrix.printed', { company, day })}</span>
                <Legend />
                <span className="small">{say('matrix.someLeftOut')}</span>
              </td>
            </tr>
            <tr>
              <th scope="col">{say('matrix.corner')}</th>
              {band.map((index) => (
                <PrintedHead key={index} column={shown.columns[index]!} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a printed sheet never changes
              <PrintedRow key={index} line={line} band={band} />
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

/** What each sign means: ● 主责 ○ 配合 △ 审核 ◆ 批准 · 知会. */
export function Legend() {
  return (
    <span className="matrix-legend">
      <span className="hidden">{say('matrix.legend')}</span>
      {partNames.map((part) => (
        <span key={part}>
          <i className={`matrix-sign ${part}`}>{parts[part].sign}</i>
          {parts[part].word}
        </span>
      ))}
    </span>
  )
}

function PrintedHead({ column: { name, vacant } }: { column: MatrixColumn }) {
  return (
    <th scope="col" className={vacant ? 'vacant' : ''}>
      <span>
        {vacant && <b>{say('matrix.vacant')} </b>}
        {name}
      </span>
    </th>
  )
}

function PrintedRow({ line, band }: { line: Line; band: readonly number[] }) {
  if (!line.row) {
    return (
      <tr className="group">
        <th colSpan={band.length + 1} scope="rowgroup">
          {line.title}
        </th>
      </tr>
    )
  }
  return (
    <tr>
      <th scope="row">
        {line.title}
        {line.row.problem && <em> {say(`problem.${line.row.problem}`)}</em>}
      </th>
      {band.map((index) => (
        <td key={index}>
          {line.cells
            .find((cell) => cell.column === index)
            ?.marks.map(({ part }) => part)
            .filter((part, at, all) => all.indexOf(part) === at)
            .map((part) => parts[part].sign)
            .join('')}
        </td>
      ))}
    </tr>
  )
}

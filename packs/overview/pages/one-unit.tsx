import type { MatrixView } from '../types.ts'
import { Notes } from './beside.tsx'
import type { Shown } from './lens.ts'
import { say } from './words.ts'

interface OneUnitProps {
  view: MatrixView
  shown: Shown
  at: number
  onChoose(column: number): void
}

/** The matrix on a phone: one column at a time, its marks as a list under the heads of their groups. */
export function OneUnit({ view, shown, at, onChoose }: OneUnitProps) {
  const lines = shown.lines.filter(({ row, cells }) => !row || cells.some(({ column }) => column === at))
  const kept = lines.filter(({ row }, index) => row || lines[index + 1]?.row)
  return (
    <>
      <label className="matrix-choose">
        <span>{say('matrix.choose')}</span>
        <select className="input" value={at} onChange={(event) => onChoose(Number(event.target.value))}>
          {shown.columns.map(({ id, name, vacant }, index) => (
            <option key={id} value={index}>
              {name}
              {vacant ? ` · ${say('matrix.vacant')}` : ''}
            </option>
          ))}
        </select>
      </label>
      {kept.length === 0 && <p className="quiet">{say('matrix.nothingHere')}</p>}
      <div className="matrix-list">
        {kept.map((line, index) => {
          const cell = line.cells.find(({ column }) => column === at)
          return cell ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity of a line
            <section key={index}>
              <h3>{line.title}</h3>
              <Notes view={view} cell={cell} />
            </section>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity of a line
            <h2 key={index}>{line.title}</h2>
          )
        })}
      </div>
    </>
  )
}

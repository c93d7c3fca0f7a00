import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react'
import { Icon, type IconName } from '#web/elements/icon.tsx'
import type { TableView } from '../views.ts'
import { type Cells, moved, pasted } from './cells.ts'
import { say } from './words.ts'

interface EditGridProps {
  view: TableView
  rows: readonly Cells[]
  onChange(rows: Cells[]): void
}

/** The table as a grid of cells: arrows and Enter move, a block from a spreadsheet is pasted where the cursor stands. */
export function EditGrid({ view, rows, onChange }: EditGridProps) {
  const table = useRef<HTMLTableElement>(null)
  const { columns } = view
  const bad = new Set(
    view.problems.filter(({ level }) => level === 'error').map(({ row, column }) => `${row}/${column}`),
  )
  const focus = (row: number, column: number) =>
    table.current?.querySelector<HTMLInputElement>(`[data-cell="${row}/${column}"]`)?.focus()
  const set = (row: number, name: string, words: string) =>
    onChange(rows.map((cells, index) => (index === row ? { ...cells, [name]: words } : cells)))
  const onKey = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number) => {
    const step = stepOf(event)
    if (!step) return
    event.preventDefault()
    focus(row + step[0], column + step[1])
  }
  const onPaste = (event: ClipboardEvent, row: number, column: number) => {
    const text = event.clipboardData.getData('text')
    if (!/[\t\n]/.test(text)) return
    event.preventDefault()
    onChange(pasted(rows, columns, { row, column }, text))
  }
  return (
    <div className="authority-scroll">
      <table className="authority-grid editing" ref={table}>
        <caption className="hidden">{say('title')}</caption>
        <thead>
          <tr>
            {columns.map(({ name, label }) => (
              <th key={name} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">
              <span className="hidden">{say('rowTools', { row: '' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own; a cell is its place
            <tr key={row}>
              {columns.map(({ name, label, group }, column) => (
                <td key={name} className={group}>
                  <input
                    data-cell={`${row}/${column}`}
                    aria-label={say('cell', { row: row + 1, column: label })}
                    aria-invalid={bad.has(`${row}/${name}`)}
                    list={name === 'unit' ? 'authority-units' : name === 'matter' ? 'authority-matters' : undefined}
                    value={cells[name] ?? ''}
                    onChange={(event) => set(row, name, event.target.value)}
                    onKeyDown={(event) => onKey(event, row, column)}
                    onPaste={(event) => onPaste(event, row, column)}
                  />
                </td>
              ))}
              <td className="tools">
                <RowTools row={row} rows={rows} onChange={onChange} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Names id="authority-units" names={view.units} />
      <Names id="authority-matters" names={view.matters} />
    </div>
  )
}

function RowTools({ row, rows, onChange }: { row: number } & Pick<EditGridProps, 'rows' | 'onChange'>) {
  const copy = { matter: rows[row]?.matter ?? '' }
  const tools: [IconName, string, () => Cells[]][] = [
    ['plus', say('addBelow'), () => rows.toSpliced(row + 1, 0, copy)],
    ['up', say('moveUp'), () => moved(rows, row, -1)],
    ['down', say('moveDown'), () => moved(rows, row, 1)],
    ['trash', say('removeRow'), () => rows.toSpliced(row, 1)],
  ]
  return (
    <fieldset aria-label={say('rowTools', { row: row + 1 })}>
      {tools.map(([icon, label, change]) => (
        <button key={icon} type="button" className="button bare" title={label} onClick={() => onChange(change())}>
          <Icon name={icon} size={14} />
          <span className="hidden">{label}</span>
        </button>
      ))}
    </fieldset>
  )
}

const Names = ({ id, names }: { id: string; names: readonly string[] }) => (
  <datalist id={id}>
    {names.map((name) => (
      <option key={name} value={name} />
    ))}
  </datalist>
)

/** Where a key leads, in rows and columns; left and right only from the end of the words. */
function stepOf({ key, currentTarget: { selectionStart, selectionEnd, value } }: KeyboardEvent<HTMLInputElement>) {
  if (key === 'ArrowDown' || key === 'Enter') return [1, 0] as const
  if (key === 'ArrowUp') return [-1, 0] as const
  if (key === 'ArrowLeft' && selectionEnd === 0) return [0, -1] as const
  return key === 'ArrowRight' && selectionStart === value.length ? ([0, 1] as const) : undefined
}

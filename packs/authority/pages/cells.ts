import type { AuthorityRow } from '../table.ts'
import type { TableView } from '../views.ts'

/** A row of the grid while it is edited: every cell by its column's name. */
export type Cells = Readonly<Record<string, string>>
type Columns = TableView['columns']

/** A row as flat cells. */
export function cellsOf(row: AuthorityRow): Cells {
  return { matter: row.matter, unit: row.owner ?? '', ...row.when, ...row.does }
}

/** Flat cells as a row; what is empty is not there. */
export function rowOf(cells: Cells, columns: Columns): AuthorityRow {
  const of = (group: string) =>
    Object.fromEntries(
      columns.flatMap(({ name, group: own }) => {
        const words = cells[name]?.trim()
        return own === group && words ? [[name, words]] : []
      }),
    )
  const unit = cells.unit?.trim()
  return { matter: cells.matter?.trim() ?? '', when: of('when'), does: of('does'), ...(unit ? { owner: unit } : {}) }
}

/** Puts a block copied from a spreadsheet (tabs and line ends) into the grid from one cell on; rows are added as needed. */
export function pasted(
  rows: readonly Cells[],
  columns: Columns,
  at: { row: number; column: number },
  text: string,
): Cells[] {
  const block = text
    .replace(/\r/g, '')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'))
  const next = [...rows]
  block.forEach((line, down) => {
    const words = line.flatMap((cell, right) => {
      const column = columns[at.column + right]
      return column ? [[column.name, cell.trim()]] : []
    })
    next[at.row + down] = { ...next[at.row + down], ...Object.fromEntries(words) }
  })
  return next
}

/** The rows with one of them moved by so many places. */
export function moved(rows: readonly Cells[], from: number, by: number): Cells[] {
  const next = [...rows]
  const [row] = next.splice(from, 1)
  if (row) next.splice(Math.max(0, from + by), 0, row)
  return next
}

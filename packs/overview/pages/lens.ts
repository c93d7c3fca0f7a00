import type { MatrixColumn, MatrixRow, MatrixView } from '../types.ts'
import { type Part, partNames } from './parts.ts'

/** What of the matrix to show; all of it is in the address of the page. */
export interface Lens {
  readonly q?: string | undefined
  /** Id of a policy: only what its clauses ask for. */
  readonly policy?: string | undefined
  /** Id of a unit: only it, those below it and their posts. */
  readonly unit?: string | undefined
  readonly part?: string | undefined
  /** `right` shows the rights from who-may data instead of duties and steps; `all` everything. */
  readonly from?: string | undefined
  /** '1' shows every post in a column of its own; vacant ones always have theirs. */
  readonly posts?: string | undefined
  /** '1' leaves only duties with a problem. */
  readonly problem?: string | undefined
}

export interface Cell {
  /** Index into the shown columns. */
  readonly column: number
  /** The heaviest part of all that meet here. */
  readonly part: Part
  readonly marks: readonly { readonly part: Part; readonly note: number }[]
}
/** A line of the grid: the head of a group, or a row with its cells. */
export interface Line {
  readonly title: string
  readonly row: MatrixRow | undefined
  readonly link: string | undefined
  readonly cells: readonly Cell[]
}
export interface Shown {
  readonly columns: readonly MatrixColumn[]
  readonly lines: readonly Line[]
  /** How many rows are shown, without the heads of groups. */
  readonly rows: number
}

/** The matrix through a lens: rows that fit, each group under its head, columns that the rows or the tree need. */
export function shownOf(view: MatrixView, lens: Lens): Shown {
  const placed = placesOf(view, lens)
  const marked = new Map<number, Map<string, { part: Part; note: number }[]>>()
  for (const [row, column, part, note] of view.marks) {
    const place = placed[column]
    if (!place || (lens.part && part !== lens.part) || !ofPolicy(view, lens, row, note)) continue
    const cells = marked.get(row) ?? new Map<string, { part: Part; note: number }[]>()
    cells.set(place, [...(cells.get(place) ?? []), { part, note }])
    marked.set(row, cells)
  }
  const rows = view.rows
    .map((row, index) => ({ row, index }))
    .filter(({ row, index }) => fits(view, lens, row, marked.has(index)))
  const used = new Set(rows.flatMap(({ index }) => [...(marked.get(index)?.keys() ?? [])]))
  const columns = view.columns.filter((column, index) => placed[index] === column.id && isShown(column, lens, used))
  const at = new Map(columns.map(({ id }, index) => [id, index]))
  const cellsOf = (index: number): Cell[] =>
    [...(marked.get(index) ?? [])]
      .flatMap(([id, marks]) => {
        const column = at.get(id)
        return column === undefined ? [] : [{ column, part: heaviest(marks), marks }]
      })
      .toSorted((a, b) => a.column - b.column)
  const lines = rows.flatMap(({ row, index }, place): Line[] => {
    const line = { title: row.title, row, link: undefined, cells: cellsOf(index) }
    const group = view.groups[row.group]
    const isFirst = rows[place - 1]?.row.group !== row.group
    return isFirst ? [{ title: group?.title ?? '', row: undefined, link: group?.link, cells: [] }, line] : [line]
  })
  return { columns, lines, rows: rows.length }
}

/** The column under which each column's marks stand (posts fold into their unit), undefined where the lens leaves it out. */
function placesOf({ columns }: MatrixView, { unit, posts }: Lens): (string | undefined)[] {
  const parents = new Map(columns.map(({ id, parent }) => [id, parent]))
  const within = (id: string): boolean => {
    for (let at: string | undefined = id; at; at = parents.get(at)) if (at === unit) return true
    return false
  }
  return columns.map(({ id, kind, parent, vacant }) => {
    if (unit && !within(id)) return undefined
    return kind === 'post' && !posts && !vacant ? parent : id
  })
}

const isShown = ({ id, kind, vacant }: MatrixColumn, { unit, part, q }: Lens, used: ReadonlySet<string>): boolean =>
  used.has(id) || vacant !== undefined || (kind === 'unit' && !part && !q) || (kind === 'unit' && unit !== undefined)

function ofPolicy(view: MatrixView, { policy }: Lens, row: number, note: number): boolean {
  if (!policy) return true
  const group = view.groups[view.rows[row]?.group ?? -1]
  return group?.policy === policy || view.notes[note]?.clause?.policy === policy
}

function fits(
  view: MatrixView,
  { q, from, problem, part, policy, unit }: Lens,
  row: MatrixRow,
  isMarked: boolean,
): boolean {
  if (from === 'right' ? row.source !== 'right' : from !== 'all' && row.source === 'right') return false
  if ((from === 'duty' || from === 'step') && row.source !== from) return false
  if (problem && !row.problem) return false
  if ((part || policy || unit) && !isMarked) return false
  const words = q?.trim().toLowerCase()
  return !words || `${view.groups[row.group]?.title} ${row.title}`.toLowerCase().includes(words)
}

const heaviest = (marks: readonly { part: Part }[]): Part =>
  partNames.find((name) => marks.some(({ part }) => part === name)) ?? 'inform'

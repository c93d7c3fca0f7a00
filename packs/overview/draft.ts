import { type Part, parts } from './pages/parts.ts'
import type { Place } from './places.ts'
import type { MatrixColumn, MatrixGroup, MatrixMark, MatrixNote, MatrixRow } from './types.ts'

/** A mark before columns have numbers. */
export interface DraftMark extends Place {
  readonly part: Part
  readonly note: MatrixNote
}
export interface DraftRow {
  readonly title: string
  readonly source: MatrixRow['source']
  readonly group: MatrixGroup
  readonly marks: readonly DraftMark[]
}

/** Numbers everything: groups in the order of their first row, notes once each, bodies that are no unit at the end. */
export function numbered(known: readonly MatrixColumn[], drafts: readonly DraftRow[]) {
  const columns = [...known]
  const at = new Map(columns.map(({ id }, index) => [id, index]))
  const groups = indexer<MatrixGroup>(({ title, policy }) => `${policy ?? ''}/${title}`)
  const notes = indexer<MatrixNote>(({ words, clause, link }) => `${words}/${clause?.policy}/${clause?.anchor}/${link}`)
  const marks: MatrixMark[] = []
  const columnAt = (id: string): number | undefined => {
    if (!at.has(id) && id.startsWith('body:'))
      at.set(id, columns.push({ id, name: id.slice('body:'.length), kind: 'body' }) - 1)
    return at.get(id)
  }
  const rows = ordered(drafts).map((draft, index): MatrixRow => {
    const seen = new Set<string>()
    for (const mark of draft.marks) {
      const column = columnAt(mark.column)
      const key = `${column}/${mark.part}/${mark.note.words}`
      if (column === undefined || seen.has(key)) continue
      seen.add(key)
      marks.push([index, column, mark.part, notes.of(mark.note)])
    }
    const problem = draft.source === 'duty' ? problemOf(draft, columns, at) : undefined
    return { title: draft.title, source: draft.source, group: groups.of(draft.group), ...(problem ? { problem } : {}) }
  })
  return { columns, groups: groups.all, rows, marks, notes: notes.all }
}

/** Rows of one group stand together, groups in the order in which they first occur. */
function ordered(drafts: readonly DraftRow[]): DraftRow[] {
  return [
    ...Map.groupBy(drafts, ({ source, group }) => `${source}/${group.policy ?? ''}/${group.title}`).values(),
  ].flat()
}

function problemOf(
  { title, marks }: DraftRow,
  columns: readonly MatrixColumn[],
  at: ReadonlyMap<string, number>,
): MatrixRow['problem'] {
  const leads = [...new Set(marks.filter(({ part }) => part === 'lead').map(({ column }) => column))]
  // A duty that is itself to review or to help (审核费用支出) is whole: nobody else leads it.
  if (leads.length === 0) return marks.some(({ part }) => title.startsWith(parts[part].word)) ? undefined : 'noLead'
  const places = leads.flatMap((id) => columns[at.get(id) ?? -1] ?? [])
  const units = new Set(places.map(({ id, kind, parent }) => (kind === 'post' ? parent : id)))
  if (units.size > 1) return 'twoLeads'
  return places.every(({ vacant }) => vacant) ? 'vacant' : undefined
}

function indexer<T>(keyOf: (value: T) => string) {
  const all: T[] = []
  const known = new Map<string, number>()
  const of = (value: T): number => {
    const key = keyOf(value)
    const found = known.get(key) ?? all.push(value) - 1
    known.set(key, found)
    return found
  }
  return { all, of }
}

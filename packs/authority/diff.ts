import { sayRow } from './check.ts'
import { type AuthorityRow, type AuthorityTable, columns } from './table.ts'

/** What one edition changes of another: a row that is new, gone, or has other cells. */
export interface Difference {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly row: string
  readonly cells: readonly { readonly label: string; readonly before: string; readonly after: string }[]
}

/**
 * Compares two editions row by row. Rows of the same matter and conditions belong together; what is left of a matter is
 * paired in order, so that a changed limit reads as a change and not as a row gone and another one new.
 */
export function diffTables(before: AuthorityTable, after: AuthorityTable): Difference[] {
  const pairs = pair(before.rows, after.rows)
  const changed = pairs.flatMap(([old, now]) => difference(old, now))
  const gone = before.rows.filter((row) => !pairs.some(([old]) => old === row))
  const fresh = after.rows.filter((row) => !pairs.some(([, now]) => now === row))
  return [
    ...changed,
    ...fresh.map((row): Difference => ({ kind: 'added', row: sayRow(row), cells: cellsOf(undefined, row) })),
    ...gone.map((row): Difference => ({ kind: 'removed', row: sayRow(row), cells: cellsOf(row, undefined) })),
  ]
}

type Pair = readonly [AuthorityRow, AuthorityRow]

function pair(before: readonly AuthorityRow[], after: readonly AuthorityRow[]): Pair[] {
  const same = matched(before, after, (old, now) => sayRow(old) === sayRow(now))
  const left = before.filter((row) => !same.some(([old]) => old === row))
  const right = after.filter((row) => !same.some(([, now]) => now === row))
  return [...same, ...matched(left, right, (old, now) => old.matter === now.matter)]
}

function matched(
  before: readonly AuthorityRow[],
  after: readonly AuthorityRow[],
  fits: (old: AuthorityRow, now: AuthorityRow) => boolean,
): Pair[] {
  const taken = new Set<AuthorityRow>()
  return before.flatMap((old) => {
    const now = after.find((row) => !taken.has(row) && fits(old, row))
    if (!now) return []
    taken.add(now)
    return [[old, now] as const]
  })
}

function difference(old: AuthorityRow, now: AuthorityRow): Difference[] {
  const cells = cellsOf(old, now)
  return cells.length > 0 ? [{ kind: 'changed', row: sayRow(old), cells }] : []
}

function cellsOf(old: AuthorityRow | undefined, now: AuthorityRow | undefined): Difference['cells'] {
  return columns.flatMap(({ name, label, group }) => {
    const of = (row: AuthorityRow | undefined) => (row ? cellOf(row, name, group) : '')
    const [before, after] = [of(old), of(now)]
    return before === after ? [] : [{ label, before, after }]
  })
}

function cellOf(row: AuthorityRow, name: string, group: (typeof columns)[number]['group']): string {
  if (group === 'matter') return row.matter
  if (group === 'unit') return row.owner ?? ''
  return (row[group] as Readonly<Record<string, string>>)[name] ?? ''
}

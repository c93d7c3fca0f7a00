import type { Sql } from '../db.ts'
import { absent, invalid } from '../refused.ts'
import { isUuid } from '../uuid.ts'
import { columnOf, columnsOf, labelOf, quoted, selectList } from './column.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import type { Field } from './field.ts'
import { filtersOf, refuseValues, type Wanted } from './filter.ts'
import type { AnyRecord, Records } from './record.ts'
import { readArms, readConditions } from './where.ts'
import type { Me } from './who.ts'

/** A row as pages get it. */
export type Row = Record<string, unknown> & { id: string; status: string; version: number }

export interface Count {
  readonly value: number
  readonly more: boolean
}

const countLimit = 10_000

/**
 * A page of a list, through the person's rights: one arm for each alternative of the who-may rule, so that each uses its
 * own index, merged by UNION (measured: 1 ms, the same as one OR 150-190 ms on 2 M rows).
 * @param records lets words find rows by the title of what their own title refers to: an appointment by the person's name
 */
export async function listRows(
  sql: Sql,
  def: AnyRecord,
  me: Me,
  wanted: Wanted,
  records: Records = {},
): Promise<{ rows: Row[]; next: string | null }> {
  const slots: unknown[] = []
  const order = orderOf(def, wanted.sort ?? '-createdAt')
  const limit = Math.min(Math.max(Math.trunc(wanted.limit ?? 50) || 50, 1), 500)
  const filters = [...filtersOf(def, wanted, slots, records), ...after(order, wanted.cursor, slots)]
  const arms = readArms(def, me, (value) => `$${slots.push(value)}`, wanted.equal).map(
    (condition) =>
      `(select t.id, ${order.key} as k from ${quoted(def.name)} t where ${[condition, ...filters].join(' and ')} order by k ${order.direction}, t.id ${order.direction} limit ${limit + 1})`,
  )
  // The ids stand in an array too: one look into the index, where the planner would read the table for a join.
  const { rows } = await sql
    .query<Row & { k: string }>(
      `with page as materialized (select id, k from (${arms.join(' union ')}) a order by k ${order.direction}, id ${order.direction} limit ${limit + 1})
     select ${lightList(def)}, page.k::text as k from page join ${quoted(def.name)} t on t.id = page.id
     where t.id = any(array(select id from page)) order by page.k ${order.direction}, t.id ${order.direction}`,
      slots,
    )
    .catch(refuseValues)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit).map(({ k, ...row }) => row as Row),
    next: last ? encodeCursor(last.k, last.id) : null,
  }
}

/** How many rows the list has in each state, exact up to 10,000. */
export async function countRows(
  sql: Sql,
  def: AnyRecord,
  me: Me,
  wanted: Wanted,
  records: Records = {},
): Promise<Record<string, Count>> {
  const slots: unknown[] = []
  const filters = filtersOf(def, { ...wanted, status: undefined }, slots, records)
  const arms = readArms(def, me, (value) => `$${slots.push(value)}`, wanted.equal).map(
    (condition) =>
      `(select t.id, t.status from ${quoted(def.name)} t where ${[condition, ...filters].join(' and ')} limit ${countLimit + 1})`,
  )
  const { rows } = await sql
    .query<{ status: string; value: number }>(
      `select status, count(*) as value from (${arms.join(' union ')}) a group by status`,
      slots,
    )
    .catch(refuseValues)
  const total = rows.reduce((sum, row) => sum + row.value, 0)
  const count = (value: number) => ({ value: Math.min(value, countLimit), more: value > countLimit })
  return {
    '': count(total),
    ...Object.fromEntries(
      Object.keys(def.states).map((status) => [status, count(rows.find((row) => row.status === status)?.value ?? 0)]),
    ),
  }
}

/** How many rows are in any of some states, of what `countRows` counted. */
export function countOf(counts: Readonly<Record<string, Count>>, status: readonly string[]): Count {
  const found = [...new Set(status)].flatMap((one) => counts[one] ?? [])
  const value = found.reduce((sum, one) => sum + one.value, 0)
  return { value: Math.min(value, countLimit), more: value > countLimit || found.some((one) => one.more) }
}

/** What columns add up to over the rows of a list, exact, as text by name; '0' where nothing stands. */
export async function sumRows(
  sql: Sql,
  def: AnyRecord,
  me: Me,
  wanted: Wanted,
  names: readonly string[],
): Promise<Record<string, string>> {
  const slots: unknown[] = []
  const filters = filtersOf(def, wanted, slots, {})
  const sums = names.map((name) => `coalesce(sum(t.${quoted(columnOf(def, name).column)}), 0)::text as ${quoted(name)}`)
  const arms = readArms(def, me, (value) => `$${slots.push(value)}`, wanted.equal).map(
    (condition) => `select t.id from ${quoted(def.name)} t where ${[condition, ...filters].join(' and ')}`,
  )
  const { rows } = await sql
    .query<Record<string, string>>(
      `select ${sums.join(', ')} from ${quoted(def.name)} t where t.id in (${arms.join(' union ')})`,
      slots,
    )
    .catch(refuseValues)
  return rows[0] ?? {}
}

/** One row through the person's rights, or "absent". */
export async function getRow(sql: Sql, def: AnyRecord, id: string): Promise<Row> {
  if (!isUuid(id)) throw absent(`这条${def.label}`)
  const { rows } = await sql.query<Row>(
    `select ${selectList(def)} from ${quoted(def.name)} t where t.id = $1 and (${readConditions(def).join(' or ')})`,
    [id],
  )
  if (!rows[0]) throw absent(`这条${def.label}`)
  return rows[0]
}

/** The states of the rows above one that the person may read, by field: what who-may conditions ask for. */
export async function seenAbove(
  sql: Sql,
  def: AnyRecord,
  row: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  const seen: Record<string, string> = {}
  for (const [field, above] of Object.entries(def.above ?? {})) {
    const id = row[field]
    if (!isUuid(id)) continue
    const { rows } = await sql.query<{ status: string }>(
      `select t.status from ${quoted(above.name)} t where t.id = $1 and (${readConditions(above).join(' or ')})`,
      [id],
    )
    if (rows[0]) seen[field] = rows[0].status
  }
  return seen
}

/** The titles of everything that rows refer to, by id; what the person may not see has no title. */
export async function labelsOf(
  sql: Sql,
  records: Records,
  def: AnyRecord,
  rows: readonly Row[],
): Promise<Record<string, string>> {
  const wanted = new Map<string, Set<string>>()
  const add = (record: string, id: unknown) =>
    typeof id === 'string' && wanted.set(record, (wanted.get(record) ?? new Set()).add(id))
  for (const row of rows) {
    for (const { name, field } of columnsOf(def)) {
      if (field?.to) add(field.to, row[name])
      if (field?.kind === 'lines') for (const [to, id] of refsIn(field, row[name])) add(to, id)
    }
    for (const name of ['createdBy', 'updatedBy']) add('person', row[name])
    add('unit', row.createdUnit)
  }
  const { choices = {} }: Field = def.fields[def.title]
  const labels: Record<string, string> = { ...choices }
  for (const [name, ids] of wanted) Object.assign(labels, await titles(sql, records, name, [...ids]))
  return labels
}

/** What the lines inside a row refer to: record and id. */
const refsIn = ({ of = {} }: Field, lines: unknown): [string, unknown][] =>
  (Array.isArray(lines) ? (lines as Record<string, unknown>[]) : []).flatMap((line) =>
    Object.entries(of).flatMap(([name, { to }]): [string, unknown][] => (to ? [[to, line[name]]] : [])),
  )

/** Titles of rows of one record by id; a title that is itself a reference reads as what it refers to. */
export async function titles(
  sql: Sql,
  records: Records,
  name: string,
  ids: readonly string[],
): Promise<Record<string, string>> {
  const def = records[name]
  if (!def || ids.length === 0) return {}
  const { rows } = await sql.query<{ id: string; title: string }>(
    `select t.id, t.${quoted(columnOf(def, def.title).column)}::text as title from ${quoted(def.name)} t where t.id = any($1::uuid[])`,
    [ids],
  )
  const field: Field = def.fields[def.title]
  const own = Object.fromEntries(rows.map((row) => [row.id, row.title ?? '']))
  if (!field.to) return own
  const through = await titles(sql, records, field.to, Object.values(own).filter(isUuid))
  return Object.fromEntries(Object.entries(own).map(([id, title]) => [id, through[title] ?? '']))
}

/** Choices for a picker: by words in any searched field, or by id. */
export async function options(sql: Sql, def: AnyRecord, me: Me, q: string, records: Records = {}): Promise<Row[]> {
  return (
    await listRows(
      sql,
      def,
      me,
      {
        q,
        limit: 20,
        status: [Object.keys(def.states)[0] ?? ''],
        sort: sortable(def, def.title) ? def.title : '-createdAt',
      },
      records,
    )
  ).rows
}

/** Structured content stays out of lists: it is large and belongs to the row's own page. */
const lightList = (def: AnyRecord) => {
  const heavy = columnsOf(def)
    .filter(({ field }) => field?.kind === 'data')
    .map(({ name }) => name)
  return heavy.length === 0
    ? selectList(def)
    : selectList({
        ...def,
        fields: Object.fromEntries(Object.entries(def.fields).filter(([name]) => !heavy.includes(name))),
      })
}

interface Order {
  readonly key: string
  readonly type: string
  readonly direction: 'asc' | 'desc'
}

const lowest: Readonly<Record<string, string>> = {
  text: `''`,
  date: `'-infinity'`,
  timestamptz: `'-infinity'`,
  bigint: '-9223372036854775808',
  integer: '-1',
}

function sortable(def: AnyRecord, name: string): boolean {
  const column = columnsOf(def).find((known) => known.name === name)
  return column !== undefined && column.type !== 'jsonb' && column.type !== 'uuid'
}

function orderOf(def: AnyRecord, sort: string): Order {
  const name = sort.replace(/^-/, '')
  if (!sortable(def, name)) throw invalid({ sort: `不能按“${labelOf(def, name)}”排序` })
  const { column, type } = columnOf(def, name)
  const empty = lowest[type] ?? (type === 'boolean' ? 'false' : `'-Infinity'`)
  const required = ['createdAt', 'updatedAt', 'status', 'version'].includes(name) || def.fields[name]?.required
  return {
    key: required ? `t.${quoted(column)}` : `coalesce(t.${quoted(column)}, ${empty})`,
    type,
    direction: sort.startsWith('-') ? 'desc' : 'asc',
  }
}

/** Only rows beyond the last one shown: the same speed for any page (inventory P04). */
function after(order: Order, cursor: string | undefined, slots: unknown[]): string[] {
  if (!cursor) return []
  const [key, id] = decodeCursor(cursor)
  return [
    `(${order.key}, t.id) ${order.direction === 'asc' ? '>' : '<'} ($${slots.push(key)}::${order.type.replace(/\(.*/, '')}, $${slots.push(id)}::uuid)`,
  ]
}

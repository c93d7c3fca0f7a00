import type { Field } from './field.ts'
import { columnType } from './kinds.ts'
import type { AnyRecord } from './record.ts'

/** A column of a record's table: its field's name, its own, and how values come and go. */
export interface Column {
  readonly name: string
  readonly column: string
  readonly type: string
  readonly field?: Field
}

const system: readonly Column[] = [
  { name: 'id', column: 'id', type: 'uuid' },
  { name: 'number', column: 'number', type: 'text' },
  { name: 'status', column: 'status', type: 'text' },
  { name: 'version', column: 'version', type: 'integer' },
  { name: 'createdBy', column: 'created_by', type: 'uuid' },
  { name: 'createdUnit', column: 'created_unit', type: 'uuid' },
  { name: 'createdAt', column: 'created_at', type: 'timestamptz' },
  { name: 'updatedBy', column: 'updated_by', type: 'uuid' },
  { name: 'updatedAt', column: 'updated_at', type: 'timestamptz' },
]
export const systemLabels: Readonly<Record<string, string>> = {
  number: '编号',
  status: '状态',
  createdBy: '经办人',
  createdUnit: '经办部门',
  createdAt: '创建时间',
  updatedBy: '修改人',
  updatedAt: '更新时间',
}

const cache = new WeakMap<AnyRecord, readonly Column[]>()

/** All columns of a record's table, system ones first. */
export function columnsOf(def: AnyRecord): readonly Column[] {
  const known = cache.get(def)
  if (known) return known
  const own = Object.entries(def.fields as Record<string, Field>).map(([name, field]) => ({
    name,
    column: snake(name),
    type: columnType(field),
    field,
  }))
  const made = [...system, ...own]
  cache.set(def, made)
  return made
}

/** The column of a field or system name; throws for a name that the record does not have (a defect, not an input). */
export function columnOf(def: AnyRecord, name: string): Column {
  const found = columnsOf(def).find((column) => column.name === name)
  if (!found) throw new Error(`${def.name} has no field ${name}`)
  return found
}

/** `createdBy` → `created_by`. */
export const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** An identifier quoted for SQL. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The label of a field or of a system column. */
export const labelOf = (def: AnyRecord, name: string): string => {
  if (Object.hasOwn(def.fields, name)) return def.fields[name].label
  return (Object.hasOwn(systemLabels, name) && systemLabels[name]) || name
}

/** The select list of a record: every column under its field's name, as values that travel as JSON. */
export const selectList = (def: AnyRecord, table = 't') =>
  columnsOf(def)
    .map(({ name, column, type }) => `${readAs(`${table}.${quoted(column)}`, type)} as ${quoted(name)}`)
    .join(', ')

/** Days and months stay words (no zone may shift them) and instants come as ISO text. */
function readAs(expression: string, type: string): string {
  if (type === 'date') return `to_char(${expression}, 'YYYY-MM-DD')`
  if (type === 'timestamptz') return `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  return type === 'bigint' ? `${expression}::float8` : expression
}

import { localOf } from '../calendar/zone.ts'
import type { Cell } from '../xlsx.ts'
import { columnOf, labelOf } from './column.ts'
import type { Field } from './field.ts'
import type { Row } from './query.ts'
import type { AnyRecord } from './record.ts'

/** The heads of a list's columns, as the list shows them, with widths in characters that fit what they hold. */
export const headsOf = (def: AnyRecord) =>
  def.views.list.map((name: string) => ({ label: labelOf(def, name), width: widthOf(def, name) }))

/** A row as the list shows it, in cells that a spreadsheet can count with. `zone` is the company's. */
export const cellsOf = (def: AnyRecord, row: Row, labels: Readonly<Record<string, string>>, zone: string): Cell[] =>
  def.views.list.map((name: string) => cellOf(def, name, row[name], labels, zone))

function cellOf(
  def: AnyRecord,
  name: string,
  value: unknown,
  labels: Readonly<Record<string, string>>,
  zone: string,
): Cell {
  if (value === null || value === undefined) return null
  if (name === 'status') return def.states[String(value)] ?? String(value)
  const { type, field } = columnOf(def, name)
  if (type === 'timestamptz') return { clock: clockOf(String(value), zone) }
  if (type === 'uuid' && field?.kind !== 'file') return labels[String(value)] ?? ''
  if (field?.kind === 'choice') return field.choices?.[String(value)] ?? String(value)
  if (field?.kind === 'money') return { amount: String(value) }
  if (field?.kind === 'date') return { day: String(value) }
  if (field?.kind === 'flag') return value === true ? '是' : '否'
  if (field?.kind === 'lines') return `${(value as unknown[]).length} 行`
  if (field?.kind === 'data' || field?.kind === 'file') return '（内容）'
  return typeof value === 'number' ? value : String(value)
}

/** An instant as the clock on the wall shows it, 'YYYY-MM-DDTHH:MM'. */
function clockOf(instant: string, zone: string): string {
  const { day, clock } = localOf(zone, Date.parse(instant))
  return new Date(day * 86_400_000 + clock).toISOString().slice(0, 16)
}

const widths: Partial<Record<Field['kind'], number>> = { money: 16, date: 13, month: 11, time: 18, flag: 8, number: 12 }

function widthOf(def: AnyRecord, name: string): number {
  if (name === def.title) return 36
  const { type, field } = columnOf(def, name)
  if (type === 'timestamptz') return 18
  return field ? (widths[field.kind] ?? (field.long ? 60 : 20)) : 16
}

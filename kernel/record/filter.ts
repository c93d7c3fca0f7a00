import { absent, invalid, Refused } from '../refused.ts'
import { isUuid } from '../uuid.ts'
import { columnOf, columnsOf, quoted } from './column.ts'
import type { Field } from './field.ts'
import type { AnyRecord, Records } from './record.ts'

/** What a list shows: words to find, states, equal fields (a day also by its year or month), the order, and where the last page ended. */
export interface Wanted {
  readonly q?: string | undefined
  readonly status?: readonly string[] | undefined
  readonly equal?: Readonly<Record<string, string>> | undefined
  /** The zone in which a year or a month of an instant is meant; UTC when not said. */
  readonly zone?: string | undefined
  /** A field name, with '-' before it for the largest first; newest first when not said. */
  readonly sort?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}
/** What a list is narrowed to, as SQL conditions on its table `t`; the values go into `slots`. */
export function filtersOf(def: AnyRecord, wanted: Wanted, slots: unknown[], records: Records): string[] {
  const slot = (value: unknown) => `$${slots.push(value)}`
  const equal = Object.entries(wanted.equal ?? {}).map(([name, value]) => {
    if (!columnsOf(def).some((column) => column.name === name)) throw invalid({ [name]: `没有“${name}”这一列可筛选` })
    const { column, type } = columnOf(def, name)
    if (type === 'uuid' && !isUuid(value)) throw absent()
    if (isPeriod(type, value)) return within(`t.${quoted(column)}`, type, value, wanted.zone ?? 'UTC', slot)
    return `t.${quoted(column)}${type === 'uuid' ? '' : '::text'} = ${slot(value)}`
  })
  const status = wanted.status && wanted.status.length > 0 ? [`t.status = any(${slot(wanted.status)}::text[])`] : []
  return [...equal, ...status, ...searchOf(def, wanted.q, slot, records)]
}

const isPeriod = (type: string, value: string) =>
  (type === 'date' || type === 'timestamptz') && /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(value)

/** From the first moment of a year or month up to that of the next: the index on the column serves it. */
function within(column: string, type: string, period: string, zone: string, slot: (value: unknown) => string): string {
  const isYear = period.length === 4
  const first = slot(`${period}${isYear ? '-01' : ''}-01`)
  const length = slot(isYear ? '1 year' : '1 month')
  const cast = (moment: string) => (type === 'date' ? `(${moment})::date` : `(${moment}) at time zone ${slot(zone)}`)
  return `(${column} >= ${cast(`${first}::timestamp`)} and ${column} < ${cast(`${first}::timestamp + ${length}::interval`)})`
}

function searchOf(def: AnyRecord, q: string | undefined, slot: (value: unknown) => string, records: Records): string[] {
  const words = q?.trim()
  if (!words) return []
  const like = `%${words.slice(0, 100).replaceAll(/[\\%_]/g, '\\$&')}%`
  let place: string | undefined
  // Asked for only where it is used: a value that no condition names would be one too many.
  const pattern = () => (place ??= slot(like))
  return [`(${matches(def, 't', pattern, records).join(' or ') || 'false'})`]
}

/** Every place where words may stand: the searched columns, and those of the row that the title refers to. */
function matches(def: AnyRecord, table: string, pattern: () => string, records: Records): string[] {
  const searched = columnsOf(def).filter(({ name, field }) => field?.search || (name === 'number' && def.number))
  const own = searched.map(({ column }) => `${table}.${quoted(column)} ilike ${pattern()}`)
  const title: Field = def.fields[def.title]
  const to = title.to && title.to !== def.name ? records[title.to] : undefined
  const there = to ? matches(to, `${table}r`, pattern, records) : []
  if (!to || there.length === 0) return own
  const found = `select ${table}r.id from ${quoted(to.name)} ${table}r where ${there.join(' or ')}`
  return [...own, `${table}.${quoted(columnOf(def, def.title).column)} in (${found})`]
}

/** What the database cannot read as the type of a column (a NUL, a cursor of another order) was never a value of it. */
export function refuseValues(error: unknown): never {
  const { code } = error as { code?: string }
  if (code?.startsWith('22')) throw new Refused('invalid', '查找的内容或列表位置读不懂，请换个词，或从头看起。')
  throw error
}

import { dayOf } from '../calendar/workday.ts'
import type { Sql } from '../db.ts'
import type { Card } from '../http/contract.ts'
import type { Asked } from '../pack.ts'
import type { Field } from '../record/field.ts'
import { countOf, countRows, getRow, labelsOf, listRows, type Row, sumRows } from '../record/query.ts'
import type { AnyRecord } from '../record/record.ts'
import { grouped, shown } from './shown.ts'

/** The row that a view of 审批参考 is asked about, with its definition and the company's day and year. */
export interface Referred {
  readonly def: AnyRecord
  readonly row: Row
  readonly day: string
  readonly year: string
}

/** A list narrowed as its address says: fields by value (a day also by its year), and states. */
export interface Narrowed {
  readonly title: string
  readonly equal: Readonly<Record<string, string>>
  readonly status?: readonly string[]
  /** Fields whose sum is said. */
  readonly sum?: readonly string[]
  /** Said before the sums. */
  readonly note?: string
  readonly empty?: string
}

/**
 * The row in the address of a view, read with the person's rights.
 * @throws Refused `absent` when the person may not read it
 */
export async function referred({ sql, server, params, now }: Asked, record: string): Promise<Referred> {
  const def = server.registry.records[record]!
  const row = await getRow(sql, def, params.id ?? '')
  const day = dayOf(now, server.calendar)
  return { def, row, day, year: day.slice(0, 4) }
}

/**
 * A list as a card: how many rows it has for the person, what they add up to, and the newest three beside the row that is
 * asked about. The title opens the list, which has the same rows: so that every number can be looked into.
 */
export async function listCard(asked: Asked, { def, row }: Referred, narrowed: Narrowed): Promise<Card> {
  const { sql, me, server } = asked
  const { title, equal, status, sum = [], note, empty = '没有别的' } = narrowed
  const wanted = { equal, status, zone: server.calendar.zone }
  const counts = await countRows(sql, def, me, wanted)
  const sums = sum.length > 0 ? await sumRows(sql, def, me, wanted, sum) : {}
  const others = (await listRows(sql, def, me, { ...wanted, limit: 4 })).rows.filter(({ id }) => id !== row.id)
  const labels = await labelsOf(sql, server.registry.records, def, others)
  const said = sum.map((name) => `${def.fields[name].label} ${amountOf(def.fields[name], sums[name] ?? '0')}`)
  return {
    key: title,
    title,
    count: (status ? countOf(counts, status) : counts[''])?.value ?? 0,
    link: `/r/${def.name}?${new URLSearchParams({ ...equal, ...(status ? { status: status.join(',') } : {}) })}`,
    note: [note, ...said].filter(Boolean).join(' · '),
    rows: others.slice(0, 3).map((other) => ({
      title: String(other[def.title] ?? other.number ?? ''),
      note: summaryOf(def, other, labels, Object.keys(equal)),
      link: `/r/${def.name}/${other.id}`,
      badge: def.states[other.status] ?? '',
    })),
    empty,
  }
}

/** What was said at the last of some answers to a row's todos; the caller has read the row as this person. */
export async function lastOpinion(sql: Sql, id: string, outcomes: readonly string[]): Promise<string | null> {
  await sql.query(`select set_config('jw.looking', $1, true)`, [id])
  const { rows } = await sql.query<{ opinion: string }>(
    `select opinion from todo where record_id = $1 and state = 'done' and outcome = any($2) and opinion is not null
     order by done_at desc, id desc limit 1`,
    [id, outcomes],
  )
  return rows[0]?.opinion ?? null
}

const amountOf = ({ kind, unit = '' }: Field, sum: string): string =>
  kind === 'money' ? `${grouped(sum)} 元` : `${String(Number(sum))} ${unit}`.trim()

/** The columns of the list that tell rows of it apart, as one line. */
function summaryOf(
  def: AnyRecord,
  row: Row,
  labels: Readonly<Record<string, string>>,
  known: readonly string[],
): string {
  const told = def.views.list.filter((name) => def.fields[name] && name !== def.title && !known.includes(name))
  const words = told
    .filter((name) => row[name] !== null)
    .map((name) => shown(labelled(def.fields[name]), row[name], labels))
  return words.slice(0, 4).join(' · ')
}

/** A flag says its own name: 预算内, not 是. */
const labelled = (field: Field): Field =>
  field.kind === 'flag'
    ? { ...field, kind: 'choice', choices: { true: field.label, false: `非${field.label}` } }
    : field

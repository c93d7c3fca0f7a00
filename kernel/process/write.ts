import { prepared } from '../db.ts'
import { identityRecords } from '../identity/records.ts'
import { digestOf } from '../journal/event.ts'
import { columnsOf, quoted } from '../record/column.ts'
import type { AnyRecord } from '../record/record.ts'
import { arrayLiteral, isPlain } from './array.ts'
import type { Batch, IncidentRow, Staged, StoredRow, SubscriptionRow } from './batch.ts'
import { folded, writeSteps } from './steplog.ts'

/** A column to write: its name in the database, its type, its value of a row, and what tells whether it changed, else that. */
type Line<T> = readonly [column: string, type: string, value: (row: T) => unknown, source?: (row: T) => unknown]

/**
 * Sends everything that the commands of a flush decided, one multi-row statement for each table and kind of change
 * (`unnest`), in an order that is the same in every flush. Nothing is awaited: the commit follows in the same round trip.
 * @param partition where the rows of the step log go
 */
export function writeAll(batch: Batch, partition: string): Promise<unknown>[] {
  const sent: Promise<unknown>[] = []
  const send: Send = (text, values) => void sent.push(batch.sql.query(prepared(text, values)))
  for (const [name, table] of batch.records) writeRecords(send, batch.registry.records[name]!, table)
  write(send, 'process_case', batch.cases, caseLines)
  write(send, 'todo', batch.todos, todoLines)
  replace(send, 'subscription', batch.subscriptions, subscriptionLines)
  replace(send, 'incident', batch.incidents, incidentLines)
  update(send, 'counter', 'name', dirtyOf(batch.counters), [
    ['name', 'text', (row) => row.name],
    ['value', 'integer', (row) => row.value],
  ])
  const steps = folded(batch.out.steps, (id) => batch.cases.fresh.has(id))
  if (steps.length > 0) sent.push(writeSteps(batch.sql, steps, partition))
  writeLists(send, batch)
  if (touchesDirectory(batch)) sent.push(batch.sql.query('update install set directory = directory + 1'))
  if (batch.out.events.length > 0) sent.push(batch.sql.query('notify jingwei'))
  return sent
}

type Send = (text: string, values: unknown[]) => void

/** The lists that only grow, and the jobs. */
function writeLists(send: Send, batch: Batch): void {
  const at = batch.at
  const { out } = batch
  insert(
    send,
    'share',
    // In one order everywhere: two flushes that share the same rows wait for each other, never in a circle.
    out.shares.toSorted((a, b) => (shareKey(a) < shareKey(b) ? -1 : 1)),
    [
      ['record', 'text', (s) => s.record],
      ['record_id', 'uuid', (s) => s.recordId],
      ['person', 'uuid', (s) => s.person],
      ['why', 'text', (s) => s.why],
      ['at', 'timestamptz', () => at],
    ],
    'on conflict do nothing',
  )
  insert(send, 'message', out.messages, [
    ['id', 'uuid', (m) => m.id],
    ['person', 'uuid', (m) => m.person],
    ['at', 'timestamptz', () => at],
    ['title', 'text', (m) => m.title],
    ['body', 'text', (m) => m.body],
    ['link', 'text', (m) => m.link],
  ])
  writeJobs(send, batch)
  insert(send, 'event', out.events, eventLines)
  insert(send, 'command', out.answers, [
    ['key', 'uuid', (c) => c.key],
    ['person', 'uuid', (c) => c.person],
    ['answer', 'jsonb', (c) => JSON.stringify(c.answer)],
    ['at', 'timestamptz', () => at],
  ])
}

const shareKey = ({ recordId, person, why }: Batch['out']['shares'][number]) => `${recordId}${person}${why}`

function writeRecords(send: Send, def: AnyRecord, table: Staged<StoredRow>): void {
  if (table.dirty.size > 0) write(send, def.name, table, linesOf(def))
}

function linesOf(def: AnyRecord): readonly Line<StoredRow>[] {
  const known = recordLines.get(def)
  if (known) return known
  const made = columnsOf(def)
    .filter(({ field }) => !field?.identity)
    .map(
      ({ name, column, type }): Line<StoredRow> => [
        column,
        type,
        type === 'jsonb'
          ? (row) => (row[name] === null ? null : JSON.stringify(row[name]))
          : (row) => row[name] ?? null,
        (row) => row[name],
      ],
    )
  recordLines.set(def, made)
  return made
}

const recordLines = new WeakMap<AnyRecord, readonly Line<StoredRow>[]>()

function write<T>(send: Send, table: string, staged: Staged<T>, lines: readonly Line<T>[]): void {
  const fresh: T[] = []
  const changed: T[] = []
  for (const key of staged.dirty) (staged.fresh.has(key) ? fresh : changed).push(staged.rows.get(key)!)
  insert(send, table, fresh, lines)
  if (changed.length > 0) update(send, table, 'id', changed, changedLines(staged, lines))
}

/** The key, and the columns in which a row differs from what was locked; all where a row was not. */
function changedLines<T>(staged: Staged<T>, lines: readonly Line<T>[]): readonly Line<T>[] {
  const differs = (key: string, source: Line<T>[2]) => {
    const held = staged.held.get(key)
    return held === undefined || source(held) !== source(staged.rows.get(key)!)
  }
  const keys = [...staged.dirty].filter((key) => !staged.fresh.has(key))
  return lines.filter(
    ([column, , value, source = value]) => column === 'id' || keys.some((key) => differs(key, source)),
  )
}

/** Rows that come and go with a token: what was there goes, what is still wanted is written anew. */
function replace<T extends { readonly caseId: string; readonly token: number; readonly gone?: true }>(
  send: Send,
  table: string,
  staged: Staged<T>,
  lines: readonly Line<T>[],
): void {
  const rows = dirtyOf(staged).filter((row) => row !== undefined)
  if (rows.length === 0) return
  const keys = [rows.map(({ caseId }) => caseId), rows.map(({ token }) => token)].map((all) => arrayLiteral(all, true))
  send(`delete from ${table} where (case_id, token) in (select * from unnest($1::uuid[], $2::int[]))`, keys)
  const kept = rows.filter(({ gone }) => !gone)
  insert(send, table, kept, lines)
}

const dirtyOf = <T>(staged: Staged<T>) => [...staged.dirty].map((key) => staged.rows.get(key)!)

function insert<T>(send: Send, table: string, rows: readonly T[], lines: readonly Line<T>[], more = ''): void {
  if (rows.length === 0) return
  const columns = lines.map(([column]) => quoted(column)).join(', ')
  send(
    `insert into ${quoted(table)} (${columns}) select ${castList(lines)} from unnest(${slots(lines)}) as u (${columns}) ${more}`,
    arrays(rows, lines),
  )
}

function update<T>(send: Send, table: string, key: string, rows: readonly T[], lines: readonly Line<T>[]): void {
  // What was staged as it stood needs no statement.
  if (rows.length === 0 || lines.every(([column]) => column === key)) return
  const columns = lines.map(([column]) => quoted(column)).join(', ')
  const sets = lines
    .filter(([column]) => column !== key)
    .map(([column, type]) => `${quoted(column)} = ${cast(column, type)}`)
    .join(', ')
  send(
    `update ${quoted(table)} t set ${sets} from unnest(${slots(lines)}) as u (${columns}) where t.${quoted(key)} = u.${quoted(key)}`,
    arrays(rows, lines),
  )
}

const castList = <T>(lines: readonly Line<T>[]) => lines.map(([column, type]) => cast(column, type)).join(', ')
const cast = (column: string, type: string) => `u.${quoted(column)}${isList(type) ? `::${type}` : ''}`
/** An array cannot hold arrays of different lengths: those travel as text. */
const isList = (type: string) => type.endsWith('[]')
const slots = <T>(lines: readonly Line<T>[]) =>
  lines.map(([, type], index) => `$${index + 1}::${isList(type) ? 'text' : type}[]`).join(', ')
const arrays = <T>(rows: readonly T[], lines: readonly Line<T>[]) =>
  lines.map(([, type, value]) => arrayLiteral(rows.map(value), isPlain(type)))

function writeJobs(send: Send, batch: Batch): void {
  const { jobs, jobsDone } = batch.out
  if (jobsDone.length > 0) {
    send('delete from job where (kind, key) in (select * from unnest($1::text[], $2::text[]))', [
      arrayLiteral(
        jobsDone.map(({ kind }) => kind),
        false,
      ),
      arrayLiteral(
        jobsDone.map(({ key }) => key),
        false,
      ),
    ])
  }
  // One that was ordered twice counts as it was ordered last.
  const last = [...new Map(jobs.map((job) => [`${job.kind} ${job.key}`, job])).values()]
  insert(
    send,
    'job',
    last.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    [
      ['kind', 'text', (j) => j.kind],
      ['key', 'text', (j) => j.key],
      ['at', 'timestamptz', (j) => j.at],
      ['payload', 'jsonb', (j) => JSON.stringify(j.payload)],
    ],
    'on conflict (kind, key) do update set at = excluded.at, payload = excluded.payload, attempts = 0, failed = null, claim = job.claim + 1',
  )
}

const caseLines: readonly Line<Batch['cases']['rows'] extends Map<string, infer C> ? C : never>[] = [
  ['id', 'uuid', (c) => c.id],
  ['document', 'integer', (c) => c.document],
  ['process', 'text', (c) => c.process],
  ['record', 'text', (c) => c.record],
  ['record_id', 'uuid', (c) => c.recordId],
  ['state', 'jsonb', (c) => JSON.stringify(c.state), (c) => c.state],
  ['status', 'text', (c) => c.status],
  ['started_by', 'uuid', (c) => c.startedBy],
  ['started_at', 'timestamptz', (c) => c.startedAt],
  ['ended_at', 'timestamptz', (c) => c.endedAt],
  ['begun', 'text', (c) => c.begun],
  ['parent_case', 'uuid', (c) => c.parentCase],
  ['parent_token', 'integer', (c) => c.parentToken],
  ['depth', 'smallint', (c) => c.depth],
  ['key', 'text', (c) => c.key],
]

const todoLines: readonly Line<Batch['todos']['rows'] extends Map<string, infer T> ? T : never>[] = [
  ['id', 'uuid', (t) => t.id],
  ['case_id', 'uuid', (t) => t.caseId],
  ['record', 'text', (t) => t.record],
  ['record_id', 'uuid', (t) => t.recordId],
  ['token', 'integer', (t) => t.token],
  ['node', 'smallint', (t) => t.node],
  ['step', 'text', (t) => t.step],
  ['kind', 'text', (t) => t.kind],
  ['person', 'uuid', (t) => t.person],
  ['arrived_at', 'timestamptz', (t) => t.arrivedAt],
  ['due_at', 'timestamptz', (t) => t.dueAt],
  ['state', 'text', (t) => t.state],
  ['done_at', 'timestamptz', (t) => t.doneAt],
  ['done_by', 'uuid', (t) => t.doneBy],
  ['outcome', 'text', (t) => t.outcome],
  ['opinion', 'text', (t) => t.opinion],
  ['instead', 'text', (t) => t.instead],
  ['priority', 'smallint', (t) => t.priority],
]

const subscriptionLines: readonly Line<SubscriptionRow>[] = [
  ['case_id', 'uuid', (s) => s.caseId],
  ['token', 'integer', (s) => s.token],
  ['node', 'smallint', (s) => s.node],
  ['kind', 'text', (s) => s.kind],
  ['name', 'text', (s) => s.name],
  ['key', 'text', (s) => s.key],
  ['record_id', 'uuid', (s) => s.recordId],
  ['at', 'timestamptz', (s) => s.at],
]

const incidentLines: readonly Line<IncidentRow>[] = [
  ['case_id', 'uuid', (i) => i.caseId],
  ['token', 'integer', (i) => i.token],
  ['node', 'smallint', (i) => i.node],
  ['message', 'text', (i) => i.message],
  ['attempts', 'smallint', (i) => i.attempts],
  ['since', 'timestamptz', (i) => i.since],
  ['at', 'timestamptz', (i) => i.at],
  ['retry_at', 'timestamptz', (i) => i.retryAt],
]

const eventLines: readonly Line<Batch['out']['events'][number]>[] = [
  ['at', 'timestamptz', (e) => e.at],
  ['kind', 'text', (e) => e.kind],
  ['record', 'text', (e) => e.record],
  ['record_id', 'uuid', (e) => e.recordId],
  ['action', 'text', (e) => e.action],
  ['person', 'uuid', (e) => e.person],
  ['acting', 'text', (e) => e.acting],
  ['before', 'jsonb', (e) => e.before && JSON.stringify(e.before)],
  ['after', 'jsonb', (e) => e.after && JSON.stringify(e.after)],
  ['opinion', 'text', (e) => e.opinion],
  ['origin', 'text', (e) => e.origin],
  ['concerns', 'uuid[]', (e) => `{${e.concerns.join(',')}}`],
  ['digest', 'bytea', (e) => `\\x${digestOf(e).toString('hex')}`],
]

/** Whether the flush wrote to the organisation, which nodes keep in memory. */
function touchesDirectory(batch: Batch): boolean {
  return Object.keys(identityRecords).some((name) => (batch.records.get(name)?.dirty.size ?? 0) > 0)
}

import { identityRecords } from '../identity/records.ts'
import { digestOf } from '../journal/event.ts'
import { columnsOf, quoted } from '../record/column.ts'
import type { AnyRecord } from '../record/record.ts'
import type { Batch, IncidentRow, Staged, StoredRow, SubscriptionRow } from './batch.ts'

/** A column to write: its name in the database, its type, and its value of a row. */
type Line<T> = readonly [column: string, type: string, value: (row: T) => unknown]

/**
 * Writes everything that the commands of a flush decided, one multi-row statement for each table and kind of change
 * (`unnest`), in the order that foreign keys need.
 */
export async function writeAll(batch: Batch): Promise<void> {
  for (const [name, table] of batch.records) await writeRecords(batch, batch.registry.records[name]!, table)
  await write(batch, 'process_case', batch.cases, caseLines)
  await write(batch, 'todo', batch.todos, todoLines)
  await replace(batch, 'subscription', batch.subscriptions, subscriptionLines)
  await replace(batch, 'incident', batch.incidents, incidentLines)
  await update(batch, 'counter', 'name', dirtyOf(batch.counters), [
    ['name', 'text', (row) => row.name],
    ['value', 'integer', (row) => row.value],
  ])
  const at = batch.now.toISOString()
  const { out } = batch
  await insert(
    batch,
    'share',
    out.shares,
    [
      ['record', 'text', (s) => s.record],
      ['record_id', 'uuid', (s) => s.recordId],
      ['person', 'uuid', (s) => s.person],
      ['why', 'text', (s) => s.why],
      ['at', 'timestamptz', () => at],
    ],
    'on conflict do nothing',
  )
  await insert(batch, 'step_log', out.steps, [
    ['case_id', 'uuid', (s) => s.caseId],
    ['document', 'integer', (s) => s.document],
    ['node', 'smallint', (s) => s.node],
    ['kind', 'smallint', (s) => s.kind],
    ['person', 'integer', (s) => s.person],
    ['at', 'timestamptz', (s) => s.at],
    ['ms', 'integer', (s) => (s.ms === null ? null : Math.min(s.ms, 2_147_483_647))],
  ])
  await insert(batch, 'message', out.messages, [
    ['id', 'uuid', (m) => m.id],
    ['person', 'uuid', (m) => m.person],
    ['at', 'timestamptz', () => at],
    ['title', 'text', (m) => m.title],
    ['body', 'text', (m) => m.body],
    ['link', 'text', (m) => m.link],
  ])
  await writeJobs(batch)
  await insert(batch, 'event', out.events, eventLines)
  await insert(batch, 'command', out.answers, [
    ['key', 'uuid', (c) => c.key],
    ['person', 'uuid', (c) => c.person],
    ['answer', 'jsonb', (c) => JSON.stringify(c.answer)],
    ['at', 'timestamptz', () => at],
  ])
  if (touchesDirectory(batch)) await batch.sql.query('update install set directory = directory + 1')
  if (out.events.length > 0) await batch.sql.query('notify jingwei')
}

async function writeRecords(batch: Batch, def: AnyRecord, table: Staged<StoredRow>): Promise<void> {
  const lines: Line<StoredRow>[] = columnsOf(def)
    .filter(({ field }) => !field?.identity)
    .map(({ name, column, type }) => [
      column,
      type,
      (row) => (type === 'jsonb' && row[name] !== null ? JSON.stringify(row[name]) : (row[name] ?? null)),
    ])
  await write(batch, def.name, table, lines)
}

async function write<T>(batch: Batch, table: string, staged: Staged<T>, lines: readonly Line<T>[]): Promise<void> {
  const dirty = [...staged.dirty]
  const rows = (fresh: boolean) =>
    dirty.filter((key) => staged.fresh.has(key) === fresh).map((key) => staged.rows.get(key)!)
  await insert(batch, table, rows(true), lines)
  await update(batch, table, 'id', rows(false), lines)
}

/** Rows that come and go with a token: what was there goes, what is still wanted is written anew. */
async function replace<T extends { readonly caseId: string; readonly token: number; readonly gone?: true }>(
  batch: Batch,
  table: string,
  staged: Staged<T>,
  lines: readonly Line<T>[],
): Promise<void> {
  const rows = dirtyOf(staged).filter((row) => row !== undefined)
  if (rows.length === 0) return
  await batch.sql.query(
    `delete from ${table} where (case_id, token) in (select * from unnest($1::uuid[], $2::int[]))`,
    [rows.map((row) => row.caseId), rows.map((row) => row.token)],
  )
  await insert(
    batch,
    table,
    rows.filter((row) => !row.gone),
    lines,
  )
}

const dirtyOf = <T>(staged: Staged<T>) => [...staged.dirty].map((key) => staged.rows.get(key)!)

async function insert<T>(
  batch: Batch,
  table: string,
  rows: readonly T[],
  lines: readonly Line<T>[],
  more = '',
): Promise<void> {
  if (rows.length === 0) return
  const columns = lines.map(([column]) => quoted(column)).join(', ')
  await batch.sql.query(
    `insert into ${quoted(table)} (${columns}) select ${castList(lines)} from unnest(${slots(lines)}) as u (${columns}) ${more}`,
    arrays(rows, lines),
  )
}

async function update<T>(
  batch: Batch,
  table: string,
  key: string,
  rows: readonly T[],
  lines: readonly Line<T>[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = lines.map(([column]) => quoted(column)).join(', ')
  const sets = lines
    .filter(([column]) => column !== key)
    .map(([column, type]) => `${quoted(column)} = u.${quoted(column)}::${type}`)
    .join(', ')
  const keyType = lines.find(([column]) => column === key)?.[1]
  await batch.sql.query(
    `update ${quoted(table)} t set ${sets} from unnest(${slots(lines)}) as u (${columns}) where t.${quoted(key)} = u.${quoted(key)}::${keyType}`,
    arrays(rows, lines),
  )
}

const castList = <T>(lines: readonly Line<T>[]) =>
  lines.map(([column, type]) => `u.${quoted(column)}::${type}`).join(', ')
const slots = <T>(lines: readonly Line<T>[]) => lines.map((_, index) => `$${index + 1}::text[]`).join(', ')
const arrays = <T>(rows: readonly T[], lines: readonly Line<T>[]) =>
  lines.map(([, , value]) => rows.map((row) => value(row)))

async function writeJobs(batch: Batch): Promise<void> {
  const { jobs, jobsDone } = batch.out
  if (jobsDone.length > 0) {
    await batch.sql.query('delete from job where (kind, key) in (select * from unnest($1::text[], $2::text[]))', [
      jobsDone.map((job) => job.kind),
      jobsDone.map((job) => job.key),
    ])
  }
  // One that was ordered twice counts as it was ordered last.
  const last = [...new Map(jobs.map((job) => [`${job.kind} ${job.key}`, job])).values()]
  await insert(
    batch,
    'job',
    last,
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
  ['state', 'jsonb', (c) => JSON.stringify(c.state)],
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

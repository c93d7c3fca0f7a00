import { prepared } from '../db.ts'
import { stoodForBy } from '../identity/standing-in.ts'
import { columnsOf, quoted } from '../record/column.ts'
import { numberParts } from '../record/number.ts'
import type { AnyRecord } from '../record/record.ts'
import { isUuid } from '../uuid.ts'
import { arrayLiteral } from './array.ts'
import {
  type Batch,
  type CaseRow,
  hold,
  type IncidentRow,
  noteTodo,
  type ShareRow,
  type StoredRow,
  stage,
  type TodoRow,
  tableOf,
} from './batch.ts'
import type { Request } from './command.ts'
import { holdErrands } from './errand.ts'
import { times } from './times.ts'
import type { Touched } from './touched.ts'
import { NeedsAlone } from './work.ts'

const todoColumns = `id, case_id as "caseId", record, record_id as "recordId", token, node, step, kind, person,
  arrived_at as "arrivedAt", due_at as "dueAt", state, done_at as "doneAt", done_by as "doneBy", outcome, opinion, instead, priority`

const caseColumns = `id, document, process, record, record_id as "recordId", state, status, started_by as "startedBy",
  started_at as "startedAt", ended_at as "endedAt", begun,
  parent_case as "parentCase", parent_token as "parentToken", depth, key`

const incidentColumns = `case_id as "caseId", token, node, message, attempts, since, at, retry_at as "retryAt"`

/**
 * Locks all that the requests touch, always in the same order: cases by id, records by (type, id), counters by name;
 * then reads the open todos, the shares of the people who ask, and what `then` asks. The statements go out together and run
 * in this order.
 */
export async function lockAll<T>(
  batch: Batch,
  touched: Touched,
  requests: readonly Request[],
  then: () => Promise<T>,
): Promise<T> {
  const cases = lockCases(batch, touched.cases, touched.todos)
  const records = [...touched.records]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, ids]) => {
      const def = batch.registry.records[name]
      return def && lockRows(batch, def, [...ids])
    })
  const counters = lockCounters(batch, countersOf(batch, requests))
  const [last] = await Promise.all([then(), readShares(batch, touched), cases, counters, ...records])
  for (const [key, held] of touched.errands) batch.errands.set(key, held)
  await holdErrands(batch)
  return last
}

/**
 * Locks a row that a rule asks for. Commands that share a flush do not wait for locks once they decide: whoever has the row
 * may wait for rows of theirs.
 * @throws NeedsAlone when others share the flush and the row cannot be had at once
 */
export async function lockRow(batch: Batch, def: AnyRecord, id: string): Promise<void> {
  await lockRows(batch, def, [id], busyOf(batch))
  refuseToWait(batch, tableOf(batch, def.name).rows.has(id))
}

const busyOf = ({ alone }: Batch) => (alone ? '' : 'skip locked')

function refuseToWait({ alone }: Batch, isHeld: boolean): void {
  if (!alone && !isHeld) throw new NeedsAlone()
}

/** Locks rows of one record and stages them; rows that are not there are simply not staged. */
async function lockRows(batch: Batch, def: AnyRecord, ids: readonly string[], busy = ''): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await batch.sql.query<StoredRow>(
    prepared(
      `select ${lockList(def)} from "${def.name}" t where t.id = any($1::uuid[]) order by t.id for no key update ${busy}`,
      [arrayLiteral(ids, true)],
      times,
    ),
  )
  const table = tableOf(batch, def.name)
  for (const row of rows) hold(table, row.id, row)
}

/** The columns as they come: `times` makes instants of them as `selectList` does, without asking the database to. */
const lockList = (def: AnyRecord) =>
  columnsOf(def)
    .map(({ name, column, type }) => `t.${quoted(column)}${type === 'bigint' ? '::float8' : ''} as ${quoted(name)}`)
    .join(', ')

/**
 * Makes sure that a counter exists and is locked, and returns its next value.
 * @throws NeedsAlone when others share the flush and the counter cannot be had at once
 */
export async function nextOf(batch: Batch, name: string): Promise<number> {
  if (!batch.counters.rows.has(name))
    await (batch.alone ? lockCounters(batch, [name]) : takeCounters(batch, [name], 'skip locked'))
  refuseToWait(batch, batch.counters.rows.has(name))
  const value = (batch.counters.rows.get(name)?.value ?? 0) + 1
  stage(batch, batch.counters, name, { name, value })
  return value
}

/** Locks the open cases of a row that a rule is about to end, where the command did not name them, with all their todos. */
export async function lockCasesOf(batch: Batch, recordId: string): Promise<void> {
  const found = await lockMore(batch, `from process_case c where record_id = $1 and ${isOpen}`, [recordId])
  await readTodos(batch, found)
}

/** Locks the open cases that a token called. */
export const lockCalled = (batch: Batch, caseId: string, token: number): Promise<Touched['cases']> =>
  lockMore(batch, `from process_case c where parent_case = $1 and parent_token = $2 and ${isOpen}`, [caseId, token])

/** Locks every open case below one, those called by called ones too, and returns their ids. */
export async function lockBelow(batch: Batch, caseId: string): Promise<string[]> {
  const below = `select id from process_case where parent_case = $1 union all select c.id from process_case c join below b on c.parent_case = b.id`
  const from = `from process_case c where id in (with recursive below as (${below}) select id from below) and ${isOpen}`
  return (await lockMore(batch, from, [caseId])).map(({ id }) => id)
}

/** Reads all todos of a locked case, those that are done too. */
export const readAllTodos = (batch: Batch, { id, record, recordId }: CaseRow): Promise<void> =>
  readTodos(batch, [{ id, record, record_id: recordId }])

const isOpen = `status in ('running', 'incident', 'suspended')`

async function lockMore(batch: Batch, from: string, values: readonly unknown[]): Promise<Touched['cases']> {
  const { rows } = await batch.sql.query<Touched['cases'][number]>(
    `select c.id, c.record, c.record_id ${from} order by c.id`,
    [...values],
  )
  const missing = rows.filter(({ id }) => !batch.cases.rows.has(id))
  await lockCases(batch, missing, [], busyOf(batch))
  refuseToWait(
    batch,
    missing.every(({ id }) => batch.cases.rows.has(id)),
  )
  return rows
}

async function lockCases(batch: Batch, found: Touched['cases'], given: readonly string[], busy = ''): Promise<void> {
  if (found.length === 0) return
  const ids = found.map(({ id }) => id)
  const locked = batch.sql.query<CaseRow>(
    prepared(
      `select ${caseColumns} from process_case where id = any($1::uuid[]) order by id for no key update ${busy}`,
      [arrayLiteral(ids, true)],
      times,
    ),
  )
  const [cases] = await Promise.all([locked, readOpenTodos(batch, found, given.filter(isUuid))])
  for (const row of cases.rows) hold(batch.cases, row.id, row)
  await batch.deployment.ensure(batch.sql, [...new Set(cases.rows.map((row) => row.document))])
  const answered = new Set(given)
  await readTodos(
    batch,
    found.filter(({ id }) => decidesTogether(batch, id, answered)),
  )
  await readIncidents(batch, cases.rows)
}

async function readIncidents(batch: Batch, cases: readonly CaseRow[]): Promise<void> {
  const stuck = cases.filter(({ status }) => status === 'incident' || status === 'suspended').map(({ id }) => id)
  if (stuck.length === 0) return
  const { rows } = await batch.sql.query<IncidentRow>(
    prepared(
      `select ${incidentColumns} from incident where case_id = any($1::uuid[])`,
      [arrayLiteral(stuck, true)],
      times,
    ),
  )
  for (const row of rows) hold(batch.incidents, `${row.caseId}/${row.token}`, row)
}

/** Reads what is open in locked cases, and the todos that are answered. Long cases have many others that are done. */
async function readOpenTodos(batch: Batch, cases: Touched['cases'], given: readonly string[]): Promise<void> {
  const open = `record_id = any($1::uuid[]) and case_id = any($2::uuid[]) and state = 'open'`
  const { rows } = await batch.sql.query<TodoRow>(
    prepared(
      `select ${todoColumns} from todo where ${open} union all
       select ${todoColumns} from todo where id = any($3::uuid[]) and state <> 'open' order by id`,
      [cases.map((row) => row.record_id), cases.map(({ id }) => id), given].map((all) => arrayLiteral(all, true)),
      times,
    ),
  )
  for (const row of rows) holdTodo(batch, row)
}

/** Whether a todo of the case that is answered was answered before, or needs the answers of others. */
function decidesTogether({ todos, cases, deployment, todosByCase }: Batch, caseId: string, given: ReadonlySet<string>) {
  const document = cases.rows.get(caseId)?.document
  return (todosByCase.get(caseId) ?? []).some((id) => {
    const todo = given.has(id) ? todos.rows.get(id) : undefined
    if (!todo || document === undefined || !deployment.has(document)) return todo !== undefined
    const node = deployment.model(document).nodes[todo.node]
    return todo.state !== 'open' || node?.kind !== 'user' || node.settings.complete !== 'one'
  })
}

/** Reads all todos of locked cases, those that are done too. */
async function readTodos(batch: Batch, cases: Touched['cases']): Promise<void> {
  if (cases.length === 0) return
  const { rows } = await batch.sql.query<TodoRow>(
    prepared(
      `select ${todoColumns} from todo where record_id = any($1::uuid[]) and case_id = any($2::uuid[]) order by id`,
      [cases.map((row) => row.record_id), cases.map(({ id }) => id)].map((all) => arrayLiteral(all, true)),
      times,
    ),
  )
  for (const row of rows) holdTodo(batch, row)
}

function holdTodo(batch: Batch, row: TodoRow): void {
  if (batch.todos.rows.has(row.id)) return
  hold(batch.todos, row.id, row)
  noteTodo(batch, row)
}

function countersOf({ registry, directory }: Batch, requests: readonly Request[]): string[] {
  const created = new Set(requests.map(({ command }) => (command.kind === 'create' ? command.record : '')))
  const names = [...created].flatMap((name) => {
    const def = registry.records[name]
    return def?.number ? numberParts(def.name, def.number, directory.day).counter : []
  })
  return [...new Set(names)].sort()
}

async function lockCounters(batch: Batch, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const made = batch.sql.query(
    'insert into counter (name, value) select unnest($1::text[]), 0 on conflict do nothing',
    [names],
  )
  await Promise.all([made, takeCounters(batch, names)])
}

async function takeCounters(batch: Batch, names: readonly string[], busy = ''): Promise<void> {
  const { rows } = await batch.sql.query<{ name: string; value: number }>(
    `select name, value from counter where name = any($1::text[]) order by name for update ${busy}`,
    [names],
  )
  for (const row of rows) hold(batch.counters, row.name, row)
}

async function readShares(batch: Batch, touched: Touched): Promise<void> {
  const ids = [...touched.records.values()].flatMap((set) => [...set])
  if (ids.length === 0 || touched.people.length === 0) return
  const shares = batch.sql.query<ShareRow>(
    prepared(
      `select record, record_id as "recordId", person, why from share where record_id = any($1::uuid[]) and person = any($2::uuid[])`,
      [arrayLiteral(ids, true), arrayLiteral(touched.people, true)],
    ),
  )
  const waiting = touched.people.map((person) => readWaiting(batch, ids, person))
  const [{ rows }, ...waits] = await Promise.all([shares, ...waiting])
  for (const row of rows) batch.shares.set(`${row.recordId}/${row.person}`, row)
  for (const row of waits.flat()) {
    const key = `${row.recordId}/${row.person}`
    if (!batch.shares.has(key)) batch.shares.set(key, row)
  }
}

/** Rows on which a todo waits for somebody whose deputy the person is: they may be read as long as it waits. */
async function readWaiting(batch: Batch, ids: readonly string[], person: string): Promise<ShareRow[]> {
  const standsFor = stoodForBy(batch.directory, person)
  if (standsFor.length === 0) return []
  const { rows } = await batch.sql.query<Omit<ShareRow, 'person' | 'why'>>(
    `select distinct record, record_id as "recordId" from todo where record_id = any($1::uuid[]) and person = any($2::uuid[]) and state = 'open'`,
    [ids, standsFor],
  )
  return rows.map((row) => ({ ...row, person, why: 'waits' }))
}

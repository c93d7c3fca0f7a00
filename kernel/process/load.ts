import { stoodForBy } from '../identity/standing-in.ts'
import { columnOf, quoted, selectList } from '../record/column.ts'
import { numberParts } from '../record/number.ts'
import type { AnyRecord } from '../record/record.ts'
import { isUuid } from '../uuid.ts'
import {
  type Batch,
  type CaseRow,
  type IncidentRow,
  type ShareRow,
  type StoredRow,
  stage,
  type TodoRow,
  tableOf,
} from './batch.ts'
import type { Command, Request } from './command.ts'
import { findErrands, holdErrands } from './errand.ts'

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const todoColumns = `id, case_id as "caseId", record, record_id as "recordId", token, node, step, kind, person,
  ${iso('arrived_at')} as "arrivedAt", ${iso('due_at')} as "dueAt", state, ${iso('done_at')} as "doneAt", done_by as "doneBy", outcome, opinion, instead, priority`

const caseColumns = `id, document, process, record, record_id as "recordId", state, status, started_by as "startedBy",
  ${iso('started_at')} as "startedAt", ${iso('ended_at')} as "endedAt", begun,
  parent_case as "parentCase", parent_token as "parentToken", depth, key`

const incidentColumns = `case_id as "caseId", token, node, message, attempts, ${iso('since')} as since, ${iso('at')} as at, ${iso('retry_at')} as "retryAt"`

/** What the commands of a flush touch, found before anything is locked. */
interface Touched {
  readonly cases: string[]
  readonly records: Map<string, Set<string>>
  readonly people: string[]
}

/**
 * Locks all that the requests touch, always in the same order: cases by id, records by (type, id), counters by name;
 * then reads the open todos, and the shares of the people who ask.
 */
export async function lockAll(batch: Batch, requests: readonly Request[], day: string): Promise<void> {
  const touched = await findTouched(batch, requests)
  await lockCases(batch, touched.cases)
  for (const [name, ids] of [...touched.records].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const def = batch.registry.records[name]
    if (def) await lockRows(batch, def, [...ids])
  }
  await lockCounters(batch, countersOf(batch, requests, day))
  await readShares(batch, touched)
  await holdErrands(batch)
}

/** Locks rows of one record and stages them; rows that are not there are simply not staged. */
export async function lockRows(batch: Batch, def: AnyRecord, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await batch.sql.query<StoredRow>(
    `select ${selectList(def)} from "${def.name}" t where t.id = any($1::uuid[]) order by t.id for update`,
    [ids],
  )
  const table = tableOf(batch, def.name)
  for (const row of rows) table.rows.set(row.id, row)
}

/** Makes sure that a counter exists and is locked, and returns its next value. */
export async function nextOf(batch: Batch, name: string): Promise<number> {
  if (!batch.counters.rows.has(name)) await lockCounters(batch, [name])
  const value = (batch.counters.rows.get(name)?.value ?? 0) + 1
  stage(batch, batch.counters, name, { name, value })
  return value
}

async function findTouched(batch: Batch, requests: readonly Request[]): Promise<Touched> {
  const commands = requests.map((request) => request.command)
  const todoIds = commands.flatMap((command) => (command.kind === 'outcome' ? [command.todo] : []))
  const errands = commands.flatMap((command) => (command.kind === 'errand' ? [command.key] : []))
  const caseIds = [
    ...commands.flatMap((command) => ('case' in command && isUuid(command.case) ? [command.case] : [])),
    ...(await findErrands(batch, errands)),
  ]
  const records = new Map<string, Set<string>>()
  const add = (record: string, id: string) => records.set(record, (records.get(record) ?? new Set()).add(id))
  for (const command of commands)
    if ((command.kind === 'edit' || command.kind === 'act') && isUuid(command.id)) add(command.record, command.id)
  const ended = commands.flatMap((command) =>
    command.kind === 'act' && isUuid(command.id) && endsCase(batch, command) ? [command.id] : [],
  )
  for (const { errand } of batch.errands.values()) if (errand.do === 'check') add(errand.record, errand.recordId)
  const cases = await casesOf(batch, caseIds, todoIds, ended)
  for (const row of cases) add(row.record, row.record_id)
  const above = commands.flatMap((command) => sentAbove(batch, command))
  await addAbove(batch, records, above)
  return { cases: cases.map((row) => row.id), records, people: peopleOf(requests) }
}

/** The cases that commands name themselves, by their todos, or by a row whose case an action ends, and those that called them. */
async function casesOf(batch: Batch, caseIds: string[], todoIds: string[], ended: string[]) {
  if (caseIds.length + todoIds.length + ended.length === 0) return []
  const { rows } = await batch.sql.query<{ id: string; record: string; record_id: string }>(
    `with recursive family as (
       select id, record, record_id, parent_case from process_case where id = any($1::uuid[]) or id in (select case_id from todo where id = any($2::uuid[]))
         or record_id = any($3::uuid[]) and status in ('running', 'incident', 'suspended')
       union select p.id, p.record, p.record_id, p.parent_case from process_case p join family f on p.id = f.parent_case)
     select id, record, record_id from family`,
    [caseIds, todoIds, ended],
  )
  return rows
}

/** A row that stands above another one: rights on the lower one depend on it. */
type Above = readonly [record: string, id: string]

/** The rows above that a command names itself, in the fields that it sends. */
function sentAbove(batch: Batch, command: Command): Above[] {
  if (!('fields' in command) || !('record' in command) || typeof command.fields !== 'object') return []
  const fields = (command.fields ?? {}) as Readonly<Record<string, unknown>>
  return Object.entries(batch.registry.records[command.record]?.above ?? {}).flatMap(([field, above]) => {
    const id = fields[field]
    return isUuid(id) ? [[above.name, id] as const] : []
  })
}

/**
 * Adds the rows above those that are touched, level by level, so that they are locked in the same order as all others. A
 * row that another node moves under a new parent between this look and the lock counts as not seen.
 */
async function addAbove(batch: Batch, records: Touched['records'], sent: readonly Above[]): Promise<void> {
  const add = ([record, id]: Above) => {
    const known = records.get(record) ?? new Set()
    const isNew = !known.has(id)
    records.set(record, known.add(id))
    return isNew
  }
  for (const one of sent) add(one)
  let open: Above[] = [...records].flatMap(([name, ids]) => [...ids].map((id) => [name, id] as const))
  while (open.length > 0) {
    const level = Map.groupBy(open, ([record]) => record)
    open = []
    for (const [name, rows] of level)
      open.push(
        ...(
          await aboveOf(
            batch,
            name,
            rows.map(([, id]) => id),
          )
        ).filter(add),
      )
  }
}

async function aboveOf(batch: Batch, name: string, ids: readonly string[]): Promise<Above[]> {
  const def = batch.registry.records[name]
  const found: Above[] = []
  for (const [field, above] of Object.entries(def?.above ?? {})) {
    const column = quoted(columnOf(def!, field).column)
    const { rows } = await batch.sql.query<{ id: string }>(
      `select distinct ${column} as id from ${quoted(name)} where id = any($1::uuid[]) and ${column} is not null`,
      [ids],
    )
    found.push(...rows.map(({ id }) => [above.name, id] as const))
  }
  return found
}

function endsCase({ registry }: Batch, command: Extract<Command, { kind: 'act' }>): boolean {
  const def = Object.hasOwn(registry.records, command.record) ? registry.records[command.record] : undefined
  const action = def && Object.hasOwn(def.actions, command.action) ? def.actions[command.action] : undefined
  return action?.ends !== undefined
}

const peopleOf = (requests: readonly Request[]) => [
  ...new Set(requests.flatMap((request) => request.actor.person ?? [])),
]

/** Locks the open cases of a row that a rule is about to end, where the command did not name them. */
export const lockCasesOf = (batch: Batch, recordId: string): Promise<string[]> =>
  lockMore(batch, `select id from process_case where record_id = $1 and ${isOpen} order by id`, [recordId])

/** Locks the open cases that a token called, and returns their ids. */
export const lockCalled = (batch: Batch, caseId: string, token: number): Promise<string[]> =>
  lockMore(
    batch,
    `select id from process_case where parent_case = $1 and parent_token = $2 and ${isOpen} order by id`,
    [caseId, token],
  )

/** Locks every open case below one, those called by called ones too, and returns their ids. */
export const lockBelow = (batch: Batch, caseId: string): Promise<string[]> =>
  lockMore(
    batch,
    `with recursive below as (select id, status from process_case where parent_case = $1
       union all select c.id, c.status from process_case c join below b on c.parent_case = b.id)
     select id from below where ${isOpen} order by id`,
    [caseId],
  )

const isOpen = `status in ('running', 'incident', 'suspended')`

async function lockMore(batch: Batch, query: string, values: readonly unknown[]): Promise<string[]> {
  const { rows } = await batch.sql.query<{ id: string }>(query, [...values])
  const ids = rows.map((row) => row.id)
  await lockCases(
    batch,
    ids.filter((id) => !batch.cases.rows.has(id)),
  )
  return ids
}

async function lockCases(batch: Batch, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const cases = await batch.sql.query<CaseRow>(
    `select ${caseColumns} from process_case where id = any($1::uuid[]) order by id for update`,
    [ids],
  )
  for (const row of cases.rows) batch.cases.rows.set(row.id, row)
  await batch.deployment.ensure(batch.sql, [...new Set(cases.rows.map((row) => row.document))])
  const todos = await batch.sql.query<TodoRow>(
    `select ${todoColumns} from todo where case_id = any($1::uuid[]) order by id`,
    [ids],
  )
  for (const row of todos.rows) batch.todos.rows.set(row.id, row)
  await readIncidents(batch, cases.rows)
}

async function readIncidents(batch: Batch, cases: readonly CaseRow[]): Promise<void> {
  const stuck = cases.filter(({ status }) => status === 'incident' || status === 'suspended').map(({ id }) => id)
  if (stuck.length === 0) return
  const { rows } = await batch.sql.query<IncidentRow>(
    `select ${incidentColumns} from incident where case_id = any($1::uuid[])`,
    [stuck],
  )
  for (const row of rows) batch.incidents.rows.set(`${row.caseId}/${row.token}`, row)
}

function countersOf(batch: Batch, requests: readonly Request[], day: string): string[] {
  const created = requests.flatMap(({ command }) =>
    command.kind === 'create' ? (batch.registry.records[command.record] ?? []) : [],
  )
  return [
    ...new Set(created.flatMap((def) => (def.number ? numberParts(def.name, def.number, day).counter : []))),
  ].sort()
}

async function lockCounters(batch: Batch, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await batch.sql.query('insert into counter (name, value) select unnest($1::text[]), 0 on conflict do nothing', [
    names,
  ])
  const { rows } = await batch.sql.query<{ name: string; value: number }>(
    'select name, value from counter where name = any($1::text[]) order by name for update',
    [names],
  )
  for (const row of rows) batch.counters.rows.set(row.name, row)
}

async function readShares(batch: Batch, touched: Touched): Promise<void> {
  const ids = [...touched.records.values()].flatMap((set) => [...set])
  if (ids.length === 0 || touched.people.length === 0) return
  const { rows } = await batch.sql.query<ShareRow>(
    `select record, record_id as "recordId", person, why from share where record_id = any($1::uuid[]) and person = any($2::uuid[])`,
    [ids, touched.people],
  )
  for (const row of rows) batch.shares.set(`${row.recordId}/${row.person}`, row)
  for (const person of touched.people) await readWaiting(batch, ids, person)
}

/** Rows on which a todo waits for somebody whose deputy the person is: they may be read as long as it waits. */
async function readWaiting(batch: Batch, ids: readonly string[], person: string): Promise<void> {
  const standsFor = stoodForBy(batch.directory, person)
  if (standsFor.length === 0) return
  const { rows } = await batch.sql.query<ShareRow>(
    `select distinct record, record_id as "recordId" from todo where record_id = any($1::uuid[]) and person = any($2::uuid[]) and state = 'open'`,
    [ids, standsFor],
  )
  for (const row of rows) {
    const key = `${row.recordId}/${person}`
    if (!batch.shares.has(key)) batch.shares.set(key, { ...row, person, why: 'waits' })
  }
}

import { prepared, type Sql } from '../db.ts'
import type { Registry } from '../pack.ts'
import { columnOf, quoted } from '../record/column.ts'
import { isUuid } from '../uuid.ts'
import { arrayLiteral } from './array.ts'
import type { Command, Request } from './command.ts'
import { casesOfErrand, findErrands, type HeldErrand } from './errand.ts'

/** What the commands of a flush touch, found before anything is locked. */
export interface Touched {
  readonly cases: readonly { readonly id: string; readonly record: string; readonly record_id: string }[]
  readonly records: Map<string, Set<string>>
  readonly people: string[]
  readonly todos: readonly string[]
  /** What the errands among them say, with who waits for it. */
  readonly errands: ReadonlyMap<string, HeldErrand>
}

/** Finds what the requests touch; nothing is locked yet. */
export async function findTouched(sql: Sql, registry: Registry, requests: readonly Request[]): Promise<Touched> {
  const commands = requests.map((request) => request.command)
  const todos = commands.flatMap((command) => (command.kind === 'outcome' ? [command.todo] : []))
  const errands = await findErrands(
    sql,
    commands.flatMap((command) => (command.kind === 'errand' ? [command.key] : [])),
  )
  const caseIds = [
    ...commands.flatMap((command) => ('case' in command ? [command.case] : [])),
    ...[...errands.values()].flatMap(casesOfErrand),
  ]
  const records = new Map<string, Set<string>>()
  const add = (record: string, id: string) => {
    const known = records.get(record)
    if (known) known.add(id)
    else records.set(record, new Set([id]))
  }
  for (const command of commands)
    if ((command.kind === 'edit' || command.kind === 'act') && isUuid(command.id)) add(command.record, command.id)
  const ended = commands.flatMap((command) =>
    command.kind === 'act' && isUuid(command.id) && endsCase(registry, command) ? [command.id] : [],
  )
  for (const { errand } of errands.values()) if (errand.do === 'check') add(errand.record, errand.recordId)
  const cases = await casesOf(sql, caseIds, todos, ended)
  for (const row of cases) add(row.record, row.record_id)
  const above = commands.flatMap((command) => sentAbove(registry, command))
  await addAbove(sql, registry, records, above)
  return { cases, records, people: peopleOf(requests), todos, errands }
}

interface FoundCase {
  readonly id: string
  readonly record: string
  readonly record_id: string
  readonly parent_case: string | null
}

/**
 * The cases that commands name themselves, by their todos, or by a row whose case an action ends, and those that called
 * these: most were called by none, which costs nothing.
 */
async function casesOf(sql: Sql, caseIds: string[], todoIds: string[], ended: string[]) {
  if (caseIds.length + todoIds.length + ended.length === 0) return []
  const cases = 'select c.id, c.record, c.record_id, c.parent_case from process_case c'
  const parts = [
    caseIds.length > 0 && `${cases} where c.id = any($1::uuid[])`,
    todoIds.length > 0 && `${cases} join todo t on c.id = t.case_id where t.id = any($2::uuid[])`,
    ended.length > 0 &&
      `${cases} where c.record_id = any($3::uuid[]) and c.status in ('running', 'incident', 'suspended')`,
  ].filter((part) => part !== false)
  // Parameters that no part names still have a type.
  const typed = '$1::uuid[] || $2::uuid[] || $3::uuid[] is not null'
  const { rows } = await sql.query<FoundCase>(
    prepared(
      `select * from (${parts.join(' union ')}) found where ${typed}`,
      [caseIds, todoIds, ended].map((ids) => arrayLiteral(ids.filter(isUuid), true)),
    ),
  )
  const callers = rows.flatMap(({ parent_case }) => parent_case ?? [])
  return callers.length === 0 ? rows : withCallers(sql, rows, callers)
}

/** With the cases that called them, however deep. */
async function withCallers(sql: Sql, found: readonly FoundCase[], callers: readonly string[]): Promise<FoundCase[]> {
  const { rows } = await sql.query<FoundCase>(
    prepared(
      `with recursive caller as (
         select id, record, record_id, parent_case from process_case where id = any($1::uuid[])
         union select p.id, p.record, p.record_id, p.parent_case from process_case p join caller c on p.id = c.parent_case)
       select * from caller`,
      [arrayLiteral(callers, true)],
    ),
  )
  return [...new Map([...found, ...rows].map((row) => [row.id, row])).values()]
}

/** A row that stands above another one: rights on the lower one depend on it. */
type Above = readonly [record: string, id: string]

/** The rows above that a command names itself, in the fields that it sends. */
function sentAbove(registry: Registry, command: Command): Above[] {
  if (!('fields' in command) || !('record' in command) || typeof command.fields !== 'object') return []
  const fields = (command.fields ?? {}) as Readonly<Record<string, unknown>>
  return Object.entries(registry.records[command.record]?.above ?? {}).flatMap(([field, above]) => {
    const id = fields[field]
    return isUuid(id) ? [[above.name, id] as const] : []
  })
}

/**
 * Adds the rows above those that are touched, level by level, so that they are locked in the same order as all others. A
 * row that another node moves under a new parent between this look and the lock counts as not seen.
 */
async function addAbove(
  sql: Sql,
  registry: Registry,
  records: Touched['records'],
  sent: readonly Above[],
): Promise<void> {
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
            sql,
            registry,
            name,
            rows.map(([, id]) => id),
          )
        ).filter(add),
      )
  }
}

async function aboveOf(sql: Sql, registry: Registry, name: string, ids: readonly string[]): Promise<Above[]> {
  const def = registry.records[name]
  const found: Above[] = []
  for (const [field, above] of Object.entries(def?.above ?? {})) {
    const column = quoted(columnOf(def!, field).column)
    const { rows } = await sql.query<{ id: string }>(
      `select distinct ${column} as id from ${quoted(name)} where id = any($1::uuid[]) and ${column} is not null`,
      [ids],
    )
    found.push(...rows.map(({ id }) => [above.name, id] as const))
  }
  return found
}

function endsCase(registry: Registry, command: Extract<Command, { kind: 'act' }>): boolean {
  const def = Object.hasOwn(registry.records, command.record) ? registry.records[command.record] : undefined
  const action = def && Object.hasOwn(def.actions, command.action) ? def.actions[command.action] : undefined
  return action?.ends !== undefined
}

const peopleOf = (requests: readonly Request[]) => [
  ...new Set(requests.flatMap((request) => request.actor.person ?? [])),
]

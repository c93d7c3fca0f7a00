import { nodeByIndex } from '#engine/bpmn/model.ts'
import { offered } from '#engine/bpmn/offer.ts'
import type { TaskSettings, Vars } from '#engine/types.ts'
import { remains } from '../calendar/words.ts'
import type { Sql } from '../db.ts'
import type { ClauseRef, InboxView, Outcome, TodoView } from '../http/contract.ts'
import type { Directory } from '../identity/directory.ts'
import { behalfName, holderName } from '../identity/standing-in.ts'
import type { Registry } from '../pack.ts'
import { columnsOf, labelOf, quoted, selectList, systemLabels } from '../record/column.ts'
import { labelsOf, type Row } from '../record/query.ts'
import type { AnyRecord } from '../record/record.ts'
import type { Server } from '../server.ts'
import { type Box, boxCounts, boxPage, type Found, firstTodo, type Holder } from './boxes.ts'
import { shown } from './shown.ts'

const pageSize = 50

/** A page of one of a person's boxes, the most pressing first. */
export async function inbox(
  server: Server,
  sql: Sql,
  directory: Directory,
  me: Holder,
  box: Box,
  cursor?: string,
): Promise<InboxView> {
  const { found, next } = await boxPage(sql, me, box, cursor, pageSize)
  return { rows: await todoViews(server, sql, directory, me, found), next, counts: await boxCounts(sql, me) }
}

/** The most pressing open todo of a person, on one record, or on any for 同意，下一条. */
export async function openTodo(
  server: Server,
  sql: Sql,
  directory: Directory,
  me: Holder,
  recordId?: string,
): Promise<TodoView | null> {
  const found = await firstTodo(sql, me, recordId)
  return (await todoViews(server, sql, directory, me, found))[0] ?? null
}

async function todoViews(
  server: Server,
  sql: Sql,
  directory: Directory,
  me: Holder,
  found: readonly Found[],
): Promise<TodoView[]> {
  await server.deployment.ensure(sql, [...new Set(found.map((todo) => todo.document))])
  const rows = new Map<string, { row: Row; labels: Record<string, string> }>()
  for (const name of new Set(found.map((todo) => todo.record))) {
    const def = server.registry.records[name]!
    const read = await readRows(
      sql,
      server.registry,
      def,
      found.filter((todo) => todo.record === name).map((todo) => todo.record_id),
    )
    for (const row of read.rows) rows.set(row.id, { row, labels: read.labels })
  }
  const stands = await standing(sql, directory, found)
  const clauses = await clausesOf(server, sql, found)
  const vars = await varsOf(server, sql, found)
  return found.flatMap((todo) => {
    const read = rows.get(todo.record_id)
    const settings = settingsOf(server, todo, vars.get(todo.case_id) ?? {})
    return read ? [todoView(server, directory, me, todo, settings, read, stands.get(todo.case_id), clauses)] : []
  })
}

/** The rows behind todos. Row-level security alone says which: naming the same rule again would only be planned twice. */
async function readRows(
  sql: Sql,
  registry: Registry,
  def: AnyRecord,
  ids: readonly string[],
): Promise<{ rows: Row[]; labels: Record<string, string> }> {
  const { rows } = await sql.query<Row>(
    `select ${selectList(def)} from ${quoted(def.name)} t where t.id = any($1::uuid[])`,
    [ids],
  )
  return { rows, labels: await labelsOf(sql, registry.records, def, rows) }
}

function todoView(
  server: Server,
  directory: Directory,
  me: Holder,
  todo: Found,
  settings: TaskSettings | undefined,
  { row, labels }: { row: Row; labels: Record<string, string> },
  stands: string | undefined,
  clauses: ReadonlyMap<string, ClauseRef[]>,
): TodoView {
  const def = server.registry.records[todo.record]!
  const time = remains(server.clock(), todo.due_at, server.calendar)
  const key = settings ? server.deployment.model(todo.document).ids[todo.node] : undefined
  return {
    id: todo.id,
    kind: todo.kind,
    record: todo.record,
    recordId: todo.record_id,
    title: titleOf(def, row, labels),
    number: (row.number as string | null) ?? null,
    step: todo.step,
    summary: summaryOf(def, row, labels),
    starter: directory.people.get(todo.started_by ?? '')?.name ?? '',
    arrivedAt: todo.arrived_at.toISOString(),
    dueAt: todo.due_at?.toISOString() ?? null,
    remains: todo.done_at ? '' : time.words,
    urgency: todo.done_at ? 'none' : time.urgency,
    outcomes: outcomesOf(settings, todo.kind),
    edit: settings?.edit ?? [],
    clause: clauses.get(`${todo.process}/${key}`)?.[0] ?? null,
    status: def.states[row.status] ?? row.status,
    ...(todo.done_at ? { doneAt: todo.done_at.toISOString() } : {}),
    ...(todo.outcome
      ? { outcome: settings?.outcomes.find((known) => known.key === todo.outcome)?.label ?? '已阅' }
      : {}),
    ...(todo.opinion ? { opinion: todo.opinion } : {}),
    ...(todo.person && todo.person !== me.id ? { behalf: behalfName(directory, todo.person) } : {}),
    ...(todo.instead ? { instead: todo.instead } : {}),
    ...(todo.priority > 50 ? { urgent: true } : {}),
    ...(stands ? { stands } : {}),
  }
}

/** The user task of a todo; none for a case, and where the edition is not known here. */
function taskOf(server: Server, todo: Found) {
  if (todo.node < 0 || !server.deployment.has(todo.document)) return undefined
  const node = nodeByIndex(server.deployment.model(todo.document), todo.node)
  return node.kind === 'user' ? node : undefined
}

function settingsOf(server: Server, todo: Found, vars: Vars): TaskSettings | undefined {
  const task = taskOf(server, todo)
  return task && { ...task.settings, outcomes: offered(task, vars) }
}

/** The variables of the cases whose steps offer their outcomes under conditions. */
async function varsOf(server: Server, sql: Sql, found: readonly Found[]): Promise<Map<string, Vars>> {
  const asking = found.filter((todo) => taskOf(server, todo)?.offers.some(Boolean)).map((todo) => todo.case_id)
  if (asking.length === 0) return new Map()
  const { rows } = await sql.query<{ id: string; vars: Vars }>(
    `select id, state -> 'vars' as vars from process_case where id = any($1::uuid[])`,
    [[...new Set(asking)]],
  )
  return new Map(rows.map(({ id, vars }) => [id, vars]))
}

function outcomesOf(settings: TaskSettings | undefined, kind: 'todo' | 'read'): Outcome[] {
  if (!settings || settings.outcomes.length === 0)
    return kind === 'read' ? [{ key: 'read', label: '已阅', opinion: 'optional', primary: true }] : []
  return settings.outcomes.map(({ key, label, opinion, primary, danger }) => ({ key, label, opinion, primary, danger }))
}

/** Where running cases stand, e.g. 公司审批 · 顾维嘉. */
async function standing(sql: Sql, directory: Directory, found: readonly Found[]): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ case_id: string; step: string; people: string[] }>(
    `select case_id, step, array_agg(person order by person) as people from todo where case_id = any($1::uuid[]) and state = 'open' group by case_id, step`,
    [found.map((todo) => todo.case_id)],
  )
  const starters = new Map(found.map((todo) => [todo.case_id, todo.started_by]))
  return new Map(
    rows.map((row) => [
      row.case_id,
      `${row.step} · ${row.people.map((id) => holderName(directory, id, starters.get(row.case_id))).join('、')}`,
    ]),
  )
}

async function clausesOf(server: Server, sql: Sql, found: readonly Found[]): Promise<Map<string, ClauseRef[]>> {
  const targets = found.flatMap((todo) =>
    todo.node >= 0 && server.deployment.has(todo.document)
      ? [`${todo.process}/${server.deployment.model(todo.document).ids[todo.node]}`]
      : [],
  )
  return explainAll(server.registry, sql, targets)
}

/** The clauses that ask for things, from every pack that knows of any. */
export async function explainAll(
  registry: Registry,
  sql: Sql,
  targets: readonly string[],
): Promise<Map<string, ClauseRef[]>> {
  const known = Object.values(registry.packs).flatMap((pack) => pack.explain ?? [])
  const found = new Map<string, ClauseRef[]>()
  if (targets.length === 0) return found
  // One after the other: they share one connection.
  for (const explain of known)
    for (const [target, clauses] of await explain(sql, [...new Set(targets)])) found.set(target, clauses)
  return found
}

/** How a row is called: its title, or the label of what its title refers to. */
export const titleOf = (def: AnyRecord, row: Row, labels: Readonly<Record<string, string>>) => {
  const title = String(row[def.title] ?? '')
  return labels[title] ?? title
}

/** Two fields that tell what it is about: the first of the list's columns that are not the title or system columns. */
function summaryOf(def: AnyRecord, row: Row, labels: Readonly<Record<string, string>>): Record<string, string> {
  const names = def.views.list
    .filter((name) => name !== def.title && !(name in systemLabels) && row[name] !== null && row[name] !== undefined)
    .slice(0, 2)
  const fields = columnsOf(def)
  return Object.fromEntries(
    names.map((name) => [
      labelOf(def, name),
      shown(fields.find((column) => column.name === name)?.field, row[name], labels),
    ]),
  )
}

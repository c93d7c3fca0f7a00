import { nodeByIndex } from '#engine/bpmn/model.ts'
import { offered } from '#engine/bpmn/offer.ts'
import type { CaseState } from '#engine/types.ts'
import { took } from '../calendar/words.ts'
import { workingMinutesBetween } from '../calendar/workday.ts'
import type { Sql } from '../db.ts'
import type { DiagramView, StepView, TimelineView } from '../http/case-contract.ts'
import type { ClauseRef } from '../http/contract.ts'
import type { Directory } from '../identity/directory.ts'
import { doerName, holderName } from '../identity/standing-in.ts'
import { explainAll } from '../inbox/todos.ts'
import type { Row } from '../record/query.ts'
import type { AnyRecord } from '../record/record.ts'
import type { Server } from '../server.ts'
import { aheadOf } from './ahead.ts'
import { drawnOf } from './drawn.ts'
import { eventsOf } from './history.ts'

interface CaseFound {
  id: string
  document: number
  process: string
  state: CaseState
  status: string
  started_by: string | null
  started_at: Date
  ended_at: Date | null
  parent_case: string | null
}
interface TodoFound {
  node: number
  step: string
  token: number
  person: string
  state: string
  arrived_at: Date
  due_at: Date | null
  done_at: Date | null
  done_by: string | null
  outcome: string | null
  opinion: string | null
  instead: string | null
}

/** What happened to a record, what waits and what will probably follow; the caller has read `row` as this person. */
export async function timelineOf(
  server: Server,
  sql: Sql,
  directory: Directory,
  def: AnyRecord,
  row: Row,
): Promise<TimelineView> {
  const { id } = row
  await sql.query(`select set_config('jw.looking', $1, true)`, [id])
  const cases = (
    await sql.query<CaseFound>(
      'select id, document, process, state, status, started_by, started_at, ended_at, parent_case from process_case where record_id = $1 order by started_at, id',
      [id],
    )
  ).rows
  await server.deployment.ensure(
    sql,
    cases.map((found) => found.document),
  )
  const known = cases.filter((found) => server.deployment.has(found.document))
  const steps: StepView[] = []
  // A called case belongs to the one that called it.
  const last = known.findLast((found) => found.parent_case === null) ?? known.at(-1)
  for (const found of known) {
    const ahead = found === last && found.status === 'running' ? aheadOf(server, directory, def, row, found) : []
    steps.push(...(await stepsOf(server, sql, directory, found, ahead)))
  }
  return {
    process: last?.process ?? null,
    processLabel: last ? (server.registry.processes[last.process]?.label ?? null) : null,
    run: last?.id ?? null,
    steps,
    events: await eventsOf(server, sql, directory, def, id),
  }
}

/** The diagram of the newest case of a record, with what is done and where it stands. */
export async function diagramOf(
  server: Server,
  sql: Sql,
  process: string,
  recordId: string | undefined,
): Promise<DiagramView> {
  if (recordId) await sql.query(`select set_config('jw.looking', $1, true)`, [recordId])
  const cases = recordId
    ? (
        await sql.query<CaseFound>(
          'select id, document, state, status from process_case where record_id = $1 and process = $2 order by parent_case is not null, started_at desc limit 1',
          [recordId, process],
        )
      ).rows
    : []
  const found = cases[0]
  if (found) await server.deployment.ensure(sql, [found.document])
  const edition =
    found && server.deployment.has(found.document)
      ? server.deployment.edition(found.document)
      : server.deployment.effective(process)
  const model = server.deployment.model(edition.id)
  const drawn = found?.document === edition.id ? await drawnOf(sql, model, found) : { done: [], current: [] }
  return {
    name: process,
    label: server.registry.processes[process]?.label ?? process,
    edition: edition.number,
    xml: edition.source,
    ...drawn,
    clauses: firsts(await clausesOf(server, sql, process, model.ids)),
  }
}

async function stepsOf(
  server: Server,
  sql: Sql,
  directory: Directory,
  found: CaseFound,
  ahead: ReturnType<typeof aheadOf>,
): Promise<StepView[]> {
  const model = server.deployment.model(found.document)
  const clauses = firsts(await clausesOf(server, sql, found.process, model.ids))
  const todos = (
    await sql.query<TodoFound>(
      'select node, step, token, person, state, arrived_at, due_at, done_at, done_by, outcome, opinion, instead from todo where case_id = $1 and record_id = (select record_id from process_case where id = $1) order by arrived_at, node, id',
      [found.id],
    )
  ).rows
  const usual = await usualDurations(sql, found.document)
  const start = nodeByIndex(model, model.start)
  const first: StepView = {
    node: start.id,
    name: start.name || '提交',
    state: 'done',
    people: [{ name: nameOf(directory, found.started_by), at: found.started_at.toISOString() }],
    arrivedAt: found.started_at.toISOString(),
    clause: clauses[start.id] ?? null,
  }
  const reached = [
    ...Map.groupBy(todos, (todo) => `${todo.token}/${todo.node}/${todo.arrived_at.toISOString()}`).values(),
  ].map((group) => stepView(server, directory, group, model.ids, usual, clauses, found))
  const next = ahead.map(
    ({ index, id, name, people, instead }): StepView => ({
      node: id,
      name,
      state: 'next',
      people: [...people],
      clause: clauses[id] ?? null,
      ...(instead ? { instead } : {}),
      ...usually(usual.get(index)),
    }),
  )
  return [first, ...reached, ...next]
}

function stepView(
  server: Server,
  directory: Directory,
  group: readonly TodoFound[],
  ids: readonly string[],
  usual: ReadonlyMap<number, number>,
  clauses: Readonly<Record<string, ClauseRef>>,
  found: CaseFound,
): StepView {
  const first = group[0]!
  const open = group.some((todo) => todo.state === 'open')
  const done = group.filter((todo) => todo.state === 'done')
  const end = done.at(-1)?.done_at
  const model = server.deployment.model(found.document)
  // A step of an edition from which the case was migrated may not be in this one.
  const node = model.nodes[first.node]
  const outcomes = node?.kind === 'user' ? offered(node, found.state.vars) : []
  const label = (key: string | null) => outcomes.find((outcome) => outcome.key === key)?.label ?? '已阅'
  const refused = (todo: TodoFound) => outcomes.some((outcome) => outcome.key === todo.outcome && outcome.danger)
  const people = (open ? group.filter((todo) => todo.state !== 'withdrawn') : done).map((todo) => ({
    name: todo.done_by
      ? doerName(directory, todo.person, todo.done_by)
      : holderName(directory, todo.person, found.started_by),
    ...(todo.done_at && todo.state === 'done' ? { outcome: label(todo.outcome), at: todo.done_at.toISOString() } : {}),
    ...(todo.opinion ? { opinion: todo.opinion } : {}),
  }))
  return {
    node: ids[first.node] ?? '',
    name: first.step,
    state: open ? (found.status === 'incident' ? 'failed' : 'current') : done.some(refused) ? 'failed' : 'done',
    people,
    ...(first.instead ? { instead: first.instead } : {}),
    arrivedAt: first.arrived_at.toISOString(),
    dueAt: first.due_at?.toISOString() ?? null,
    clause: clauses[ids[first.node] ?? ''] ?? null,
    ...(end
      ? { doneAt: end.toISOString(), took: took(workingMinutesBetween(first.arrived_at, end, server.calendar)) }
      : {}),
    ...usually(usual.get(first.node)),
  }
}

/** The step log keeps the time on the wall, nights and weekends too: its days have 24 hours. */
const usually = (ms: number | undefined) => (ms === undefined ? {} : { usually: took(ms / 60_000, 24 * 60) })

/** How long each step of an edition usually takes: the median of the last thousand. */
async function usualDurations(sql: Sql, document: number): Promise<Map<number, number>> {
  const { rows } = await sql.query<{ node: number; ms: number }>(
    `select node, percentile_cont(0.5) within group (order by ms) as ms
     from (select node, ms from step_log where document = $1 and kind = 2 and person is not null and ms > 0 order by at desc limit 1000) recent group by node having count(*) >= 5`,
    [document],
  )
  return new Map(rows.map((row) => [row.node, row.ms]))
}

const clausesOf = (server: Server, sql: Sql, process: string, ids: readonly string[]) =>
  explainAll(
    server.registry,
    sql,
    ids.map((node) => `${process}/${node}`),
  )

const firsts = (found: ReadonlyMap<string, ClauseRef[]>) =>
  Object.fromEntries(
    [...found].flatMap(([target, [first]]) => (first ? [[target.split('/')[1] ?? target, first] as const] : [])),
  )

const nameOf = (directory: Directory, id: string | null) => directory.people.get(id ?? '')?.name ?? '系统'

import { advance } from '#engine/bpmn/advance.ts'
import { nodeByIndex } from '#engine/bpmn/model.ts'
import type { CaseState, Effect, Command as EngineCommand, Env, Json } from '#engine/types.ts'
import type { AnyRecord } from '../record/record.ts'
import { Refused } from '../refused.ts'
import { uuid7 } from '../uuid.ts'
import { type Acting, grantedBy, mention, runRule, tell } from './acting.ts'
import { assignmentFunctions, resolve } from './assign.ts'
import {
  type CaseRow,
  emit,
  markOf,
  noteTodo,
  type StoredRow,
  stage,
  type TodoRow,
  tableOf,
  takeBack,
  todosOf,
} from './batch.ts'
import { askDecision, caseFacts } from './decision.ts'
import { instantOf, todoDue } from './due.ts'
import { lockCasesOf } from './load.ts'
import { actOnRow } from './records.ts'
import { concern, message, share } from './rules.ts'

/** Starts a process on a row and runs it until every token waits. */
export async function startCase(
  act: Acting,
  process: string,
  def: AnyRecord,
  id: string,
  starter: string | null,
): Promise<void> {
  const { batch } = act
  const edition = batch.deployment.effective(process)
  const row: CaseRow = {
    id: uuid7(batch.now),
    document: edition.id,
    process,
    record: def.name,
    recordId: id,
    state: { status: 'running', tokens: [], scopes: [], vars: {}, next: 1 },
    status: 'running',
    startedBy: starter,
    startedAt: batch.at,
    endedAt: null,
  }
  stage(batch, batch.cases, row.id, row, true)
  if (row.startedBy) share(act, def.name, id, row.startedBy, 'starter')
  await step(act, row.id, { kind: 'start' }, true)
}

/**
 * Moves a case by one command of the engine and carries out what follows, until every token waits. Service tasks run at
 * once, in the same transaction, as the process itself; a refusal of theirs leaves nothing and becomes the BPMN error
 * REFUSED.
 */
export async function step(act: Acting, caseId: string, command: EngineCommand, first = false): Promise<void> {
  const pending: EngineCommand[] = [command]
  const held: { refused?: Refused } = {}
  for (let next = pending.shift(); next; next = pending.shift()) {
    const found = act.batch.cases.rows.get(caseId)
    if (!found) throw new Refused('absent', '这个流程不在了。')
    const { state, effects } = advance(
      act.batch.deployment.model(found.document),
      first ? undefined : found.state,
      next,
      envOf(act, found, held),
    )
    // A decision that refuses what a person just asked for refuses all of it; work of the clock becomes an incident.
    if (held.refused && act.me !== null) throw held.refused
    first = false
    saveCase(act, found, state)
    for (const effect of effects) pending.push(...(await carryOut(act, found, effect)))
  }
}

/**
 * Ends what still runs on a record: its todos are taken back. What may only be ended untouched is refused, with the names
 * of those who have it now, once somebody answered a todo.
 */
export async function endCases(act: Acting, { id, untouched }: { id: string; untouched: boolean }): Promise<void> {
  await lockCasesOf(act.batch, id)
  const running = [...act.batch.cases.rows.values()].filter(
    (found) => found.recordId === id && (found.status === 'running' || found.status === 'incident'),
  )
  for (const found of running) {
    if (untouched) refuseTouched(act, found)
    await step(act, found.id, { kind: 'cancel' })
  }
}

function refuseTouched(act: Acting, found: CaseRow): void {
  const todos = todosOf(act.batch, found.id).filter((todo) => todo.kind === 'todo')
  if (!todos.some((todo) => todo.state === 'done')) return
  const names = todos
    .filter((todo) => todo.state === 'open')
    .map((todo) => act.batch.directory.people.get(todo.person)?.name ?? '')
  throw new Refused('conflict', `已经有人办过下一步，不能撤回。可以请${names.join('、')}退回，或作废后重新发起。`)
}

/** What FEEL sees: the record's fields as they are now, the case's variables above them, who started it. */
function envOf(act: Acting, found: CaseRow, held: { refused?: Refused }): Env {
  const { batch } = act
  return {
    facts: caseFacts(batch, found, rowOf(act, found)),
    now: batch.at,
    zone: batch.calendar.zone,
    functions: assignmentFunctions,
    decide: (name, facts) => {
      try {
        const answer = askDecision(batch, name, facts, batch.now, found.startedBy)
        keepNotes(act, found, name, answer)
        return answer
      } catch (error) {
        if (error instanceof Refused) held.refused = error
        throw error
      }
    },
  }
}

/** What a decision did beside its table, in sentences (`notes`), stands in the record's history. */
function keepNotes(act: Acting, { record, recordId }: CaseRow, name: string, answer: Json): void {
  const notes = answer !== null && typeof answer === 'object' && 'notes' in answer ? answer.notes : null
  if (!Array.isArray(notes) || notes.length === 0) return
  const action = act.batch.registry.decisions[name]?.label ?? name
  tell(act, { record, recordId, action, before: null, after: null, kind: 'decision', opinion: notes.join('；') })
}

function saveCase(act: Acting, found: CaseRow, state: CaseState): void {
  const ended = state.status === 'ended' || state.status === 'cancelled'
  const next: CaseRow = { ...found, state, status: state.status, endedAt: ended ? act.batch.at : null }
  stage(act.batch, act.batch.cases, found.id, next, act.batch.cases.fresh.has(found.id))
}

async function carryOut(act: Acting, found: CaseRow, effect: Effect): Promise<EngineCommand[]> {
  if (effect.kind === 'todo') giveTodos(act, found, effect)
  else if (effect.kind === 'withdraw') withdraw(act, found, effect.token)
  else if (effect.kind === 'timer') setTimer(act, found, effect)
  else if (effect.kind === 'log') logStep(act, found, effect)
  else if (effect.kind === 'incident') reportIncident(act, found, effect.node, effect.message)
  else if (effect.kind === 'service') return [await runService(act, found, effect)]
  return []
}

function giveTodos(act: Acting, found: CaseRow, effect: Extract<Effect, { kind: 'todo' }>): void {
  const { batch } = act
  // To read is not to judge: who started the case may be among those who take note of it.
  const judged = effect.settings.kind === 'read' ? null : found.startedBy
  const { people, instead } = resolve(batch.directory, effect.assign, judged, batch.registry.roles)
  if (people.length === 0)
    reportIncident(act, found, effect.node, `环节“${effect.name}”没有人能办：岗位空缺，也没有系统管理员`)
  const due = effect.due ? todoDue(effect.due, rowOf(act, found), batch.now, batch.calendar) : null
  for (const person of people) {
    const todo: TodoRow = {
      id: uuid7(batch.now),
      caseId: found.id,
      record: found.record,
      recordId: found.recordId,
      token: effect.token,
      node: effect.node,
      step: effect.name,
      kind: effect.settings.kind,
      person,
      arrivedAt: batch.at,
      dueAt: due,
      state: 'open',
      doneAt: null,
      doneBy: null,
      outcome: null,
      opinion: null,
      instead: instead ?? null,
    }
    stage(batch, batch.todos, todo.id, todo, true)
    noteTodo(batch, todo)
    share(act, found.record, found.recordId, person, 'todo')
    concern(act, person)
  }
  if (instead && found.startedBy)
    message(act, found.startedBy, `${effect.name}：${instead}`, mentionOf(act, found), linkOf(found))
}

/** Closes what nobody has to do any more: the open todos of a token, and its timer. */
export function withdraw(act: Acting, found: CaseRow, token: number): void {
  for (const todo of todosOf(act.batch, found.id)) {
    if (todo.token !== token || todo.state !== 'open') continue
    stage(
      act.batch,
      act.batch.todos,
      todo.id,
      { ...todo, state: 'withdrawn', doneAt: act.batch.at },
      act.batch.todos.fresh.has(todo.id),
    )
    concern(act, todo.person)
  }
  emit(act.batch, 'jobsDone', { kind: 'timer', key: `${found.id}/${token}` })
}

function setTimer(act: Acting, found: CaseRow, effect: Extract<Effect, { kind: 'timer' }>): void {
  const at = instantOf(effect.due, act.batch.now, act.batch.calendar)
  const payload = { case: found.id, token: effect.token }
  emit(act.batch, 'jobs', { kind: 'timer', key: `${found.id}/${effect.token}`, at: at.toISOString(), payload })
}

const phases = { enter: 1, leave: 2, cancel: 3, error: 4 } as const

function logStep(act: Acting, found: CaseRow, effect: Extract<Effect, { kind: 'log' }>): void {
  const { batch } = act
  emit(batch, 'steps', {
    caseId: found.id,
    document: found.document,
    node: effect.node,
    kind: phases[effect.phase],
    at: batch.at,
    person: batch.directory.people.get(act.request.actor.person ?? '')?.sn ?? null,
    ms: effect.phase === 'enter' ? null : batch.now.getTime() - arrival(act, found, effect),
  })
}

/** When the token came to a step: the arrival of its newest todo there; what is not work for people takes no time. */
function arrival({ batch }: Acting, found: CaseRow, { token, node }: { token: number; node: number }): number {
  let newest = ''
  for (const id of batch.todosByCase.get(found.id) ?? []) {
    const todo = batch.todos.rows.get(id)
    if (todo?.token === token && todo.node === node && todo.arrivedAt > newest) newest = todo.arrivedAt
  }
  return newest ? Date.parse(newest) : batch.now.getTime()
}

/** A case that cannot go on is kept as it is; those who can mend it are told where and why. */
function reportIncident(act: Acting, found: CaseRow, node: number, reason: string): void {
  const { name } = nodeByIndex(act.batch.deployment.model(found.document), node)
  const latest = act.batch.cases.rows.get(found.id) ?? found
  stage(
    act.batch,
    act.batch.cases,
    found.id,
    { ...latest, status: 'incident', state: { ...latest.state, status: 'incident' } },
    act.batch.cases.fresh.has(found.id),
  )
  for (const person of resolve(act.batch.directory, null, null).people)
    message(
      act,
      person,
      `流程停在“${name}”`,
      `${mentionOf(act, found)}：${reason}。单据和已办的环节都保持原样。`,
      linkOf(found),
    )
}

async function runService(
  act: Acting,
  found: CaseRow,
  effect: Extract<Effect, { kind: 'service' }>,
): Promise<EngineCommand> {
  const { batch } = act
  const process = grantedBy(act, { record: found.record, id: found.recordId }, null)
  const mark = markOf(batch)
  try {
    if (effect.action) await runOwnAction(process, found, effect.action)
    if (effect.rule)
      await runRule(act, effect.rule, rowOf(act, found), batch.cases.rows.get(found.id)?.state.vars ?? {})
    return { kind: 'complete', token: effect.token }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    takeBack(batch, mark)
    tellStarter(act, found, effect.node, error)
    return { kind: 'fail', token: effect.token, code: 'REFUSED', message: error.message }
  }
}

/** An action that the process itself runs: whoever started the case learns where its record stands now. */
async function runOwnAction(act: Acting, found: CaseRow, action: string): Promise<void> {
  const def = act.batch.registry.records[found.record]!
  const row = await actOnRow(act, def, found.recordId, action, {})
  const words = `${mention(def, row)}现在是“${def.states[row.status]}”`
  if (found.startedBy) message(act, found.startedBy, words, def.actions[action]?.label ?? '', linkOf(found))
}

/** Nobody waits for a service step: whoever started the case learns why it was refused. */
function tellStarter(act: Acting, found: CaseRow, node: number, refused: Refused): void {
  if (!found.startedBy) return
  const { name } = nodeByIndex(act.batch.deployment.model(found.document), node)
  message(act, found.startedBy, `“${name}”没有办成`, `${mentionOf(act, found)}：${refused.message}`, linkOf(found))
}

function rowOf(act: Acting, found: CaseRow): StoredRow {
  const row = tableOf(act.batch, found.record).rows.get(found.recordId)
  if (!row) throw new Refused('absent', '流程的单据不在了。')
  return row
}

const mentionOf = (act: Acting, found: CaseRow) => mention(act.batch.registry.records[found.record]!, rowOf(act, found))

/** The page of a case's record. */
export const linkOf = (found: { record: string; recordId: string }) => `/r/${found.record}/${found.recordId}`

import { advance } from '#engine/bpmn/advance.ts'
import type { CaseState, Effect, Command as EngineCommand, Env, Json, Vars } from '#engine/types.ts'
import { Refused } from '../refused.ts'
import { type Acting, tell } from './acting.ts'
import { assignmentFunctions } from './assign.ts'
import { type CaseRow, emit, stage } from './batch.ts'
import { answerCaller, call, cancelCalled, escalateToCaller } from './called.ts'
import { askDecision, caseFacts } from './decision.ts'
import { instantOf } from './due.ts'
import { send } from './errand.ts'
import { giveTodos, takeTodos } from './giving.ts'
import { forgetMended, isStuck, reportIncident, takeIncident } from './incident.ts'
import { lockCasesOf } from './load.ts'
import { runService } from './service.ts'
import { refuseTouched, rowOf } from './subject.ts'
import { forgetTaken, subscribe, unsubscribe } from './subscription.ts'

/** What a case may keep in its variables, in characters of their texts and names. */
export const mostVars = 1_000_000

/**
 * Moves a case by one command of the engine and carries out what follows, in it and in the cases that it calls, until every
 * token waits. Service tasks run at once, in the same transaction, as the process itself; a refusal of theirs leaves
 * nothing and becomes the BPMN error REFUSED.
 */
export async function step(act: Acting, caseId: string, command: EngineCommand, first = false): Promise<void> {
  act.moves.push({ case: caseId, command, first })
  await settle(act)
}

/** Carries out what cases of this command still have to do. */
export async function settle(act: Acting): Promise<void> {
  for (let next = act.moves.shift(); next; next = act.moves.shift()) {
    const found = act.batch.cases.rows.get(next.case)
    if (!found) throw new Refused('absent', '这个流程不在了。')
    await move(act, found, next.command, next.first === true)
  }
}

async function move(act: Acting, found: CaseRow, command: EngineCommand, first: boolean): Promise<void> {
  const held: { refused?: Refused } = {}
  const model = act.batch.deployment.model(found.document)
  const { state, effects } = advance(model, first ? undefined : found.state, command, envOf(act, found, held))
  // A decision that refuses what a person just asked for refuses all of it; work of the clock becomes an incident.
  if (held.refused && act.me !== null) throw held.refused
  if (sizeOf(state) > mostVars) return tooLarge(act, found, command)
  forgetMended(act, found, state, command)
  forgetTaken(act, found, state)
  saveCase(act, found, state)
  for (const effect of effects) {
    const answers = await carryOut(act, found, effect)
    act.moves.push(...answers.map((answer) => ({ case: found.id, command: answer })))
  }
}

/**
 * Ends what still runs on a record: its todos are taken back. What may only be ended untouched is refused, with the names
 * of those who have it now, once somebody answered a todo.
 */
export async function endCases(act: Acting, { id, untouched }: { id: string; untouched: boolean }): Promise<void> {
  await lockCasesOf(act.batch, id)
  const open = [...act.batch.cases.rows.values()].filter((found) => found.recordId === id && isOpen(found))
  for (const { id: each } of open) {
    const found = act.batch.cases.rows.get(each)!
    // A called case ends with the one that called it.
    if (!isOpen(found)) continue
    if (untouched) refuseTouched(act, found)
    await step(act, found.id, { kind: 'cancel' })
  }
}

/** Whether a case is not over. */
export const isOpen = ({ status }: Pick<CaseRow, 'status'>) => status !== 'ended' && status !== 'cancelled'

/** Closes what nobody has to do any more: the open todos of a token, its timer, what it waits for and whom it called. */
export async function withdraw(act: Acting, found: CaseRow, token: number): Promise<void> {
  takeTodos(act, found, token)
  unsubscribe(act, found, token)
  takeIncident(act, found.id, token)
  emit(act.batch, 'jobsDone', { kind: 'timer', key: `${found.id}/${token}` })
  await cancelCalled(act, found, token)
}

/** What FEEL sees: the record's fields as they are now, the case's variables above them, who started it. */
function envOf(act: Acting, found: CaseRow, held: { refused?: Refused }): Env {
  const { batch } = act
  return {
    facts: caseFacts(batch, found, rowOf(act, found)),
    now: batch.now.toISOString(),
    zone: batch.calendar.zone,
    key: found.key ?? found.recordId,
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
  const status = state.status === 'running' && isStuck(act, found.id) ? 'incident' : state.status
  const next: CaseRow = { ...found, state, status, endedAt: ended ? act.batch.now.toISOString() : null }
  stage(act.batch, act.batch.cases, found.id, next, act.batch.cases.fresh.has(found.id))
}

async function carryOut(act: Acting, found: CaseRow, effect: Effect): Promise<EngineCommand[]> {
  if (effect.kind === 'service') return [await runService(act, found, effect)]
  if (effect.kind === 'call') return call(act, found, effect)
  if (effect.kind === 'withdraw') await withdraw(act, found, effect.token)
  else carryOutAtOnce(act, found, effect)
  return []
}

type AtOnce = Exclude<Effect, { kind: 'service' | 'call' | 'withdraw' }>

function carryOutAtOnce(act: Acting, found: CaseRow, effect: AtOnce): void {
  if (effect.kind === 'todo') giveTodos(act, found, effect)
  else if (effect.kind === 'timer') setTimer(act, found, effect)
  else if (effect.kind === 'log') logStep(act, found, effect)
  else if (effect.kind === 'incident') reportIncident(act, found, effect)
  else if (effect.kind === 'subscribe') subscribe(act, found, effect)
  else if (effect.kind === 'send') sendMessage(act, found, effect)
  else if (effect.kind === 'broadcast') broadcast(act, found, effect)
  else if (effect.kind === 'more') goOnLater(act, found, effect.token)
  else if (effect.kind === 'escalate') escalateToCaller(act, found, effect)
  else answerCaller(act, found, effect)
}

function setTimer(act: Acting, found: CaseRow, effect: Extract<Effect, { kind: 'timer' }>): void {
  const at = instantOf(effect.due, act.batch.now, act.batch.calendar)
  const payload = { case: found.id, token: effect.token }
  emit(act.batch, 'jobs', { kind: 'timer', key: `${found.id}/${effect.token}`, at: at.toISOString(), payload })
}

function sendMessage(act: Acting, found: CaseRow, effect: Extract<Effect, { kind: 'send' }>): void {
  const { token, node, message, key = '', vars } = effect
  send(act.batch, `${found.id}/${token}/message`, { do: 'message', case: found.id, token, node, message, key, vars })
}

/** Each signal is an errand of its own, also when a loop throws the same one again before the first was heard. */
function broadcast(act: Acting, found: CaseRow, { signal, vars }: Extract<Effect, { kind: 'broadcast' }>): void {
  const at = act.batch.now.toISOString()
  const place = act.batch.out.jobs.length
  send(act.batch, `${found.id}/signal/${at}/${place}`, { do: 'signal', case: found.id, signal, vars, at })
}

function goOnLater(act: Acting, found: CaseRow, token: number): void {
  send(act.batch, `${found.id}/${token}/more`, { do: 'give', case: found.id, command: { kind: 'more', token } })
}

const phases = { enter: 1, leave: 2, cancel: 3, error: 4 } as const

function logStep(act: Acting, found: CaseRow, effect: Extract<Effect, { kind: 'log' }>): void {
  const { batch } = act
  emit(batch, 'steps', {
    caseId: found.id,
    document: found.document,
    node: effect.node,
    kind: phases[effect.phase],
    at: batch.now.toISOString(),
    person: batch.directory.people.get(act.request.actor.person ?? '')?.sn ?? null,
    ms: effect.phase === 'enter' ? null : batch.now.getTime() - arrival(act, found, effect).getTime(),
  })
}

/** When the token came to a step: the arrival of its newest todo there; what is not work for people takes no time. */
function arrival(act: Acting, found: CaseRow, { token, node }: { token: number; node: number }): Date {
  const todos = [...act.batch.todos.rows.values()].filter(
    (todo) => todo.caseId === found.id && todo.token === token && todo.node === node,
  )
  const newest = todos
    .map((todo) => todo.arrivedAt)
    .sort()
    .at(-1)
  return newest ? new Date(newest) : act.batch.now
}

/**
 * A case does not take more than it may keep: a person is told at once; work without a person stays as an incident on the
 * token that it came to.
 */
function tooLarge(act: Acting, found: CaseRow, command: EngineCommand): void {
  const words = `流程变量超过 1 MB，存不下。大的内容请放进单据或附件，流程里只留编号。`
  if (act.me !== null || !('token' in command) || command.kind === 'stop') throw new Refused('invalid', words)
  act.moves.push({ case: found.id, command: { kind: 'stop', token: command.token, message: words } })
}

function sizeOf({ vars, scopes, tokens }: CaseState): number {
  const own = [...scopes, ...tokens].map((one) => one.vars ?? {})
  return [vars, ...own].reduce((sum: number, each: Vars) => sum + weigh(each), 0)
}

function weigh(value: Json): number {
  if (typeof value === 'string') return value.length + 2
  if (value === null || typeof value !== 'object') return 5
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + weigh(one) + 1, 2)
  return Object.entries(value).reduce((sum, [name, one]) => sum + name.length + 4 + weigh(one), 2)
}

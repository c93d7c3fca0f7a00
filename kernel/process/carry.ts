import { NotWaiting } from '#engine/bpmn/run.ts'
import type { Command as EngineCommand, Vars } from '#engine/types.ts'
import { absent, Refused } from '../refused.ts'
import { type Acting, tell } from './acting.ts'
import { type CaseRow, emit, markOf, takeBack } from './batch.ts'
import { openFromOutside } from './begin.ts'
import { callNow } from './called.ts'
import { beginByClock } from './clock.ts'
import type { Answer, Command } from './command.ts'
import { type Errand, type HeldErrand, page, send, type Waiting } from './errand.ts'
import { isOpen, settle, step } from './run.ts'
import { type Start, startsOn } from './starts.ts'

/** What a receiver that is suspended has to wait before it is asked again. */
const askAgainMs = 60_000

/**
 * Does an errand on the rows that the flush holds, and deletes its job with it. What another node did meanwhile, and what
 * nobody waits for any more, is nothing to do.
 */
export async function runErrand(act: Acting, key: string): Promise<Answer> {
  const held = act.batch.errands.get(key)
  if (!held) return { record: '', id: '' }
  // A second command of this flush with the same errand finds it done.
  act.batch.errands.delete(key)
  act.batch.undo.push(() => act.batch.errands.set(key, held))
  const keep = await carry(act, key, held)
  if (!keep) emit(act.batch, 'jobsDone', { kind: 'errand', key })
  tellPages(act, held.errand)
  return { record: '', id: '' }
}

/** The timers and errands of a case that came due while it was suspended happen now. */
export async function releaseKept(act: Acting, caseId: string): Promise<void> {
  const { rows } = await act.batch.sql.query<{ kind: string; key: string; payload: unknown }>(
    `select kind, key, payload from job where kind in ('timer', 'errand') and key >= $1 and key < $2 and at = 'infinity'`,
    [`${caseId}/`, `${caseId}0`],
  )
  for (const { kind, key, payload } of rows)
    if (kind === 'errand') send(act.batch, key, payload as Errand)
    else emit(act.batch, 'jobs', { kind, key, payload, at: act.batch.now.toISOString() })
}

/** Whether it is ordered anew and so must stay. */
async function carry(act: Acting, key: string, { errand, targets }: HeldErrand): Promise<boolean> {
  if (errand.do === 'message') return deliver(act, key, errand, targets[0])
  if (errand.do === 'signal') return spread(act, key, errand, targets)
  if (errand.do === 'give') return giveItself(act, key, errand)
  if (errand.do === 'call') return callInTurn(act, key, errand)
  if (errand.do === 'begin') return beginByClock(act, key, errand)
  for (const { case: id } of targets) await takeIfOpen(act, id, { kind: 'check' })
  return false
}

/**
 * A message goes to whoever waits for its name and correlation key, else it starts a case; nobody: the BPMN error
 * NO_RECEIVER on the sender, an incident where nothing catches it.
 */
async function deliver(
  act: Acting,
  key: string,
  errand: Extract<Errand, { do: 'message' }>,
  target: Waiting | undefined,
): Promise<boolean> {
  const sender = waitsAt(act, errand)
  if (!sender) return false
  if (sender.status === 'suspended') return later(act, key, errand, 'infinity')
  const { token } = errand
  if (target) {
    const taker = listening(act, target)
    // Somebody was faster, or whoever waits is suspended: it is looked for again.
    if (!taker) return later(act, key, errand)
    if (taker.status === 'suspended') return later(act, key, errand, soon(act))
    await step(act, taker.id, { kind: 'message', token: target.token, vars: errand.vars })
  } else {
    const starts = startsOn(act.batch, 'message', errand.message).slice(0, 1)
    const why = await startBy(act, starts, 'message', errand.vars, sender)
    if (why !== null) {
      await step(act, sender.id, { kind: 'fail', token, code: 'NO_RECEIVER', message: why || nobody(errand) })
      return false
    }
  }
  await step(act, sender.id, { kind: 'complete', token })
  return false
}

const nobody = ({ message, key }: Extract<Errand, { do: 'message' }>) =>
  `没有流程在等消息“${message}”${key ? `（关联编号 ${key}）` : ''}，也没有流程由它开始。`

/** A signal reaches all who listened when it was sent, a page of them in each flush, and starts what it starts. */
async function spread(
  act: Acting,
  key: string,
  errand: Extract<Errand, { do: 'signal' }>,
  targets: readonly Waiting[],
): Promise<boolean> {
  const { signal, vars } = errand
  const starts = errand.after ? [] : startsOn(act.batch, 'signal', signal)
  const begun = starts.flatMap((start) => beginning(act, start) ?? [])
  const fresh = starts.filter((start) => !beginning(act, start))
  await startBy(act, fresh, 'signal', vars, act.batch.cases.rows.get(errand.case))
  const isFound = (one: Waiting) => targets.some(({ case: id, token }) => id === one.case && token === one.token)
  for (const target of [...targets, ...begun.filter((one) => !isFound(one))]) {
    const command = { kind: 'signal', token: target.token, vars } as const
    const taker = listening(act, target)
    if (taker?.status === 'suspended')
      send(act.batch, `${taker.id}/${target.token}/signal`, { do: 'give', case: taker.id, command }, 'infinity')
    else if (taker) await step(act, taker.id, command)
  }
  const last = targets.at(-1)
  if (targets.length < page || !last) return false
  return later(act, key, { ...errand, after: last })
}

/** A case of several events that waits at its start for this one: then the event goes there and begins no other. */
function beginning(act: Acting, start: Start): Waiting | undefined {
  for (const { id, document, status, state } of act.batch.cases.rows.values()) {
    if (document !== start.document || status !== 'running') continue
    const token = state.tokens.find(
      ({ node, is, event = 0, host }) =>
        node === start.node && is === 'watching' && event === start.event && host !== undefined,
    )
    if (token) return { case: id, token: token.id }
  }
  return undefined
}

/**
 * Starts the cases that a message (the first that it fits) or a signal (all) begins.
 * @returns null when one began, else why none did, empty where there is nothing to say
 */
async function startBy(
  act: Acting,
  starts: readonly Start[],
  on: 'message' | 'signal',
  vars: Vars,
  cause: CaseRow | undefined,
): Promise<string | null> {
  let why: string | null = ''
  for (const start of starts) {
    const refused = await startOne(act, start, on, vars, cause)
    why = refused === null || why === null ? null : refused
  }
  return why
}

async function startOne(
  act: Acting,
  start: Start,
  on: 'message' | 'signal',
  vars: Vars,
  cause: CaseRow | undefined,
): Promise<string | null> {
  const mark = markOf(act.batch)
  try {
    const { id } = await openFromOutside(act, start, on, vars, cause)
    await step(act, id, { kind: 'start', node: start.node, event: start.event, vars }, true)
    return null
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    takeBack(act.batch, mark)
    act.moves.splice(0)
    return error.message
  }
}

async function giveItself(act: Acting, key: string, errand: Extract<Errand, { do: 'give' }>): Promise<boolean> {
  const found = act.batch.cases.rows.get(errand.case)
  if (found?.status === 'suspended') return later(act, key, errand, 'infinity')
  // What fits the case no more was answered meanwhile.
  await takeIfOpen(act, errand.case, errand.command).catch((error: unknown) => {
    if (!(error instanceof NotWaiting)) throw error
  })
  return false
}

async function callInTurn(act: Acting, key: string, errand: Extract<Errand, { do: 'call' }>): Promise<boolean> {
  const caller = waitsAt(act, errand)
  if (!caller) return false
  if (caller.status === 'suspended') return later(act, key, errand, 'infinity')
  const answers = callNow(act, caller, errand)
  act.moves.push(...answers.map((command) => ({ case: caller.id, command })))
  await settle(act)
  return false
}

async function takeIfOpen(act: Acting, caseId: string, command: EngineCommand): Promise<void> {
  const found = act.batch.cases.rows.get(caseId)
  if (found && isOpen(found) && found.status !== 'suspended') await step(act, caseId, command)
}

/** The case whose token waits where it was when it asked; gone when it was withdrawn meanwhile. */
function waitsAt(act: Acting, at: { case: string; token: number; node: number }): CaseRow | undefined {
  const found = act.batch.cases.rows.get(at.case)
  return found?.state.tokens.some(({ id, node, is }) => id === at.token && node === at.node && is === 'waiting')
    ? found
    : undefined
}

/** The case of a token that still waits, under lock. */
function listening(act: Acting, { case: id, token }: Waiting): CaseRow | undefined {
  const known = act.batch.subscriptions.rows.get(`${id}/${token}`)
  const found = act.batch.cases.rows.get(id)
  return known && !known.gone && found && isOpen(found) ? found : undefined
}

function later(act: Acting, key: string, errand: Errand, at?: string): true {
  send(act.batch, key, errand, at)
  return true
}

const soon = (act: Acting) => new Date(act.batch.now.getTime() + askAgainMs).toISOString()

/** People whose pages have something new learn of it by an event of the record. */
function tellPages(act: Acting, errand: Errand): void {
  if (act.concerns.size === 0) return
  const found = 'case' in errand ? act.batch.cases.rows.get(errand.case) : undefined
  const about = found ? { record: found.record, recordId: found.recordId } : { record: 'process_case', recordId: null }
  tell(act, { kind: 'process', ...about, action: errand.do, before: null, after: null })
}

/** A timer that fired. A token that is gone was answered meanwhile; one of a suspended case fires when it resumes. */
export async function fireTimer(
  act: Acting,
  { case: caseId, token, claim }: Extract<Command, { kind: 'timer' }>,
): Promise<Answer> {
  const found = act.batch.cases.rows.get(caseId)
  if (!found) throw absent('这个流程')
  const key = `${caseId}/${token}`
  if (found.status === 'suspended')
    emit(act.batch, 'jobs', { kind: 'timer', key, at: 'infinity', payload: { case: caseId, token } })
  else if (await isDue(act, found, token, claim)) await step(act, found.id, { kind: 'timer', token })
  if (act.concerns.size > 0)
    tell(act, {
      ...{ kind: 'process', record: found.record, recordId: found.recordId, action: 'timer' },
      ...{ before: null, after: null },
    })
  return { record: found.record, id: found.recordId }
}

/**
 * A timer whose token is gone was answered meanwhile. One that fires again and again keeps its token: a node that slept
 * over its claim must not make the next time come early.
 */
async function isDue({ batch }: Acting, found: CaseRow, token: number, claim?: number): Promise<boolean> {
  const waiting = found.state.tokens.find(({ id }) => id === token)
  if (waiting?.left === undefined || claim === undefined) return waiting !== undefined
  const { rows } = await batch.sql.query<{ claim: number }>(`select claim from job where kind = 'timer' and key = $1`, [
    `${found.id}/${token}`,
  ])
  return rows[0]?.claim === claim
}

import { type Model, NONE } from '#engine/bpmn/model.ts'
import type { CaseState, Effect, Command as EngineCommand, Vars } from '#engine/types.ts'
import type { Acting } from './acting.ts'
import type { CaseRow } from './batch.ts'
import { openCase } from './begin.ts'
import { send } from './errand.ts'
import { lockCalled } from './load.ts'
import { labelOfProcess } from './subject.ts'

/** How deep processes may call each other: beyond it they call in a circle. */
export const deepest = 32
/** So many cases one command calls at once; further ones have their turn at the end of the queue. */
const mostAtOnce = 16

/** What a call asks for: of a token of the caller, with the variables that the called case begins with. */
export interface Call {
  readonly token: number
  readonly node: number
  readonly process: string
  readonly vars: Vars
}

/**
 * Runs another process on the same record as a case of its own, on the edition in force (BPMN 2.0.2, 10.3.6). What cannot
 * be called fails the caller's token, in words.
 * @returns what the caller has to take at once
 */
export function call(act: Acting, caller: CaseRow, { token, node, process, vars }: Call): EngineCommand[] {
  const { rows, fresh } = act.batch.cases
  if ([...fresh].filter((id) => rows.get(id)?.begun === 'call').length >= mostAtOnce) {
    send(act.batch, `${caller.id}/${token}/call`, { do: 'call', case: caller.id, token, node, process, vars })
    return []
  }
  return callNow(act, caller, { token, node, process, vars })
}

/** The same, in its turn. */
export function callNow(act: Acting, caller: CaseRow, { token, process, vars }: Call): EngineCommand[] {
  const depth = caller.depth + 1
  const fails = (code: string, message: string): EngineCommand[] => [{ kind: 'fail', token, code, message }]
  if (depth > deepest) return fails('TOO_DEEP', `流程一层调用一层，超过了 ${deepest} 层，可能是互相调用。`)
  const target = calledProcess(act, caller, process)
  if (typeof target === 'string') return fails('NO_PROCESS', target)
  const { id } = openCase(act, {
    ...target,
    ...{ record: caller.record, recordId: caller.recordId, startedBy: caller.startedBy, key: caller.key },
    ...{ begun: 'call', parentCase: caller.id, parentToken: token, depth },
  })
  act.moves.push({ case: id, command: { kind: 'start', node: target.node, vars }, first: true })
  return []
}

interface Target {
  readonly process: string
  readonly document: number
  readonly node: number
}

/** A process of the same file by its id, else the one in force of that name; words when there is none. */
function calledProcess(act: Acting, caller: CaseRow, name: string): Target | string {
  const { registry, deployment } = act.batch
  const own = noneStart(deployment.model(caller.document), name)
  if (own !== undefined) return { process: caller.process, document: caller.document, node: own }
  const process = Object.hasOwn(registry.processes, name) ? registry.processes[name] : undefined
  if (!process) return `没有叫“${name}”的流程可以调用。`
  if (process.on !== caller.record)
    return `流程“${process.label}”办理的是${registry.records[process.on]?.label ?? process.on}，不能在这张单上调用。`
  const { id } = deployment.effective(name)
  const model = deployment.model(id)
  return model.start === NONE
    ? `流程“${process.label}”没有空白开始事件，不能被调用。`
    : { process: name, document: id, node: model.start }
}

function noneStart(model: Model, id: string): number | undefined {
  const own = model.processes.find((process) => process.id === id && process.executable)
  return own?.starts.find((index) => model.nodes[index]?.trigger === undefined)
}

/** A called case ended: its caller's token is complete with its variables, or fails with its error. */
export function answerCaller(act: Acting, found: CaseRow, { error }: Extract<Effect, { kind: 'ended' }>): void {
  const token = found.parentToken ?? 0
  const vars = act.batch.cases.rows.get(found.id)?.state.vars ?? {}
  give(act, found, error ? { kind: 'fail', token, ...error } : { kind: 'complete', token, vars })
}

/** A called case was taken away by hand: its caller learns of it as an error. */
export function tellCallerOfCancel(act: Acting, found: CaseRow): void {
  const message = `被调用的“${labelOfProcess(act, found.process)}”已被取消。`
  give(act, found, { kind: 'fail', token: found.parentToken ?? 0, code: 'CANCELLED', message })
}

/** What nobody in the called case caught, the one that called it may. */
export function escalateToCaller(act: Acting, found: CaseRow, effect: Extract<Effect, { kind: 'escalate' }>): void {
  const { code, vars } = effect
  give(act, found, { kind: 'escalate', token: found.parentToken ?? 0, code, vars })
}

/** What is not awaited any more ends, whatever it called itself too. */
export async function cancelCalled(act: Acting, found: CaseRow, token: number): Promise<void> {
  const node = found.state.tokens.find(({ id }) => id === token)?.node
  if (act.batch.deployment.model(found.document).nodes[node ?? NONE]?.kind !== 'call') return
  await lockCalled(act.batch, found.id, token)
  for (const row of act.batch.cases.rows.values())
    if (row.parentCase === found.id && row.parentToken === token && isOpen(row.state))
      act.moves.push({ case: row.id, command: { kind: 'cancel' } })
}

const isOpen = ({ status }: CaseState) => status !== 'ended' && status !== 'cancelled'

/** The caller is locked with its called case; one that is suspended takes the answer when it resumes. */
function give(act: Acting, found: CaseRow, command: EngineCommand & { token: number }): void {
  const caller = found.parentCase === null ? undefined : act.batch.cases.rows.get(found.parentCase)
  if (!caller?.state.tokens.some(({ id, is }) => id === command.token && is === 'waiting')) return
  if (caller.status === 'suspended')
    send(
      act.batch,
      `${caller.id}/${command.token}/${command.kind}`,
      { do: 'give', case: caller.id, command },
      'infinity',
    )
  else act.moves.push({ case: caller.id, command })
}

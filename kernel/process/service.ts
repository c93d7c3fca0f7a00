import { nodeByIndex } from '#engine/bpmn/model.ts'
import type { Effect, Command as EngineCommand } from '#engine/types.ts'
import { gone } from '../db.ts'
import { Refused } from '../refused.ts'
import { type Acting, grantedBy, mention, runRule } from './acting.ts'
import { type CaseRow, markOf, takeBack } from './batch.ts'
import { actOnRow } from './records.ts'
import { message } from './rules.ts'
import { linkOf, mentionOf, rowOf } from './subject.ts'
import { NeedsAlone } from './work.ts'

type Service = Extract<Effect, { kind: 'service' }>

/** A service made the database refuse the transaction: its command runs again without it, with an incident in its place. */
export class ServiceBroke extends Error {
  readonly step: { readonly at: number; readonly message: string }

  constructor(at: number, cause: Error) {
    super(cause.message, { cause })
    this.step = { at, message: cause.message }
  }
}

/**
 * Runs a service task as the process itself and says how the case goes on. A refusal leaves nothing and becomes the BPMN
 * error REFUSED; whatever else it throws is nobody's answer and becomes an incident on the task.
 */
export async function runService(act: Acting, found: CaseRow, effect: Service): Promise<EngineCommand> {
  const { token } = effect
  const at = act.served.count++
  const known = act.request.broken?.find((step) => step.at === at)
  if (known) return { kind: 'stop', token, message: known.message }
  const mark = markOf(act.batch)
  try {
    await carry(act, found, effect)
    return { kind: 'complete', token }
  } catch (error) {
    if (error instanceof NeedsAlone || gone(error) || isBusy(error)) throw error
    if (!(error instanceof Error)) throw error
    if ('severity' in error) throw new ServiceBroke(at, error)
    takeBack(act.batch, mark)
    if (!(error instanceof Refused)) return { kind: 'stop', token, message: error.message || error.name }
    tellStarter(act, found, effect.node, error)
    return { kind: 'fail', token, code: 'REFUSED', message: error.message }
  }
}

async function carry(act: Acting, found: CaseRow, { action, rule, vars = {} }: Service): Promise<void> {
  const { batch } = act
  const process = grantedBy(act, { record: found.record, id: found.recordId }, null)
  if (action) await runOwnAction(process, found, action)
  const seen = { ...batch.cases.rows.get(found.id)?.state.vars, ...vars }
  if (rule) await runRule(act, rule, rowOf(act, found), seen)
}

/** Somebody else holds what the service needs: the whole command is tried again, or its person told so. */
const isBusy = (error: unknown) => ['55P03', '40P01', '57014'].includes((error as { code?: string }).code ?? '')

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

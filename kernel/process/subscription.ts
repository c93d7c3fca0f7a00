import { type Model, ROOT } from '#engine/bpmn/model.ts'
import type { CaseState, Effect } from '#engine/types.ts'
import type { Acting } from './acting.ts'
import { type CaseRow, type SubscriptionRow, stage } from './batch.ts'

/** Writes down what a token waits for from outside, so that it is found by name and correlation key. */
export function subscribe(act: Acting, found: CaseRow, effect: Extract<Effect, { kind: 'subscribe' }>): void {
  const { token, node, on, name, key } = effect
  const row: SubscriptionRow = {
    caseId: found.id,
    token,
    node,
    kind: on,
    name,
    key: on === 'message' ? (key ?? '') : '',
    recordId: found.recordId,
    at: isStart(act.batch.deployment.model(found.document), node) ? EVER : act.batch.at,
  }
  put(act, row)
}

/** What a case still waits for at its start was listened for as long as its process is in force. */
const EVER = '1970-01-01T00:00:00.000Z'

const isStart = ({ nodes }: Model, index: number) => nodes[index]?.kind === 'start' && nodes[index].scope === ROOT

/** The token waits for nothing any more. */
export function unsubscribe(act: Acting, found: CaseRow, token: number): void {
  const known = act.batch.subscriptions.rows.get(`${found.id}/${token}`)
  const node = known?.node ?? found.state.tokens.find(({ id }) => id === token)?.node
  if (known?.gone || node === undefined || !subscribes(act.batch.deployment.model(found.document))) return
  put(act, goneOf(act, found, token, node))
}

/** Before the effects of a command: tokens that went on from where they waited wait there no more. */
export function forgetTaken(act: Acting, found: CaseRow, state: CaseState): void {
  const model = act.batch.deployment.model(found.document)
  if (!subscribes(model)) return
  const stays = new Set(state.tokens.map(({ id, node }) => `${id}/${node}`))
  for (const { id, node } of found.state.tokens)
    if (waitsOutside(model, node) && !stays.has(`${id}/${node}`)) put(act, goneOf(act, found, id, node))
}

const goneOf = (act: Acting, found: CaseRow, token: number, node: number): SubscriptionRow => ({
  ...{ caseId: found.id, token, node, kind: 'message', name: '', key: '', recordId: found.recordId },
  at: act.batch.at,
  gone: true,
})

const put = ({ batch }: Acting, row: SubscriptionRow) =>
  stage(batch, batch.subscriptions, `${row.caseId}/${row.token}`, row)

/** Whether tokens at a node may wait for something from outside. */
const waitsOutside = (model: Model, index: number) =>
  model.nodes[index]?.triggers.some(({ on }) => on === 'message' || on === 'signal' || on === 'condition') === true

/** Whether anything in a model does; what does not costs no statement. */
function subscribes(model: Model): boolean {
  const known = subscribing.get(model) ?? model.nodes.some((_, index) => waitsOutside(model, index))
  subscribing.set(model, known)
  return known
}

const subscribing = new WeakMap<Model, boolean>()

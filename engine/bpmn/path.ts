import type { World } from '../feel/scope.ts'
import type { CaseState, Env, Token, Vars } from '../types.ts'
import { flowByIndex, type Model, type Node, nodeByIndex } from './model.ts'
import { worldOf } from './world.ts'

/**
 * The nodes that a case will probably come to next, in that order: what the timeline of a page shows as “not yet”. Each
 * user task is assumed to be answered with its primary outcome, so that the way goes on as the applicant hopes; where a
 * condition depends on what nobody knows yet the default flow is taken, else the first. Nodes where the case waits now
 * are left out, and so is everything that comes only by a border event.
 */
export function path(model: Model, state: CaseState, env?: Env): number[] {
  const present = new Set(state.tokens.flatMap((token) => placesOf(model, token)))
  const vars: Vars = { ...state.vars }
  const walk: Walk = { model, vars, world: worldOf(env ?? { facts: {}, now: EPOCH }, vars), reached: new Set(present) }
  for (const index of startsOf(state)) follow(walk, nodeByIndex(model, index))
  return [...walk.reached].filter((index) => !present.has(index))
}

/** Where a token is; a sub-process that runs has its start behind it. */
function placesOf(model: Model, { node, is }: Token): number[] {
  const at = nodeByIndex(model, node)
  if (is === 'watching') return []
  return at.kind === 'sub' ? [node, at.start] : [node]
}

/** Only expressions with `today()` would notice, and without an environment there is no day to speak of. */
const EPOCH = '1970-01-01T00:00:00Z'

type Walk = { model: Model; vars: Vars; world: World; reached: Set<number> }

/** Tokens at work lead on first; a sub-process leads on after what runs in it. */
function startsOf({ tokens }: CaseState): number[] {
  const of = (isInside: boolean) =>
    tokens.filter((token) => token.is !== 'watching' && (token.is === 'inside') === isInside)
  return [...of(false), ...of(true).toReversed()].map((token) => token.node)
}

function follow(walk: Walk, from: Node): void {
  const queue = [from]
  for (let node = queue.shift(); node; node = queue.shift()) {
    assume(walk, node)
    for (const next of successors(walk, node)) {
      if (walk.reached.has(next)) continue
      walk.reached.add(next)
      queue.push(nodeByIndex(walk.model, next))
    }
  }
}

function assume({ vars }: Walk, node: Node): void {
  if (node.kind !== 'user') return
  const { outcomes } = node.settings
  const hoped = outcomes.find((outcome) => outcome.primary) ?? outcomes[0]
  if (hoped) vars[node.id] = hoped.key
}

/** Into a sub-process that has not begun; out of one behind its last node. */
function successors(walk: Walk, node: Node): number[] {
  if (node.kind === 'sub' && !walk.reached.has(node.start)) return [node.start]
  const flows = likelyFlows(walk, node).map((index) => flowByIndex(walk.model, index).to)
  if (flows.length > 0 || node.scope < 0 || isError(node)) return flows
  return likelyFlows(walk, nodeByIndex(walk.model, node.scope)).map((index) => flowByIndex(walk.model, index).to)
}

/** An end by an error leads to whoever catches it, which is not what one hopes for. */
function isError(node: Node): boolean {
  return node.kind === 'end' && node.throws.some((one) => one.throw === 'error')
}

/** As in leave.ts: an exclusive gateway takes one flow, any other node all that hold, and the default when none does. */
function likelyFlows(walk: Walk, node: Node): number[] {
  const conditional = node.outgoing.filter((index) => flowByIndex(walk.model, index).condition)
  const certain = conditional.filter((index) => isTrue(walk, index))
  if (node.kind === 'xor' && node.outgoing.length > 1) {
    const likely = certain[0] ?? (node.defaultFlow >= 0 ? node.defaultFlow : node.outgoing[0])
    return likely === undefined ? [] : [likely]
  }
  const always = node.outgoing.filter((index) => !conditional.includes(index) && index !== node.defaultFlow)
  const standard = certain.length === 0 && node.defaultFlow >= 0 ? [node.defaultFlow] : []
  return [...always, ...certain, ...standard]
}

/** A condition that fails says nothing about the way. */
function isTrue({ model, world }: Walk, index: number): boolean {
  try {
    return flowByIndex(model, index).condition?.evaluate(world) === true
  } catch {
    return false
  }
}

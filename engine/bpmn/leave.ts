import { typeOf } from '../feel/values.ts'
import type { Vars } from '../types.ts'
import { type Flow, flowByIndex, NONE, type Node } from './model.ts'
import { completeInstance } from './round.ts'
import { attempt, isInstance, log, type Move, nodeOf, push, type Run } from './run.ts'
import { consume } from './scope.ts'
import { assign, mapped, see } from './vars.ts'

/**
 * A token leaves a node: what the activity gives goes into the variables (`given` is what it was completed with), an
 * instance is counted, and the token goes on along the flows that the node chooses, or out of its scope where nothing
 * leads further.
 */
export function leave(run: Run, move: Move, given?: Vars): void {
  const node = nodeOf(run, move)
  move.do = 'leave'
  if (node.extra === undefined) {
    if (given !== undefined) assign(run, move, given)
    follow(run, move, node)
    return
  }
  const { outputs, loop } = node.extra
  const instance = loop !== undefined && isInstance(run, move.node, move.scope)
  if (loop && !instance) {
    // Its instances stand in the log; only an activity that had none is logged itself.
    follow(run, move, node, !move.isAgain)
    return
  }
  const keeps = outputs.length > 0 || (loop?.type === 'instances' && loop.result !== undefined)
  const locals = { ...move.vars }
  if (given !== undefined) assign(run, move, given, locals, keeps)
  move.vars = locals
  if (outputs.length > 0 && !giveOut(run, move, outputs)) return
  if (loop && instance) completeInstance(run, move, node, loop)
  else follow(run, move, node)
}

function giveOut(run: Run, move: Move, outputs: NonNullable<Node['extra']>['outputs']): boolean {
  see(run, move.scope, move.vars)
  const answer = attempt(run, move, () => mapped(run, outputs))
  if (answer) assign(run, move, answer.value)
  return answer !== undefined
}

/** Sends the token along the flows; only here, when nothing can fail any more, is it on record that it can be undone. */
function follow(run: Run, move: Move, node: Node, isLogged = true): void {
  const { outgoing } = node
  if (node.choice === 'all') {
    remember(run, move, node)
    if (outgoing.length === 0) {
      consume(run, move, isLogged)
      return
    }
    if (isLogged) log(run, move.token, move.node, 'leave')
    for (let index = 0; index < outgoing.length; index += 1)
      send(run, move, node, flowByIndex(run.model, outgoing[index] as number), index === 0)
    return
  }
  see(run, move.scope, move.vars)
  const chosen = attempt(run, move, () => choose(run, node))
  if (!chosen) return
  remember(run, move, node)
  if (isLogged) log(run, move.token, move.node, 'leave')
  let isFirst = true
  for (const flow of chosen.value) {
    send(run, move, node, flow, isFirst)
    isFirst = false
  }
}

/** One token for each flow, or as many as the activity's completion quantity says. */
function send(run: Run, move: Move, node: Node, flow: Flow, isFirst: boolean): void {
  push(run, isFirst ? move.token : run.state.next++, flow.to, move.scope, flow.index)
  const count = node.extra?.completes ?? 1
  for (let nth = 1; nth < count; nth += 1) push(run, run.state.next++, flow.to, move.scope, flow.index)
}

function remember(run: Run, move: Move, { extra, index, kind }: Node): void {
  if (extra === undefined || extra.handler === NONE || kind === 'sub' || extra.loop) return
  const vars = move.vars && Object.keys(move.vars).length > 0 ? { vars: move.vars } : {}
  run.state.done = [...(run.state.done ?? []), { node: index, scope: move.scope, ...vars }]
}

/**
 * An exclusive gateway takes the first flow whose condition holds; any other node takes all flows without a condition and
 * all whose condition holds (BPMN 2.0.2, 13.2.1 and 13.4.2). The default flow is for when no condition holds.
 */
function choose(run: Run, node: Node): Flow[] {
  const chosen: Flow[] = []
  let isDecided = false
  for (const index of node.outgoing) {
    const flow = flowByIndex(run.model, index)
    if (index === node.defaultFlow || !holds(run, flow)) continue
    chosen.push(flow)
    if (flow.condition) isDecided = true
    if (node.choice === 'first') return chosen
  }
  if (!isDecided && node.defaultFlow !== NONE) chosen.push(flowByIndex(run.model, node.defaultFlow))
  if (chosen.length === 0) throw new Error(`「${node.name || node.id}」没有一条连线的条件成立，也没有默认连线。`)
  return chosen
}

/** Whether a flow may be taken. Throws when its condition is neither true, false nor unknown. */
export function holds(run: Run, { condition, name, id }: Flow): boolean {
  if (condition === undefined) return true
  const value = condition.evaluate(run.world)
  if (value === null || typeof value === 'boolean') return value === true
  throw new Error(`连线「${name || id}」的条件「${condition.text}」得到的不是“是”或“否”，而是 ${typeOf(value)}。`)
}

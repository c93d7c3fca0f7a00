import { typeOf } from '../feel/values.ts'
import { type Flow, flowByIndex, type Node, nodeByIndex } from './model.ts'
import { attempt, log, type Move, type Run } from './run.ts'
import { consume } from './scope.ts'

/** Sends a token on: along the flows that the node chooses, or out of its scope where nothing leads further. */
export function leave(run: Run, move: Move): void {
  const node = nodeByIndex(run.model, move.node)
  if (node.outgoing.length === 0) consume(run, move)
  else follow(run, move, node)
}

function follow(run: Run, move: Move, node: Node): void {
  const chosen = attempt(run, move, () => choose(run, node))
  if (!chosen) return
  log(run, move, 'leave')
  chosen.value.forEach((flow, index) => {
    const token = index === 0 ? move.token : run.state.next++
    run.queue.push({ token, node: flow.to, scope: move.scope, do: 'enter', flow: flow.index })
  })
}

/**
 * An exclusive gateway takes the first flow whose condition holds; any other node takes all flows without a condition and
 * all whose condition holds (BPMN 2.0.2, 13.2.1 and 13.3.2). The default flow is for when no condition holds.
 */
function choose(run: Run, node: Node): Flow[] {
  const flows = node.outgoing.map((index) => flowByIndex(run.model, index))
  const standard = flows.find((flow) => flow.index === node.defaultFlow)
  const candidates = flows.filter((flow) => flow !== standard)
  const chosen = node.kind === 'xor' ? firstTrue(run, candidates) : candidates.filter((flow) => holds(run, flow))
  if (standard && !chosen.some((flow) => flow.condition)) chosen.push(standard)
  if (chosen.length === 0) throw new Error(`「${node.name || node.id}」没有一条连线的条件成立，也没有默认连线。`)
  return chosen
}

function firstTrue(run: Run, flows: Flow[]): Flow[] {
  const first = flows.find((flow) => holds(run, flow))
  return first ? [first] : []
}

function holds(run: Run, { condition, name, id }: Flow): boolean {
  if (!condition) return true
  const value = condition.evaluate(run.world)
  if (value === null || typeof value === 'boolean') return value === true
  throw new Error(`连线「${name || id}」的条件「${condition.text}」得到的不是“是”或“否”，而是 ${typeOf(value)}。`)
}

import type { Problem } from '../types.ts'
import { flowByIndex, type Model, type Node, nodeByIndex, ROOT } from './model.ts'

/** The structural rules that a model must keep to be run, whatever its parts say. */
export function checkModel(model: Model): Problem[] {
  return [...checkStarts(model), ...model.nodes.flatMap((node) => checkNode(model, node)), ...checkReachable(model)]
}

function checkStarts(model: Model): Problem[] {
  const scopes = [ROOT, ...model.nodes.filter((node) => node.kind === 'sub').map((node) => node.index)]
  return scopes.flatMap((scope) => {
    const starts = model.nodes.filter((node) => node.kind === 'start' && node.scope === scope)
    const holder = scope === ROOT ? { id: model.id, name: model.name } : nodeByIndex(model, scope)
    const message = `「${holder.name || holder.id}」要有且只有一个空白开始事件，这里有 ${starts.length} 个。`
    return starts.length === 1 ? [] : [error(holder.id, message)]
  })
}

function checkNode(model: Model, node: Node): Problem[] {
  const name = node.name || node.id
  const problems: Problem[] = []
  const isBoundary = node.kind === 'boundary-timer' || node.kind === 'boundary-error'
  if (node.kind === 'start' && node.incoming.length > 0)
    problems.push(error(node.id, `开始事件「${name}」不能有进来的连线。`))
  if (isBoundary && node.incoming.length > 0) problems.push(error(node.id, `边界事件「${name}」不能有进来的连线。`))
  if (isBoundary && node.outgoing.length === 0) problems.push(error(node.id, `边界事件「${name}」要有出去的连线。`))
  if (isEnd(node) && node.outgoing.length > 0) problems.push(error(node.id, `结束事件「${name}」不能有出去的连线。`))
  if (isBoundary && !canWait(nodeByIndex(model, node.attachedTo))) {
    problems.push(error(node.id, `边界事件「${name}」只能贴在会等待的任务或子流程上。`))
  }
  return [...problems, ...checkConditions(model, node), ...checkCatchers(model, node)]
}

/** A parallel gateway and an event must not choose; a default needs something that it is the default of. */
function checkConditions(model: Model, node: Node): Problem[] {
  const flows = node.outgoing.map((index) => flowByIndex(model, index))
  const conditional = flows.filter((flow) => flow.condition)
  const name = node.name || node.id
  const problems: Problem[] = []
  if (conditional.length > 0 && !CHOOSERS.includes(node.kind)) {
    problems.push(...conditional.map((flow) => error(flow.id, `「${name}」出去的连线不能带条件。`)))
  }
  if (node.defaultFlow >= 0 && !node.outgoing.includes(node.defaultFlow)) {
    problems.push(error(node.id, `「${name}」的默认连线不是从它出去的。`))
  }
  if (node.kind !== 'xor' && conditional.length > 0 && flows.length === 1) {
    problems.push(error(node.id, `「${name}」只有一条连线出去，却带着条件：条件不成立时无路可走。`))
  }
  if (node.kind === 'xor' && flows.length > 1) problems.push(...checkChoice(node, name, flows))
  return problems
}

const CHOOSERS = ['xor', 'user', 'service', 'rule', 'pass', 'sub']

function checkChoice(node: Node, name: string, flows: { index: number; id: string; condition?: unknown }[]): Problem[] {
  const open = flows.filter((flow) => !flow.condition && flow.index !== node.defaultFlow)
  const withCondition = flows.find((flow) => flow.condition && flow.index === node.defaultFlow)
  const problems = open.map((flow) => error(flow.id, `「${name}」出去的这条连线要写条件，或设为默认。`))
  if (withCondition) problems.push(error(withCondition.id, `「${name}」的默认连线不能带条件。`))
  if (open.length === 0 && node.defaultFlow < 0) {
    const message = `「${name}」每条连线都有条件，却没有默认连线：都不成立时办理会停在这里。`
    problems.push({ level: 'warning', element: node.id, message })
  }
  return problems
}

/** Two error boundary events for the same error on one activity: nobody can tell which one catches. */
function checkCatchers(model: Model, node: Node): Problem[] {
  const codes = new Set<string>()
  return node.boundary.flatMap((index) => {
    const event = nodeByIndex(model, index)
    if (event.kind !== 'boundary-error') return []
    const code = event.code ?? ''
    const isTaken = codes.has(code)
    codes.add(code)
    return isTaken ? [error(event.id, `「${node.name || node.id}」上有两个边界事件接同一个错误。`)] : []
  })
}

function checkReachable(model: Model): Problem[] {
  const reached = new Set<number>()
  const open = [model.start]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const node = model.nodes[index]
    if (!node || reached.has(index)) continue
    reached.add(index)
    open.push(...node.outgoing.map((flow) => flowByIndex(model, flow).to), ...node.boundary)
    if (node.kind === 'sub') open.push(node.start)
  }
  return model.nodes
    .filter((node) => !reached.has(node.index))
    .map((node) => error(node.id, `「${node.name || node.id}」从开始事件走不到。请连上，或删掉。`))
}

function isEnd(node: Node): boolean {
  return node.kind === 'end' || node.kind === 'terminate' || node.kind === 'error-end'
}

function canWait(node: Node): boolean {
  return node.kind === 'user' || node.kind === 'service' || node.kind === 'sub'
}

function error(element: string, message: string): Problem {
  return { level: 'error', element, message }
}

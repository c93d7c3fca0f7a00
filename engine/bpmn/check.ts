import type { Problem } from '../types.ts'
import { flowByIndex, type Model, NONE, type Node, nodeByIndex, type Process, ROOT } from './model.ts'

/** The structural rules that a model must keep to be run, whatever its parts say. */
export function checkModel(model: Model): Problem[] {
  return [
    ...model.processes.flatMap((process, index) => checkProcess(model, process, index)),
    ...model.nodes.flatMap((node) => checkNode(model, node)),
    ...checkReachable(model),
  ]
}

function checkProcess(model: Model, process: Process, index: number): Problem[] {
  if (!process.executable) return []
  const starts = model.nodes.filter(
    ({ kind, scope, process: of }) => kind === 'start' && scope === ROOT && of === index,
  )
  return checkBegin(process, starts, process.first.length + process.starts.length)
}

/** A level has at most one none start event; what begins with it must be there. */
function checkBegin(holder: { id: string; name: string }, starts: Node[], begins: number): Problem[] {
  const name = holder.name || holder.id
  const plain = starts.filter(({ triggers }) => triggers.length === 0).length
  if (plain > 1) return [error(holder.id, `「${name}」最多有一个空白开始事件，这里有 ${plain} 个。`)]
  return begins > 0 ? [] : [error(holder.id, `「${name}」没有开始的地方：要有一个空白开始事件。`)]
}

function checkNode(model: Model, node: Node): Problem[] {
  return [
    ...checkFlows(model, node),
    ...checkConditions(model, node),
    ...checkCatchers(model, node),
    ...(node.kind === 'sub' ? checkSub(model, node) : []),
    ...(node.kind === 'event' ? checkEventGateway(model, node) : []),
    ...(node.kind === 'end' ? checkCancel(model, node) : []),
  ]
}

/** Where flows may come in and go out. */
function checkFlows(model: Model, node: Node): Problem[] {
  const name = node.name || node.id
  const problems: Problem[] = []
  const isHandled = node.trigger?.on === 'compensation'
  const [entered, left] = [node.incoming.length > 0, node.outgoing.length > 0]
  if (node.kind === 'start' && entered) problems.push(error(node.id, `开始事件「${name}」不能有进来的连线。`))
  if (node.kind === 'end' && left) problems.push(error(node.id, `结束事件「${name}」不能有出去的连线。`))
  if (isAside(node) && (entered || left)) problems.push(error(node.id, `「${name}」不在流程的主路上，不能有连线。`))
  if (node.kind !== 'boundary') return problems
  if (entered) problems.push(error(node.id, `边界事件「${name}」不能有进来的连线。`))
  if (!left && !isHandled) problems.push(error(node.id, `边界事件「${name}」要有出去的连线。`))
  const host = nodeByIndex(model, node.attachedTo)
  if (!ACTIVITIES.includes(host.kind)) problems.push(error(node.id, `边界事件「${name}」只能贴在任务或子流程上。`))
  if (isHandled && !model.nodes[host.extra?.handler ?? NONE]?.extra?.handles)
    problems.push(error(node.id, `补偿边界事件「${name}」要用关联连到一个补偿活动（isForCompensation）。`))
  return problems
}

const ACTIVITIES: Node['kind'][] = ['user', 'service', 'rule', 'script', 'send', 'receive', 'call', 'pass', 'sub']

/** An event sub-process and a compensation activity are run without a flow that leads to them. */
function isAside(node: Node): boolean {
  return node.extra?.handles === true || (node.kind === 'sub' && node.type === 'event')
}

function checkSub(model: Model, node: Extract<Node, { kind: 'sub' }>): Problem[] {
  const starts = model.nodes.filter(({ kind, scope }) => kind === 'start' && scope === node.index)
  if (node.type !== 'event') return checkBegin(node, starts, node.first.length)
  return starts.length === 1 ? [] : [error(node.id, `事件子流程「${node.name || node.id}」要有且只有一个开始事件。`)]
}

function checkEventGateway(model: Model, node: Node): Problem[] {
  const targets = node.outgoing.map((flow) => nodeByIndex(model, flowByIndex(model, flow).to))
  const odd = targets.filter(({ kind }) => kind !== 'catch' && kind !== 'receive')
  const name = node.name || node.id
  const none = targets.length === 0 ? [error(node.id, `事件网关「${name}」后面没有事件。`)] : []
  return [...none, ...odd.map(({ id }) => error(id, `事件网关「${name}」后面只能是捕获事件或接收任务。`))]
}

/** A cancel end event stops the transaction around it, which goes on from its cancel border event (10.3.5). */
function checkCancel(model: Model, node: Extract<Node, { kind: 'end' }>): Problem[] {
  if (!node.throws.some((one) => one.throw === 'cancel')) return []
  for (let at = model.nodes[node.scope]; at; at = model.nodes[at.scope]) {
    if (at.kind !== 'sub' || at.type !== 'transaction') continue
    const isCaught = at.boundary.some((event) => model.nodes[event]?.trigger?.on === 'cancel')
    return isCaught ? [] : [error(at.id, `事务「${at.name || at.id}」里有取消结束事件，边上要有取消边界事件。`)]
  }
  return [error(node.id, `取消结束事件「${node.name || node.id}」只能放在事务子流程里。`)]
}

/** An event must not choose; a default needs something that it is the default of. */
function checkConditions(model: Model, node: Node): Problem[] {
  const flows = node.outgoing.map((index) => flowByIndex(model, index))
  const conditional = flows.filter((flow) => flow.condition)
  const name = node.name || node.id
  const problems: Problem[] = []
  if (node.kind === 'and' || node.kind === 'event') {
    return conditional.map((flow) => warning(flow.id, `「${name}」不看条件，这条连线的条件不起作用。`))
  }
  if (conditional.length > 0 && !CHOOSERS.includes(node.kind)) {
    problems.push(...conditional.map((flow) => error(flow.id, `「${name}」出去的连线不能带条件。`)))
  }
  if (node.defaultFlow >= 0 && !node.outgoing.includes(node.defaultFlow)) {
    problems.push(error(node.id, `「${name}」的默认连线不是从它出去的。`))
  }
  if (ACTIVITIES.includes(node.kind) && conditional.length > 0 && flows.length === 1) {
    problems.push(error(node.id, `「${name}」只有一条连线出去，却带着条件：条件不成立时无路可走。`))
  }
  if (node.kind === 'xor' && flows.length > 1) problems.push(...checkChoice(node, name, flows))
  return problems
}

const CHOOSERS: Node['kind'][] = ['xor', 'or', 'complex', ...ACTIVITIES]

function checkChoice(node: Node, name: string, flows: { index: number; id: string; condition?: unknown }[]): Problem[] {
  const open = flows.filter((flow) => !flow.condition && flow.index !== node.defaultFlow)
  const withCondition = flows.find((flow) => flow.condition && flow.index === node.defaultFlow)
  const problems = open.map((flow) => error(flow.id, `「${name}」出去的这条连线要写条件，或设为默认。`))
  if (withCondition) problems.push(error(withCondition.id, `「${name}」的默认连线不能带条件。`))
  if (open.length === 0 && node.defaultFlow < 0) {
    const message = `「${name}」每条连线都有条件，却没有默认连线：都不成立时办理会停在这里。`
    problems.push(warning(node.id, message))
  }
  return problems
}

/** Two error boundary events for the same error on one activity: nobody can tell which one catches. */
function checkCatchers(model: Model, node: Node): Problem[] {
  const codes = new Set<string>()
  return node.boundary.flatMap((index) => {
    const event = nodeByIndex(model, index)
    return event.triggers.flatMap((trigger) => {
      if (trigger.on !== 'error') return []
      const code = trigger.code ?? ''
      const isTaken = codes.has(code)
      codes.add(code)
      return isTaken ? [error(event.id, `「${node.name || node.id}」上有两个边界事件接同一个错误。`)] : []
    })
  })
}

function checkReachable(model: Model): Problem[] {
  const reached = new Set<number>()
  const open = model.processes.flatMap(({ first, starts }) => [...first, ...starts])
  open.push(...model.nodes.filter(isAside).map(({ index }) => index))
  open.push(...model.nodes.filter((node) => node.kind === 'event' && node.instantiate).map(({ index }) => index))
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const node = model.nodes[index]
    if (!node || reached.has(index)) continue
    reached.add(index)
    open.push(...node.outgoing.map((flow) => flowByIndex(model, flow).to), ...node.boundary)
    if (node.kind === 'sub') open.push(node.start, ...node.first)
  }
  return model.nodes
    .filter((node) => !reached.has(node.index))
    .map((node) => error(node.id, `「${node.name || node.id}」从开始事件走不到。请连上，或删掉。`))
}

function error(element: string, message: string): Problem {
  return { level: 'error', element, message }
}

function warning(element: string, message: string): Problem {
  return { level: 'warning', element, message }
}

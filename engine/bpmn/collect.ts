import { child, children, type Element, flag, text, title } from '../element.ts'
import type { Problem } from '../types.ts'
import { type MessageFlow, ROOT } from './model.ts'

/**
 * The flow nodes and sequence flows of a file in document order, each node with the index of its sub-process and process;
 * which activity a compensation boundary event leads to; and which messages the message flows bring to a node.
 */
export type Collected = {
  processes: { element: Element; executable: boolean }[]
  nodes: { element: Element; scope: number; process: number }[]
  indexes: Map<Element, number>
  flows: { element: Element; index: number }[]
  handlers: Map<Element, Element>
  messageFlows: MessageFlow[]
  messages: Map<string, string>
  /** The root elements by id: called processes and global tasks. */
  roots: Map<string, Element>
  problems: Problem[]
}

/**
 * Walks the executable processes of a file and their sub-processes. What only describes (data, lanes, annotations) is left
 * out; what is neither a node, a flow nor a description is a problem. Where no process says that it is executable, all are.
 */
export function collect(definitions: Element): Collected {
  const roots = children(definitions, 'rootElements')
  const all = roots.filter((root) => root.$type === 'bpmn:Process')
  const collected: Collected = {
    processes: executableOf(all),
    nodes: [],
    indexes: new Map(),
    flows: [],
    handlers: new Map(),
    messageFlows: roots.flatMap((root) => children(root, 'messageFlows').map(messageFlow)),
    messages: new Map(),
    roots: new Map(roots.map((root) => [root.id ?? '', root])),
    problems: all.length === 0 ? [{ level: 'error', element: '', message: '文件里没有流程（process）。' }] : [],
  }
  for (const [index, { element, executable }] of collected.processes.entries()) {
    if (executable) collectScope(element, ROOT, index, collected)
  }
  for (const { id, source, target, message } of collected.messageFlows) {
    for (const end of [source, target]) collected.messages.set(end, message ?? id)
  }
  return collected
}

/** A process that says nothing of being executable is so when one that is calls it. */
function executableOf(all: Element[]): Collected['processes'] {
  const run = new Set(all.some(saysExecutable) ? all.filter(saysExecutable) : all)
  for (const process of run) {
    const called = calledBy(process)
    for (const one of all) if (one.isExecutable === undefined && called.has(one.id ?? '')) run.add(one)
  }
  return all.map((element) => ({ element, executable: run.has(element) }))
}

function calledBy(container: Element): Set<string> {
  const called = new Set<string>()
  for (const element of children(container, 'flowElements')) {
    if (element.$type === 'bpmn:CallActivity') called.add((text(element, 'calledElement') ?? '').replace(/^.*:/, ''))
    else for (const id of calledBy(element)) called.add(id)
  }
  return called
}

function saysExecutable(process: Element): boolean {
  return flag(process, 'isExecutable')
}

/** A flow that ends at a pool ends at its process. */
function messageFlow(flow: Element): MessageFlow {
  const end = (property: string) => {
    const element = child(flow, property)
    return (element && child(element, 'processRef')?.id) ?? element?.id ?? ''
  }
  const message = child(flow, 'messageRef')
  return {
    id: flow.id ?? '',
    name: text(flow, 'name') ?? '',
    source: end('sourceRef'),
    target: end('targetRef'),
    ...(message ? { message: text(message, 'name') ?? message.id ?? '' } : {}),
  }
}

const DESCRIPTIONS = ['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']

function collectScope(container: Element, scope: number, process: number, collected: Collected): void {
  for (const element of children(container, 'flowElements')) {
    if (!element.id) collected.problems.push(problem(container, `「${title(element)}」没有编号（id）。`))
    if (element.$type === 'bpmn:SequenceFlow') {
      collected.flows.push({ element, index: collected.flows.length })
      collected.problems.push(...flowProblems(element, container))
    } else if (!DESCRIPTIONS.includes(element.$type)) {
      const index = collected.nodes.push({ element, scope, process }) - 1
      collected.indexes.set(element, index)
      collectScope(element, index, process, collected)
    }
  }
  for (const artifact of children(container, 'artifacts')) collectHandler(artifact, collected)
}

/** An association joins a compensation boundary event to the activity that undoes, drawn either way (10.7). */
function collectHandler(artifact: Element, { handlers }: Collected): void {
  const ends = [child(artifact, 'sourceRef'), child(artifact, 'targetRef')] as const
  for (const [event, other] of [ends, [ends[1], ends[0]] as const]) {
    const isHandler = other !== undefined && flag(other, 'isForCompensation')
    if (event?.$type === 'bpmn:BoundaryEvent' && other && (isHandler || !handlers.has(event)))
      handlers.set(event, other)
  }
}

function flowProblems(flow: Element, container: Element): Problem[] {
  const ends = [child(flow, 'sourceRef'), child(flow, 'targetRef')]
  if (ends.some((end) => end === undefined)) return [problem(flow, '连线要有起点和终点。')]
  const crossing = ends.some((end) => end?.$parent !== container)
  return crossing ? [problem(flow, '连线的两端不在同一个流程或子流程里，不能穿过子流程的边框。')] : []
}

function problem(element: Element, message: string): Problem {
  return { level: 'error', element: element.id ?? '', message }
}

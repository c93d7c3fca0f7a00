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
    processes: all.map((element) => ({ element, executable: isExecutable(element, all) })),
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

function isExecutable(process: Element, all: Element[]): boolean {
  return saysExecutable(process) || !all.some(saysExecutable)
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

/** An association leads from a compensation boundary event to the activity that undoes (BPMN 2.0.2, 10.7). */
function collectHandler(artifact: Element, { handlers }: Collected): void {
  const [source, target] = [child(artifact, 'sourceRef'), child(artifact, 'targetRef')]
  if (source?.$type === 'bpmn:BoundaryEvent' && target) handlers.set(source, target)
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

import { child, children, type Element, title } from '../element.ts'
import type { Problem } from '../types.ts'
import { ROOT } from './model.ts'

/** The flow nodes and sequence flows of a process in document order, each node with the index of its sub-process. */
export type Collected = { nodes: { element: Element; scope: number }[]; flows: Element[]; problems: Problem[] }

/**
 * Walks a process and its sub-processes. What only describes (data, lanes, annotations) is left out; what is neither a
 * node, a flow nor a description is a problem.
 */
export function collect(process: Element): Collected {
  const collected: Collected = { nodes: [], flows: [], problems: [] }
  collectScope(process, ROOT, collected)
  return collected
}

const DESCRIPTIONS = ['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']

function collectScope(container: Element, scope: number, collected: Collected): void {
  for (const element of children(container, 'flowElements')) {
    if (!element.id) collected.problems.push(problem(container, `「${title(element)}」没有编号（id）。`))
    if (element.$type === 'bpmn:SequenceFlow') {
      collected.flows.push(element)
      collected.problems.push(...flowProblems(element, container))
    } else if (!DESCRIPTIONS.includes(element.$type)) {
      const index = collected.nodes.push({ element, scope }) - 1
      collectScope(element, index, collected)
    }
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

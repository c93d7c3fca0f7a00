import { child, children, type Element, flag, title } from '../../element.ts'
import { around, definitionsOf, each, type Finding, isA, kindsOf, ofType, type Rule, type Tree } from './tree.ts'

/** Rules on sequence flows (BPMN 2.0.2, 7.6.1 and 8.4.13) and on what they join. */
export const flowRules: Rule[] = [
  { id: 'EXT006', section: '8.4.1', binds: 'always', find: (tree) => artifactEnd(tree, 'SequenceFlow', 'targetRef') },
  { id: 'EXT007', section: '8.4.1', binds: 'always', find: (tree) => artifactEnd(tree, 'SequenceFlow', 'sourceRef') },
  { id: 'EXT008', section: '8.4.1', binds: 'always', find: (tree) => artifactEnd(tree, 'MessageFlow', 'targetRef') },
  { id: 'EXT009', section: '8.4.1', binds: 'always', find: (tree) => artifactEnd(tree, 'MessageFlow', 'sourceRef') },
  { id: 'EXT021', section: '8.4.13', binds: 'always', find: (tree) => eventSubProcessEnd(tree, 'sourceRef', '起点') },
  { id: 'EXT022', section: '8.4.13', binds: 'always', find: (tree) => eventSubProcessEnd(tree, 'targetRef', '终点') },
  { id: 'EXT023', section: '8.4.7', binds: 'standard', find: unlisted },
  { id: 'EXT024', section: '8.4.13', binds: 'executable', find: conditionFromEvent },
  { id: 'EXT025', section: '8.4.13', binds: 'executable', find: onlyConditional },
  { id: 'EXT026', section: '8.4.13', binds: 'always', find: foreignDefault },
  {
    id: 'EXT028',
    section: '7.6.1',
    binds: 'always',
    find: (tree) => crossing(tree, (one, other) => poolOf(one) !== poolOf(other)),
  },
  {
    id: 'EXT152',
    section: '10.3.5',
    binds: 'always',
    find: (tree) => crossing(tree, (one, other) => poolOf(one) === poolOf(other)),
  },
  { id: 'EXT057', section: '10.3.5', binds: 'always', find: joinedEventSubProcess },
  { id: 'EXT150', section: '10.5.2', binds: 'standard', find: withoutIncoming },
  { id: 'EXT151', section: '10.5.3', binds: 'standard', find: withoutOutgoing },
]

function artifactEnd(tree: Tree, type: 'SequenceFlow' | 'MessageFlow', end: string): Finding[] {
  return each(
    ofType(tree, `bpmn:${type}`),
    (flow) => isA(child(flow, end), 'bpmn:Artifact'),
    (name, flow) =>
      `连线「${name}」的一端是注释、分组或关联「${title(child(flow, end) ?? flow)}」，它们不能用流程线或消息流相连。`,
  )
}

function eventSubProcessEnd(tree: Tree, end: string, word: string): Finding[] {
  return each(
    ofType(tree, 'bpmn:SequenceFlow'),
    (flow) => isEventSubProcess(child(flow, end)),
    (name) => `事件子流程由事件启动，不能作连线「${name}」的${word}。`,
  )
}

function joinedEventSubProcess(tree: Tree): Finding[] {
  return each(
    ofType(tree, 'bpmn:SubProcess').filter(isEventSubProcess),
    (one) => [...listed(one, 'incoming'), ...listed(one, 'outgoing'), ...joined(tree, one)].length > 0,
    (name) => `事件子流程「${name}」不能有进来或出去的连线。`,
  )
}

function joined(tree: Tree, node: Element): Element[] {
  return [...(tree.incoming.get(node) ?? []), ...(tree.outgoing.get(node) ?? [])]
}

/** Both ends of a flow list it; a file of a product that lists no flow anywhere is read by the flows alone. */
function unlisted(tree: Tree): Finding[] {
  const nodes = ofType(tree, 'bpmn:FlowNode')
  const writes = nodes.some((node) => listed(node, 'incoming').length + listed(node, 'outgoing').length > 0)
  if (tree.hasProduct && !writes) return []
  const ends = [
    ['sourceRef', 'outgoing', '起点'],
    ['targetRef', 'incoming', '终点'],
  ] as const
  return ofType(tree, 'bpmn:SequenceFlow').flatMap((flow) =>
    ends
      .filter(([end, list]) => isA(child(flow, end), 'bpmn:FlowNode') && !lists(child(flow, end), list, flow))
      .map(([end, list, word]) => ({
        element: flow,
        message: `连线「${title(flow)}」的${word}「${title(child(flow, end) ?? flow)}」没有在 ${list} 里写上这条连线。`,
      })),
  )
}

function listed(node: Element, list: string): Element[] {
  return children(node, list)
}

function lists(node: Element | undefined, list: string, flow: Element): boolean {
  return node !== undefined && listed(node, list).includes(flow)
}

function conditionFromEvent(tree: Tree): Finding[] {
  const conditional = ofType(tree, 'bpmn:SequenceFlow').filter((flow) => child(flow, 'conditionExpression'))
  const from = (type: string) => conditional.filter((flow) => isA(child(flow, 'sourceRef'), type))
  return [
    ...from('bpmn:Event').map((element) => ({ element, message: `连线「${title(element)}」从事件出去，不能带条件。` })),
    ...from('bpmn:ParallelGateway').map((element) => ({
      element,
      message: `连线「${title(element)}」从并行网关出去，它的条件不起作用：并行网关每条连线都走。`,
      isMinor: true,
    })),
  ]
}

function onlyConditional(tree: Tree): Finding[] {
  return each(
    ofType(tree, 'bpmn:SequenceFlow').filter((flow) => child(flow, 'conditionExpression')),
    (flow) => isA(child(flow, 'sourceRef'), 'bpmn:Activity') && siblings(tree, flow).length < 2,
    (name, flow) =>
      `「${title(child(flow, 'sourceRef') ?? flow)}」只有连线「${name}」出去，却带着条件：条件不成立时无路可走。`,
  )
}

function siblings(tree: Tree, flow: Element): Element[] {
  const source = child(flow, 'sourceRef')
  return (source && tree.outgoing.get(source)) ?? []
}

function foreignDefault(tree: Tree): Finding[] {
  return each(
    ofType(tree, 'bpmn:Activity', 'bpmn:Gateway'),
    (node) => child(node, 'default') !== undefined && child(child(node, 'default') ?? node, 'sourceRef') !== node,
    (name) => `「${name}」的默认连线不是从它出去的。`,
  )
}

function poolOf(node: Element): Element | undefined {
  return around(node, 'bpmn:Process', 'bpmn:Choreography')
}

function crossing(tree: Tree, counts: (source: Element, target: Element) => boolean): Finding[] {
  return ofType(tree, 'bpmn:SequenceFlow').flatMap((flow) => {
    const [source, target] = [child(flow, 'sourceRef'), child(flow, 'targetRef')]
    if (!isA(source, 'bpmn:FlowNode') || !isA(target, 'bpmn:FlowNode')) return []
    if (!source || !target || source.$parent === target.$parent || !counts(source, target)) return []
    return [
      { element: flow, message: `连线「${title(flow)}」的两端不在同一个流程或子流程里，不能穿过泳池或子流程的边框。` },
    ]
  })
}

/** Flow nodes that a token reaches along flows: neither started by an event nor a handler beside the flow. */
function isOnFlow(node: Element): boolean {
  if (flag(node, 'isForCompensation') || isEventSubProcess(node) || isA(node, 'bpmn:BoundaryEvent')) return false
  const container = node.$parent
  return container !== undefined && !isA(container, 'bpmn:AdHocSubProcess') && !isA(node, 'bpmn:ChoreographyActivity')
}

function withoutIncoming(tree: Tree): Finding[] {
  return each(
    ofType(tree, 'bpmn:FlowNode').filter(isOnFlow),
    (node) =>
      !isA(node, 'bpmn:StartEvent') &&
      beside(node, 'bpmn:StartEvent') &&
      !tree.incoming.has(node) &&
      !isLink(node, 'bpmn:IntermediateCatchEvent') &&
      !flag(node, 'instantiate'),
    (name) => `有开始事件的流程里，每个环节都要有进来的连线，「${name}」没有。`,
  )
}

function withoutOutgoing(tree: Tree): Finding[] {
  return each(
    ofType(tree, 'bpmn:FlowNode').filter(isOnFlow),
    (node) =>
      !isA(node, 'bpmn:EndEvent') &&
      beside(node, 'bpmn:EndEvent') &&
      !tree.outgoing.has(node) &&
      !isLink(node, 'bpmn:IntermediateThrowEvent'),
    (name) => `有结束事件的流程里，每个环节都要有出去的连线，「${name}」没有。`,
  )
}

/** Whether the container of a node has an event of this type on the same level. */
export function beside(node: Element, type: string): boolean {
  return node.$parent !== undefined && typesIn(node.$parent).has(type)
}

/** What kinds of elements a level has; asked for each of them, looked for once. */
function typesIn(container: Element): Set<string> {
  const known = levels.get(container) ?? new Set(children(container, 'flowElements').map(({ $type }) => $type))
  levels.set(container, known)
  return known
}

const levels = new WeakMap<Element, Set<string>>()

/** A link event of a type. */
export function isLink(node: Element, type: string): boolean {
  return isA(node, type) && kindsOf(node).includes('link') && definitionsOf(node).length === 1
}

/** A sub-process that an event starts. */
export function isEventSubProcess(node: Element | undefined): boolean {
  return isA(node, 'bpmn:SubProcess') && node !== undefined && flag(node, 'triggeredByEvent')
}

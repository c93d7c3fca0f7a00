import { child, children, type Element, flag, title } from '../../element.ts'
import { only } from './events.ts'
import { isLink } from './flows.ts'
import { around, definitionsOf, each, type Finding, isA, kindsOf, ofType, type Rule, type Tree } from './tree.ts'

/** Rules on intermediate, boundary and link events (BPMN 2.0.2, 10.5.4). */
export const intermediateRules: Rule[] = [
  { id: 'EXT110', section: '10.5.4', binds: 'always', find: boundaryKinds },
  { id: 'EXT147', section: '10.5.4', binds: 'always', find: boundaryKinds },
  { id: 'EXT130', section: '10.5.5', binds: 'always', find: boundaryNone },
  { id: 'EXT111', section: '10.5.4', binds: 'always', find: cancelHost },
  { id: 'EXT120', section: '10.5.5', binds: 'always', find: cancelHost },
  { id: 'EXT120', section: '10.5.5', binds: 'always', find: boundaryNone },
  {
    id: 'EXT112',
    section: '10.5.4',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:BoundaryEvent'),
        (event) => tree.incoming.has(event),
        (name) => `边界事件「${name}」不能有进来的连线。`,
      ),
  },
  {
    id: 'EXT113',
    section: '10.5.4',
    binds: 'executable',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:BoundaryEvent'),
        (event) => !tree.outgoing.has(event) && !kindsOf(event).includes('compensate'),
        (name) => `边界事件「${name}」要有出去的连线。`,
      ),
  },
  {
    id: 'EXT115',
    section: '10.5.4',
    binds: 'executable',
    find: (tree) =>
      each(
        inFlow(tree),
        (event) => !tree.incoming.has(event) && !isLink(event, 'bpmn:IntermediateCatchEvent'),
        (name) => `中间事件「${name}」要有进来的连线。`,
      ),
  },
  {
    id: 'EXT116',
    section: '10.5.4',
    binds: 'executable',
    find: (tree) =>
      each(
        inFlow(tree),
        (event) => !tree.outgoing.has(event) && !isLink(event, 'bpmn:IntermediateThrowEvent'),
        (name) => `中间事件「${name}」要有出去的连线。`,
      ),
  },
  {
    id: 'EXT117',
    section: '10.5.4',
    binds: 'always',
    find: (tree) => [
      ...each(
        ofType(tree, 'bpmn:IntermediateThrowEvent'),
        (event) => kindsOf(event).includes('link') && tree.outgoing.has(event),
        (name) => `链接抛出事件「${name}」不能有出去的连线，流程从同名的链接捕获事件继续。`,
      ),
      ...each(
        ofType(tree, 'bpmn:IntermediateCatchEvent'),
        (event) => kindsOf(event).includes('link') && tree.incoming.has(event),
        (name) => `链接捕获事件「${name}」不能有进来的连线，流程从同名的链接抛出事件过来。`,
      ),
    ],
  },
  { id: 'EXT118', section: '10.5.5', binds: 'always', find: oneSidedLinks },
  { id: 'EXT124', section: '10.5.5', binds: 'standard', find: (tree) => unlinked(tree, 'bpmn:IntermediateCatchEvent') },
  { id: 'EXT125', section: '10.5.5', binds: 'standard', find: (tree) => unlinked(tree, 'bpmn:IntermediateThrowEvent') },
  { id: 'EXT126', section: '10.5.4', binds: 'always', find: linksAcrossLevels },
]

const INTERRUPTING = ['message', 'timer', 'escalation', 'error', 'cancel', 'compensate', 'conditional', 'signal']
const NON_INTERRUPTING = ['message', 'timer', 'escalation', 'conditional', 'signal']

function boundaryKinds(tree: Tree): Finding[] {
  const events = ofType(tree, 'bpmn:BoundaryEvent')
  const interrupting = events.filter((event) => flag(event, 'cancelActivity', true))
  const others = events.filter((event) => !flag(event, 'cancelActivity', true))
  return [
    ...boundaryNone(tree),
    ...only(tree, '', INTERRUPTING, '边界事件', interrupting),
    ...only(tree, '', NON_INTERRUPTING, '不打断的边界事件', others),
  ]
}

function boundaryNone(tree: Tree): Finding[] {
  return each(
    ofType(tree, 'bpmn:BoundaryEvent'),
    (event) => kindsOf(event).length === 0,
    (name) => `边界事件「${name}」要写明等什么事件。`,
  )
}

function cancelHost(tree: Tree): Finding[] {
  return each(
    ofType(tree, 'bpmn:BoundaryEvent'),
    (event) => kindsOf(event).includes('cancel') && !isA(child(event, 'attachedToRef'), 'bpmn:Transaction'),
    (name) => `取消边界事件「${name}」只能贴在事务子流程上。`,
  )
}

function inFlow(tree: Tree): Element[] {
  return ofType(tree, 'bpmn:IntermediateCatchEvent', 'bpmn:IntermediateThrowEvent').filter(
    (event) => around(event, 'bpmn:Process') !== undefined && !isA(event.$parent, 'bpmn:AdHocSubProcess'),
  )
}

function linksOf(tree: Tree, type: string): Element[] {
  return ofType(tree, type)
    .flatMap(definitionsOf)
    .filter((definition) => definition.$type === 'bpmn:LinkEventDefinition')
}

function sourcesOf(link: Element): Element[] {
  return children(link, 'source')
}

/** A throwing link names its one target, and the target names it among its sources. */
function oneSidedLinks(tree: Tree): Finding[] {
  const throwing = linksOf(tree, 'bpmn:IntermediateThrowEvent')
  const catching = linksOf(tree, 'bpmn:IntermediateCatchEvent')
  return [
    ...throwing.filter((link) => {
      const target = child(link, 'target')
      return target !== undefined && sourcesOf(target).length > 0 && !sourcesOf(target).includes(link)
    }),
    ...catching.filter((link) =>
      sourcesOf(link).some((source) => child(source, 'target') !== undefined && child(source, 'target') !== link),
    ),
  ].map((link) => ({
    element: link.$parent ?? link,
    message: `链接「${title(link)}」与对方没有互相指向：抛出的写 target，捕获的在 source 里写上它。`,
  }))
}

function nameOf(link: Element): string | undefined {
  return typeof link.name === 'string' && link.name !== '' ? link.name : undefined
}

/** Ends of a link that nothing joins: no reference nor, as the modellers of products do it, the same name. */
function unlinked(tree: Tree, type: string): Finding[] {
  const isCatch = type === 'bpmn:IntermediateCatchEvent'
  const others = linksOf(tree, isCatch ? 'bpmn:IntermediateThrowEvent' : 'bpmn:IntermediateCatchEvent')
  return linksOf(tree, type)
    .filter((link) => (isCatch ? sourcesOf(link).length === 0 : child(link, 'target') === undefined))
    .filter((link) => !(tree.hasProduct && others.some((other) => nameOf(link) && nameOf(other) === nameOf(link))))
    .map((link) => ({
      element: link.$parent ?? link,
      message: isCatch
        ? `链接捕获事件「${title(link)}」没有来源：至少要有一个抛出事件用 source 或同一个名字连到它。`
        : `链接抛出事件「${title(link)}」没有去处：要有且只有一个捕获事件用 target 或同一个名字与它相连。`,
    }))
}

function linksAcrossLevels(tree: Tree): Finding[] {
  const throwing = ofType(tree, 'bpmn:IntermediateThrowEvent')
  return throwing.flatMap((event) =>
    definitionsOf(event).flatMap((link) => {
      const target = link.$type === 'bpmn:LinkEventDefinition' ? child(link, 'target') : undefined
      const other = target?.$parent
      if (!other || !isA(other, 'bpmn:Event') || other.$parent === event.$parent) return []
      return [{ element: event, message: `链接事件「${title(event)}」只能连到同一个流程、同一层的链接事件。` }]
    }),
  )
}

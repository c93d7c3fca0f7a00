import { child, children, type Element, flag, title } from '../../element.ts'
import { isEventSubProcess } from './flows.ts'
import {
  around,
  definitionsOf,
  each,
  type Finding,
  isA,
  kindOf,
  kindsOf,
  ofType,
  type Rule,
  type Tree,
} from './tree.ts'

/** Rules on compensation (BPMN 2.0.2, 10.5.4 to 10.5.6 and 10.7). */
export const compensationRules: Rule[] = [
  {
    id: 'EXT114',
    section: '10.5.4',
    binds: 'always',
    find: (tree) =>
      each(
        catchers(tree),
        (event) => tree.outgoing.has(event),
        (name) => `补偿边界事件「${name}」不能有出去的流程线，用关联连到补偿活动。`,
      ),
  },
  {
    id: 'EXT121',
    section: '10.5.5',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:StartEvent'),
        (event) => kindsOf(event).includes('compensate') && !isEventSubProcess(event.$parent),
        (name) => `补偿开始事件「${name}」只能放在事件子流程里。`,
      ),
  },
  {
    id: 'EXT121',
    section: '10.5.5',
    binds: 'executable',
    find: unreachableTarget,
  },
  {
    id: 'EXT122',
    section: '10.5.4',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:IntermediateCatchEvent'),
        (event) => kindsOf(event).includes('compensate'),
        (name) => `「${name}」在流程线上等补偿，只有边界事件和事件子流程能接补偿。`,
      ),
  },
  {
    id: 'EXT143',
    section: '10.7.1',
    binds: 'executable',
    find: (tree) =>
      each(
        catchers(tree),
        (event) => handlersOf(tree, event).length === 0,
        (name) => `补偿边界事件「${name}」要用关联连到一个补偿活动。`,
      ),
  },
  {
    id: 'EXT144',
    section: '10.7.1',
    binds: 'executable',
    find: (tree) =>
      each(
        catchers(tree).flatMap((event) => handlersOf(tree, event)),
        (handler) => !isA(handler, 'bpmn:Activity') || !flag(handler, 'isForCompensation'),
        (name) => `「${name}」由补偿事件连到，要标明是补偿活动（isForCompensation）。`,
      ),
  },
  {
    id: 'EXT145',
    section: '10.7.1',
    binds: 'standard',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:Activity').filter((activity) => flag(activity, 'isForCompensation')),
        (activity) => !catchers(tree).some((event) => handlersOf(tree, event).includes(activity)),
        (name) => `补偿活动「${name}」没有补偿边界事件用关联连到它，永远不会办。`,
      ),
  },
  {
    id: 'EXT145',
    section: '10.7.1',
    binds: 'executable',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:Activity').filter((activity) => flag(activity, 'isForCompensation')),
        (activity) => tree.incoming.has(activity) || tree.outgoing.has(activity),
        (name) => `补偿活动「${name}」不能有进来或出去的流程线。`,
      ),
  },
]

function catchers(tree: Tree): Element[] {
  return ofType(tree, 'bpmn:BoundaryEvent').filter((event) => kindsOf(event).includes('compensate'))
}

/** What an event is joined to by associations, in either direction. */
function handlersOf(tree: Tree, event: Element): Element[] {
  return ofType(tree, 'bpmn:Association').flatMap((association) => {
    const [source, target] = [child(association, 'sourceRef'), child(association, 'targetRef')]
    const other = source === event ? target : target === event ? source : undefined
    return isA(other, 'bpmn:FlowNode') && other ? [other] : []
  })
}

/**
 * A thrown compensation names an activity of its own level, or of the level around the event sub-process that throws it
 * (10.5.6), and the activity has something that compensates it.
 */
function unreachableTarget(tree: Tree): Finding[] {
  return ofType(tree, 'bpmn:ThrowEvent').flatMap((event) =>
    definitionsOf(event).flatMap((definition) => {
      const activity = kindOf(definition) === 'compensate' ? child(definition, 'activityRef') : undefined
      if (!activity || isVisible(event, activity)) return []
      return [{ element: event, message: `「${title(event)}」要补偿的「${title(activity)}」不在同一层，补偿不到。` }]
    }),
  )
}

function isVisible(event: Element, activity: Element): boolean {
  for (let scope = event.$parent; scope; scope = around(scope, 'bpmn:SubProcess', 'bpmn:Process')) {
    if (children(scope, 'flowElements').includes(activity)) return true
    if (!isEventSubProcess(scope)) return false
  }
  return false
}

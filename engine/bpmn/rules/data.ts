import { child, children, type Element, flag, text, title } from '../../element.ts'
import { near } from './foundation.ts'
import { around, each, type Finding, isA, itemOf, ofType, type Rule, sameItem, type Tree } from './tree.ts'

/** Rules on items and data (BPMN 2.0.2, 10.4.1). */
export const dataRules: Rule[] = [
  {
    id: 'EXT020',
    section: '8.4.10',
    binds: 'standard',
    find: (tree) => collections(tree, 'bpmn:DataInput', 'bpmn:DataOutput', 'bpmn:DataObject'),
  },
  { id: 'EXT073', section: '10.4.1', binds: 'standard', find: (tree) => collections(tree, 'bpmn:DataObject') },
  { id: 'EXT081', section: '10.4.1', binds: 'standard', find: (tree) => collections(tree, 'bpmn:DataInput') },
  { id: 'EXT083', section: '10.4.1', binds: 'standard', find: (tree) => collections(tree, 'bpmn:DataOutput') },
  {
    id: 'EXT075',
    section: '10.4.1',
    binds: 'standard',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:DataObjectReference'),
        (one) => child(one, 'dataObjectRef') === undefined || child(one, 'itemSubjectRef') !== undefined,
        (name) => `数据对象引用「${name}」要指向一个数据对象，数据的种类写在数据对象上。`,
      ),
  },
  { id: 'EXT076', section: '10.4.1', binds: 'standard', find: referenceNames },
  {
    id: 'EXT077',
    section: '10.4.1',
    binds: 'standard',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:DataStoreReference'),
        (one) => child(one, 'itemSubjectRef') !== undefined && child(one, 'dataStoreRef') !== undefined,
        (name) => `数据存储引用「${name}」的数据种类写在数据存储上，引用上不能再写。`,
      ),
  },
  {
    id: 'EXT079',
    section: '10.4.1',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:SubProcess'),
        (one) => child(one, 'ioSpecification') !== undefined,
        (name) => `子流程「${name}」不能有自己的输入输出（ioSpecification），它直接用外面的数据。`,
      ),
  },
  {
    id: 'EXT080',
    section: '10.4.1',
    binds: 'executable',
    find: (tree) =>
      ends(
        tree,
        'targetRef',
        (data) => isOfProcess(data, 'bpmn:DataInput'),
        '流程的数据输入「',
        '」只能从外面得到，不能往里写',
      ),
  },
  {
    id: 'EXT082',
    section: '10.4.1',
    binds: 'executable',
    find: (tree) =>
      ends(
        tree,
        'sourceRef',
        (data) => isOfProcess(data, 'bpmn:DataOutput'),
        '流程的数据输出「',
        '」只能往外给，不能从里面读',
      ),
  },
  { id: 'EXT091', section: '10.4.1', binds: 'standard', find: associationItems },
  {
    id: 'EXT092',
    section: '10.4.1',
    binds: 'always',
    find: (tree) =>
      each(
        associations(tree),
        (one) => !child(one, 'transformation') && children(one, 'sourceRef').length > 1,
        (name) => `数据关联「${name}」没有转换（transformation），只能有一个来源。`,
      ),
  },
  { id: 'EXT093', section: '10.4.1', binds: 'executable', find: foreignEnds },
]

function collections(tree: Tree, ...types: string[]): Finding[] {
  return ofType(tree, ...types).flatMap((element) => {
    const item = child(element, 'itemSubjectRef')
    if (!item || flag(item, 'isCollection') === flag(element, 'isCollection')) return []
    const message = `数据「${title(element)}」与它的数据种类「${title(item)}」对是不是集合（isCollection）说法不一。`
    return [{ element: near(element), message }]
  })
}

/** A named reference is called after the data object, with the state in brackets (Table 10.55). */
function referenceNames(tree: Tree): Finding[] {
  return ofType(tree, 'bpmn:DataObjectReference').flatMap((reference) => {
    const [name, state] = [text(reference, 'name'), child(reference, 'dataState')]
    const object = child(reference, 'dataObjectRef')
    if (!name || !state || !object) return []
    const right = `${text(object, 'name') ?? ''} [${text(state, 'name') ?? ''}]`
    return name === right
      ? []
      : [
          {
            element: reference,
            message: `数据对象引用「${name}」按惯例应叫「${right.trim()}」：数据对象的名字加状态。`,
          },
        ]
  })
}

function associations(tree: Tree): Element[] {
  return ofType(tree, 'bpmn:DataAssociation')
}

function isOfProcess(data: Element, type: string): boolean {
  return isA(data, type) && isA(data.$parent?.$parent, 'bpmn:Process')
}

function ends(tree: Tree, end: string, breaks: (data: Element) => boolean, before: string, after: string): Finding[] {
  return associations(tree).flatMap((association) => {
    const target = child(association, end)
    const data = target ? [target] : children(association, end)
    return data
      .filter(breaks)
      .map((one) => ({ element: near(association), message: `${before}${title(one)}${after}。` }))
  })
}

function associationItems(tree: Tree): Finding[] {
  return associations(tree).flatMap((association) => {
    if (child(association, 'transformation') || children(association, 'assignment').length > 0) return []
    const [source, target] = [itemOf(children(association, 'sourceRef')[0]), itemOf(child(association, 'targetRef'))]
    if (!source || !target || sameItem(source, target)) return []
    const element = near(association)
    return [{ element, message: `数据关联「${title(element)}」两端不是同一种数据，要写转换（transformation）。` }]
  })
}

/** What flows into a step ends at data of that step, what flows out begins there; sets of events and loops count. */
function foreignEnds(tree: Tree): Finding[] {
  return associations(tree).flatMap((association) => {
    const node = around(association, 'bpmn:FlowNode')
    if (!node || isA(node, 'bpmn:SubProcess', 'bpmn:CallActivity')) return []
    const isInput = isA(association, 'bpmn:DataInputAssociation')
    const inner = isInput ? [child(association, 'targetRef')] : children(association, 'sourceRef')
    const foreign = inner.filter((one) => one !== undefined && !isInside(one, node))
    return foreign.map(() => ({
      element: node,
      message: `「${title(node)}」的数据关联${isInput ? '要通向它自己的数据输入' : '要从它自己的数据输出出发'}。`,
    }))
  })
}

function isInside(data: Element | undefined, node: Element): boolean {
  for (let at = data?.$parent; at; at = at.$parent) if (at === node) return true
  return false
}

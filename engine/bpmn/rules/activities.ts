import { child, children, type Element, text, title } from '../../element.ts'
import { running } from './schema.ts'
import { each, type Finding, isA, itemOf, ofType, type Rule, sameItem, type Tree } from './tree.ts'

/** Rules on processes, activities, loops and resources (BPMN 2.0.2, 10.2 and 10.3). */
export const activityRules: Rule[] = [
  {
    id: 'EXT035',
    section: '10.2.1',
    binds: 'always',
    find: (tree) =>
      each(
        running(tree, ofType(tree, 'bpmn:Process')),
        (process) => text(process, 'processType') === 'Public',
        (name) => `流程「${name}」是公开流程（processType 为 Public），只说明对外的往来，不能标为可执行。`,
      ),
  },
  { id: 'EXT037', section: '10.3', binds: 'always', find: (tree) => quantity(tree, 'startQuantity') },
  { id: 'EXT038', section: '10.3', binds: 'always', find: (tree) => quantity(tree, 'completionQuantity') },
  {
    id: 'EXT039',
    section: '10.3.1',
    binds: 'always',
    find: (tree) =>
      roles(
        tree,
        (role) => child(role, 'resourceRef') !== undefined && child(role, 'resourceAssignmentExpression') !== undefined,
        '已经写明资源（resourceRef），不能再写分配表达式',
      ),
  },
  {
    id: 'EXT040',
    section: '10.3.1',
    binds: 'always',
    find: (tree) =>
      roles(
        tree,
        (role) => child(role, 'resourceRef') === undefined && children(role, 'resourceParameterBindings').length > 0,
        '没有写明资源（resourceRef），就不能给它的参数赋值',
      ),
  },
  {
    id: 'EXT061',
    section: '10.3.5',
    binds: 'executable',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:AdHocSubProcess'),
        (one) => !children(one, 'flowElements').some((inner) => isA(inner, 'bpmn:Activity')),
        (name) => `随意子流程「${name}」里至少要有一个活动。`,
      ),
  },
  {
    id: 'EXT062',
    section: '10.3.5',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:StartEvent', 'bpmn:EndEvent', 'bpmn:ChoreographyActivity'),
        (one) => isA(one.$parent, 'bpmn:AdHocSubProcess'),
        (name) => `「${name}」不能放在随意子流程里：那里没有开始、结束事件和编排活动。`,
      ),
  },
  {
    id: 'EXT065',
    section: '10.3.8',
    binds: 'executable',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:Activity'),
        (activity) => Number(child(activity, 'loopCharacteristics')?.loopMaximum ?? 1) < 0,
        (name) => `「${name}」的循环次数上限（loopMaximum）不能小于零。`,
      ),
  },
  {
    id: 'EXT067',
    section: '10.3.8',
    binds: 'standard',
    find: (tree) =>
      instances(
        tree,
        (loop) => !child(loop, 'loopCardinality') && !child(loop, 'loopDataInputRef') && !hasRef(tree, loop),
        '要写明办几次（loopCardinality）或对哪个集合逐项办（loopDataInputRef）',
      ),
  },
  {
    id: 'EXT068',
    section: '10.3.8',
    binds: 'standard',
    find: (tree) =>
      instances(
        tree,
        (loop, activity) => isNotOwn(loop, activity, 'loopDataInputRef', 'dataInputs'),
        '的 loopDataInputRef 要指向它自己的一个数据输入',
      ),
  },
  {
    id: 'EXT069',
    section: '10.3.8',
    binds: 'executable',
    find: (tree) => itemMismatch(tree, 'loopDataOutputRef', 'outputDataItem'),
  },
  {
    id: 'EXT070',
    section: '10.3.8',
    binds: 'executable',
    find: (tree) => itemMismatch(tree, 'loopDataInputRef', 'inputDataItem'),
  },
  {
    id: 'EXT070',
    section: '10.3.8',
    binds: 'standard',
    find: (tree) =>
      instances(
        tree,
        (loop, activity) => isNotOwn(loop, activity, 'loopDataOutputRef', 'dataOutputs'),
        '的 loopDataOutputRef 要指向它自己的一个数据输出',
      ),
  },
]

function quantity(tree: Tree, attribute: string): Finding[] {
  return each(
    ofType(tree, 'bpmn:Activity'),
    (activity) => typeof activity[attribute] === 'number' && activity[attribute] < 1,
    (name) => `「${name}」的 ${attribute} 不能小于 1。`,
  )
}

function roles(tree: Tree, breaks: (role: Element) => boolean, demand: string): Finding[] {
  return each(ofType(tree, 'bpmn:ResourceRole'), breaks, (name) => `资源角色「${name}」${demand}。`)
}

function instances(tree: Tree, breaks: (loop: Element, activity: Element) => boolean, demand: string): Finding[] {
  return running(tree, ofType(tree, 'bpmn:Activity')).flatMap((activity) => {
    const loop = child(activity, 'loopCharacteristics')
    if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics' || !breaks(loop, activity)) return []
    return [{ element: activity, message: `多实例「${title(activity)}」${demand}。` }]
  })
}

function hasRef(tree: Tree, loop: Element): boolean {
  return tree.references.some(({ element, property }) => element === loop && property === 'bpmn:loopDataInputRef')
}

/** A sub-process has no data inputs of its own: it takes any collection that it sees (10.3.8). */
function isNotOwn(loop: Element, activity: Element, property: string, list: string): boolean {
  const target = child(loop, property)
  if (!target) return false
  const io = child(activity, 'ioSpecification')
  if (isA(activity, 'bpmn:SubProcess')) return !isA(target, 'bpmn:ItemAwareElement')
  return !io || !children(io, list).includes(target)
}

/** One item is of the kind that the collection holds, and is no collection itself. */
function itemMismatch(tree: Tree, property: string, part: string): Finding[] {
  return instances(
    tree,
    (loop) => {
      const [collection, item] = [itemOf(child(loop, property)), itemOf(child(loop, part))]
      if (!collection || !item) return false
      const isSame = collection === item ? !collection.isCollection : sameItem(collection, item) && !item.isCollection
      return !isSame
    },
    `逐项的数据（${part}）与集合（${property}）里的数据种类不同`,
  )
}

import { child, children, type Element, title } from '../../element.ts'
import { near } from './foundation.ts'
import { type Finding, isA, ofType, type Rule, type Tree } from './tree.ts'

/** Rules on input and output sets (BPMN 2.0.2, 10.4.1, Tables 10.60 and 10.61). */
export const setRules: Rule[] = [
  {
    id: 'EXT084',
    section: '10.4.1',
    binds: 'standard',
    find: (tree) => unused(tree, 'bpmn:DataInput', 'inputSets', 'dataInputRefs', '输入'),
  },
  {
    id: 'EXT085',
    section: '10.4.1',
    binds: 'always',
    find: (tree) => outside(tree, 'bpmn:InputSet', 'optionalInputRefs', 'dataInputRefs'),
  },
  {
    id: 'EXT086',
    section: '10.4.1',
    binds: 'always',
    find: (tree) => outside(tree, 'bpmn:InputSet', 'whileExecutingInputRefs', 'dataInputRefs'),
  },
  { id: 'EXT087', section: '10.4.1', binds: 'always', find: oneSided },
  {
    id: 'EXT088',
    section: '10.4.1',
    binds: 'standard',
    find: (tree) => unused(tree, 'bpmn:DataOutput', 'outputSets', 'dataOutputRefs', '输出'),
  },
  {
    id: 'EXT089',
    section: '10.4.1',
    binds: 'always',
    find: (tree) => outside(tree, 'bpmn:OutputSet', 'optionalOutputRefs', 'dataOutputRefs'),
  },
  {
    id: 'EXT090',
    section: '10.4.1',
    binds: 'always',
    find: (tree) => outside(tree, 'bpmn:OutputSet', 'whileExecutingOutputRefs', 'dataOutputRefs'),
  },
]

/** A data input or output stands in at least one set of what holds it; items of a multi-instance loop need none. */
function unused(tree: Tree, type: string, list: string, refs: string, word: string): Finding[] {
  return ofType(tree, type).flatMap((data) => {
    const holder = data.$parent
    if (!holder || isA(holder, 'bpmn:LoopCharacteristics')) return []
    const own = child(holder, list.slice(0, -1))
    const sets = own ? [own] : children(holder, list)
    if (sets.some((set) => children(set, refs).includes(data))) return []
    return [{ element: near(data), message: `数据${word}「${title(data)}」要写进至少一组${word}里。` }]
  })
}

/** What is optional or read while running is one of the set's own data. */
function outside(tree: Tree, type: string, part: string, whole: string): Finding[] {
  return ofType(tree, type).flatMap((set) =>
    children(set, part)
      .filter((data) => !children(set, whole).includes(data))
      .map((data) => ({ element: near(set), message: `${part} 里的「${title(data)}」不在这一组的 ${whole} 里。` })),
  )
}

/** Sets that name each other do so on both sides. */
function oneSided(tree: Tree): Finding[] {
  const lacking = (type: string, there: string, back: string) =>
    ofType(tree, type).flatMap((set) =>
      children(set, there)
        .filter((other) => !children(other, back).includes(set))
        .map((other) => ({
          element: near(set),
          message: `${say(set)}指向${say(other)}，对方没有指回来：两边都要写。`,
        })),
    )
  return [
    ...lacking('bpmn:InputSet', 'outputSetRefs', 'inputSetRefs'),
    ...lacking('bpmn:OutputSet', 'inputSetRefs', 'outputSetRefs'),
  ]
}

function say(set: Element): string {
  return `${set.$type === 'bpmn:InputSet' ? '输入' : '输出'}组「${title(set)}」`
}

import { child, children, type Element, flag } from '../../element.ts'
import { isEventSubProcess, levelsWith } from './flows.ts'
import { around, each, type Finding, isA, kindsOf, ofType, type Rule, type Tree } from './tree.ts'

/** Rules on start and end events (BPMN 2.0.2, 10.5.2 and 10.5.3) and on which trigger stands where (Table 10.93). */
export const eventRules: Rule[] = [
  {
    id: 'EXT058',
    section: '10.3.5',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:SubProcess').filter(isEventSubProcess),
        (one) => startsOf(one).length !== 1,
        (name, one) => `事件子流程「${name}」要有且只有一个开始事件，这里有 ${startsOf(one).length} 个。`,
      ),
  },
  { id: 'EXT059', section: '10.5.2', binds: 'always', find: eventSubProcessStart },
  { id: 'EXT129', section: '10.5.5', binds: 'always', find: eventSubProcessStart },
  {
    id: 'EXT096',
    section: '10.5.2',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:StartEvent'),
        (event) => tree.incoming.has(event),
        (name) => `开始事件「${name}」不能有进来的连线。`,
      ),
  },
  {
    id: 'EXT097',
    section: '10.5.3',
    binds: 'standard',
    find: (tree) => {
      const started = levelsWith(tree, 'bpmn:StartEvent')
      return each(
        ofType(tree, 'bpmn:EndEvent'),
        (event) => !started.has(event.$parent) && !beginsOtherwise(event),
        (name) => `有结束事件「${name}」，同一层就要有开始事件。`,
      )
    },
  },
  { id: 'EXT098', section: '10.5.2', binds: 'always', find: topLevelStart },
  {
    id: 'EXT099',
    section: '10.3.6',
    binds: 'executable',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:CallActivity'),
        (call) =>
          calledStarts(tree, call).length > 0 && calledStarts(tree, call).every((event) => kindsOf(event).length > 0),
        (name) => `「${name}」调用的流程没有空白开始事件，调用时无从开始。`,
      ),
  },
  {
    id: 'EXT100',
    section: '10.5.2',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:StartEvent'),
        (event) =>
          isA(event.$parent, 'bpmn:SubProcess') && !isEventSubProcess(event.$parent) && kindsOf(event).length > 0,
        (name) => `子流程里的开始事件「${name}」只能是空白的，不能等消息、定时等。`,
      ),
  },
  {
    id: 'EXT101',
    section: '10.5.2',
    binds: 'standard',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:StartEvent'),
        (event) => !tree.outgoing.has(event),
        (name) => `开始事件「${name}」要有出去的连线。`,
      ),
  },
  {
    id: 'EXT104',
    section: '10.5.3',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:EndEvent'),
        (event) => tree.outgoing.has(event),
        (name) => `结束事件「${name}」不能有出去的连线。`,
      ),
  },
  {
    id: 'EXT105',
    section: '10.5.2',
    binds: 'standard',
    find: (tree) => {
      const ended = levelsWith(tree, 'bpmn:EndEvent')
      return each(
        ofType(tree, 'bpmn:StartEvent'),
        (event) => !ended.has(event.$parent),
        (name) => `有开始事件「${name}」，同一层就要有结束事件。`,
      )
    },
  },
  {
    id: 'EXT106',
    section: '10.5.3',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:EndEvent'),
        (event) => kindsOf(event).includes('cancel') && around(event, 'bpmn:Transaction') === undefined,
        (name) => `取消结束事件「${name}」只能放在事务子流程里。`,
      ),
  },
  {
    id: 'EXT107',
    section: '10.5.3',
    binds: 'standard',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:EndEvent'),
        (event) => !tree.incoming.has(event) || (children(event, 'incoming').length === 0 && !tree.hasProduct),
        (name) => `结束事件「${name}」要有进来的连线。`,
      ),
  },
  { id: 'EXT146', section: '10.5.3', binds: 'always', find: (tree) => only(tree, 'bpmn:EndEvent', END, '结束事件') },
  { id: 'EXT148', section: '10.5.4', binds: 'always', find: catchEvents },
  {
    id: 'EXT149',
    section: '10.5.4',
    binds: 'always',
    find: (tree) => only(tree, 'bpmn:IntermediateThrowEvent', THROW, '中间抛出事件'),
  },
]

const START = ['message', 'timer', 'conditional', 'signal']
const END = ['message', 'escalation', 'error', 'cancel', 'compensate', 'signal', 'terminate']
const CATCH = ['message', 'timer', 'conditional', 'link', 'signal']
const THROW = ['message', 'escalation', 'compensate', 'link', 'signal']
const INTERRUPTING_HANDLER = ['message', 'timer', 'escalation', 'error', 'conditional', 'compensate', 'signal']
const HANDLER = ['message', 'timer', 'escalation', 'conditional', 'signal']

/** The Chinese words for the kinds of event definitions. */
export const KIND_WORDS: { [kind: string]: string } = {
  message: '消息',
  timer: '定时',
  conditional: '条件',
  signal: '信号',
  escalation: '升级',
  error: '错误',
  cancel: '取消',
  compensate: '补偿',
  terminate: '终止',
  link: '链接',
}

/** One finding for each event of a type whose definitions are of a kind that may not stand there. */
export function only(
  tree: Tree,
  type: string,
  allowed: string[],
  word: string,
  events = ofType(tree, type),
): Finding[] {
  return events.flatMap((event) =>
    kindsOf(event)
      .filter((kind) => !allowed.includes(kind))
      .map((kind) => ({
        element: event,
        message: `${word}「${event.id ?? ''}」不能是${KIND_WORDS[kind] ?? kind}事件，只能是${allowed.map((one) => KIND_WORDS[one]).join('、')}。`,
      })),
  )
}

function topLevelStart(tree: Tree): Finding[] {
  const events = ofType(tree, 'bpmn:StartEvent').filter((event) => isA(event.$parent, 'bpmn:Process'))
  return only(tree, 'bpmn:StartEvent', START, '流程的开始事件', events)
}

function eventSubProcessStart(tree: Tree): Finding[] {
  const events = ofType(tree, 'bpmn:StartEvent').filter((event) => isEventSubProcess(event.$parent))
  const interrupting = events.filter((event) => flag(event, 'isInterrupting', true))
  const others = events.filter((event) => !flag(event, 'isInterrupting', true))
  return [
    ...each(
      events,
      (event) => kindsOf(event).length === 0,
      (name) => `事件子流程的开始事件「${name}」要写明由什么事件启动。`,
    ),
    ...only(tree, '', INTERRUPTING_HANDLER, '事件子流程的开始事件', interrupting),
    ...only(tree, '', HANDLER, '不打断的事件子流程的开始事件', others),
  ]
}

function catchEvents(tree: Tree): Finding[] {
  return [
    ...only(tree, 'bpmn:IntermediateCatchEvent', CATCH, '中间捕获事件'),
    ...each(
      ofType(tree, 'bpmn:IntermediateCatchEvent'),
      (event) => kindsOf(event).length === 0,
      (name) => `中间捕获事件「${name}」要写明等什么。`,
    ),
  ]
}

function startsOf(container: Element): Element[] {
  return children(container, 'flowElements').filter((one) => isA(one, 'bpmn:StartEvent'))
}

/** A level may also begin with an instantiating event gateway or receive task, or be entered by whoever picks work. */
function beginsOtherwise(event: Element): boolean {
  const level = event.$parent ? children(event.$parent, 'flowElements') : []
  return level.some((one) => flag(one, 'instantiate'))
}

function calledStarts(tree: Tree, call: Element): Element[] {
  const called = tree.byId[String(call.calledElement ?? '')] ?? child(call, 'calledElementRef')
  return called && isA(called, 'bpmn:Process') ? startsOf(called) : []
}

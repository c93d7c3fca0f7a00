import { child, children, type Element, text, title } from '../../element.ts'
import { near } from './foundation.ts'
import { running, says } from './schema.ts'
import { around, definitionsOf, each, type Finding, isA, kindOf, ofType, type Rule, type Tree } from './tree.ts'

/** Rules on event definitions (BPMN 2.0.2, 10.5.5), errors and escalations (8.4.3, 8.4.4). */
export const triggerRules: Rule[] = [
  { id: 'EXT010', section: '8.4.3', binds: 'standard', find: (tree) => codes(tree, 'error', 'errorCode', '错误代码') },
  {
    id: 'EXT011',
    section: '8.4.4',
    binds: 'standard',
    find: (tree) => codes(tree, 'escalation', 'escalationCode', '升级代码'),
  },
  {
    id: 'EXT095',
    section: '10.5.5',
    binds: 'always',
    find: (tree) => {
      const borrowed = ofType(tree, 'bpmn:Event').flatMap((event) => children(event, 'eventDefinitionRef'))
      return borrowed
        .filter((definition) => isA(definition.$parent, 'bpmn:Event'))
        .map((definition) => ({
          element: definition.$parent ?? definition,
          message: `「${title(definition.$parent ?? definition)}」里的事件定义不能给别的事件用。要共用，请写在文件顶层。`,
        }))
    },
  },
  {
    id: 'EXT123',
    section: '10.5.5',
    binds: 'executable',
    find: (tree) =>
      running(tree, ofType(tree, 'bpmn:ConditionalEventDefinition'))
        .filter(
          (definition) => !says(child(definition, 'condition')) || !isFormal(tree, child(definition, 'condition')),
        )
        .map((definition) => ({
          element: near(definition),
          message: `条件事件「${title(near(definition))}」要写明条件，并写成可执行的表达式（tFormalExpression）。`,
        })),
  },
  { id: 'EXT127', section: '10.5.5', binds: 'standard', find: withoutMessage },
  { id: 'EXT128', section: '10.5.5', binds: 'standard', find: withoutOperation },
  {
    id: 'EXT131',
    section: '10.5.5',
    binds: 'always',
    find: (tree) =>
      timers(tree)
        .filter((timer) => TIMES.filter((part) => child(timer, part)).length > 1)
        .map((timer) => ({
          element: near(timer),
          message: `定时「${title(near(timer))}」只能写时刻、时长、周期中的一种。`,
        })),
  },
  {
    id: 'EXT132',
    section: '10.5.5',
    binds: 'executable',
    find: (tree) => badTime(tree, 'timeDate', DATE, '时刻', '2026-03-02T09:00:00'),
  },
  {
    id: 'EXT133',
    section: '10.5.5',
    binds: 'executable',
    find: (tree) => badTime(tree, 'timeCycle', CYCLE, '周期', 'R3/PT10M'),
  },
  {
    id: 'EXT134',
    section: '10.5.5',
    binds: 'executable',
    find: (tree) => badTime(tree, 'timeDuration', DURATION, '时长', 'P2D、PT4H'),
  },
  {
    id: 'XSD',
    section: '10.5.5',
    binds: 'executable',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:CatchEvent'),
        (event) => event.parallelMultiple === true && definitionsOf(event).length < 2,
        (name) => `「${name}」写明要同时等几个事件（parallelMultiple），却不到两个。`,
      ),
  },
]

/** An end or throw event that throws an error or escalation says with which code. */
function codes(tree: Tree, kind: 'error' | 'escalation', attribute: string, word: string): Finding[] {
  return running(tree, ofType(tree, 'bpmn:ThrowEvent')).flatMap((event) =>
    definitionsOf(event)
      .filter((definition) => kindOf(definition) === kind)
      .filter((definition) => text(child(definition, `${kind}Ref`) ?? definition, attribute) === undefined)
      .map(() => ({ element: event, message: `「${title(event)}」抛出时要有${word}（${attribute}）。` })),
  )
}

/** A formal expression, or one of a product's file, whose language the product sets. */
export function isFormal(tree: Tree, expression: Element | undefined): boolean {
  return expression?.$type === 'bpmn:FormalExpression' || tree.hasProduct
}

/** Message definitions of events that will run; what stands at the top of the file counts with the events that use it. */
function messages(tree: Tree): { event: Element; definition: Element }[] {
  return running(tree, ofType(tree, 'bpmn:Event'))
    .filter((event) => around(event, 'bpmn:Process'))
    .flatMap((event) =>
      definitionsOf(event)
        .filter((definition) => kindOf(definition) === 'message')
        .map((definition) => ({ event, definition })),
    )
}

function withoutMessage(tree: Tree): Finding[] {
  return messages(tree)
    .filter(({ definition }) => !child(definition, 'messageRef'))
    .map(({ event }) => ({ element: event, message: `消息事件「${title(event)}」要写明是哪个消息（messageRef）。` }))
}

function withoutOperation(tree: Tree): Finding[] {
  return messages(tree)
    .filter(({ definition }) => !child(definition, 'operationRef'))
    .map(({ event }) => ({ element: event, message: `消息事件「${title(event)}」要写明用哪个操作（operationRef）。` }))
}

const TIMES = ['timeDate', 'timeDuration', 'timeCycle']

function timers(tree: Tree): Element[] {
  return ofType(tree, 'bpmn:TimerEventDefinition')
}

const DURATION =
  /^[+-]?P(?=[\dT])(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(?=\d)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+([.,]\d+)?S)?)?$/
const DATE = /^[+-]?\d{4,}-\d\d-\d\d(T\d\d(:\d\d){1,2}([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?(@[\w/+-]+)?$/
const CYCLE = /^(R-?\d*\/(\S+\/)?[+-]?P[\dT][\dYMWDTHS.,]*(\/\S+)?|[+-]?P[\dT][\dYMWDTHS.,]*|(\S+\s+){4,6}\S+|@\w+)$/
/** What could be a time as written: without any sign of an expression that computes one. */
const LITERAL = /^[\w:.,+/-]+$/
const WORDS = /^[\w:.,+/ -]+$/
const NAME = /^[a-z_]\w*(\.\w+)*$/

/** Computed when the case runs: where a product says in which language, also what is no more than a name. */
function isComputed(tree: Tree, value: string): boolean {
  return tree.hasProduct ? !LITERAL.test(value) || NAME.test(value) : !WORDS.test(value)
}

/** A thirteenth month, a thirty-second day. */
function isNoDay(value: string): boolean {
  const day = /^\d{4}-\d\d-\d\d/.exec(value)?.[0]
  return day !== undefined && Number.isNaN(Date.parse(day))
}

/** A literal that is no ISO 8601 time; an expression that computes one is judged when it is compiled. */
function badTime(tree: Tree, part: string, form: RegExp, word: string, example: string): Finding[] {
  return timers(tree).flatMap((timer) => {
    const written = child(timer, part)
    const value = written && text(written, 'body')
    const isTime = value !== undefined && form.test(value) && !(form === DATE && isNoDay(value))
    if (value === undefined || isTime || isComputed(tree, value)) return []
    const message = `「${title(near(timer))}」的${word}「${value}」不是 ISO 8601 的写法，请写成 ${example} 这样。`
    return [{ element: near(timer), message }]
  })
}

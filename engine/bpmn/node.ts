import { child, children, type Element, flag, text, title } from '../element.ts'
import type { Problem } from '../types.ts'
import type { Collected } from './collect.ts'
import type { Compile } from './compile.ts'
import type { Node, NodeKind } from './model.ts'
import { extensionFaults, foreignSettings, type Read, readDecision, readService, readTask } from './settings.ts'
import { readTimer } from './timer.ts'

/** The part of a node that depends on its kind. */
export type Kind = { [K in NodeKind]: Omit<Extract<Node, { kind: K }>, keyof Common> }[NodeKind]
type Common = Omit<Extract<Node, { kind: 'pass' }>, 'kind'>

type Reading = { kind: Kind; problems: Problem[] }
type Reader = (element: Element, collected: Collected, compile: Compile) => Reading

/**
 * What a flow node of the document is to the engine. A node that cannot be run comes back as a plain pass together with
 * the problem that stops the publication.
 */
export function readNode(element: Element, collected: Collected, compile: Compile): Reading {
  const reader = Object.hasOwn(READERS, element.$type) ? READERS[element.$type] : undefined
  if (!reader) return refused(element, `是${labelOf(element)}，现在还不能运行。请换一种画法再发布。`)
  const { kind, problems } = reader(element, collected, compile)
  return { kind, problems: [...problems, ...settingProblems(element), ...markers(element), ...foreign(element)] }
}

const READERS: { [type: string]: Reader } = {
  'bpmn:StartEvent': readStart,
  'bpmn:EndEvent': readEnd,
  'bpmn:IntermediateCatchEvent': readCatch,
  'bpmn:BoundaryEvent': readBoundary,
  'bpmn:UserTask': readUserTask,
  'bpmn:ServiceTask': (element) =>
    withFaults(element, readService(element), (settings) => ({ kind: 'service', settings })),
  'bpmn:BusinessRuleTask': (element) =>
    withFaults(element, readDecision(element), (settings) => ({ kind: 'rule', settings })),
  'bpmn:Task': () => accepted({ kind: 'pass' }),
  'bpmn:ManualTask': () => accepted({ kind: 'pass' }),
  'bpmn:ExclusiveGateway': () => accepted({ kind: 'xor' }),
  'bpmn:ParallelGateway': () => accepted({ kind: 'and' }),
  'bpmn:SubProcess': readSubProcess,
}

function readStart(element: Element): Reading {
  const [definition] = eventDefinitions(element)
  return definition
    ? refused(element, `是${eventOf(definition)}开始事件，现在只能用空白开始事件。`)
    : accepted({ kind: 'start' })
}

function readEnd(element: Element): Reading {
  const [definition, ...more] = eventDefinitions(element)
  if (!definition) return accepted({ kind: 'end' })
  if (more.length > 0) return refused(element, '有几个事件定义，结束事件只能有一个。')
  if (definition.$type === 'bpmn:TerminateEventDefinition') return accepted({ kind: 'terminate' })
  if (definition.$type !== 'bpmn:ErrorEventDefinition')
    return refused(element, `是${eventOf(definition)}结束事件，现在还不能运行。`)
  const code = errorCode(definition)
  return code ? accepted({ kind: 'error-end', code }) : refused(element, '是错误结束事件，但没有写错误代码。')
}

function readCatch(element: Element, _: Collected, compile: Compile): Reading {
  const [definition, ...more] = eventDefinitions(element)
  if (definition?.$type !== 'bpmn:TimerEventDefinition' || more.length > 0) {
    return refused(element, '是中间捕获事件，现在只能等定时器。')
  }
  const { timer, fault } = readTimer(definition, element, compile)
  return timer ? accepted({ kind: 'timer', timer }) : refused(element, fault)
}

function readBoundary(element: Element, { nodes }: Collected, compile: Compile): Reading {
  const [definition, ...more] = eventDefinitions(element)
  const host = child(element, 'attachedToRef')
  const attachedTo = nodes.findIndex((node) => node.element === host)
  const interrupting = flag(element, 'cancelActivity', true)
  if (attachedTo === -1) return refused(element, '是边界事件，但没有贴在任何任务上。')
  if (!definition || more.length > 0) return refused(element, '是边界事件，要有且只有一个事件定义。')
  if (definition.$type === 'bpmn:ErrorEventDefinition') {
    const code = errorCode(definition)
    if (!interrupting) return refused(element, '是错误边界事件，必须打断所在的任务。')
    return accepted({ kind: 'boundary-error', attachedTo, ...(code === undefined ? {} : { code }) })
  }
  if (definition.$type !== 'bpmn:TimerEventDefinition') {
    return refused(element, `是${eventOf(definition)}边界事件，现在还不能运行。`)
  }
  const { timer, fault } = readTimer(definition, element, compile)
  return timer ? accepted({ kind: 'boundary-timer', attachedTo, interrupting, timer }) : refused(element, fault)
}

function readUserTask(element: Element, _: Collected, compile: Compile): Reading {
  const { settings, faults } = readTask(element)
  const assign = compile(settings.assign, element, '办理人')
  const problems = faults.map((fault) => problem(element, fault))
  const offers = settings.outcomes.map(({ when, label }) => compile(when, element, `办理结果「${label}」的条件`))
  return assign ? { kind: { kind: 'user', settings, assign, offers }, problems } : { kind: { kind: 'pass' }, problems }
}

function readSubProcess(element: Element): Reading {
  if (flag(element, 'triggeredByEvent')) return refused(element, '是事件子流程，现在还不能运行。')
  return accepted({ kind: 'sub', start: -1 })
}

function withFaults<T>(element: Element, { settings, faults }: Read<T>, kind: (settings: T) => Kind): Reading {
  return { kind: kind(settings), problems: faults.map((fault) => problem(element, fault)) }
}

/** The event definitions of an event, written in place or referred to. */
function eventDefinitions(element: Element): Element[] {
  return [...children(element, 'eventDefinitions'), ...children(element, 'eventDefinitionRef')]
}

function errorCode(definition: Element): string | undefined {
  const error = child(definition, 'errorRef')
  return error && (text(error, 'errorCode') ?? text(error, 'name') ?? error.id)
}

/** Attributes that would change how often or when an activity runs. */
function markers(element: Element): Problem[] {
  const faults: string[] = []
  if (child(element, 'loopCharacteristics')) faults.push('带有循环或多实例标记，现在还不能运行。')
  if (flag(element, 'isForCompensation')) faults.push('是补偿活动，现在还不能运行。')
  for (const quantity of ['startQuantity', 'completionQuantity']) {
    if (typeof element[quantity] === 'number' && element[quantity] !== 1) faults.push(`的 ${quantity} 只能是 1。`)
  }
  return faults.map((fault) => problem(element, `「${title(element)}」${fault}`))
}

function settingProblems(element: Element): Problem[] {
  return extensionFaults(element).map((fault) => problem(element, fault))
}

function foreign(element: Element): Problem[] {
  const names = [...new Set(foreignSettings(element))]
  if (names.length === 0) return []
  const message = `「${title(element)}」上有其他产品的设置（${names.join('、')}），在这里不起作用。`
  return [{ level: 'warning', element: element.id ?? '', message }]
}

function accepted(kind: Kind): Reading {
  return { kind, problems: [] }
}

function refused(element: Element, reason: string): Reading {
  return { kind: { kind: 'pass' }, problems: [problem(element, `「${title(element)}」${reason}`)] }
}

function problem(element: Element, message: string): Problem {
  return { level: 'error', element: element.id ?? '', message }
}

const LABELS: { [type: string]: string } = {
  'bpmn:InclusiveGateway': '包容网关',
  'bpmn:ComplexGateway': '复杂网关',
  'bpmn:EventBasedGateway': '事件网关',
  'bpmn:ScriptTask': '脚本任务',
  'bpmn:SendTask': '发送任务',
  'bpmn:ReceiveTask': '接收任务',
  'bpmn:CallActivity': '调用活动',
  'bpmn:Transaction': '事务子流程',
  'bpmn:AdHocSubProcess': '随意子流程',
  'bpmn:IntermediateThrowEvent': '中间抛出事件',
}

function labelOf(element: Element): string {
  return LABELS[element.$type] ?? element.$type.replace('bpmn:', '')
}

const EVENTS: { [type: string]: string } = {
  'bpmn:TimerEventDefinition': '定时',
  'bpmn:MessageEventDefinition': '消息',
  'bpmn:SignalEventDefinition': '信号',
  'bpmn:ConditionalEventDefinition': '条件',
  'bpmn:EscalationEventDefinition': '升级',
  'bpmn:CompensateEventDefinition': '补偿',
  'bpmn:CancelEventDefinition': '取消',
  'bpmn:LinkEventDefinition': '链接',
  'bpmn:ErrorEventDefinition': '错误',
  'bpmn:TerminateEventDefinition': '终止',
}

function eventOf(definition: Element): string {
  return EVENTS[definition.$type] ?? definition.$type.replace('bpmn:', '')
}

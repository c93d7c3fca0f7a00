import { child, children, type Element, flag, text, title } from '../element.ts'
import type { Expression } from '../feel/compile.ts'
import { fromFeel } from '../feel/json.ts'
import type { Json, Vars } from '../types.ts'
import { eventDefinitions, readMessage, readThrows, readTriggers, throwMessage } from './event.ts'
import { type AdHoc, NONE, type Node, type NodeKind, type Script, type SubType, type Trigger } from './model.ts'
import { fault, feel, formal, type Reading, warn } from './reading.ts'
import {
  extensionFaults,
  foreignSettings,
  onlyExtension,
  type Read,
  readDecision,
  readService,
  readTask,
} from './settings.ts'

/** The part of a node that depends on its kind, and what it waits for. */
export type Kind = { [K in NodeKind]: Omit<Extract<Node, { kind: K }>, keyof Common> }[NodeKind] & {
  triggers?: Trigger[]
}
type Common = Omit<Extract<Node, { kind: 'pass' }>, 'kind'>

type Reader = (reading: Reading, element: Element) => Kind

/**
 * What a flow node of the document is to the engine. A node that cannot be run comes back as a plain pass together with
 * the problem that stops the publication.
 */
export function readNode(reading: Reading, element: Element): Kind {
  for (const reason of extensionFaults(element))
    reading.problems.push({ level: 'error', element: element.id ?? '', message: reason })
  const foreign = [...new Set(foreignSettings(element))]
  if (foreign.length > 0)
    warn(reading, element, `上留着其他产品的设置（${foreign.join('、')}）：办的时候只看我们的设置。`)
  const reader = Object.hasOwn(READERS, element.$type) ? READERS[element.$type] : undefined
  if (reader) return reader(reading, element)
  fault(reading, element, `是${element.$type.replace('bpmn:', '')}，不能运行。请换一种画法再发布。`)
  return PASS
}

const PASS: Kind = { kind: 'pass' }

const READERS: { [type: string]: Reader } = {
  'bpmn:StartEvent': readStart,
  'bpmn:EndEvent': (reading, element) => ({ kind: 'end', throws: readThrows(reading, element, '结束事件') }),
  'bpmn:IntermediateCatchEvent': readCatch,
  'bpmn:IntermediateThrowEvent': (reading, element) =>
    isLink(element) ? PASS : { kind: 'throw', throws: readThrows(reading, element, '中间抛出事件') },
  'bpmn:BoundaryEvent': readBoundary,
  'bpmn:UserTask': (reading, element) => readUserTask(reading, element, element),
  'bpmn:ServiceTask': (reading, element) => ({
    kind: 'service',
    settings: settingsOf(reading, element, readService(element)),
  }),
  'bpmn:BusinessRuleTask': (reading, element) => readRule(reading, element, element),
  'bpmn:ScriptTask': (reading, element) => readScript(reading, element, element),
  'bpmn:SendTask': readSend,
  'bpmn:ReceiveTask': readReceive,
  'bpmn:CallActivity': readCall,
  'bpmn:Task': () => PASS,
  'bpmn:ManualTask': () => PASS,
  'bpmn:ExclusiveGateway': () => ({ kind: 'xor' }),
  'bpmn:ParallelGateway': () => ({ kind: 'and' }),
  'bpmn:InclusiveGateway': () => ({ kind: 'or', reach: [] }),
  'bpmn:ComplexGateway': readComplex,
  'bpmn:EventBasedGateway': (_, element) => ({
    kind: 'event',
    instantiate: flag(element, 'instantiate'),
    parallel: text(element, 'eventGatewayType') === 'Parallel',
  }),
  'bpmn:SubProcess': (_, element) => subOf(flag(element, 'triggeredByEvent') ? 'event' : 'embedded'),
  'bpmn:Transaction': () => subOf('transaction'),
  'bpmn:AdHocSubProcess': (reading, element) => ({ ...subOf('ad-hoc'), adHoc: readAdHoc(reading, element) }),
}

function subOf(type: SubType): Extract<Kind, { kind: 'sub' }> {
  return { kind: 'sub', start: NONE, type, first: [], watches: [] }
}

function readStart(reading: Reading, element: Element): Kind {
  const container = element.$parent
  const isEvent = container !== undefined && flag(container, 'triggeredByEvent')
  const isProcess = container?.$type === 'bpmn:Process'
  const place = isEvent ? '事件子流程的开始事件' : isProcess ? '开始事件' : '子流程的开始事件'
  const triggers = readTriggers(reading, element, place)
  const interrupting = flag(element, 'isInterrupting', true)
  if (isEvent && eventDefinitions(element).length === 0)
    fault(reading, element, '是事件子流程的开始事件，要写等的是什么。')
  if (!interrupting && triggers.some(({ on }) => on === 'error')) fault(reading, element, '等的是错误，必须打断。')
  return { kind: 'start', interrupting, all: flag(element, 'parallelMultiple'), triggers }
}

function isLink(element: Element): boolean {
  return linkOf(element) !== undefined
}

function readCatch(reading: Reading, element: Element): Kind {
  if (isLink(element)) return PASS
  const triggers = readTriggers(reading, element, '中间捕获事件')
  if (eventDefinitions(element).length === 0) fault(reading, element, '是中间捕获事件，要写等的是什么。')
  return { kind: 'catch', all: flag(element, 'parallelMultiple'), triggers }
}

function readBoundary(reading: Reading, element: Element): Kind {
  const host = child(element, 'attachedToRef')
  const attachedTo = (host && reading.collected.indexes.get(host)) ?? NONE
  const triggers = readTriggers(reading, element, '边界事件')
  const interrupting = flag(element, 'cancelActivity', true)
  const kinds = triggers.map(({ on }) => on)
  if (attachedTo === NONE) fault(reading, element, '是边界事件，但没有贴在任何任务上。')
  if (eventDefinitions(element).length === 0) fault(reading, element, '是边界事件，要写等的是什么。')
  if (!interrupting && kinds.includes('error')) fault(reading, element, '是错误边界事件，必须打断所在的任务。')
  if (kinds.includes('cancel') && host?.$type !== 'bpmn:Transaction')
    fault(reading, element, '是取消边界事件，只能贴在事务子流程上。')
  return { kind: 'boundary', attachedTo, interrupting, all: flag(element, 'parallelMultiple'), triggers }
}

/** `settings` is the element that holds them: the task itself, or the global task that is called. */
function readUserTask(reading: Reading, element: Element, holder: Element): Kind {
  const settings = settingsOf(reading, element, readTask(holder))
  const assign = feel(reading, settings.assign, element, '办理人')
  const offers = settings.outcomes.map(({ when, label }) => feel(reading, when, element, `办理结果「${label}」的条件`))
  return assign ? { kind: 'user', settings, assign, offers } : PASS
}

function readRule(reading: Reading, element: Element, holder: Element): Kind {
  return { kind: 'rule', settings: settingsOf(reading, element, readDecision(holder)) }
}

function settingsOf<T>(reading: Reading, element: Element, { settings, faults }: Read<T>): T {
  for (const message of faults) reading.problems.push({ level: 'error', element: element.id ?? '', message })
  return settings
}

/** A script in FEEL gives the variable of `<jw:script result>`, or a context that is merged into the variables. */
function readScript(reading: Reading, element: Element, holder: Element): Kind {
  const format = text(holder, 'scriptFormat') ?? ''
  const body = text(holder, 'script')
  if (!body) return fault(reading, element, '是脚本任务，但没有写脚本。') ?? PASS
  const bound = reading.options.scripts?.(body, format)
  if (typeof bound === 'function') return { kind: 'script', run: (_, vars) => bound(vars()) ?? undefined }
  if (bound) return { kind: 'service', settings: bound }
  if (format && !/feel/i.test(format))
    return fault(reading, element, `的脚本用 ${format} 写，这里只能用 FEEL。`) ?? PASS
  const settings = onlyExtension(holder, 'jw:Script')
  const script = feel(reading, body, element, '脚本')
  return script ? { kind: 'script', run: scriptOf(script, settings && text(settings, 'result')) } : PASS
}

function scriptOf(script: Expression, result: string | undefined): Script {
  return (world) => {
    const value = fromFeel(script.evaluate(world))
    if (result !== undefined) return { [result]: value }
    return isContext(value) ? value : undefined
  }
}

function isContext(value: Json): value is Vars {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('$type' in value)
}

function readSend(reading: Reading, element: Element): Kind {
  const thrown = throwMessage(reading, element, element)
  return { kind: 'send', throws: thrown ? [thrown] : [] }
}

function readReceive(reading: Reading, element: Element): Kind {
  const trigger = readMessage(reading, element, element)
  return { kind: 'receive', instantiate: flag(element, 'instantiate'), triggers: trigger ? [trigger] : [] }
}

/** Calls another process, or does what a global task of the file does (BPMN 2.0.2, 10.3.6). */
function readCall(reading: Reading, element: Element): Kind {
  const called = text(element, 'calledElement')?.replace(/^.*:/, '')
  if (!called) return fault(reading, element, '是调用活动，但没有写调用谁（calledElement）。') ?? PASS
  const holder = reading.collected.roots.get(called)
  if (!holder || holder.$type === 'bpmn:Process') return { kind: 'call', calls: called }
  const reader = Object.hasOwn(GLOBAL, holder.$type) ? GLOBAL[holder.$type] : undefined
  return (
    reader?.(reading, element, holder) ?? fault(reading, element, `调用的「${called}」不是流程或全局任务。`) ?? PASS
  )
}

const GLOBAL: { [type: string]: (reading: Reading, element: Element, holder: Element) => Kind } = {
  'bpmn:GlobalTask': () => PASS,
  'bpmn:GlobalManualTask': () => PASS,
  'bpmn:GlobalUserTask': readUserTask,
  'bpmn:GlobalBusinessRuleTask': readRule,
  'bpmn:GlobalScriptTask': readScript,
}

function readComplex(reading: Reading, element: Element): Kind {
  const activation = formal(reading, child(element, 'activationCondition'), element, '激活条件')
  return { kind: 'complex', reach: [], ...(activation ? { activation } : {}) }
}

function readAdHoc(reading: Reading, element: Element): AdHoc {
  const completion = formal(reading, child(element, 'completionCondition'), element, '完成条件')
  return {
    sequential: text(element, 'ordering') === 'Sequential',
    cancelRemaining: flag(element, 'cancelRemainingInstances', true),
    automatic: isAutomatic(element),
    ...(completion ? { completion } : {}),
  }
}

const MANUAL = ['bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:Task']

function isAutomatic(container: Element): boolean {
  return children(container, 'flowElements').every((one) => !MANUAL.includes(one.$type) && isAutomatic(one))
}

/**
 * The link of a throw or catch link event: its definition, by which others refer to it, and how a person finds it: by the
 * name of the link, else of the event.
 */
export function linkOf(element: Element): { name: string; definition: Element } | undefined {
  const definition = eventDefinitions(element).find(({ $type }) => $type === 'bpmn:LinkEventDefinition')
  return definition && { name: text(definition, 'name') ?? title(element), definition }
}

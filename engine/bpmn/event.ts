import { child, children, type Element, flag, text } from '../element.ts'
import type { Throw, Trigger } from './model.ts'
import { fault, feel, formal, type Reading } from './reading.ts'
import { onlyExtension } from './settings.ts'
import { readTimer } from './timer.ts'

/** The event definitions of an event, written in place or referred to (BPMN 2.0.2, 10.5.5). */
export function eventDefinitions(element: Element): Element[] {
  return [...children(element, 'eventDefinitions'), ...children(element, 'eventDefinitionRef')]
}

/** The places of an event, and what may trigger or be thrown there (BPMN 2.0.2, tables 10.84 to 10.90). */
const ALLOWED = {
  开始事件: ['Message', 'Timer', 'Conditional', 'Signal'],
  事件子流程的开始事件: ['Message', 'Timer', 'Conditional', 'Signal', 'Error', 'Escalation', 'Compensate'],
  子流程的开始事件: [],
  中间捕获事件: ['Message', 'Timer', 'Conditional', 'Signal'],
  边界事件: ['Message', 'Timer', 'Conditional', 'Signal', 'Error', 'Escalation', 'Compensate', 'Cancel'],
  中间抛出事件: ['Message', 'Signal', 'Escalation', 'Compensate'],
  结束事件: ['Message', 'Signal', 'Escalation', 'Compensate', 'Error', 'Cancel', 'Terminate'],
} as const

export type Place = keyof typeof ALLOWED

/** What an event waits for. A definition that cannot stand in this place is a problem. */
export function readTriggers(reading: Reading, event: Element, place: Place): Trigger[] {
  return allowed(reading, event, place).flatMap((definition) => readTrigger(reading, event, definition) ?? [])
}

/** What an event throws, in the order in which it is written. */
export function readThrows(reading: Reading, event: Element, place: Place): Throw[] {
  return allowed(reading, event, place).flatMap((definition) => readThrow(reading, event, definition) ?? [])
}

function allowed(reading: Reading, event: Element, place: Place): Element[] {
  return eventDefinitions(event).filter((definition) => {
    if (ALLOWED[place].some((kind) => kind === kindOf(definition))) return true
    return fault(reading, event, `是${eventOf(definition)}事件，不能用作${place}。`)
  })
}

function kindOf(definition: Element): string {
  return definition.$type.replace(/^bpmn:|EventDefinition$/g, '')
}

function readTrigger(reading: Reading, event: Element, definition: Element): Trigger | undefined {
  switch (kindOf(definition)) {
    case 'Message':
      return readMessage(reading, event, definition)
    case 'Signal': {
      const name = nameOf(child(definition, 'signalRef'))
      return name ? { on: 'signal', name } : fault(reading, event, '没有写是哪个信号（signalRef）。')
    }
    case 'Timer': {
      const { timer, fault: reason } = readTimer(reading, definition, event)
      return timer ? { on: 'timer', timer } : fault(reading, event, reason)
    }
    case 'Conditional': {
      const condition = formal(reading, child(definition, 'condition'), event, '条件')
      return condition ? { on: 'condition', condition } : fault(reading, event, '是条件事件，但没有写条件。')
    }
    case 'Error':
      return { on: 'error', ...codeOf(definition, 'error') }
    case 'Escalation':
      return { on: 'escalation', ...codeOf(definition, 'escalation') }
    default:
      return { on: kindOf(definition) === 'Cancel' ? 'cancel' : 'compensation' }
  }
}

/** The message that a catching event or receive task waits for, with the key by which it is found. */
export function readMessage(
  reading: Reading,
  event: Element,
  holder: Element,
): Extract<Trigger, { on: 'message' }> | undefined {
  const message = messageOf(reading, event, holder)
  return message && { on: 'message', ...message }
}

/** The message that an event or send task throws. */
export function throwMessage(reading: Reading, event: Element, holder: Element): Throw | undefined {
  const message = messageOf(reading, event, holder)
  return message && { throw: 'message', ...message }
}

/** A message is named by its reference, by its operation, or by the message flow that touches the event. */
function messageOf(reading: Reading, event: Element, holder: Element) {
  const operation = child(holder, 'operationRef')
  const reference = child(holder, 'messageRef') ?? (operation && child(operation, 'inMessageRef'))
  const name = nameOf(reference) ?? reading.collected.messages.get(event.id ?? '')
  if (!name) return fault(reading, event, '没有写是哪条消息（messageRef），也没有消息流连到它。')
  const settings = onlyExtension(event, 'jw:Message')
  const key = feel(reading, settings && text(settings, 'key'), event, '消息的关联键')
  return key ? { name, key } : { name }
}

/** What one event definition throws. */
export function readThrow(reading: Reading, event: Element, definition: Element): Throw | undefined {
  const kind = kindOf(definition)
  switch (kind) {
    case 'Message':
      return throwMessage(reading, event, definition)
    case 'Signal': {
      const name = nameOf(child(definition, 'signalRef'))
      return name ? { throw: 'signal', name } : fault(reading, event, '没有写是哪个信号（signalRef）。')
    }
    case 'Error':
    case 'Escalation': {
      const word = kind === 'Error' ? 'error' : 'escalation'
      const { code } = codeOf(definition, word)
      const label = kind === 'Error' ? '错误' : '升级'
      return code ? { throw: word, code } : fault(reading, event, `是${label}事件，但没有写${label}代码。`)
    }
    case 'Compensate':
      return readCompensation(reading, event, definition)
    default:
      return { throw: kind === 'Cancel' ? 'cancel' : 'terminate' }
  }
}

function readCompensation(reading: Reading, event: Element, definition: Element): Throw | undefined {
  const target = child(definition, 'activityRef')
  const activity = target && reading.collected.indexes.get(target)
  if (target && activity === undefined) return fault(reading, event, '要补偿的活动（activityRef）不在流程里。')
  const waits = flag(definition, 'waitForCompletion', true)
  return { throw: 'compensation', waits, ...(activity === undefined ? {} : { activity }) }
}

function codeOf(definition: Element, word: 'error' | 'escalation'): { code?: string } {
  const reference = child(definition, `${word}Ref`)
  const code = reference && (text(reference, `${word}Code`) ?? nameOf(reference))
  return code === undefined ? {} : { code }
}

function nameOf(reference: Element | undefined): string | undefined {
  return reference && (text(reference, 'name') ?? reference.id)
}

const EVENTS: { [kind: string]: string } = {
  Timer: '定时',
  Message: '消息',
  Signal: '信号',
  Conditional: '条件',
  Escalation: '升级',
  Compensate: '补偿',
  Cancel: '取消',
  Link: '链接',
  Error: '错误',
  Terminate: '终止',
}

function eventOf(definition: Element): string {
  return EVENTS[kindOf(definition)] ?? kindOf(definition)
}

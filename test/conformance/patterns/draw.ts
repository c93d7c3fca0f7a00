/** Builders for the models of the patterns: BPMN text in few words. */

/** A file with one process; `tops` are its messages, signals and errors. */
export function model(body: string, tops = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:jw="urn:jingwei:bpmn:1" id="definitions" targetNamespace="urn:jingwei:patterns">
${tops}<process id="pattern" name="样式" isExecutable="true">${body}</process></definitions>`
}

/** Human tasks, by id; `inside` is what stands in the first one beside its settings. */
export const tasks = (ids: string, inside = '', attributes = '') =>
  ids
    .split(' ')
    .map(
      (id) =>
        `<userTask id="${id}" name="${id}" ${attributes}><extensionElements><jw:task assign="role(&quot;lead&quot;)"/></extensionElements>${inside}</userTask>`,
    )
    .join('')

export const starts = (id = 's') => `<startEvent id="${id}"/>`
export const ends = (ids = 'e') => each(ids, (id) => `<endEvent id="${id}"/>`)
export const terminates = (ids: string) =>
  each(ids, (id) => `<endEvent id="${id}"><terminateEventDefinition id="${id}_d"/></endEvent>`)
export const and = (ids: string) => each(ids, (id) => `<parallelGateway id="${id}"/>`)
export const or = (ids: string) => each(ids, (id) => `<inclusiveGateway id="${id}"/>`)
export const xor = (ids: string) => each(ids, (id) => `<exclusiveGateway id="${id}"/>`)
export const passes = (ids: string) => each(ids, (id) => `<task id="${id}"/>`)
export const sub = (id: string, body: string, attributes = '') =>
  `<subProcess id="${id}" ${attributes}>${body}</subProcess>`

/** A complex gateway that goes on when its condition holds; FEEL over `activationCount` and the variables. */
export const complex = (id: string, condition: string) =>
  `<complexGateway id="${id}"><activationCondition xsi:type="tFormalExpression">${escaped(condition)}</activationCondition></complexGateway>`

export const messages = (ids: string) => each(ids, (id) => `<message id="${id}" name="${id}"/>`)
export const signals = (ids: string) => each(ids, (id) => `<signal id="${id}" name="${id}"/>`)
const onMessage = (id: string, message: string) => `<messageEventDefinition id="${id}_d" messageRef="${message}"/>`

export const catches = (id: string, message: string) =>
  `<intermediateCatchEvent id="${id}">${onMessage(id, message)}</intermediateCatchEvent>`
export const catchesSignal = (id: string, signal: string) =>
  `<intermediateCatchEvent id="${id}"><signalEventDefinition id="${id}_d" signalRef="${signal}"/></intermediateCatchEvent>`
export const throwsSignal = (id: string, signal: string) =>
  `<intermediateThrowEvent id="${id}"><signalEventDefinition id="${id}_d" signalRef="${signal}"/></intermediateThrowEvent>`
export const catchesWhen = (id: string, condition: string) =>
  `<intermediateCatchEvent id="${id}"><conditionalEventDefinition id="${id}_d"><condition xsi:type="tFormalExpression">${escaped(condition)}</condition></conditionalEventDefinition></intermediateCatchEvent>`
/** A message on the border of an activity. */
export const border = (id: string, host: string, message: string, interrupts = true) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupts}">${onMessage(id, message)}</boundaryEvent>`
/** An event sub-process that a message begins. */
export const onMessageSub = (id: string, message: string, body: string, interrupts: boolean) =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}_s" isInterrupting="${interrupts}">${onMessage(`${id}_s`, message)}</startEvent>${body}</subProcess>`

/** Several instances at once: how many, and the condition by which it is over early. */
export const instances = (count: string, until = '', more = '') =>
  `<multiInstanceLoopCharacteristics isSequential="false" ${more}><loopCardinality xsi:type="tFormalExpression">${escaped(count)}</loopCardinality>${until && `<completionCondition xsi:type="tFormalExpression">${escaped(until)}</completionCondition>`}</multiInstanceLoopCharacteristics>`

/** Flows in one line, arrows between: `s > a > gate`, with a condition or `default` behind the target: `gate > b [x = 1]`. */
export function flows(...lines: string[]): string {
  return lines.flatMap(flowsOf).join('')
}

function flowsOf(line: string): string[] {
  const stops = line.split(/ > (?![^[]*\])/).map((stop) => stop.trim())
  return stops.slice(1).map((stop, index) => {
    const [, target = '', condition] = /^(\S+)(?: \[(.*)\])?$/.exec(stop) ?? []
    const source = /^\S+/.exec(stops[index] ?? '')?.[0]
    const body = condition
      ? `<conditionExpression xsi:type="tFormalExpression">${escaped(condition)}</conditionExpression>`
      : ''
    return `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}">${body}</sequenceFlow>`
  })
}

const each = (ids: string, draw: (id: string) => string) => ids.split(' ').map(draw).join('')
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

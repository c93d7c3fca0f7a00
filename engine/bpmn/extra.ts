import { child, children, type Element, extensions, flag, text } from '../element.ts'
import type { Expression } from '../feel/compile.ts'
import { eventDefinitions, readThrow } from './event.ts'
import { type Behavior, type Extra, type Loop, type Mapping, NONE } from './model.ts'
import { fault, feel, formal, type Reading } from './reading.ts'
import { onlyExtension } from './settings.ts'

/** What a node has beyond its plain run; undefined for most, which then pay nothing for it. */
export function readExtra(reading: Reading, element: Element): Extra | undefined {
  const extra: Extra = {
    inputs: [...associations(reading, element, 'dataInputAssociations'), ...mappings(reading, element, 'jw:Input')],
    outputs: [...associations(reading, element, 'dataOutputAssociations'), ...mappings(reading, element, 'jw:Output')],
    ...optional('loop', readLoop(reading, element)),
    starts: quantity(reading, element, 'startQuantity'),
    completes: quantity(reading, element, 'completionQuantity'),
    handler: NONE,
    handles: flag(element, 'isForCompensation'),
    declared: declaredIn(element),
  }
  return isPlain(extra) ? undefined : extra
}

/** The extra of a node that had none. */
export function noExtra(): Extra {
  return { inputs: [], outputs: [], starts: 1, completes: 1, handler: NONE, handles: false, declared: [] }
}

function isPlain(extra: Extra): boolean {
  const lists = [extra.inputs, extra.outputs, extra.declared]
  return (
    lists.every((list) => list.length === 0) && !extra.loop && extra.starts * extra.completes === 1 && !extra.handles
  )
}

/** The names of the data objects and properties of a process or sub-process. */
export function declaredIn(container: Element): string[] {
  const objects = children(container, 'flowElements').filter((element) => element.$type === 'bpmn:DataObject')
  return [...objects, ...children(container, 'properties')].map(variableOf)
}

function quantity(reading: Reading, element: Element, property: string): number {
  const value = element[property]
  if (typeof value !== 'number' || value === 1) return 1
  if (Number.isInteger(value) && value > 1) return value
  fault(reading, element, `的 ${property} 是 ${value}，至少要是 1。`)
  return 1
}

/** `<jw:input name value>` and `<jw:output name value>`, FEEL. */
function mappings(reading: Reading, element: Element, type: 'jw:Input' | 'jw:Output'): Mapping[] {
  return extensions(element)
    .filter((extension) => extension.$type === type)
    .flatMap((extension) => {
      const name = text(extension, 'name')
      const value = feel(reading, text(extension, 'value'), element, type.toLowerCase())
      if (name && value) return [{ name, value, optional: false }]
      return fault(reading, element, `的 ${type.toLowerCase()} 要写 name 和 value。`) ?? []
    })
}

/**
 * Data associations (BPMN 2.0.2, 10.4.2) between data objects, properties, inputs and outputs: a copy, a transformation, or
 * assignments. One that ends at a data store or nowhere only describes.
 */
function associations(reading: Reading, element: Element, property: string): Mapping[] {
  return children(element, property).flatMap((association) => {
    const assignments = children(association, 'assignment')
    if (assignments.length > 0) return assignments.flatMap((assignment) => assign(reading, element, assignment))
    const target = child(association, 'targetRef')
    const sources = children(association, 'sourceRef')
    const transformation = formal(reading, child(association, 'transformation'), element, '数据转换')
    const [source] = sources
    if (!target || !isVariable(target)) return []
    if (transformation) return [{ name: variableOf(target), value: transformation, optional: false }]
    if (sources.length > 1) return fault(reading, element, '的数据关联有几个来源，要写转换（transformation）。') ?? []
    return source && isVariable(source) ? [{ name: variableOf(target), value: lookup(source), optional: true }] : []
  })
}

function assign(reading: Reading, element: Element, assignment: Element): Mapping[] {
  const to = child(assignment, 'to')
  const name = to && text(to, 'body')
  const value = formal(reading, child(assignment, 'from'), element, '数据赋值')
  return name && value
    ? [{ name, value, optional: false }]
    : (fault(reading, element, '的数据赋值要写 from 和 to。') ?? [])
}

const VARIABLES = ['DataObject', 'DataObjectReference', 'Property', 'DataInput', 'DataOutput'].map(
  (type) => `bpmn:${type}`,
)

function isVariable(element: Element): boolean {
  return VARIABLES.includes(element.$type) && !(text(element, 'name') ?? element.id ?? '').startsWith('__')
}

/** The variable that a data element stands for: its name, else its id; a reference stands for its data object. */
function variableOf(element: Element): string {
  const object = child(element, 'dataObjectRef')
  return (object && text(object, 'name')) ?? text(element, 'name') ?? object?.id ?? element.id ?? ''
}

function lookup(element: Element): Expression {
  return variable(variableOf(element))
}

/** The value of a variable, whatever characters its name has. */
function variable(name: string): Expression {
  return { text: name, evaluate: (world) => world.look(name) ?? null }
}

function readLoop(reading: Reading, element: Element): Loop | undefined {
  const written = child(element, 'loopCharacteristics')
  if (written?.$type === 'bpmn:StandardLoopCharacteristics') return readStandardLoop(reading, element, written)
  const own = onlyExtension(element, 'jw:Loop')
  return written || own ? readInstances(reading, element, written, own) : undefined
}

function readStandardLoop(reading: Reading, element: Element, written: Element): Loop | undefined {
  const condition = formal(reading, child(written, 'loopCondition'), element, '循环条件')
  const maximum = Number(written.loopMaximum ?? NONE)
  if (written.loopMaximum !== undefined && !(Number.isInteger(maximum) && maximum > 0))
    return fault(reading, element, `的最多循环次数（loopMaximum）是 ${written.loopMaximum}，至少要是 1。`)
  if (!condition && maximum === NONE) return fault(reading, element, '是循环活动，要写循环条件或最多循环次数。')
  return { type: 'standard', testBefore: flag(written, 'testBefore'), maximum, ...optional('condition', condition) }
}

function readInstances(
  reading: Reading,
  element: Element,
  written: Element | undefined,
  own: Element | undefined,
): Loop | undefined {
  const part = (property: string, where: string) => formal(reading, written && child(written, property), element, where)
  const cardinality = part('loopCardinality', '实例个数')
  const collection = collectionOf(reading, element, written, own)
  if (!cardinality && !collection)
    return fault(reading, element, '是多实例活动，要写实例个数（loopCardinality）或集合（jw:loop 的 collection）。')
  if (cardinality && isNegative(cardinality))
    return fault(reading, element, `的实例个数「${cardinality.text}」不能小于 0。`)
  return {
    type: 'instances',
    sequential: written !== undefined && flag(written, 'isSequential'),
    behavior: written ? readBehavior(reading, element, written) : [],
    ...optional('cardinality', cardinality),
    ...optional('collection', collection),
    ...optional('item', (own && text(own, 'item')) ?? nameIn(written, 'inputDataItem')),
    ...optional('result', (own && text(own, 'result')) ?? nameIn(written, 'loopDataOutputRef')),
    ...optional('output', outputOf(reading, element, written, own)),
    ...optional('completion', part('completionCondition', '完成条件')),
  }
}

function isNegative({ text }: Expression): boolean {
  return /^-\s*\d/.test(text.trim())
}

function collectionOf(reading: Reading, element: Element, written?: Element, own?: Element): Expression | undefined {
  const collection = own && text(own, 'collection')
  if (collection) return feel(reading, collection, element, '集合')
  const input = written && child(written, 'loopDataInputRef')
  const fed = input && feeding(element, input)
  return (fed ?? input) && lookup((fed ?? input) as Element)
}

/** The data object that is copied into a data input, so that a collection is taken from where it is. */
function feeding(element: Element, input: Element): Element | undefined {
  const association = children(element, 'dataInputAssociations').find((one) => child(one, 'targetRef') === input)
  return association && children(association, 'sourceRef')[0]
}

function outputOf(reading: Reading, element: Element, written?: Element, own?: Element): Expression | undefined {
  const output = own && text(own, 'output')
  if (output) return feel(reading, output, element, '实例的结果')
  const item = written && child(written, 'outputDataItem')
  return item ? lookup(item) : variable(givenBy(element))
}

/** What an instance gives unless it is said: the result of its script or decision, else the answer to its task. */
function givenBy(element: Element): string {
  const [script, decision] = [onlyExtension(element, 'jw:Script'), onlyExtension(element, 'jw:Decision')]
  const named = (script && text(script, 'result')) ?? (decision && (text(decision, 'result') ?? text(decision, 'name')))
  return named ?? element.id ?? ''
}

function nameIn(written: Element | undefined, property: string): string | undefined {
  const element = written && child(written, property)
  return element && variableOf(element)
}

/** When events are thrown as instances complete (BPMN 2.0.2, table 10.29): None for each one, One for the first. */
function readBehavior(reading: Reading, element: Element, written: Element): Behavior[] {
  const behavior = text(written, 'behavior') ?? 'All'
  if (behavior === 'None') return behave(reading, element, 'each', child(written, 'noneBehaviorEventRef'))
  if (behavior === 'One') return behave(reading, element, 'first', child(written, 'oneBehaviorEventRef'))
  if (behavior !== 'Complex') return []
  return children(written, 'complexBehaviorDefinition').flatMap((definition) => {
    const when = formal(reading, child(definition, 'condition'), element, '条件')
    const event = child(definition, 'event')
    if (!when || !event) return fault(reading, element, '的复杂行为要写条件和事件。') ?? []
    return eventDefinitions(event).flatMap((one) => behave(reading, element, when, one))
  })
}

function behave(reading: Reading, element: Element, when: Behavior['when'], definition?: Element): Behavior[] {
  const thrown = definition && readThrow(reading, element, definition)
  return thrown ? [{ when, throws: [thrown] }] : []
}

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V })
}

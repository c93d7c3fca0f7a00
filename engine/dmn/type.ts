import { type TaggedType, toFeel } from '../feel/json.ts'
import { midnight } from '../feel/moment.ts'
import { type Frame, spend } from '../feel/scope.ts'
import { isDate, isFunction, isRange, type Type, type TypeName, typeOf, type Value } from '../feel/values.ts'

/**
 * A type of the standard (DMN 1.5, 7.3.3 and 10.3.2.2). `tests` are allowed values and constraints, each of which has to
 * hold; parts of a context and the type of a reference are looked up when they are needed, so that a type may hold itself.
 */
export type ItemType = {
  is: 'any' | 'simple' | 'list' | 'context' | 'function' | 'range' | 'reference'
  name?: TypeName
  of?: () => ItemType
  parts?: ReadonlyMap<string, ItemType>
  result?: () => ItemType
  tests?: readonly Constraint[]
  /** The allowed values where they are a list of values, in the order in which they are written. */
  values?: readonly Value[]
}

export type Constraint = { text: string; holds: (value: Value, frame: Frame) => boolean }

export const ANY: ItemType = { is: 'any' }

const SIMPLE: { readonly [typeRef: string]: TypeName } = {
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  'date and time': 'date and time',
  dayTimeDuration: 'days and time duration',
  'days and time duration': 'days and time duration',
  yearMonthDuration: 'years and months duration',
  'years and months duration': 'years and months duration',
  Null: 'null',
}

/** A type that the standard itself names; undefined for any other name. */
export function builtinType(name: string): ItemType | undefined {
  if (name === 'Any' || name === 'any') return ANY
  if (name === 'context') return { is: 'simple', name: 'context' }
  if (name === 'list' || name === 'range' || name === 'function') return { is: name }
  const simple = Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : undefined
  return simple && { is: 'simple', name: simple }
}

/**
 * A value as a type, by the conversions of the standard (DMN 1.5, 10.3.2.9.4): as it is where it conforms; a list of one
 * as its item and an item as a list of one; a date as its midnight in UTC. Undefined where none of them fits; null fits.
 */
export function convert(type: ItemType, value: Value, frame: Frame): Value | undefined {
  if (value === null || conforms(type, value, frame)) return value
  const base = baseOf(type)
  if (base.is === 'list') {
    const one = [value]
    return !Array.isArray(value) && conforms(type, one, frame) ? one : undefined
  }
  const [first] = Array.isArray(value) && value.length === 1 ? value : []
  if (first !== undefined) return conforms(type, first, frame) ? first : undefined
  if (base.name !== 'date and time' || !isDate(value)) return undefined
  const moment = midnight(value, 0)
  return conforms(type, moment, frame) ? moment : undefined
}

/** Whether a value is of a type and keeps its constraints. */
export function conforms(type: ItemType, value: Value, frame: Frame): boolean {
  if (value === null) return true
  spend(frame)
  return hasForm(type, value, frame) && (type.tests ?? []).every((test) => test.holds(value, frame))
}

/**
 * Text as the type that an input declares, in lists and contexts too: money and dates of a record come as text. Not a
 * conversion of the standard, which would make it null, so it is done at the border only.
 */
export function readText(value: Value, type: ItemType): Value {
  if (value === null || typeof value === 'boolean') return value
  const base = baseOf(type)
  if (typeof value === 'string')
    return READ.includes(base.name) ? (toFeel(value, base.name as TaggedType) ?? value) : value
  if (Array.isArray(value)) {
    const item = base.is === 'list' ? base.of?.() : type
    return item ? value.map((one) => readText(one, item)) : value
  }
  if (!(value instanceof Map) || !base.parts) return value
  const { parts } = base
  return new Map([...value].map(([key, entry]) => [key, readText(entry, parts.get(key) ?? ANY)]))
}

const READ: readonly (TypeName | undefined)[] = [
  'number',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]

/** The form of a type as FEEL asks for it in `instance of`, without constraints. */
export function feelType(type: ItemType): Type {
  const later = (part: ItemType): Type => ({ is: 'custom', name: '', of: () => feelType(part) })
  switch (type.is) {
    case 'any':
      return { is: 'Any' }
    case 'simple':
      return { is: 'plain', name: type.name ?? 'null' }
    case 'reference':
      return later(type.of?.() ?? ANY)
    case 'context':
      return { is: 'context', members: new Map([...(type.parts ?? [])].map(([name, part]) => [name, later(part)])) }
    case 'function':
      return { is: 'plain', name: 'function' }
    case 'list':
    case 'range':
      return { is: type.is, of: later(type.of?.() ?? ANY) }
  }
}

/** The type that a chain of references ends at. */
export function baseOf(type: ItemType): ItemType {
  let base = type
  for (let steps = 0; base.is === 'reference' && steps < 100; steps += 1) base = base.of?.() ?? ANY
  return base
}

/** The values that a type allows, in order, where they are written as a list of values. */
export function allowedBy(type: ItemType): readonly Value[] {
  if (type.values || type.is !== 'reference') return type.values ?? []
  return allowedBy(type.of?.() ?? ANY)
}

/** How the type is called in a message. */
export function sayType(type: ItemType): string {
  const constraint = type.tests?.map(({ text }) => text).join('；')
  const base = baseOf(type)
  const form = base.is === 'simple' ? (base.name ?? '') : FORMS[base.is]
  return constraint ? `${form}（${constraint}）` : form
}

const FORMS = { any: '任意', list: '列表', context: '上下文', function: '函数', range: '区间', reference: '' }

function hasForm(type: ItemType, value: Value, frame: Frame): boolean {
  switch (type.is) {
    case 'any':
      return true
    case 'simple':
      return typeOf(value) === type.name
    case 'reference':
      return conforms(type.of?.() ?? ANY, value, frame)
    case 'list':
      return Array.isArray(value) && value.every((item) => conforms(type.of?.() ?? ANY, item, frame))
    case 'context':
      return value instanceof Map && hasParts(type.parts ?? new Map(), value, frame)
    case 'function':
      return isFunction(value)
    case 'range':
      return isRange(value) && [value.low, value.high].every((end) => conforms(type.of?.() ?? ANY, end ?? null, frame))
  }
}

/** A context may have more entries than its type, but none fewer (DMN 1.5, 10.3.2.9.1). */
function hasParts(parts: ReadonlyMap<string, ItemType>, value: ReadonlyMap<string, Value>, frame: Frame): boolean {
  for (const [name, part] of parts) {
    const entry = value.get(name)
    if (entry === undefined || !conforms(part, entry, frame)) return false
  }
  return true
}

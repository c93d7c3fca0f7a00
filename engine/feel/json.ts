import type { Json } from '../types.ts'
import { FeelError } from './scope.ts'
import { formatValue, parseAt, parseDateTime } from './temporal.ts'
import {
  Decimal,
  decimalOf,
  isFunction,
  isNumber,
  isRange,
  numberOf,
  type Range,
  typeOf,
  type Value,
} from './values.ts'

/**
 * A value that JSON has no word for, in a form that survives JSON: `{ $type: 'number', value: '12.50' }`. Types are
 * `number`, and the temporal ones, whose value is ISO 8601 text.
 */
export type Tagged = { $type: TaggedType; value: string }
export type TaggedType =
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'

/**
 * Wraps text as a FEEL value of a type: the way for money and dates of a record into an expression, for example
 * `tagged('number', '12000.50')` or `tagged('date', '2026-01-31')`. Exact: the text never passes through a double.
 */
export function tagged(type: TaggedType, value: string): Tagged {
  return { $type: type, value }
}

/**
 * A FEEL value from plain data. Numbers, booleans, strings, lists and objects become what they look like; tagged values
 * become their type; `hint` reads text as that type (money columns: `toFeel('12.50', 'number')`). What cannot be read is
 * null. Only own properties are read, so no prototype is reachable.
 */
export function toFeel(value: unknown, hint?: TaggedType): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return hint === undefined ? value : fromText(hint, value)
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? decimalOf(value) : null
  if (typeof value === 'bigint') return numberOf(value.toString())
  if (Array.isArray(value)) return value.map((item) => toFeel(item, hint))
  if (typeof value !== 'object') return null
  return isFeel(value) ? value : objectToFeel(value)
}

/**
 * Plain data from a FEEL value; `toFeel(fromFeel(v))` is `v` again for all but functions, which become null. A number
 * that a double cannot hold exactly, and every temporal value, comes out tagged.
 */
export function fromFeel(value: Value): Json {
  return plainOf(value, { parts: 0 })
}

/** As many parts as plain data may have: a value that holds the same list over and over is short in FEEL only. */
const MOST_PARTS = 1_000_000

function plainOf(value: Value, made: { parts: number }): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  made.parts += 1
  if (made.parts > MOST_PARTS) throw new FeelError(`结果超过 ${MOST_PARTS} 个部分，太大了。`)
  if (Array.isArray(value)) return value.map((item) => plainOf(item, made))
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plainOf(item, made)]))
  if (isNumber(value)) return numberToJson(value)
  if (isFunction(value)) return null
  if (isRange(value)) return rangeToJson(value)
  return { $type: typeOf(value), value: formatValue(value) }
}

function numberToJson(value: Decimal): Json {
  // FEEL knows no negative zero.
  const double = value.isZero() ? 0 : value.toNumber()
  return new Decimal(double).eq(value) && Number.isFinite(double) ? double : { $type: 'number', value: value.toFixed() }
}

function rangeToJson({ low, high, lowIncluded, highIncluded, operator }: Range): Json {
  return {
    $type: 'range',
    ...(low === undefined ? {} : { low: fromFeel(low) }),
    ...(high === undefined ? {} : { high: fromFeel(high) }),
    lowIncluded,
    highIncluded,
    ...(operator ? { operator } : {}),
  }
}

function objectToFeel(object: object): Value {
  const type = ownText(object, '$type')
  if (type === 'range') return rangeFrom(object)
  const text = ownText(object, 'value')
  if (type !== undefined && text !== undefined) return fromText(type, text)
  return new Map(Object.entries(object).map(([key, item]) => [key, toFeel(item)]))
}

function rangeFrom(object: object): Value {
  const part = new Map<string, unknown>(Object.entries(object))
  const operator = part.get('operator')
  return {
    is: 'range',
    ...(part.has('low') ? { low: toFeel(part.get('low')) } : {}),
    ...(part.has('high') ? { high: toFeel(part.get('high')) } : {}),
    lowIncluded: part.get('lowIncluded') === true,
    highIncluded: part.get('highIncluded') === true,
    ...(operator === '=' || operator === '!=' ? { operator } : {}),
  }
}

function fromText(type: string, text: string): Value {
  if (type === 'number') return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? numberOf(text.trim()) : null
  const value = type === 'date and time' ? parseDateTime(text.replace(NO_SECONDS, '$1:00')) : parseAt(text)
  return typeOf(value) === type ? value : null
}

/** What a field for date and time writes. */
const NO_SECONDS = /^([^T]*T\d{2}:\d{2})(?![\d:])/

function ownText(object: object, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? Object.getOwnPropertyDescriptor(object, key)?.value : undefined
  return typeof value === 'string' ? value : undefined
}

/** Values that were made by FEEL already pass through unchanged; plain data of others says `$type`, never `is`. */
function isFeel(value: object): value is Exclude<Value, null | boolean | string | Value[]> {
  return value instanceof Map || value instanceof Decimal
}

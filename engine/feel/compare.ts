import type { CompareOperator } from './ast.ts'
import { compareMoments, equalMoments, sameMoments } from './moment.ts'
import { type Frame, spend } from './scope.ts'
import { isDays, isFunction, isMoment, isMonths, isNumber, isRange, type Range, typeOf, type Value } from './values.ts'

/**
 * `=` of FEEL (DMN 1.5, table 53): null when the two are of kinds that cannot be equal or different.
 * @param frame counts the parts of lists and contexts that are looked at, since a value may hold the same list over and over
 */
export function equal(left: Value, right: Value, frame?: Frame): boolean | null {
  if (left === null || right === null) return left === right
  if (Array.isArray(left)) return Array.isArray(right) ? equalLists(left, right, frame) : null
  if (left instanceof Map) return right instanceof Map ? equalContexts(left, right, frame) : null
  if (isRange(left)) return isRange(right) ? equalRanges(left, right, frame) : null
  if (typeof left === 'boolean') return typeof right === 'boolean' ? left === right : null
  if (isMoment(left)) return isMoment(right) ? equalMoments(left, right) : null
  if (isFunction(left)) return isFunction(right) ? left === right : null
  const order = compare(left, right)
  return order === undefined ? null : order === 0
}

/** `is`: the same type and the very same value, also where `=` looks at the instant only (DMN 1.5, 10.3.4.7). */
export function isSame(left: Value, right: Value, frame?: Frame): boolean {
  if (typeOf(left) !== typeOf(right)) return false
  return isMoment(left) && isMoment(right) ? sameMoments(left, right) : equal(left, right, frame) === true
}

/** Negative, zero or positive for two values of one ordered type; undefined for all others. */
export function compare(left: Value, right: Value): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right)
  if (isNumber(left) && isNumber(right)) return left.cmp(right)
  if (isDays(left) && isDays(right)) return Number(left.nanoseconds - right.nanoseconds)
  if (isMonths(left) && isMonths(right)) return left.months - right.months
  return isMoment(left) && isMoment(right) ? compareMoments(left, right) : undefined
}

const SURROGATES = 0xd800

/** By Unicode code points (DMN 1.5, 10.3.2.3.2); UTF-16 sorts those beyond 16 bits before U+E000. */
function compareTexts(left: string, right: string): number {
  if (left === right) return 0
  const shorter = Math.min(left.length, right.length)
  let at = 0
  while (at < shorter && left.charCodeAt(at) === right.charCodeAt(at)) at += 1
  if (at === shorter) return left.length - right.length
  const [one, two] = [left.charCodeAt(at), right.charCodeAt(at)]
  const areBothHigh = one >= SURROGATES && two >= SURROGATES
  return areBothHigh ? (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0) : one - two
}

/** The comparison operators of FEEL: null where the two cannot be compared. */
export const COMPARISONS: {
  [operator in CompareOperator]: (left: Value, right: Value, frame?: Frame) => boolean | null
} = {
  '=': equal,
  '!=': (left, right, frame) => inverted(equal(left, right, frame)),
  '<': (left, right) => ordered(compare(left, right), (order) => order < 0),
  '<=': (left, right) => ordered(compare(left, right), (order) => order <= 0),
  '>': (left, right) => ordered(compare(left, right), (order) => order > 0),
  '>=': (left, right) => ordered(compare(left, right), (order) => order >= 0),
}

/** Whether a value lies in a range: null when it cannot be compared with its ends. */
export function includes(range: Range, value: Value, frame?: Frame): boolean | null {
  if (range.operator) return COMPARISONS[range.operator](value, range.low ?? null, frame)
  const low = range.low === undefined ? -1 : compare(range.low, value)
  const high = range.high === undefined ? -1 : compare(value, range.high)
  if (low === undefined || high === undefined) return null
  return (range.lowIncluded ? low <= 0 : low < 0) && (range.highIncluded ? high <= 0 : high < 0)
}

/** `and`, `or` and `not` with three values: what is not a boolean counts as unknown (DMN 1.5, tables 50 to 52). */
export function and(left: Value, right: () => Value): boolean | null {
  if (left === false) return false
  const other = right()
  if (other === false) return false
  return left === true && other === true ? true : null
}

export function or(left: Value, right: () => Value): boolean | null {
  if (left === true) return true
  const other = right()
  if (other === true) return true
  return left === false && other === false ? false : null
}

export function not(value: Value): boolean | null {
  return typeof value === 'boolean' ? !value : null
}

/** Whether an input passes a unary test that says only a value: a range contains it, a list holds it, else they are equal. */
export function passes(input: Value, value: Value, frame?: Frame): boolean | null {
  if (isRange(value)) return isRange(input) ? equal(input, value, frame) : includes(value, input, frame)
  if (equal(input, value, frame) === true) return true
  if (!Array.isArray(value)) return false
  return value.reduce<boolean | null>((result, item) => {
    if (frame) spend(frame)
    return or(result, () => passes(input, item, frame))
  }, false)
}

function equalLists(left: Value[], right: Value[], frame?: Frame): boolean {
  const areAlike = (item: Value, index: number) => {
    if (frame) spend(frame)
    return equal(item, right[index] ?? null, frame) === true
  }
  return left.length === right.length && left.every(areAlike)
}

function equalContexts(left: Map<string, Value>, right: Map<string, Value>, frame?: Frame): boolean {
  if (left.size !== right.size) return false
  for (const [key, item] of left) {
    if (frame) spend(frame)
    if (!right.has(key) || equal(item, right.get(key) ?? null, frame) !== true) return false
  }
  return true
}

function equalEnds(left: Value | undefined, right: Value | undefined, frame?: Frame): boolean {
  return left === undefined || right === undefined ? left === right : equal(left, right, frame) === true
}

function equalRanges(left: Range, right: Range, frame?: Frame): boolean {
  if (left.operator !== right.operator) return false
  const areEndsAlike = left.lowIncluded === right.lowIncluded && left.highIncluded === right.highIncluded
  return areEndsAlike && equalEnds(left.low, right.low, frame) && equalEnds(left.high, right.high, frame)
}

function inverted(value: boolean | null): boolean | null {
  return value === null ? null : !value
}

function ordered(order: number | undefined, holds: (order: number) => boolean): boolean | null {
  return order === undefined ? null : holds(order)
}

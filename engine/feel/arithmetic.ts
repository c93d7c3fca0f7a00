import type { MathOperator } from './ast.ts'
import { addDuration, between } from './moment.ts'
import {
  Decimal,
  daysOf,
  finite,
  isDays,
  isDuration,
  isMoment,
  isMonths,
  isNumber,
  monthsOf,
  type Value,
} from './values.ts'

/** `+ - * / **` of FEEL (DMN 1.5, tables 54 to 57); null where the types have no such operation. */
export function calculate(operator: MathOperator, left: Value, right: Value): Value {
  if (isNumber(left) && isNumber(right)) return numbers(operator, left, right)
  if (typeof left === 'string' && typeof right === 'string') return operator === '+' ? left + right : null
  if (operator === '+') return add(left, right)
  if (operator === '-') return subtract(left, right)
  if (operator === '*') return isNumber(left) ? scale(right, left) : isNumber(right) ? scale(left, right) : null
  return operator === '/' ? divide(left, right) : null
}

/** The unary minus: numbers and durations only. */
export function negate(value: Value): Value {
  if (isNumber(value)) return value.neg()
  if (isDays(value)) return daysOf(-value.nanoseconds)
  return isMonths(value) ? monthsOf(-value.months) : null
}

function numbers(operator: MathOperator, left: Decimal, right: Decimal): Value {
  if (operator === '+') return finite(left.plus(right))
  if (operator === '-') return finite(left.minus(right))
  if (operator === '*') return finite(left.times(right))
  return operator === '/' ? finite(left.div(right)) : finite(left.pow(right))
}

function add(left: Value, right: Value): Value {
  if (isDays(left) && isDays(right)) return daysOf(left.nanoseconds + right.nanoseconds)
  if (isMonths(left) && isMonths(right)) return monthsOf(left.months + right.months)
  if (isMoment(left) && isDuration(right)) return addDuration(left, right)
  return isDuration(left) && isMoment(right) ? addDuration(right, left) : null
}

function subtract(left: Value, right: Value): Value {
  if (isMoment(left) && isMoment(right)) return between(right, left)
  return isDuration(right) ? add(left, negate(right)) : null
}

function scale(duration: Value, factor: Decimal): Value {
  if (isDays(duration)) return wholeDays(new Decimal(duration.nanoseconds.toString()).times(factor))
  return isMonths(duration) ? wholeMonths(factor.times(duration.months)) : null
}

function divide(left: Value, right: Value): Value {
  if (isNumber(right) && right.isZero()) return null
  if (isNumber(right) && isDays(left)) return wholeDays(new Decimal(left.nanoseconds.toString()).div(right))
  if (isNumber(right)) return isMonths(left) ? wholeMonths(new Decimal(left.months).div(right)) : null
  if (isDays(left) && isDays(right)) return finite(ratio(left.nanoseconds.toString(), right.nanoseconds.toString()))
  return isMonths(left) && isMonths(right) ? finite(ratio(left.months, right.months)) : null
}

function ratio(left: string | number, right: string | number): Decimal {
  return new Decimal(left).div(right)
}

/** Longer durations than 30 digits of nanoseconds are none. */
function wholeDays(nanoseconds: Decimal): Value {
  return nanoseconds.abs().lt('1e30') ? daysOf(BigInt(nanoseconds.round().toFixed(0))) : null
}

function wholeMonths(months: Decimal): Value {
  return months.abs().lt(Number.MAX_SAFE_INTEGER) ? monthsOf(months.trunc().toNumber()) : null
}

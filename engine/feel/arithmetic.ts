import type { MathOperator } from './ast.ts'
import { isMoment } from './compare.ts'
import { addDuration, between, daysOf, monthsOf } from './temporal.ts'
import {
  type DayDuration,
  Decimal,
  finite,
  isDays,
  isMonths,
  isNumber,
  type MonthDuration,
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
  if (isDays(duration)) return daysOf(rounded(new Decimal(duration.nanoseconds.toString()).times(factor)))
  return isMonths(duration) ? monthsOf(factor.times(duration.months).trunc().toNumber()) : null
}

function divide(left: Value, right: Value): Value {
  if (isNumber(right)) return right.isZero() ? null : scale(left, new Decimal(1).div(right))
  if (isDays(left) && isDays(right)) return finite(ratio(left.nanoseconds.toString(), right.nanoseconds.toString()))
  return isMonths(left) && isMonths(right) ? finite(ratio(left.months, right.months)) : null
}

function ratio(left: string | number, right: string | number): Decimal {
  return new Decimal(left).div(right)
}

function rounded(nanoseconds: Decimal): bigint {
  return BigInt(nanoseconds.round().toFixed(0))
}

function isDuration(value: Value): value is DayDuration | MonthDuration {
  return isDays(value) || isMonths(value)
}

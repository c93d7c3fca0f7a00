import { Decimal as Base } from 'decimal.js'
import { Temporal } from 'temporal-polyfill'

/**
 * The numbers of FEEL: decimal floating point with 34 digits, ties to even (DMN 1.5, 10.3.2.3.1: IEEE 754-2008
 * Decimal128). A constructor of our own, so that nobody else's settings reach it.
 */
export const Decimal = Base.clone({ precision: 34, rounding: Base.ROUND_HALF_EVEN, minE: -6143, maxE: 6144 })
export type Decimal = Base
export type Rounding = Base.Rounding

/** A duration of days and time in nanoseconds, or of years and months in months (DMN 1.5, 10.3.2.3.7 and .8). */
export type DayDuration = { is: 'days'; nanoseconds: bigint }
export type MonthDuration = { is: 'months'; months: number }

/** An end that is absent is open: `> 5` is the range from 5, exclusive, upwards. An end that is null is unknown. */
export type Range = { is: 'range'; low?: Value; high?: Value; lowIncluded: boolean; highIncluded: boolean }
export type FeelFunction = { is: 'function'; parameters: string[]; call: (args: Value[]) => Value }
export type Context = Map<string, Value>
export type DateTime = Temporal.PlainDateTime | Temporal.ZonedDateTime
export type Moment = Temporal.PlainDate | Temporal.PlainTime | DateTime

export type Value =
  | null
  | boolean
  | string
  | Decimal
  | Moment
  | DayDuration
  | MonthDuration
  | Range
  | FeelFunction
  | Context
  | Value[]

export type TypeName =
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function'
  | 'context'
  | 'list'

/** The FEEL type of a value (DMN 1.5, 10.3.2.2). */
export function typeOf(value: Value): TypeName {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'string') return 'string'
  if (Array.isArray(value)) return 'list'
  if (value instanceof Map) return 'context'
  if (isNumber(value)) return 'number'
  return 'is' in value ? TAGGED[value.is] : momentType(value)
}

const TAGGED = {
  days: 'days and time duration',
  months: 'years and months duration',
  range: 'range',
  function: 'function',
} as const

function momentType(value: Moment): TypeName {
  if (value instanceof Temporal.PlainDate) return 'date'
  return value instanceof Temporal.PlainTime ? 'time' : 'date and time'
}

export function isNumber(value: Value): value is Decimal {
  return value instanceof Decimal
}

export function isDateTime(value: Value): value is DateTime {
  return value instanceof Temporal.PlainDateTime || value instanceof Temporal.ZonedDateTime
}

export function isRange(value: Value): value is Range {
  return isTagged(value, 'range')
}

export function isFunction(value: Value): value is FeelFunction {
  return isTagged(value, 'function')
}

export function isDays(value: Value): value is DayDuration {
  return isTagged(value, 'days')
}

export function isMonths(value: Value): value is MonthDuration {
  return isTagged(value, 'months')
}

/** A number for a result of arithmetic: what is not finite is null, as FEEL has no other word for it. */
export function finite(value: Decimal): Decimal | null {
  return value.isFinite() ? value : null
}

/** A JavaScript integer from a FEEL number, or undefined when it has a fraction or is too large. */
export function integer(value: Value): number | undefined {
  return isNumber(value) && value.isInteger() && value.abs().lte(Number.MAX_SAFE_INTEGER) ? value.toNumber() : undefined
}

function isTagged(value: Value, is: string): boolean {
  return typeof value === 'object' && value !== null && 'is' in value && value.is === is
}

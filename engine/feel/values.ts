import { Decimal as Base } from 'decimal.js'

/**
 * The numbers of FEEL: decimal floating point with 34 digits, ties to even (DMN 1.5, 10.3.2.3.1: IEEE 754-2008
 * Decimal128). A constructor of our own, so that nobody else's settings reach it.
 */
export const Decimal = Base.clone({ precision: 34, rounding: Base.ROUND_HALF_EVEN, minE: -6176, maxE: 6144 })
export type Decimal = Base
export type Rounding = Base.Rounding

/** A duration of days and time in nanoseconds, or of years and months in months (DMN 1.5, 10.3.2.3.7 and .8). */
export type DayDuration = { is: 'days'; nanoseconds: bigint }
export type MonthDuration = { is: 'months'; months: number }

/** Where a clock stands: an offset from UTC in seconds, or the name of an IANA time zone. */
export type Zone = number | string

/**
 * A day, a time of day in nanoseconds since midnight, and both together (DMN 1.5, 10.3.2.3.4 to .6). Without a zone they
 * are local. Years run from -999999999 to 999999999, the year 0 is the one before 1.
 */
export type FeelDate = { is: 'date'; year: number; month: number; day: number }
export type FeelTime = { is: 'time'; nanoseconds: number; zone?: Zone }
export type DateTime = {
  is: 'date and time'
  year: number
  month: number
  day: number
  nanoseconds: number
  zone?: Zone
}
export type Moment = FeelDate | FeelTime | DateTime

/**
 * An end that is absent is open: `> 5` is the range from 5, exclusive, upwards. An end that is null is unknown.
 * `operator` marks what was written as `= 5` or `!= 5`.
 */
export type Range = {
  is: 'range'
  low?: Value
  high?: Value
  lowIncluded: boolean
  highIncluded: boolean
  operator?: '=' | '!='
}
/** A function; `types` are what its parameters take, where they say so. */
export type FeelFunction = {
  is: 'function'
  parameters: string[]
  call: (args: Value[]) => Value
  types?: (Type | undefined)[]
}
export type Context = Map<string, Value>

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

/**
 * A type of FEEL (DMN 1.5, 10.3.2.9). `custom` is a type of a model, of which `of` is what it is made of, asked for
 * late, since such a type may hold itself.
 */
export type Type =
  | { is: 'Any' }
  | { is: 'plain'; name: TypeName }
  | { is: 'list' | 'range'; of: Type }
  | { is: 'context'; members: Map<string, Type> }
  | { is: 'function'; parameters: Type[]; result: Type }
  | { is: 'custom'; name: string; of: () => Type }

/** The FEEL type of a value (DMN 1.5, 10.3.2.2). */
export function typeOf(value: Value): TypeName {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'string') return 'string'
  if (Array.isArray(value)) return 'list'
  if (value instanceof Map) return 'context'
  return isNumber(value) ? 'number' : TAGGED[value.is]
}

const TAGGED = {
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  days: 'days and time duration',
  months: 'years and months duration',
  range: 'range',
  function: 'function',
} as const

export function isNumber(value: Value): value is Decimal {
  return value instanceof Decimal
}

export function isDate(value: Value): value is FeelDate {
  return isTagged(value, 'date')
}

export function isTime(value: Value): value is FeelTime {
  return isTagged(value, 'time')
}

export function isDateTime(value: Value): value is DateTime {
  return isTagged(value, 'date and time')
}

/** Whether a value names a day: a date, or a date and time. */
export function isDated(value: Value): value is FeelDate | DateTime {
  return isDate(value) || isDateTime(value)
}

export function isMoment(value: Value): value is Moment {
  return isDated(value) || isTime(value)
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

export function isDuration(value: Value): value is DayDuration | MonthDuration {
  return isDays(value) || isMonths(value)
}

export function daysOf(nanoseconds: bigint): DayDuration {
  return { is: 'days', nanoseconds }
}

export function monthsOf(months: number): MonthDuration {
  return { is: 'months', months: months === 0 ? 0 : months }
}

/** A number for a result of arithmetic: what is not finite is null, as FEEL has no other word for it. */
export function finite(value: Decimal): Decimal | null {
  return value.isFinite() ? value : null
}

/** A number from text that has the form of a FEEL number, with at most 34 digits. */
export function numberOf(text: string): Decimal | null {
  return finite(new Decimal(text).toSignificantDigits(34))
}

/** A JavaScript integer from a FEEL number, or undefined when it has a fraction or is too large. */
export function integer(value: Value): number | undefined {
  return isNumber(value) && value.isInteger() && value.abs().lte(Number.MAX_SAFE_INTEGER) ? value.toNumber() : undefined
}

/** The same, where a fraction is cut off (DMN 1.5, 10.3.4.3: positions and lengths). */
export function truncated(value: Value): number | undefined {
  return isNumber(value) ? integer(value.trunc()) : undefined
}

const SMALL = Array.from({ length: 1024 }, (_, index) => new Decimal(index))

/** The FEEL number of a JavaScript number; small ones are made once. */
export function decimalOf(value: number): Decimal {
  const isSmall = Number.isInteger(value) && value > 0 && value < SMALL.length
  return (isSmall ? SMALL[value] : undefined) ?? new Decimal(value)
}

function isTagged(value: Value, is: string): boolean {
  return typeof value === 'object' && value !== null && 'is' in value && value.is === is
}

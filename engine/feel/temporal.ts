import { Temporal } from 'temporal-polyfill'
import {
  type DateTime,
  type DayDuration,
  isDays,
  isMonths,
  type Moment,
  type MonthDuration,
  type Value,
} from './values.ts'

const DATE = /^-?\d{4,9}-\d{2}-\d{2}$/
const TIME = /^\d{2}:\d{2}:\d{2}(\.\d{1,9})?$/
const DATE_TIME = /^(-?\d{4,9}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:\d{2}|@[\w/+-]+)?$/
const MONTHS = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?$/
const DAYS = /^(-?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,9}))?S)?)?$/
const NANOSECONDS = {
  day: 86_400_000_000_000n,
  hour: 3_600_000_000_000n,
  minute: 60_000_000_000n,
  second: 1_000_000_000n,
}

/** A date from `2026-01-31`; null when it is none, or does not exist. */
export function parseDate(text: string): Temporal.PlainDate | null {
  return DATE.test(text) ? attempt(() => Temporal.PlainDate.from(text, { overflow: 'reject' })) : null
}

/** A time of day from `08:30:00`. */
export function parseTime(text: string): Temporal.PlainTime | null {
  return TIME.test(text) ? attempt(() => Temporal.PlainTime.from(text, { overflow: 'reject' })) : null
}

/** A date and time, local or with `Z`, an offset, or `@Asia/Shanghai`; a mere date is its midnight. */
export function parseDateTime(text: string): DateTime | null {
  const date = parseDate(text)
  if (date) return date.toPlainDateTime()
  const [, day, time, zone] = DATE_TIME.exec(text) ?? []
  if (day === undefined) return null
  return attempt(() => {
    const local = Temporal.PlainDateTime.from(`${day}T${time}`, { overflow: 'reject' })
    return zone === undefined ? local : local.toZonedDateTime(zoneName(zone))
  })
}

/** A duration of either kind from ISO 8601 text. `P1Y2M` counts months, `P2DT3H` counts time; a mixture is none. */
export function parseDuration(text: string): DayDuration | MonthDuration | null {
  const months = MONTHS.exec(text)
  if (months && (months[2] || months[3])) {
    const count = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0)
    return Number.isSafeInteger(count) ? monthsOf(months[1] === '-' ? -count : count) : null
  }
  const days = DAYS.exec(text)
  return days && /\d[WDHMS]$/.test(text) ? daysOf(signed(days[1], nanosecondsOf(days))) : null
}

/** The value of an at-literal such as `@"P2D"`, whose type follows from its text (DMN 1.5, 10.3.2.7). */
export function parseAt(text: string): Value {
  return parseDate(text) ?? parseTime(text) ?? parseDateTime(text) ?? parseDuration(text)
}

/** ISO 8601 text of a temporal value; the same that `parseAt` reads. */
export function formatValue(value: Moment | DayDuration | MonthDuration): string {
  if (isMonths(value)) return formatMonths(value.months)
  if (isDays(value)) return formatDays(value.nanoseconds)
  if (!(value instanceof Temporal.ZonedDateTime)) return value.toString()
  const local = value.toPlainDateTime().toString()
  return /^[+-]/.test(value.timeZoneId)
    ? local + value.offset
    : value.timeZoneId === 'UTC'
      ? `${local}Z`
      : `${local}@${value.timeZoneId}`
}

export function daysOf(nanoseconds: bigint): DayDuration {
  return { is: 'days', nanoseconds }
}

export function monthsOf(months: number): MonthDuration {
  return { is: 'months', months }
}

/** Adds a duration to a moment; null where FEEL has no such sum (a time and months). */
export function addDuration(moment: Moment, duration: DayDuration | MonthDuration): Value {
  return attempt(() => {
    if (isMonths(duration)) {
      return moment instanceof Temporal.PlainTime ? null : moment.add({ months: duration.months })
    }
    if (!(moment instanceof Temporal.PlainDate)) return moment.add(durationOf(duration))
    return moment.toPlainDateTime().add(durationOf(duration)).toPlainDate()
  })
}

/** The time from `earlier` to `later`; null when only one of them has a zone. */
export function between(earlier: Moment, later: Moment): Value {
  return attempt(() => {
    if (earlier instanceof Temporal.PlainTime || later instanceof Temporal.PlainTime) {
      const isBoth = earlier instanceof Temporal.PlainTime && later instanceof Temporal.PlainTime
      return isBoth ? daysOf(nanosecondsBetween(earlier.until(later))) : null
    }
    const [from, to] = [atMidnight(earlier), atMidnight(later)]
    if (from instanceof Temporal.ZonedDateTime && to instanceof Temporal.ZonedDateTime) {
      return daysOf(to.epochNanoseconds - from.epochNanoseconds)
    }
    if (from instanceof Temporal.ZonedDateTime || to instanceof Temporal.ZonedDateTime) return null
    return daysOf(nanosecondsBetween(from.until(to, { largestUnit: 'days' })))
  })
}

/** Whole months from one date to another: `years and months duration(from, to)`. */
export function monthsBetween(from: Temporal.PlainDate | DateTime, to: Temporal.PlainDate | DateTime): Value {
  const { years, months } = dateOf(from).until(dateOf(to), { largestUnit: 'years' })
  return monthsOf(years * 12 + months)
}

export function dateOf(value: Temporal.PlainDate | DateTime): Temporal.PlainDate {
  return value instanceof Temporal.PlainDate ? value : value.toPlainDate()
}

/** Negative, zero or positive; undefined when the two cannot be compared. */
export function compareMoments(left: Moment, right: Moment): number | undefined {
  if (left instanceof Temporal.PlainTime && right instanceof Temporal.PlainTime)
    return Temporal.PlainTime.compare(left, right)
  if (left instanceof Temporal.PlainDate && right instanceof Temporal.PlainDate)
    return Temporal.PlainDate.compare(left, right)
  if (left instanceof Temporal.PlainDateTime && right instanceof Temporal.PlainDateTime) {
    return Temporal.PlainDateTime.compare(left, right)
  }
  const areZoned = left instanceof Temporal.ZonedDateTime && right instanceof Temporal.ZonedDateTime
  return areZoned ? Temporal.ZonedDateTime.compare(left, right) : undefined
}

function atMidnight(value: Temporal.PlainDate | DateTime): DateTime {
  return value instanceof Temporal.PlainDate ? value.toPlainDateTime() : value
}

function durationOf({ nanoseconds }: DayDuration): Temporal.Duration {
  const days = nanoseconds / NANOSECONDS.day
  const rest = nanoseconds % NANOSECONDS.day
  return Temporal.Duration.from({
    days: Number(days),
    seconds: Number(rest / NANOSECONDS.second),
    nanoseconds: Number(rest % NANOSECONDS.second),
  })
}

function nanosecondsBetween(duration: Temporal.Duration): bigint {
  const { days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds } = duration
  const whole = BigInt(days) * 86_400n + BigInt(hours) * 3_600n + BigInt(minutes) * 60n + BigInt(seconds)
  const rest = BigInt(milliseconds) * 1_000_000n + BigInt(microseconds) * 1_000n + BigInt(nanoseconds)
  return whole * NANOSECONDS.second + rest
}

function nanosecondsOf([, , weeks, days, hours, minutes, seconds, fraction]: RegExpExecArray): bigint {
  const part = (digits: string | undefined) => BigInt(digits ?? 0)
  const whole = (part(weeks) * 7n + part(days)) * NANOSECONDS.day + part(hours) * NANOSECONDS.hour
  const rest = part(minutes) * NANOSECONDS.minute + part(seconds) * NANOSECONDS.second
  return whole + rest + BigInt((fraction ?? '').padEnd(9, '0'))
}

function formatMonths(months: number): string {
  const count = Math.abs(months)
  const years = Math.trunc(count / 12)
  const text = `${years ? `${years}Y` : ''}${count % 12 ? `${count % 12}M` : ''}`
  return `${months < 0 ? '-' : ''}P${text || '0M'}`
}

function formatDays(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds
  const unit = (amount: bigint, letter: string) => (amount ? `${amount}${letter}` : '')
  const fraction = (size % NANOSECONDS.second).toString().padStart(9, '0').replace(/0+$/, '')
  const seconds = (size / NANOSECONDS.second) % 60n
  const time =
    unit((size / NANOSECONDS.hour) % 24n, 'H') +
    unit((size / NANOSECONDS.minute) % 60n, 'M') +
    (fraction ? `${seconds}.${fraction}S` : unit(seconds, 'S'))
  const text = unit(size / NANOSECONDS.day, 'D') + (time ? `T${time}` : '')
  return `${nanoseconds < 0n ? '-' : ''}P${text || 'T0S'}`
}

function signed(sign: string | undefined, amount: bigint): bigint {
  return sign === '-' ? -amount : amount
}

function zoneName(zone: string): string {
  return zone === 'Z' ? 'UTC' : zone.replace('@', '')
}

/** Temporal throws for dates that do not exist or lie out of range; FEEL says null. */
function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

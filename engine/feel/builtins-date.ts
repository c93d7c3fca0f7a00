import { Temporal } from 'temporal-polyfill'
import type { Builtins } from './builtins.ts'
import { FeelError, type World } from './scope.ts'
import { dateOf, monthsBetween, parseDate, parseDateTime, parseDuration, parseTime } from './temporal.ts'
import { type DateTime, Decimal, integer, isDateTime, type Value } from './values.ts'

/** Functions on dates, times and durations (DMN 1.5, 10.3.4.1, .6 and .10). `now` and `today` ask the world. */
export const dateFunctions: Builtins = {
  now: { signatures: [[]], call: (_, frame) => nowIn(frame.run.world) },
  today: { signatures: [[]], call: (_, frame) => nowIn(frame.run.world).toPlainDate() },
  date: { signatures: [['from'], ['year', 'month', 'day']], call: (args) => toDate(args) },
  time: { signatures: [['from'], ['hour', 'minute', 'second']], call: (args) => toTime(args) },
  'date and time': { signatures: [['from'], ['date', 'time']], call: (args) => toDateTime(args) },
  duration: {
    signatures: [['from']],
    call: ([from = null]) => (typeof from === 'string' ? parseDuration(from) : null),
  },
  'years and months duration': {
    signatures: [['from', 'to']],
    call: ([from = null, to = null]) => (isDated(from) && isDated(to) ? monthsBetween(from, to) : null),
  },
  'day of week': dated((date) => WEEKDAYS[date.dayOfWeek - 1] ?? null),
  'month of year': dated((date) => MONTHS[date.month - 1] ?? null),
  'day of year': dated((date) => new Decimal(date.dayOfYear)),
  'week of year': dated((date) => new Decimal(date.weekOfYear ?? 0)),
  'last day of month': dated((date) => new Decimal(date.daysInMonth)),
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

function dated(call: (date: Temporal.PlainDate) => Value): Builtins[string] {
  return { signatures: [['date']], call: ([date = null]) => (isDated(date) ? call(dateOf(date)) : null) }
}

function isDated(value: Value): value is Temporal.PlainDate | DateTime {
  return value instanceof Temporal.PlainDate || isDateTime(value)
}

function nowIn({ now, zone }: World): Temporal.ZonedDateTime {
  if (!now) throw new FeelError('这里没有当前时间，不能用 now() 和 today()。')
  return Temporal.Instant.from(now).toZonedDateTimeISO(zone)
}

function toDate([from = null, month = null, day = null]: Value[]): Value {
  if (typeof from === 'string') return parseDate(from)
  if (isDated(from)) return dateOf(from)
  const parts = [from, month, day].map(integer)
  return parts.includes(undefined) ? null : parseDate(`${pad(parts[0], 4)}-${pad(parts[1], 2)}-${pad(parts[2], 2)}`)
}

function toTime([from = null, minute = null, second = null]: Value[]): Value {
  if (typeof from === 'string') return parseTime(from)
  if (from instanceof Temporal.PlainTime) return from
  if (isDateTime(from)) return from.toPlainTime()
  const parts = [from, minute, second].map(integer)
  return parts.includes(undefined) ? null : parseTime(parts.map((part) => pad(part, 2)).join(':'))
}

function toDateTime([from = null, time = null]: Value[]): Value {
  if (typeof from === 'string') return parseDateTime(from)
  if (isDated(from) && time instanceof Temporal.PlainTime) return dateOf(from).toPlainDateTime(time)
  return isDateTime(from) && time === null ? from : null
}

function pad(value: number | undefined, length: number): string {
  return String(value).padStart(length, '0')
}

import { Temporal } from 'temporal-polyfill'
import type { Builtins } from './builtins.ts'
import {
  dayOfYear,
  daysInMonth,
  makeDate,
  monthsBetween,
  NANOSECONDS,
  parseDate,
  weekday,
  weekOfYear,
} from './calendar.ts'
import { dateOf, midnight } from './moment.ts'
import { FeelError, type World } from './scope.ts'
import { makeTime, parseDateTime, parseDuration, parseTime } from './temporal.ts'
import {
  type DateTime,
  decimalOf,
  type FeelDate,
  type FeelTime,
  integer,
  isDated,
  isDateTime,
  isDays,
  isNumber,
  isTime,
  monthsOf,
  type Value,
  type Zone,
} from './values.ts'
import { atInstant, parseZone, zoneOfOffset } from './zone.ts'

const CLOCK = ['hour', 'minute', 'second']
const DAY = ['year', 'month', 'day']

/** Functions on dates, times and durations (DMN 1.5, 10.3.4.1, .6 and .10). `now` and `today` ask the world. */
export const dateFunctions: Builtins = {
  now: { signatures: [[]], call: (_, frame) => nowIn(frame.run.world) },
  today: { signatures: [[]], call: (_, frame) => dateOf(nowIn(frame.run.world)) },
  date: { signatures: [['from'], DAY], call: toDate },
  time: { signatures: [['from'], [...CLOCK, 'offset?']], call: toTime },
  'date and time': {
    signatures: [['from'], ['date', 'time'], [...DAY, ...CLOCK, 'offset?'], [...DAY, ...CLOCK, 'timezone']],
    call: toDateTime,
  },
  duration: {
    signatures: [['from']],
    call: ([from = null]) => (typeof from === 'string' ? parseDuration(from) : null),
  },
  'years and months duration': {
    signatures: [['from', 'to']],
    call: ([from = null, to = null]) => (isDated(from) && isDated(to) ? monthsOf(monthsBetween(from, to)) : null),
  },
  'day of week': dated((date) => WEEKDAYS[weekday(date) - 1] ?? null),
  'month of year': dated((date) => MONTHS[date.month - 1] ?? null),
  'day of year': dated((date) => decimalOf(dayOfYear(date))),
  'week of year': dated((date) => decimalOf(weekOfYear(date))),
  'last day of month': dated((date) => decimalOf(daysInMonth(date.year, date.month))),
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

function dated(call: (date: FeelDate | DateTime) => Value): Builtins[string] {
  return { signatures: [['date']], call: ([date = null]) => (isDated(date) ? call(date) : null) }
}

function nowIn({ now, zone }: World): DateTime {
  if (!now) throw new FeelError('这里没有当前时间，不能用 now() 和 today()。')
  const moment = atInstant(Temporal.Instant.from(now).epochNanoseconds, zone === 'UTC' ? 0 : zone)
  if (!moment) throw new FeelError(`当前时间「${now}」不对。`)
  return moment
}

function toDate(args: Value[]): Value {
  const [from = null] = args
  if (args.length === 3) return dateFrom(args)
  if (typeof from === 'string') return parseDate(from)
  return isDated(from) ? dateOf(from) : null
}

function dateFrom(parts: Value[]): FeelDate | null {
  const [year, month, day] = parts.map(integer)
  return year === undefined || month === undefined || day === undefined ? null : makeDate(year, month, day)
}

/** A date gives its midnight in UTC (DMN 1.5, table 66). */
function toTime(args: Value[]): Value {
  const [from = null] = args
  if (args.length > 1) return timeFrom(args)
  if (typeof from === 'string') return parseTime(from)
  if (isTime(from)) return from
  if (!isDated(from)) return null
  const { nanoseconds, zone } = isDateTime(from) ? from : midnight(from, 0)
  return { is: 'time', nanoseconds, ...(zone === undefined ? {} : { zone }) }
}

/** Hour, minute, seconds with a fraction, and an offset as a duration or, for a date and time, a zone's name. */
function timeFrom([hour = null, minute = null, second = null, zone = null]: Value[]): FeelTime | null {
  const [hours, minutes] = [integer(hour), integer(minute)]
  if (hours === undefined || minutes === undefined || !isNumber(second) || second.isNegative()) return null
  const offset = zone === null ? undefined : zoneFrom(zone)
  if (zone !== null && offset === undefined) return null
  const whole = second.floor()
  const fraction = second.minus(whole).times(NANOSECONDS.second).trunc().toNumber()
  return makeTime(hours, minutes, whole.toNumber(), fraction, offset)
}

function zoneFrom(zone: Value): Zone | undefined {
  if (typeof zone === 'string') return parseZone(`@${zone}`)
  return isDays(zone) ? zoneOfOffset(Number(zone.nanoseconds / 1_000_000_000n)) : undefined
}

function toDateTime(args: Value[]): Value {
  const [from = null, time = null] = args
  if (args.length > 2) return joined(dateFrom(args.slice(0, 3)), timeFrom(args.slice(3)))
  if (args.length === 2) return isDated(from) && isTime(time) ? joined(dateOf(from), time) : null
  if (typeof from === 'string') return parseDateTime(from)
  if (isDateTime(from)) return from
  return isDated(from) ? midnight(from, 0) : null
}

function joined(date: FeelDate | null, time: FeelTime | null): DateTime | null {
  return date && time && { ...date, ...time, is: 'date and time' }
}

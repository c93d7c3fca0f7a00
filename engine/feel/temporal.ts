import { formatDay, NANOSECONDS, parseDate } from './calendar.ts'
import {
  type DateTime,
  type DayDuration,
  daysOf,
  type FeelTime,
  isDays,
  isMonths,
  type Moment,
  type MonthDuration,
  monthsOf,
  type Value,
} from './values.ts'
import { formatZone, parseZone } from './zone.ts'

const CLOCK = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|[+-].*|@.*)?$/
const MONTHS = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?$/
const DAYS = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/
const UNIT = { day: 86_400_000_000_000n, hour: 3_600_000_000_000n, minute: 60_000_000_000n, second: 1_000_000_000n }
/** Digits of one part of a duration: more are no duration of this world, and would take long to reckon with. */
const DIGITS = 30

/** A time of day from `08:30:00`, with a fraction, and with a zone where one is given; null when it is none. */
export function parseTime(text: string): FeelTime | null {
  const [, hours, minutes, seconds, fraction = '', zoneText] = CLOCK.exec(text) ?? []
  if (hours === undefined) return null
  const zone = zoneText === undefined ? undefined : parseZone(zoneText)
  if (zoneText !== undefined && zone === undefined) return null
  return makeTime(Number(hours), Number(minutes), Number(seconds), Number(nine(fraction)), zone)
}

/** The time of day, or null when a clock shows no such time. */
export function makeTime(
  hours: number,
  minutes: number,
  seconds: number,
  nanoseconds: number,
  zone: FeelTime['zone'],
): FeelTime | null {
  const isClock = hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60
  if (!isClock) return null
  const since = hours * NANOSECONDS.hour + minutes * NANOSECONDS.minute + seconds * NANOSECONDS.second + nanoseconds
  return { is: 'time', nanoseconds: since, ...(zone === undefined ? {} : { zone }) }
}

/** A date and time from ISO 8601 text with or without a zone; a mere date is its midnight. Null when it is none. */
export function parseDateTime(text: string): DateTime | null {
  const at = text.indexOf('T')
  const date = parseDate(at === -1 ? text : text.slice(0, at))
  if (!date) return null
  const time: FeelTime | null = at === -1 ? { is: 'time', nanoseconds: 0 } : parseTime(text.slice(at + 1))
  if (!time) return null
  return { ...date, ...time, is: 'date and time' }
}

/** A duration of either kind from ISO 8601 text. `P1Y2M` counts months, `P2DT3H` counts time; a mixture is none. */
export function parseDuration(text: string): DayDuration | MonthDuration | null {
  if (/\d{31}/.test(text)) return null
  const months = MONTHS.exec(text)
  if (months && (months[2] || months[3])) {
    const count = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0)
    return Number.isSafeInteger(count) ? monthsOf(months[1] === '-' ? -count : count) : null
  }
  const days = DAYS.exec(text)
  if (!days || !/\d\.?\d*[DHMS]$/.test(text)) return null
  return daysOf(days[1] === '-' ? -nanosecondsOf(days) : nanosecondsOf(days))
}

/** The value of an at-literal such as `@"P2D"`, whose type follows from its text (DMN 1.5, 10.3.2.7). */
export function parseAt(text: string): Value {
  return parseDate(text) ?? parseTime(text) ?? parseDateTime(text) ?? parseDuration(text)
}

/** ISO 8601 text of a temporal value; the same that `parseAt` reads. */
export function formatValue(value: Moment | DayDuration | MonthDuration): string {
  if (isMonths(value)) return formatMonths(value.months)
  if (isDays(value)) return formatDays(value.nanoseconds)
  if (value.is === 'date') return formatDay(value)
  const clock = formatClock(value.nanoseconds) + formatZone(value.zone)
  return value.is === 'time' ? clock : `${formatDay(value)}T${clock}`
}

function formatClock(nanoseconds: number): string {
  const two = (amount: number) => String(Math.floor(amount)).padStart(2, '0')
  const seconds = nanoseconds / NANOSECONDS.second
  const fraction = String(nanoseconds % NANOSECONDS.second)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return `${two(seconds / 3_600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}${fraction && `.${fraction}`}`
}

function nanosecondsOf([, , days, hours, minutes, seconds, fraction]: RegExpExecArray): bigint {
  const part = (digits: string | undefined) => BigInt((digits ?? '0').slice(0, DIGITS))
  const whole = part(days) * UNIT.day + part(hours) * UNIT.hour
  return whole + part(minutes) * UNIT.minute + part(seconds) * UNIT.second + BigInt(nine(fraction ?? ''))
}

/** The first nine digits of a fraction, which are nanoseconds. */
function nine(fraction: string): string {
  return fraction.slice(0, 9).padEnd(9, '0')
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
  const fraction = (size % UNIT.second).toString().padStart(9, '0').replace(/0+$/, '')
  const seconds = (size / UNIT.second) % 60n
  const time =
    unit((size / UNIT.hour) % 24n, 'H') +
    unit((size / UNIT.minute) % 60n, 'M') +
    (fraction ? `${seconds}.${fraction}S` : unit(seconds, 'S'))
  const text = unit(size / UNIT.day, 'D') + (time ? `T${time}` : '')
  return `${nanoseconds < 0n ? '-' : ''}P${text || 'T0S'}`
}

import { addMonths, compareDays, dateOfNumber, dayNumber, NANOSECONDS } from './calendar.ts'
import {
  type DateTime,
  type DayDuration,
  daysOf,
  type FeelDate,
  type FeelTime,
  isMonths,
  type Moment,
  type MonthDuration,
  type Value,
} from './values.ts'
import { atInstant, instantOf, offsetOfTime } from './zone.ts'

/** Adds a duration to a moment; null where FEEL has no such sum (a time and months). DMN 1.5, 10.3.2.3 and table 57. */
export function addDuration(moment: Moment, duration: DayDuration | MonthDuration): Value {
  if (isMonths(duration)) {
    if (moment.is === 'time') return null
    const date = addMonths(moment, duration.months)
    return date && { ...moment, year: date.year, month: date.month, day: date.day }
  }
  if (moment.is === 'time') return turnClock(moment, duration.nanoseconds)
  if (moment.is === 'date') return dateOf(atInstant(instantOf(midnight(moment)) + duration.nanoseconds, undefined))
  return atInstant(instantOf(moment) + duration.nanoseconds, moment.zone)
}

/** The time from `earlier` to `later`; null when only one of them has a zone, or only one has a day. */
export function between(earlier: Moment, later: Moment): Value {
  const [from, to] = alike(earlier, later)
  if (from.is === 'time' && to.is === 'time') {
    return hasZone(from) === hasZone(to) ? daysOf(BigInt(clockOf(to)) - BigInt(clockOf(from))) : null
  }
  if (from.is === 'date' && to.is === 'date') {
    return daysOf(BigInt(dayNumber(to) - dayNumber(from)) * BigInt(NANOSECONDS.day))
  }
  if (from.is !== 'date and time' || to.is !== 'date and time' || hasZone(from) !== hasZone(to)) return null
  return daysOf(instantOf(to) - instantOf(from))
}

/** Negative, zero or positive; undefined when the two cannot be compared. */
export function compareMoments(left: Moment, right: Moment): number | undefined {
  if (left.is === 'date') return right.is === 'date' ? compareDays(left, right) : undefined
  if (left.is !== right.is || hasZone(left) !== hasZone(right as FeelTime | DateTime)) return undefined
  if (left.is === 'time') return clockOf(left) - clockOf(right as FeelTime)
  return compareDateTimes(left, right as DateTime)
}

/** Whether two moments of one type are equal, which is counted in whole seconds (DMN 1.5, 10.3.2.3.4 and .5, `value`). */
export function equalMoments(left: Moment, right: Moment): boolean | null {
  const order = compareMoments(withoutFraction(left), withoutFraction(right))
  return order === undefined ? null : order === 0
}

/** Whether two moments are the very same: the same clock and the same zone (DMN 1.5, 10.3.4.7, `is`). */
export function sameMoments(left: Moment, right: Moment): boolean {
  if (left.is === 'date' || right.is === 'date') {
    return left.is === 'date' && right.is === 'date' && compareDays(left, right) === 0
  }
  if (left.is !== right.is || left.zone !== right.zone || left.nanoseconds !== right.nanoseconds) return false
  return left.is === 'time' || compareDays(left, right as DateTime) === 0
}

/** The date of a date and time. */
export function dateOf(value: FeelDate | DateTime): FeelDate
export function dateOf(value: FeelDate | DateTime | null): FeelDate | null
export function dateOf(value: FeelDate | DateTime | null): FeelDate | null {
  return value && { is: 'date', year: value.year, month: value.month, day: value.day }
}

/** Midnight of a date, in a zone where one is given. */
export function midnight({ year, month, day }: FeelDate, zone?: DateTime['zone']): DateTime {
  return { is: 'date and time', year, month, day, nanoseconds: 0, ...(zone === undefined ? {} : { zone }) }
}

/** The day so many days later. */
export function daysLater(date: FeelDate, days: number): FeelDate | null {
  return dateOfNumber(dayNumber(date) + days)
}

/** A date beside a date and time is its midnight, in UTC where the other one has a zone. */
function alike(left: Moment, right: Moment): [Moment, Moment] {
  if (left.is === 'date' && right.is === 'date and time') return [midnight(left, hasZone(right) ? 0 : undefined), right]
  if (right.is === 'date' && left.is === 'date and time') return [left, midnight(right, hasZone(left) ? 0 : undefined)]
  return [left, right]
}

function compareDateTimes(left: DateTime, right: DateTime): number {
  if (left.zone === right.zone && typeof left.zone !== 'string') {
    return compareDays(left, right) || left.nanoseconds - right.nanoseconds
  }
  const difference = instantOf(left) - instantOf(right)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function withoutFraction(moment: Moment): Moment {
  if (moment.is === 'date') return moment
  return { ...moment, nanoseconds: moment.nanoseconds - (moment.nanoseconds % NANOSECONDS.second) }
}

function hasZone(value: FeelTime | DateTime): boolean {
  return value.zone !== undefined
}

/** Nanoseconds since midnight of UTC. */
function clockOf({ nanoseconds, zone = 0 }: FeelTime): number {
  return nanoseconds - offsetOfTime(zone) * NANOSECONDS.second
}

/** The clock goes round: what is beyond midnight is early again. */
function turnClock(time: FeelTime, nanoseconds: bigint): FeelTime {
  const length = BigInt(NANOSECONDS.day)
  const sum = (BigInt(time.nanoseconds) + nanoseconds) % length
  return { ...time, nanoseconds: Number((sum + length) % length) }
}

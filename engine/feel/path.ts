import { Temporal } from 'temporal-polyfill'
import type { Run } from './compile.ts'
import { type Frame, inner, spend } from './scope.ts'
import { daysOf } from './temporal.ts'
import {
  type DateTime,
  type DayDuration,
  Decimal,
  integer,
  isDateTime,
  isDays,
  isMonths,
  isNumber,
  isRange,
  type Range,
  type Value,
} from './values.ts'

/**
 * `value.name` (DMN 1.5, 10.3.2.5 and table 61): an entry of a context, of every item of a list, or a part of a date,
 * duration or range; null when there is none.
 */
export function property(value: Value, name: string): Value {
  if (value instanceof Map) return value.get(name) ?? null
  if (Array.isArray(value)) return value.map((item) => property(item, name))
  if (isDays(value)) return dayPart(value, name)
  if (isMonths(value)) return part({ years: Math.trunc(value.months / 12), months: value.months % 12 }, name)
  if (isRange(value)) return rangePart(value, name)
  if (value instanceof Temporal.PlainDate) return part(calendarParts(value), name)
  if (value instanceof Temporal.PlainTime) return part(clockParts(value), name)
  return isDateTime(value) ? dateTimePart(value, name) : null
}

/**
 * `list[by]` (DMN 1.5, 10.3.2.5): a number picks an item, from the end when negative; otherwise the items stay for which
 * `by` is true, where the properties of an item are names of their own and `item` is the item.
 */
export function compileFilter(of: Run, by: Run): Run {
  return (frame) => {
    const value = of(frame)
    const list = Array.isArray(value) ? value : value === null ? [] : [value]
    const index = indexOf(list, by, frame)
    if (index !== undefined) return list.at(index > 0 ? index - 1 : index) ?? null
    return list.filter((item) => by(itemFrame(item, frame)) === true)
  }
}

/** The filter as a number, tried on the surroundings alone; an empty list has nothing to try it on. */
function indexOf(list: Value[], by: Run, frame: Frame): number | undefined {
  const [first] = list
  if (first === undefined) return undefined
  const value = by(itemFrame(first, frame))
  if (!isNumber(value)) return undefined
  const index = integer(value) ?? 0
  return index === 0 ? list.length + 1 : index
}

function itemFrame(item: Value, frame: Frame): Frame {
  spend(frame)
  const within = inner(frame, new Map([['item', item]]))
  return item instanceof Map ? inner(within, item) : within
}

function dayPart({ nanoseconds }: DayDuration, name: string): Value {
  const seconds = nanoseconds / 1_000_000_000n
  const parts = {
    days: Number(seconds / 86_400n),
    hours: Number((seconds / 3_600n) % 24n),
    minutes: Number((seconds / 60n) % 60n),
    seconds: Number(seconds % 60n),
  }
  return part(parts, name)
}

function rangePart(range: Range, name: string): Value {
  if (name === 'start') return range.low ?? null
  if (name === 'end') return range.high ?? null
  if (name === 'start included') return range.lowIncluded
  return name === 'end included' ? range.highIncluded : null
}

function dateTimePart(value: DateTime, name: string): Value {
  if (value instanceof Temporal.ZonedDateTime) {
    if (name === 'time offset') return daysOf(BigInt(value.offsetNanoseconds))
    if (name === 'timezone') return /^[+-]/.test(value.timeZoneId) ? null : value.timeZoneId
  }
  return part({ ...calendarParts(value), ...clockParts(value) }, name)
}

function calendarParts({ year, month, day, dayOfWeek }: Temporal.PlainDate | DateTime) {
  return { year, month, day, weekday: dayOfWeek }
}

function clockParts({ hour, minute, second }: Temporal.PlainTime | DateTime) {
  return { hour, minute, second }
}

function part(parts: { [name: string]: number }, name: string): Value {
  const value = Object.hasOwn(parts, name) ? parts[name] : undefined
  return value === undefined ? null : new Decimal(value)
}

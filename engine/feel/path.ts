import { NANOSECONDS, weekday } from './calendar.ts'
import type { Run } from './nodes.ts'
import { type Frame, inner, spend, unknown } from './scope.ts'
import {
  type DateTime,
  type DayDuration,
  Decimal,
  daysOf,
  decimalOf,
  type FeelDate,
  type FeelTime,
  integer,
  isDays,
  isMonths,
  isNumber,
  isRange,
  type Range,
  type Value,
} from './values.ts'
import { offsetOf, offsetOfTime } from './zone.ts'

/**
 * `value.name` (DMN 1.5, 10.3.2.5 and table 61): an entry of a context, of every item of a list, or a part of a date,
 * duration or range; null when there is none.
 */
export function property(value: Value, name: string, frame: Frame): Value {
  if (value instanceof Map) return value.get(name) ?? null
  if (Array.isArray(value)) {
    spend(frame, value.length)
    return value.map((item) => property(item, name, frame))
  }
  if (typeof value !== 'object' || value === null || isNumber(value)) return null
  if (isDays(value)) return dayPart(value, name)
  if (isMonths(value)) return part({ years: Math.trunc(value.months / 12), months: value.months % 12 }, name)
  if (isRange(value)) return rangePart(value, name)
  if (value.is === 'date') return part(calendarParts(value), name)
  if (value.is === 'time') return clockPart(value, name)
  return value.is === 'date and time' ? dateTimePart(value, name) : null
}

/**
 * `list[by]` (DMN 1.5, 10.3.2.5): a number picks an item, from the end when negative; otherwise the items stay for which
 * `by` is true, where the properties of an item are names of their own and `item` is the item.
 */
export function compileFilter(of: Run, by: Run): Run {
  return (frame) => {
    const value = of(frame)
    const list = Array.isArray(value) ? value : value === null ? [] : [value]
    const [first] = list
    if (first === undefined) return []
    const probe = by(itemFrame(first, frame))
    if (isNumber(probe)) return pick(list, probe, frame)
    return list.filter((item, index) => (index === 0 ? probe : by(itemFrame(item, frame))) === true)
  }
}

function pick(list: Value[], position: Decimal, frame: Frame): Value {
  const index = integer(position) ?? 0
  const item = index === 0 ? undefined : list.at(index > 0 ? index - 1 : index)
  return item === undefined ? unknown(frame, () => `列表有 ${list.length} 项，没有第 ${position} 项。`) : item
}

function itemFrame(item: Value, frame: Frame): Frame {
  spend(frame)
  const within = inner(frame, new Map([['item', item]]))
  return item instanceof Map ? inner(within, item) : within
}

function dayPart({ nanoseconds }: DayDuration, name: string): Value {
  const seconds = nanoseconds / 1_000_000_000n
  if (name === 'days') return new Decimal((seconds / 86_400n).toString())
  const rest = Number(seconds % 86_400n)
  const fraction = new Decimal((nanoseconds % 1_000_000_000n).toString()).div(1e9)
  const parts = { hours: Math.trunc(rest / 3_600), minutes: Math.trunc((rest / 60) % 60), seconds: rest % 60 }
  return name === 'seconds' ? fraction.plus(parts.seconds) : part(parts, name)
}

function rangePart(range: Range, name: string): Value {
  if (name === 'start') return range.low ?? null
  if (name === 'end') return range.high ?? null
  if (name === 'start included') return range.lowIncluded
  return name === 'end included' ? range.highIncluded : null
}

function dateTimePart(value: DateTime, name: string): Value {
  if (name === 'time offset') return value.zone === undefined ? null : offset(offsetOf(value))
  const day = part(calendarParts(value), name)
  return day === null ? clockPart(value, name) : day
}

function clockPart({ nanoseconds, zone }: FeelTime | DateTime, name: string): Value {
  const seconds = nanoseconds / NANOSECONDS.second
  if (name === 'second') return new Decimal(nanoseconds).div(NANOSECONDS.second).mod(60)
  if (name === 'hour') return decimalOf(Math.floor(seconds / 3_600))
  if (name === 'minute') return decimalOf(Math.floor((seconds / 60) % 60))
  if (name === 'timezone') return typeof zone === 'string' ? zone : null
  return name === 'time offset' && zone !== undefined ? offset(offsetOfTime(zone)) : null
}

function offset(seconds: number): Value {
  return daysOf(BigInt(seconds) * 1_000_000_000n)
}

function calendarParts(date: FeelDate | DateTime) {
  return { year: date.year, month: date.month, day: date.day, weekday: weekday(date) }
}

function part(parts: { [name: string]: number }, name: string): Value {
  const value = Object.hasOwn(parts, name) ? parts[name] : undefined
  return value === undefined ? null : decimalOf(value === 0 ? 0 : value)
}

import { Temporal } from 'temporal-polyfill'
import { type Day, dateOfNumber, dayNumber, NANOSECONDS } from './calendar.ts'
import type { DateTime, Zone } from './values.ts'

/** The furthest offset from UTC that a clock may have, in seconds. */
const FURTHEST = 18 * 3_600
const CYCLE = 146_097

/** A zone from text such as `Z`, `+08:00`, `-05:00:01` or `@Asia/Shanghai`; undefined when there is no such zone. */
export function parseZone(text: string): Zone | undefined {
  if (text === 'Z') return 0
  if (text.startsWith('@')) return isZoneName(text.slice(1)) ? text.slice(1) : undefined
  const [, sign, hours, minutes, seconds = '0'] = OFFSET.exec(text) ?? []
  if (sign === undefined) return undefined
  const size = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
  if (size > FURTHEST) return undefined
  return sign === '-' && size > 0 ? -size : size
}

const OFFSET = /^([+-])(\d{2}):([0-5]\d)(?::([0-5]\d))?$/

/** The text of a zone, which `parseZone` reads. */
export function formatZone(zone: Zone | undefined): string {
  if (zone === undefined) return ''
  if (typeof zone === 'string') return `@${zone}`
  if (zone === 0) return 'Z'
  const size = Math.abs(zone)
  const two = (amount: number) => String(amount).padStart(2, '0')
  const seconds = size % 60 === 0 ? '' : `:${two(size % 60)}`
  return `${zone < 0 ? '-' : '+'}${two(Math.floor(size / 3_600))}:${two(Math.floor(size / 60) % 60)}${seconds}`
}

/** An offset in seconds as a zone; undefined when it is too far. */
export function zoneOfOffset(seconds: number): Zone | undefined {
  return Math.abs(seconds) <= FURTHEST ? seconds : undefined
}

/** The offset from UTC in seconds at a local date and time; 0 where it has no zone. */
export function offsetOf({ year, month, day, nanoseconds, zone = 0 }: DateTime): number {
  if (typeof zone === 'number') return zone
  return offsetByName({ year, month, day }, nanoseconds, zone)
}

/** The offset of a time of day, which has no date: that of its zone in the winter of 1970. */
export function offsetOfTime(zone: Zone): number {
  return typeof zone === 'number' ? zone : offsetByName({ year: 1970, month: 1, day: 1 }, 0, zone)
}

/** Nanoseconds since 1970-01-01T00:00:00Z; a local date and time counts as one of UTC. */
export function instantOf(value: DateTime): bigint {
  const seconds = BigInt(dayNumber(value)) * 86_400n - BigInt(offsetOf(value))
  return seconds * 1_000_000_000n + BigInt(value.nanoseconds)
}

/** The date and time of an instant in a zone; null beyond the years of FEEL. */
export function atInstant(instant: bigint, zone: Zone | undefined): DateTime | null {
  const shift = typeof zone === 'string' ? offsetAt(instant, zone) : (zone ?? 0)
  const local = instant + BigInt(shift) * 1_000_000_000n
  const length = BigInt(NANOSECONDS.day)
  const rest = ((local % length) + length) % length
  const date = dateOfNumber(Number((local - rest) / length))
  if (!date) return null
  return { ...date, is: 'date and time', nanoseconds: Number(rest), ...(zone === undefined ? {} : { zone }) }
}

function isZoneName(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return false
  const isZone = () =>
    attempt(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)) === undefined ? 0 : 1
  return kept(`zone ${name}`, isZone) === 1
}

/** Zones are known for the years of `Temporal` only; beyond them the rules of the same year of the 400-year cycle count. */
function offsetByName(day: Day, nanoseconds: number, zone: string): number {
  const isFar = Math.abs(day.year) > 270_000
  const near = isFar ? (dateOfNumber(nearNumber(dayNumber(day))) ?? day) : day
  const seconds = Math.floor(nanoseconds / NANOSECONDS.second)
  return kept(`local ${zone} ${near.year} ${near.month} ${near.day} ${seconds}`, () => {
    const local = Temporal.PlainDateTime.from({ year: near.year, month: near.month, day: near.day }).add({ seconds })
    return local.toZonedDateTime(zone).offsetNanoseconds / NANOSECONDS.second
  })
}

function offsetAt(instant: bigint, zone: string): number {
  const day = Number(instant / BigInt(NANOSECONDS.day))
  const isFar = Math.abs(day) > 98_000_000
  const near = isFar ? instant + BigInt(nearNumber(day) - day) * BigInt(NANOSECONDS.day) : instant
  return new Temporal.ZonedDateTime(near, zone).offsetNanoseconds / NANOSECONDS.second
}

const KEPT = new Map<string, number>()
const MOST_KEPT = 10_000

/** What Temporal says of a zone takes long to find, and the same moments are compared over and over when they are sorted. */
function kept(key: string, find: () => number): number {
  const earlier = KEPT.get(key)
  if (earlier !== undefined) return earlier
  if (KEPT.size >= MOST_KEPT) KEPT.clear()
  const found = find()
  KEPT.set(key, found)
  return found
}

function nearNumber(day: number): number {
  return ((day % CYCLE) + CYCLE) % CYCLE
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

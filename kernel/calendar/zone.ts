const dayMs = 86_400_000

/**
 * How far a zone's clock is ahead of UTC at an instant, in milliseconds.
 * Intl is asked twice a UTC day and the answer kept: on a day without a change of clocks one offset serves all of it.
 */
export function offsetAt(zone: string, instant: number): number {
  const known = offsetsOf(zone)
  const day = Math.floor(instant / dayMs)
  let offset = known.get(day)
  if (offset === undefined) {
    const [first, last] = [measure(zone, day * dayMs), measure(zone, (day + 1) * dayMs)]
    offset = first === last ? first : Number.NaN
    if (known.size > 20_000) known.clear()
    known.set(day, offset)
  }
  return Number.isNaN(offset) ? measure(zone, instant) : offset
}

/** The local day of an instant as a count of days since 1970-01-01, and the milliseconds since its midnight. */
export function localOf(zone: string, instant: number): { day: number; clock: number } {
  const local = instant + offsetAt(zone, instant)
  const day = Math.floor(local / dayMs)
  return { day, clock: local - day * dayMs }
}

/**
 * The instant of a local clock time. Where clocks go back it is the earlier of the two, where they go forward the time
 * that is skipped moves on by the gap (RFC 5545, section 3.3.5).
 * @param day days since 1970-01-01
 * @param clock milliseconds since midnight, up to 24 h
 */
export function instantOf(zone: string, day: number, clock: number): number {
  const local = day * dayMs + clock
  const [before, after] = [offsetAt(zone, local - dayMs), offsetAt(zone, local + dayMs)]
  const [early, late] = [local - Math.max(before, after), local - Math.min(before, after)]
  if (early === late || offsetAt(zone, early) === local - early) return early
  return offsetAt(zone, late) === local - late ? late : local - before
}

/** 'YYYY-MM-DD' of a day number. */
export const isoDay = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10)

/** The day number of 'YYYY-MM-DD'. */
export const dayNumber = (iso: string) => Math.floor(Date.parse(`${iso}T00:00:00Z`) / dayMs)

const offsets = new Map<string, Map<number, number>>()
const formats = new Map<string, Intl.DateTimeFormat>()

function offsetsOf(zone: string): Map<number, number> {
  const known = offsets.get(zone) ?? new Map<number, number>()
  offsets.set(zone, known)
  return known
}

function measure(zone: string, instant: number): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map((part) => [part.type, Number(part.value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  formats.set(zone, known)
  return known
}

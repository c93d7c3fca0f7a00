import { Temporal } from 'temporal-polyfill'
import type { Due } from '#engine/types.ts'
import { type Calendar, dueAt } from '../calendar/workday.ts'

/** The instant of a timer: a duration runs in working time; a date or a time without a zone is the company's. */
export function instantOf(due: Due, now: Date, calendar: Calendar): Date {
  if (due.kind === 'duration') return dueAt(now, due.iso, calendar)
  if (/(Z|[+-]\d{2}:\d{2})$/.test(due.iso)) return new Date(due.iso)
  return new Date(Temporal.PlainDateTime.from(due.iso).toZonedDateTime(calendar.zone).epochMilliseconds)
}

/**
 * When a todo is due, as ISO text: so much working time from now (P2D), or at the close of the day that a field of its
 * record names (dueOn); null while that field is empty.
 */
export function todoDue(
  due: string,
  row: Readonly<Record<string, unknown>>,
  now: Date,
  calendar: Calendar,
): string | null {
  if (due.startsWith('P')) return afterTime(due, now, calendar)
  const day = row[due]
  if (typeof day !== 'string') return null
  const close = Temporal.PlainDate.from(day)
    .toZonedDateTime(calendar.zone)
    .add({ minutes: calendar.periods.at(-1)?.[1] ?? 0 })
  return new Date(close.epochMilliseconds).toISOString()
}

/** The todos of a flush begin at one moment, and steps allow the same few times. */
function afterTime(due: string, now: Date, calendar: Calendar): string {
  const known = dues.get(now) ?? new Map<string, string>()
  dues.set(now, known)
  const found = known.get(due) ?? dueAt(now, due, calendar).toISOString()
  known.set(due, found)
  return found
}

const dues = new WeakMap<Date, Map<string, string>>()

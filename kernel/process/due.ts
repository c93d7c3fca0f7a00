import { Temporal } from 'temporal-polyfill'
import type { Due } from '#engine/types.ts'
import { type Calendar, dueAt } from '../calendar/workday.ts'

/** The instant of a timer: a duration runs in working time; a date or a time without a zone is the company's. */
export function instantOf(due: Due, now: Date, calendar: Calendar): Date {
  if (due.kind === 'duration') return dueAt(now, due.iso, calendar)
  if (/(Z|[+-]\d{2}:\d{2})$/.test(due.iso)) return new Date(due.iso)
  return new Date(Temporal.PlainDateTime.from(due.iso).toZonedDateTime(calendar.zone).epochMilliseconds)
}

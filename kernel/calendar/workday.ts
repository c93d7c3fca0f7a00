import { dayNumber, instantOf, isoDay, localOf } from './zone.ts'

/** The working calendar: the week's pattern, the hours of a working day, and the days that differ from the pattern. */
export interface Calendar {
  readonly zone: string
  /** Whether one works, Sunday first. */
  readonly week: readonly boolean[]
  /** Working hours as minutes since midnight, in order, without overlap: [540, 720] is 09:00 to 12:00. */
  readonly periods: readonly (readonly [number, number])[]
  /** 'YYYY-MM-DD' → whether one works: official holidays, working weekends (调休), and the company's own. */
  readonly days: ReadonlyMap<string, boolean>
}

/** Monday to Friday, 09:00 to 12:00 and 13:00 to 18:00, in China, with the days that differ. */
export const chinaCalendar = (days: ReadonlyMap<string, boolean> = new Map()): Calendar => ({
  zone: 'Asia/Shanghai',
  week: [false, true, true, true, true, true, false],
  periods: [
    [540, 720],
    [780, 1080],
  ],
  days,
})

/** The day of an instant in the calendar's zone, 'YYYY-MM-DD'. */
export const dayOf = (instant: Date, calendar: Pick<Calendar, 'zone'>): string =>
  isoDay(localOf(calendar.zone, instant.getTime()).day)

/** The month of an instant in the calendar's zone, 'YYYY-MM': the month whose budget it falls into. */
export const monthOf = (instant: Date, calendar: Pick<Calendar, 'zone'>): string => dayOf(instant, calendar).slice(0, 7)

/** Whether one works on a day ('YYYY-MM-DD'). */
export const isWorkday = (day: string, calendar: Calendar): boolean => works(dayNumber(day), calendar)

/**
 * The n-th working day after a day, or before it when n is negative.
 * Zero is the day itself, or the next working day when one does not work on it.
 */
export function addWorkdays(day: string, n: number, calendar: Calendar): string {
  return isoDay(nthWorkday(dayNumber(day), n, calendar))
}

/** How many working days lie after the first day, up to and including the second; negative when the second is earlier. */
export function workdaysBetween(from: string, to: string, calendar: Calendar): number {
  if (to < from) return -workdaysBetween(to, from, calendar)
  let count = 0
  for (let day = dayNumber(from) + 1; day <= dayNumber(to); day += 1) if (works(day, calendar)) count += 1
  return count
}

/**
 * The instant at which so many minutes of working time have passed since `from`. Time outside working hours does not
 * count; the end of a period is still inside it, so that eight hours from nine end at six, not next morning.
 */
export function addWorkingMinutes(from: Date, minutes: number, calendar: Calendar): Date {
  let left = minutes * 60_000
  for (const [start, end] of spansFrom(from.getTime(), calendar)) {
    if (end - start >= left) return new Date(start + left)
    left -= end - start
  }
  throw noHours(calendar)
}

/** The minutes of working time between two instants; negative when the second is earlier. */
export function workingMinutesBetween(from: Date, to: Date, calendar: Calendar): number {
  if (to < from) return -workingMinutesBetween(to, from, calendar)
  const [first, last] = [localOf(calendar.zone, from.getTime()).day, localOf(calendar.zone, to.getTime()).day]
  let sum = 0
  for (let day = first; day <= last; day += 1) {
    for (const [start, end] of spansOf(day, calendar))
      sum += Math.max(0, Math.min(end, to.getTime()) - Math.max(start, from.getTime()))
  }
  return sum / 60_000
}

/** Whether an instant lies in working hours; both ends of a period do. */
export function inWorkingTime(instant: Date, calendar: Calendar): boolean {
  const at = instant.getTime()
  return spansOf(localOf(calendar.zone, at).day, calendar).some(([start, end]) => start <= at && at <= end)
}

/**
 * When something is due that may take so long (an ISO 8601 duration). Days are working days: P2D is the same clock time
 * two working days later. Hours, minutes and seconds are working time. Weeks, months and years are those of the wall
 * calendar; a due day on which nobody works moves on to the opening of the next one. Work that comes in on a day off
 * counts as come in at the close of the working day before, so that later work is never due earlier.
 * The result always lies in working hours.
 * @throws Error with words for whoever drew the process when the duration cannot be read
 */
export function dueAt(from: Date, duration: string, calendar: Calendar): Date {
  const { months, weeks, days, minutes } = readDuration(duration)
  if (months + weeks + days === 0) return addWorkingMinutes(from, minutes, calendar)
  const start = startOf(from, calendar)
  const week = afterMonths(start.day, months) + weeks * 7
  const rolled = works(week, calendar)
    ? { day: week, clock: start.clock }
    : { day: nthWorkday(week, 0, calendar), clock: 0 }
  const due = { day: nthWorkday(rolled.day, days, calendar), clock: clip(rolled.clock, calendar) }
  const whole = new Date(instantOf(calendar.zone, due.day, due.clock))
  return minutes > 0 || !inWorkingTime(whole, calendar) ? addWorkingMinutes(whole, minutes, calendar) : whole
}

type Span = readonly [start: number, end: number]
interface LocalTime {
  readonly day: number
  readonly clock: number
}

/** Ten years without a working day mean that the calendar has none. */
const longest = 3660
const noHours = (calendar: Calendar) =>
  new Error(`工作日历里没有工作时间（时区 ${calendar.zone}）。请先设置每周的工作日和上下班时间。`)

function works(day: number, calendar: Calendar): boolean {
  return calendar.days.get(isoDay(day)) ?? calendar.week[(((day + 4) % 7) + 7) % 7] ?? false
}

function nthWorkday(day: number, n: number, calendar: Calendar): number {
  const step = n < 0 ? -1 : 1
  let at = day
  let left = Math.abs(n)
  for (let idle = 0; left > 0 || !works(at, calendar); idle += 1) {
    if (idle > longest + Math.abs(n) * 30) throw noHours(calendar)
    at += step
    if (left > 0 && works(at, calendar)) left -= 1
  }
  return at
}

function spansOf(day: number, calendar: Calendar): Span[] {
  if (!works(day, calendar)) return []
  let closed = Number.NEGATIVE_INFINITY
  return calendar.periods.map(([from, to]) => {
    // An hour that the clocks skip may push the end of one period past the start of the next.
    const start = Math.max(closed, instantOf(calendar.zone, day, from * 60_000))
    closed = Math.max(start, instantOf(calendar.zone, day, to * 60_000))
    return [start, closed]
  })
}

/** The stretches of working time from an instant on, the first one cut at it. */
function* spansFrom(from: number, calendar: Calendar): Generator<Span> {
  let day = localOf(calendar.zone, from).day
  for (let idle = 0; idle < longest; idle += 1, day += 1) {
    for (const [start, end] of spansOf(day, calendar)) {
      if (end <= from) continue
      idle = 0
      yield [Math.max(start, from), end]
    }
  }
}

function readDuration(duration: string) {
  const parts = /^P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(?:T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/.exec(duration)
  if (!parts) throw new Error(`时限“${duration}”看不懂。请写成 P2D（2 个工作日）、PT4H（4 个工作小时）这样的形式。`)
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number.parseInt(part ?? '0', 10))
  return { months: years * 12 + months, weeks, days, minutes: hours * 60 + minutes + seconds / 60 }
}

function startOf(from: Date, calendar: Calendar): LocalTime {
  const local = localOf(calendar.zone, from.getTime())
  if (works(local.day, calendar)) return local
  return { day: nthWorkday(local.day, -1, calendar), clock: 86_400_000 - 1 }
}

/** The same day so many months later, or the month's last day where it is shorter. */
function afterMonths(day: number, months: number): number {
  if (months === 0) return day
  const [year = 0, month = 1, date = 1] = isoDay(day).split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return Math.floor(Date.UTC(year, month - 1 + months, Math.min(date, last)) / 86_400_000)
}

function clip(clock: number, calendar: Calendar): number {
  const open = calendar.periods.map(([from, to]) => [from * 60_000, to * 60_000] as const)
  const next = open.find(([, to]) => clock <= to)
  return next ? Math.max(clock, next[0]) : (open.at(-1)?.[1] ?? 0)
}

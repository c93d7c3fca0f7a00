import type { FeelDate } from './values.ts'

/** A day of the Gregorian calendar, reckoned backwards before it began. */
export type Day = { year: number; month: number; day: number }

export const NANOSECONDS = { second: 1_000_000_000, minute: 60e9, hour: 3_600e9, day: 86_400e9 }

const LAST_YEAR = 999_999_999

/** The date, or null when there is no such day or its year has more than nine digits (XML Schema 1.1 part 2, 3.3.9). */
export function makeDate(year: number, month: number, day: number): FeelDate | null {
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  return isDay && Math.abs(year) <= LAST_YEAR ? { is: 'date', year, month, day } : null
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Days since 1970-01-01. */
export function dayNumber({ year, month, day }: Day): number {
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** The date of a number of days since 1970-01-01; null beyond the years of FEEL. */
export function dateOfNumber(number: number): FeelDate | null {
  const days = number + 719_468
  const era = Math.floor(days / 146_097)
  const dayOfEra = days - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return makeDate(
    yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  )
}

/** So many months later, on the same day, or on the last one of a shorter month. */
export function addMonths({ year, month, day }: Day, months: number): FeelDate | null {
  const count = year * 12 + month - 1 + months
  if (!Number.isSafeInteger(count)) return null
  const [years, rest] = [Math.floor(count / 12), count - Math.floor(count / 12) * 12]
  return makeDate(years, rest + 1, Math.min(day, daysInMonth(years, rest + 1)))
}

/** Whole months from one day to another, towards zero: `years and months duration(from, to)` (DMN 1.5, table 73). */
export function monthsBetween(from: Day, to: Day): number {
  const months = (to.year - from.year) * 12 + to.month - from.month
  if (months > 0 && to.day < from.day) return months - 1
  return months < 0 && to.day > from.day ? months + 1 : months
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(day: Day): number {
  const since = (dayNumber(day) + 3) % 7
  return (since < 0 ? since + 7 : since) + 1
}

export function dayOfYear(day: Day): number {
  return dayNumber(day) - dayNumber({ year: day.year, month: 1, day: 1 }) + 1
}

/** The week of the year as ISO 8601 counts it: week 1 has the year's first Thursday. */
export function weekOfYear(day: Day): number {
  const thursday = dateOfNumber(dayNumber(day) - weekday(day) + 4) ?? day
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1
}

/** Negative, zero or positive. */
export function compareDays(left: Day, right: Day): number {
  return left.year - right.year || left.month - right.month || left.day - right.day
}

/** The text of a date, also of a year with a sign or more than four digits. */
export function formatDay({ year, month, day }: Day): string {
  const digits = String(Math.abs(year)).padStart(4, '0')
  return `${year < 0 ? '-' : ''}${digits}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** A date from text such as `2026-01-31`; null when it is none (XML Schema 1.1 part 2, 3.3.9; no zone). */
export function parseDate(text: string): FeelDate | null {
  const [, year, month, day] = DATE.exec(text) ?? []
  return year === undefined ? null : makeDate(Number(year), Number(month), Number(day))
}

const DATE = /^(-?(?:[1-9]\d{4,8}|\d{4}))-(\d{2})-(\d{2})$/

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

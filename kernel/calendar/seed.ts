import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { Sql } from '../db.ts'
import { type Calendar, chinaCalendar } from './workday.ts'

/** A day that differs from the week's pattern, as the table `calendar_day` keeps it. */
export interface CalendarDay {
  readonly day: string
  readonly works: boolean
  readonly name: string
}

/** The official holidays and working weekends (调休) of some years, from the notices of the State Council. */
export function officialDays(years: readonly number[]): CalendarDay[] {
  const wanted = new Set(years.map(String))
  const rows = (days: Readonly<Record<string, string>>, works: boolean) =>
    Object.entries(days).map(([day, name]) => ({ day, works, name: chineseName(name) + (works ? '调休上班' : '') }))
  return [...rows(published.holidays, false), ...rows(published.workdays, true)]
    .filter((row) => wanted.has(row.day.slice(0, 4)))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
}

/**
 * Brings the official days of some years into the calendar. What the company changed stays as it is; a correction of
 * the official data arrives with the next release.
 * @returns how many days were added or corrected
 */
export async function seedCalendar(sql: Sql, years: readonly number[]): Promise<number> {
  const days = officialDays(years)
  const { rowCount } = await sql.query(
    `insert into calendar_day (day, works, name, origin)
     select d, w, n, 'official' from unnest($1::date[], $2::boolean[], $3::text[]) as t (d, w, n)
     on conflict (day) do update set works = excluded.works, name = excluded.name
     where calendar_day.origin = 'official'
       and (calendar_day.works, calendar_day.name) is distinct from (excluded.works, excluded.name)`,
    [days.map((row) => row.day), days.map((row) => row.works), days.map((row) => row.name)],
  )
  return rowCount ?? 0
}

/**
 * The company's working calendar as every clock asks it.
 * @param sql as `jingwei_writer`, or a reader with a person: for a reader without one the calendar has no exceptions
 */
export async function readCalendar(sql: Sql): Promise<Calendar> {
  const { rows } = await sql.query<{ day: string; works: boolean }>(
    `select to_char(day, 'YYYY-MM-DD') as day, works from calendar_day`,
  )
  return chinaCalendar(new Map(rows.map((row) => [row.day, row.works])))
}

/** The years for which the calendar holds no day at all: their holidays are not published, or not imported yet. */
export function missingYears(calendar: Calendar, years: readonly number[]): number[] {
  const known = new Set([...calendar.days.keys()].map((day) => Number(day.slice(0, 4))))
  return years.filter((year) => !known.has(year))
}

/** What administrators are told, loudly, about years without official holidays; undefined when there are none. */
export function missingWords(years: readonly number[]): string | undefined {
  if (years.length === 0) return undefined
  return (
    `工作日历缺 ${years.join('、')} 年的法定节假日和调休：这些日子暂按周一至周五上班来算，到期日可能不准。` +
    '国务院办公厅一般在前一年 11 月公布，公布后请升级程序，或在“系统管理 → 工作日历”里补上。'
  )
}

/** `Spring Festival,春节,4` → 春节 */
const chineseName = (entry: string) => entry.split(',')[1] ?? entry

import { type Calendar, dayOf, workdaysBetween } from '#kernel/calendar/workday.ts'
import type { Sql } from '#kernel/db.ts'

/**
 * 启动受阻: the working days, the first one included, since a department said no to what a planned project needs; 0 when
 * nothing holds the start up (PRJ-07).
 * @param since when the oldest refusal that stands was given, null when none
 * @param day today, 'YYYY-MM-DD'
 */
export function blockedSince(since: Date | null, day: string, calendar: Calendar): number {
  return since ? workdaysBetween(dayOf(since, calendar), day, calendar) + 1 : 0
}

/** The same for one planned project. */
export async function blockedDays(sql: Sql, calendar: Calendar, day: string, project: string): Promise<number> {
  const { rows } = await sql.query<{ since: Date | null }>(
    `select min(updated_at) as since from project_commitment where project = $1 and status = 'declined'`,
    [project],
  )
  return blockedSince(rows[0]?.since ?? null, day, calendar)
}

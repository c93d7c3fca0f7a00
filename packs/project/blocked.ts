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

/** The oldest refusal that stands between a planned project and its start, as a column for a project `p`. */
export const blockedColumn = `(select min(c.updated_at) from project_commitment c
  where c.project = p.id and c.status = 'declined' and p.status = 'approved' and p.plans_passed)`

/** The same for one project. */
export async function blockedDays(sql: Sql, calendar: Calendar, day: string, project: string): Promise<number> {
  const { rows } = await sql.query<{ since: Date | null }>(
    `select ${blockedColumn} as since from project p where p.id = $1`,
    [project],
  )
  return blockedSince(rows[0]?.since ?? null, day, calendar)
}

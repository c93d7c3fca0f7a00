import { dayOf } from '#kernel/calendar/workday.ts'
import type { View } from '#kernel/pack.ts'
import type { lamps, results } from './choices.ts'
import type { project } from './project.ts'

/** One project of the portfolio as it stands today. */
export interface PortfolioRow {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly grade: 'A' | 'B' | 'C' | null
  readonly status: keyof typeof project.states
  readonly unit: string
  readonly unitName: string
  readonly leadName: string
  readonly budget: string
  readonly used: string | null
  readonly planned: number | null
  readonly actual: number | null
  readonly lamp: keyof typeof lamps | null
  /** Days after its planned end: until today, or until it was accepted. */
  readonly late: number
  /** Reports that should have been handed in. */
  readonly reportsLate: number
  /** What was asked for and is not committed. */
  readonly uncommitted: number
  readonly result: keyof typeof results | null
}

/** How many of the accepted projects were in time, and passed their first acceptance. */
export interface PortfolioRate {
  readonly key: string
  readonly label: string
  readonly accepted: number
  readonly inTime: number
  readonly firstPass: number
}

export interface PortfolioView {
  readonly rows: readonly PortfolioRow[]
  readonly all: PortfolioRate
  readonly byGrade: readonly PortfolioRate[]
  readonly byUnit: readonly PortfolioRate[]
  /** Projects on the books: neither drafts nor turned down; with their money. */
  readonly count: number
  readonly budget: string
  readonly used: string
}

/** 项目组合: every project that the person may read, and the two rates of the company's key projects (PRJ-20). */
export const portfolio: View = async ({ sql, now, server }): Promise<PortfolioView> => {
  const day = dayOf(now, server.calendar)
  const { rows } = await sql.query<PortfolioRow>(list, [day])
  const rates = (await sql.query<PortfolioRate & { by: string }>(ratesOf)).rows
  const { rows: sums } = await sql.query<Pick<PortfolioView, 'count' | 'budget' | 'used'>>(books)
  const by = (wanted: string) => rates.filter((rate) => rate.by === wanted)
  const none: PortfolioRate = { key: '', label: '', accepted: 0, inTime: 0, firstPass: 0 }
  return { rows, all: by('all')[0] ?? none, byGrade: by('grade'), byUnit: by('unit'), ...sums[0]! }
}

const list = `
select p.id, p.number, p.title, p.grade, p.status, p.unit, u.name as "unitName", coalesce(l.name, '') as "leadName",
  p.budget::text, p.used::text, p.planned, p.actual, p.lamp, p.result,
  greatest(0, case when p.accepted_on is not null then p.accepted_on - p.end_on
    when p.status in ('active', 'acceptance', 'rework') then $1::date - p.end_on else 0 end)::int as late,
  (select count(*) from project_report r where r.project = p.id and r.status = 'due' and r.due_on < $1::date)::int as "reportsLate",
  (select count(*) from project_commitment c where c.project = p.id and c.status in ('asked', 'declined'))::int as uncommitted
from project p join unit u on u.id = p.unit left join person l on l.id = p.lead
order by case p.status when 'active' then 0 when 'rework' then 0 when 'acceptance' then 0 when 'archived' then 2 when 'draft' then 3
  when 'refused' then 3 when 'returned' then 3 when 'terminated' then 3 else 1 end, p.grade, p.created_at desc, p.id
limit 500`

const ratesOf = `
select case when grouping(p.grade) = 0 then 'grade' when grouping(u.id) = 0 then 'unit' else 'all' end as by,
  coalesce(p.grade, u.id::text, '') as key, coalesce(p.grade || ' 级', u.name, '') as label,
  count(*)::int as accepted, count(*) filter (where p.in_time)::int as "inTime", count(*) filter (where p.first_pass)::int as "firstPass"
from project p join unit u on u.id = p.unit where p.accepted_on is not null
group by grouping sets ((), (p.grade), (u.id, u.name)) order by label`

const books = `
select count(*)::int as count, coalesce(sum(budget), 0)::text as budget, coalesce(sum(used), 0)::text as used
from project where status not in ('draft', 'refused', 'returned', 'terminated')`

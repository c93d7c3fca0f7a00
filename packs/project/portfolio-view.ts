import { dayOf } from '#kernel/calendar/workday.ts'
import type { View, WorkbookView } from '#kernel/pack.ts'
import type { Cell } from '#kernel/xlsx.ts'
import { blockedSince } from './blocked.ts'
import { lamps, results } from './choices.ts'
import { project } from './project.ts'

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
  /** 启动受阻: working days since a department said no to what a planned project needs; 0 when nothing holds it up. */
  readonly blocked: number
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
  const found = (await sql.query<Omit<PortfolioRow, 'blocked'> & { since: Date | null }>(list, [day])).rows
  const rows = found.map(({ since, ...row }) => ({ ...row, blocked: blockedSince(since, day, server.calendar) }))
  const rates = (await sql.query<PortfolioRate & { by: string }>(ratesOf)).rows
  const { rows: sums } = await sql.query<Pick<PortfolioView, 'count' | 'budget' | 'used'>>(books)
  const by = (wanted: string) => rates.filter((rate) => rate.by === wanted)
  const none: PortfolioRate = { key: '', label: '', accepted: 0, inTime: 0, firstPass: 0 }
  return { rows, all: by('all')[0] ?? none, byGrade: by('grade'), byUnit: by('unit'), ...sums[0]! }
}

/** The same as a workbook, through the filters of the page; a second sheet has the two rates with what they count. */
export const portfolioWorkbook: WorkbookView = async (asked) => {
  const view = (await portfolio(asked)) as PortfolioView
  const { grade, unit } = asked.params
  const rows = view.rows.filter((row) => (!grade || row.grade === grade) && (!unit || row.unit === unit))
  const rates = [{ ...view.all, label: '全部' }, ...view.byGrade, ...view.byUnit]
  return {
    name: `项目组合 ${asked.directory.day}`,
    sheets: [
      { name: '项目', columns: sheetColumns, rows: rows.map(cellsOf) },
      {
        name: '按时率和质量率',
        columns: ['范围', '验收合格', '按时', '按时率 %', '一次合格', '质量率 %'].map((label) => ({
          label,
          width: 12,
        })),
        rows: rates.map(({ label, accepted, inTime, firstPass }) => {
          const rate = (part: number) => (accepted > 0 ? Math.round((part / accepted) * 1000) / 10 : null)
          return [label, accepted, inTime, rate(inTime), firstPass, rate(firstPass)]
        }),
      },
    ],
  }
}

const sheetColumns = [
  ...['编号', '项目', '级别', '部门', '负责人', '状态', '灯', '预算（元）', '已用（元）', '计划 %', '实际 %'],
  ...['晚几天', '报告逾期', '没有承诺', '启动受阻天数', '评估'],
].map((label) => ({ label, width: label === '项目' ? 28 : 12 }))

const cellsOf = (row: PortfolioRow): Cell[] => [
  ...[row.number, row.title, row.grade && `${row.grade} 级`, row.unitName, row.leadName],
  ...[project.states[row.status], row.lamp && lamps[row.lamp]],
  { amount: row.budget },
  row.used === null ? null : { amount: row.used },
  ...[row.planned, row.actual, row.late, row.reportsLate, row.uncommitted, row.blocked],
  row.result && results[row.result],
]

/** The rows are found first and their parts looked at afterwards: each look at a part asks whether its project is seen. */
const list = `
with p as materialized (
  select * from project
  order by case status when 'active' then 0 when 'rework' then 0 when 'acceptance' then 0 when 'archived' then 2 when 'draft' then 3
    when 'refused' then 3 when 'returned' then 3 when 'terminated' then 3 else 1 end, grade, created_at desc, id
  limit 500
), overdue as materialized (
  select project, count(*) as n from project_report
  where project = any(array(select id from p)) and status = 'due' and due_on < $1::date group by project
), open as materialized (
  select project, count(*) as n, min(updated_at) filter (where status = 'declined') as since from project_commitment
  where project = any(array(select id from p)) and status in ('asked', 'declined') group by project
)
select p.id, p.number, p.title, p.grade, p.status, p.unit, u.name as "unitName", coalesce(l.name, '') as "leadName",
  p.budget::text, p.used::text, p.planned, p.actual, p.lamp, p.result,
  greatest(0, case when p.accepted_on is not null then p.accepted_on - p.end_on
    when p.status in ('active', 'acceptance', 'rework') then $1::date - p.end_on else 0 end)::int as late,
  coalesce(overdue.n, 0)::int as "reportsLate", coalesce(open.n, 0)::int as uncommitted,
  case when p.status = 'approved' and p.plans_passed then open.since end as since
from p join unit u on u.id = p.unit left join person l on l.id = p.lead
left join overdue on overdue.project = p.id left join open on open.project = p.id
order by case p.status when 'active' then 0 when 'rework' then 0 when 'acceptance' then 0 when 'archived' then 2 when 'draft' then 3
  when 'refused' then 3 when 'returned' then 3 when 'terminated' then 3 else 1 end, p.grade, p.created_at desc, p.id`

const ratesOf = `
select case when grouping(p.grade) = 0 then 'grade' when grouping(u.id) = 0 then 'unit' else 'all' end as by,
  coalesce(p.grade, u.id::text, '') as key, coalesce(p.grade || ' 级', u.name, '') as label,
  count(*)::int as accepted, count(*) filter (where p.in_time)::int as "inTime", count(*) filter (where p.first_pass)::int as "firstPass"
from project p join unit u on u.id = p.unit where p.accepted_on is not null
group by grouping sets ((), (p.grade), (u.id, u.name)) order by label`

const books = `
select count(*)::int as count, coalesce(sum(budget), 0)::text as budget, coalesce(sum(used), 0)::text as used
from project where status not in ('draft', 'refused', 'returned', 'terminated')`

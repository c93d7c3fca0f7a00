import { took } from '#kernel/calendar/words.ts'
import { type Calendar, workingMinutesBetween } from '#kernel/calendar/workday.ts'
import type { Sql } from '#kernel/db.ts'
import type { Asked } from '#kernel/pack.ts'
import { columnOf, quoted } from '#kernel/record/column.ts'
import { absent } from '#kernel/refused.ts'
import type { Server } from '#kernel/server.ts'
import { modelsOf } from './steps.ts'

/** How far back runs are looked at, and how many lines of the log at most: the newest. */
const days = 90
const mostLines = 200_000

/** One run of a process as the step log shows it. `path` is the steps of people in order, by the node's index. */
export interface Run {
  readonly case: string
  readonly document: number
  readonly path: string
  readonly started: Date
  readonly ended: Date | null
}

/** How alike the runs of a process are (PRN-06): paths, and the spread of working time of those that ended. */
export interface Repeatability {
  readonly runs: number
  readonly paths: number
  /** Share of the most common path, in percent; null without runs. */
  readonly usual: number | null
  /** Quartiles of working time in words (2 天 3 小时); null without ended runs. */
  readonly quartiles: readonly [string, string, string] | null
}

/** GET /api/view/overview/runs?process=…&open=1: the runs behind the numbers, as far as the person may read their records. */
export interface RunsView {
  readonly label: string
  readonly days: number
  readonly runs: readonly {
    readonly link: string
    readonly title: string
    readonly started: string
    readonly took: string | null
    readonly path: readonly string[]
  }[]
  /** Runs whose records the person may not read. */
  readonly hidden: number
}

/** The runs that began in the last 90 days, by edition; a run has ended when it left whatever it entered. */
export async function recentRuns(sql: Sql, server: Server, now: Date): Promise<Run[]> {
  const users = modelsOf(server).map(({ document, model }) => ({
    document,
    nodes: model.nodes.filter(({ kind }) => kind === 'user').map(({ index }) => index),
  }))
  const people = users.flatMap(({ document, nodes }) => nodes.map((node) => `${document}/${node}`))
  const { rows } = await sql.query<Run>(
    `with recent as (select case_id, document, node, kind, at from step_log where at >= $1 order by at desc limit ${mostLines})
     select case_id as case, min(document) as document, min(at) as started,
       case when count(*) filter (where kind = 1) <= count(*) filter (where kind in (2, 3, 4)) then max(at) end as ended,
       coalesce(string_agg(node::text, ' ' order by at) filter (where kind = 1 and document || '/' || node = any($2)), '') as path
     from recent group by case_id`,
    [new Date(now.getTime() - days * 86_400_000), people],
  )
  return rows
}

/** Paths and spread of the runs of one process. */
export function repeatabilityOf(runs: readonly Run[], calendar: Calendar): Repeatability {
  const ended = runs.filter((run) => run.ended !== null)
  const paths = [...Map.groupBy(ended, ({ path }) => path).values()].map(({ length }) => length)
  const minutes = ended.map((run) => minutesOf(run, calendar) ?? 0).toSorted((a, b) => a - b)
  const at = (share: number) => took(minutes[Math.floor((minutes.length - 1) * share)] ?? 0)
  return {
    runs: runs.length,
    paths: paths.length,
    usual: ended.length === 0 ? null : Math.round((Math.max(...paths) / ended.length) * 100),
    quartiles: ended.length === 0 ? null : [at(0.25), at(0.5), at(0.75)],
  }
}

/** The runs of one process with their records, the newest first: what its numbers count. */
export async function runsView({ sql, server, now, params }: Asked): Promise<RunsView> {
  const name = params.process ?? ''
  const process = modelsOf(server).find((one) => one.name === name)
  if (!process) throw absent('这个流程')
  const all = params.open ? await openRuns(server, name) : await recentRuns(sql, server, now)
  const runs = all
    .filter(({ document }) => params.open || document === process.document)
    .toSorted((a, b) => +b.started - +a.started)
  const shown = runs.slice(0, 200)
  const titles = await readable(sql, server, process.on, shown)
  return {
    label: process.label,
    days,
    runs: shown.flatMap((run) => {
      const found = titles.get(run.case)
      const minutes = minutesOf(run, server.calendar)
      const path = run.path.split(' ').flatMap((index) => process.model.nodes[Number(index || -1)]?.name ?? [])
      const times = { started: run.started.toISOString(), took: minutes === null ? null : took(minutes) }
      return found ? [{ ...found, ...times, path }] : []
    }),
    hidden: runs.length - titles.size,
  }
}

/** The open cases of a process, whenever they began. */
async function openRuns(server: Server, process: string): Promise<Run[]> {
  const { rows } = await server.db.writer.query<Run>(
    `select id as case, document, '' as path, started_at as started, null as ended from process_case
     where process = $1 and status in ('running', 'incident')`,
    [process],
  )
  return rows
}

const minutesOf = ({ started, ended }: Run, calendar: Calendar): number | null =>
  ended && workingMinutesBetween(started, ended, calendar)

/**
 * The records of runs, by case, as far as the person may read them: which case belongs to which record is asked of the
 * system, the record itself is read as the person.
 */
async function readable(sql: Sql, server: Server, record: string, runs: readonly Run[]) {
  const { rows: cases } = await server.db.writer.query<{ id: string; record_id: string }>(
    'select id, record_id from process_case where id = any($1::uuid[])',
    [runs.map((run) => run.case)],
  )
  const def = server.registry.records[record]!
  const { rows } = await sql.query<{ id: string; title: string; number: string | null }>(
    `select id, ${quoted(columnOf(def, def.title).column)}::text as title, number from ${quoted(record)} where id = any($1::uuid[])`,
    [cases.map(({ record_id }) => record_id)],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    cases.flatMap(({ id, record_id }) => {
      const row = byId.get(record_id)
      const title = row && [row.number, row.title].filter(Boolean).join(' ')
      return title ? [[id, { title, link: `/r/${record}/${record_id}` }] as const] : []
    }),
  )
}

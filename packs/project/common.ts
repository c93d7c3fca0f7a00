import { Temporal } from 'temporal-polyfill'
import { headsOf, holdersOf } from '#kernel/identity/directory.ts'
import type { Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'

/** A row as a rule gets it. */
export type Row = Awaited<ReturnType<Work['row']>>

/** What the table project_demands.dmn asks of a project of a grade. */
export interface Demands {
  /** Kinds of sub-plan, such as 'schedule'; none for the lightest grade. */
  readonly plans: readonly string[]
  /** How many departments rate an acceptance at least. */
  readonly panel: number
  /** Weeks between two reports and two checks. */
  readonly weeks: number
  readonly documents: readonly string[]
}

export const demandsOf = (work: Work, grade: unknown) =>
  work.decide('project_demands', { grade: String(grade ?? '') }) as unknown as Demands

/** The project that a part belongs to, under lock. */
export const projectOf = (work: Work, part: Row): Promise<Row> => work.row('project', String(part.project))

/** Rows of a record that belong to a project, oldest first. */
export async function partsOf<T extends object>(
  work: Work,
  record: string,
  columns: string,
  project: string,
): Promise<T[]> {
  const { rows } = await work
    .sql()
    .query<T>(`select id, status, ${columns} from ${record} where project = $1 order by created_at, id`, [project])
  return rows
}

/**
 * Only the lead of the project, or operations, arranges its parts.
 * @returns the project
 */
export async function asLead(work: Work, part: Row): Promise<Row> {
  const project = await projectOf(work, part)
  const mine = work.person === project.lead || holdersOf(work.directory, 'operations').includes(work.person ?? '')
  if (work.person !== null && !mine)
    throw new Refused(
      'forbidden',
      `只有项目负责人${nameOf(work, project.lead)}或运营管理部能办。你填的内容都还在草稿里。`,
    )
  return project
}

export const nameOf = (work: Work, person: unknown) => work.directory.people.get(String(person ?? ''))?.name ?? ''
export const unitOf = (work: Work, unit: unknown) => work.directory.units.get(String(unit ?? ''))?.name ?? ''

/** Those who head a unit may read the project from now on, since they are asked for something in it. */
export function letHeadsRead(work: Work, project: string, unit: unknown): void {
  for (const head of headsOf(work.directory, String(unit))) work.share('project', project, head, 'asked')
}

/** The day so many weeks after a day, 'YYYY-MM-DD'. */
export const weeksAfter = (day: string, weeks: number) => Temporal.PlainDate.from(day).add({ weeks }).toString()

/** How many days one day lies after another; negative when it lies before. */
export const daysAfter = (from: string, to: string) =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days

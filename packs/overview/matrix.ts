import type { Sql } from '#kernel/db.ts'
import { explainAll } from '#kernel/inbox/todos.ts'
import type { Asked } from '#kernel/pack.ts'
import { numbered } from './draft.ts'
import { dutyRows } from './duties.ts'
import { columnsOf } from './places.ts'
import { rightRows } from './rights.ts'
import { stepRows, targetsOf } from './steps.ts'
import type { MatrixView } from './types.ts'

/**
 * 职责矩阵 (ORG-02, ORG-06, PRN-05): every duty in force, every step and every right against the places that have a part
 * in it; each mark with its sentence and the clause that asks for it.
 */
export async function matrixView({ sql, directory, server }: Asked): Promise<MatrixView> {
  const duties = await dutyRows(sql)
  const clauses = await explainAll(server.registry, sql, targetsOf(server))
  const columns = columnsOf(directory, await lastDays(sql, directory.day))
  const drafts = [...duties, ...stepRows(server, directory, clauses), ...rightRows(server.registry, directory, clauses)]
  const matrix = numbered(columns, drafts)
  const fromPolicies = [
    ...matrix.groups.flatMap(({ policy, title }) => (policy ? [[policy, title.match(/《(.+?)》/)?.[1] ?? title]] : [])),
    ...matrix.notes.flatMap(({ clause }) => (clause ? [[clause.policy, clause.title]] : [])),
  ]
  return { day: directory.day, ...matrix, policies: Object.fromEntries(fromPolicies) }
}

/** The day after which nobody held a position any more, by position, of those that somebody held before. */
async function lastDays(sql: Sql, day: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ position: string; last: string }>(
    `select position, to_char(max(until), 'YYYY-MM-DD') as last from appointment
     where until is not null and until < $1::date group by position`,
    [day],
  )
  return new Map(rows.map(({ position, last }) => [position, last]))
}

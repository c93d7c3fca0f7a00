import type { Model } from '#engine/bpmn/model.ts'
import type { CaseState } from '#engine/types.ts'
import type { Sql } from '../db.ts'
import { rowsOfCase } from './steplog.ts'

/** What shows of a case on its drawing, by the ids of elements; one that holds several tokens stands there as often. */
export interface Drawn {
  /** Nodes that it left, and flows by which it went on. */
  readonly done: string[]
  readonly current: string[]
  readonly stuck: string[]
}

/**
 * Where a case was, stands and is stuck on the drawing of its edition.
 * @param found the case; what it did by an older edition is not on this drawing
 */
export async function drawnOf(
  sql: Sql,
  model: Model,
  found: { id: string; document: number; status: string; state: CaseState },
): Promise<Drawn> {
  const isOver = found.status === 'ended' || found.status === 'cancelled'
  const tokens = isOver ? [] : found.state.tokens.filter(({ is }) => is !== 'watching')
  const ids = (of: typeof tokens) => of.map(({ node }) => model.ids[node] ?? '')
  return {
    done: await passedOf(sql, model, found),
    current: ids(tokens.filter(({ is }) => is !== 'stuck')),
    stuck: ids(tokens.filter(({ is }) => is === 'stuck')),
  }
}

/** The log knows nodes only: a flow was taken where its end was entered at the instant at which its beginning was left. */
async function passedOf(sql: Sql, model: Model, found: { id: string; document: number }): Promise<string[]> {
  const { rows } = await sql.query<{ at: string; node: number; kind: number }>(
    `select distinct at::text, node, kind from (${rowsOfCase('at, node, kind, document')}) moved
      where document = $2 and kind in (1, 2, 5)`,
    [found.id, found.document],
  )
  const left = rows.filter(({ kind }) => kind !== 1)
  const entered = new Set(rows.filter(({ kind }) => kind !== 2).map(({ at, node }) => `${at}/${node}`))
  const ways = left.flatMap(({ at, node }) =>
    (model.nodes[node]?.outgoing ?? [])
      .flatMap((index) => model.flows[index] ?? [])
      .filter(({ to }) => entered.has(`${at}/${to}`))
      .map(({ id }) => id),
  )
  return [...new Set([...left.map(({ node }) => model.ids[node] ?? ''), ...ways])]
}

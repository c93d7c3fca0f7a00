import type { Sql } from '#kernel/db.ts'
import {
  type CarrierRow,
  type ClauseNode,
  type ClauseRow,
  coverageOf,
  headOf,
  leavesOf,
  shareOf,
  treeOf,
} from './pages/coverage.ts'

/**
 * The clause trees of policies (all of them when none are named) with what carries each clause: what every figure of
 * coverage is counted from. Of a text only so much is read as its mark needs.
 */
export async function readTrees(sql: Sql, policies?: readonly string[]): Promise<Map<string, ClauseNode[]>> {
  const ids = policies ?? null
  const { rows: clauses } = await sql.query<ClauseRow & { policy: string }>(
    `select id, policy, anchor, parent, level, label, title, left(text, 300) as text, status, asks, asks_why as "asksWhy"
     from clause where status = 'active' and ($1::uuid[] is null or policy = any($1)) order by policy, "order", id`,
    [ids],
  )
  const { rows: carriers } = await sql.query<CarrierRow & { policy: string }>(
    `select id, policy, clause, kind, target, words, status from carrier
     where status = 'active' and ($1::uuid[] is null or policy = any($1)) order by created_at, id`,
    [ids],
  )
  const carried = Map.groupBy(carriers, ({ policy }) => policy)
  const trees = Map.groupBy(clauses, ({ policy }) => policy)
  return new Map([...trees].map(([policy, rows]) => [policy, treeOf(rows, carried.get(policy) ?? [])]))
}

/** How trees are counted: the same functions as on the pages of policies. */
export const counting = { coverageOf, headOf, leavesOf, shareOf }

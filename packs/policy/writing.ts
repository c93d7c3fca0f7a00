import type { StoredRow } from '#kernel/process/batch.ts'
import { alone, type Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import { drafting, type Wording } from './editions.ts'
import { freshAnchor } from './reading/anchors.ts'

/** An active clause of an edition, as rules read it. */
export interface ClauseRow extends Wording {
  readonly id: string
  readonly parent: string | null
  readonly level: string
  readonly order: number
}
/** What carries a clause out, with the clause's anchor. */
export interface CarrierRow {
  readonly clause: string
  readonly anchor: string
  readonly id: string
  readonly kind: string
  readonly target: string
  readonly words: string
}

/** Room between the orders of two clauses, so that others can be put between them without touching any. */
export const gap = 1024

/** Clauses change only while their edition is being written: what people signed stays as it was. */
export const stillDraft = alone(async (work, row) => {
  await refuseIssued(work, String(row.policy))
})

/** @throws Refused `conflict` unless the edition is being written; returns it */
export async function refuseIssued(work: Work, id: string): Promise<StoredRow> {
  const parent = await work.row('policy', id)
  if (drafting.some((status) => status === parent.status)) return parent
  throw new Refused('conflict', `《${String(parent.title)}》已经送审，条款不能直接改。请先退回起草，或另起一版。`)
}

/** A clause that a person wrote gets its place behind another, and an anchor that no edition of this policy ever had. */
export const addClause = alone(async (work, row) => {
  const parent = await refuseIssued(work, String(row.policy))
  const rows = await clausesOf(work, parent.id)
  const at = row.after ? rows.findIndex(({ id }) => id === row.after) : rows.length - 1
  if (row.after && at < 0)
    throw new Refused('invalid', '要加在它后面的那一条不在这项制度里，请重新选。', { fields: { after: '请重新选' } })
  const above = rows[at]
  const last = lastBelow(rows, at)
  await work.change('clause', row.id, {
    anchor: freshAnchor(above?.anchor ?? 't1', await everAnchors(work, parent)),
    parent: above?.parent ?? null,
    order: await roomAfter(work, rows, last),
  })
})

/** The place of the last clause that stands under the one at `at`. */
function lastBelow(rows: readonly ClauseRow[], at: number): number {
  const under = new Set([rows[at]?.anchor])
  let last = at
  while (last + 1 < rows.length && under.has(rows[last + 1]!.parent ?? '')) {
    last += 1
    under.add(rows[last]!.anchor)
  }
  return last
}

/** An order between a clause and the next; when there is no room left, all of them are spread anew. */
async function roomAfter(work: Work, rows: readonly ClauseRow[], at: number): Promise<number> {
  const low = rows[at]?.order ?? 0
  const high = rows[at + 1]?.order ?? low + 2 * gap
  if (high - low > 1) return Math.floor((low + high) / 2)
  for (const [index, clause] of rows.entries())
    await work.change('clause', clause.id, { order: (index + 1 + (index > at ? 1 : 0)) * gap })
  return (at + 2) * gap
}

async function everAnchors(work: Work, policy: StoredRow): Promise<Set<string>> {
  const { rows } = await work
    .sql()
    .query<{ anchor: string }>(
      `select distinct c.anchor from clause c join policy p on p.id = c.policy where coalesce(p.first, p.id) = $1`,
      [policy.first ?? policy.id],
    )
  return new Set(rows.map(({ anchor }) => anchor))
}

/** The active clauses of an edition in their order. */
export async function clausesOf(work: Work, policy: string): Promise<ClauseRow[]> {
  const { rows } = await work.sql().query<ClauseRow>(
    `select id, anchor, parent, level, label, title, text, "order" from clause
     where policy = $1 and status = 'active' order by "order", id`,
    [policy],
  )
  return rows
}

/** What carries the active clauses of an edition out. */
export async function carriersOf(work: Work, policy: string): Promise<CarrierRow[]> {
  const { rows } = await work.sql().query<CarrierRow>(
    `select t.id, t.clause, c.anchor, t.kind, t.target, t.words from carrier t join clause c on c.id = t.clause
     where t.policy = $1 and t.status = 'active' and c.status = 'active' order by c."order", t.id`,
    [policy],
  )
  return rows
}

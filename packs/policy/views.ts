import type { Sql } from '#kernel/db.ts'
import { type Directory, postOf } from '#kernel/identity/directory.ts'
import type { View } from '#kernel/pack.ts'
import { absent } from '#kernel/refused.ts'
import { isUuid } from '#kernel/uuid.ts'
import type { CatalogueLine, Difference, Edition, PersonIn, ReadersOf, Waiting } from './contract.ts'
import { readTrees } from './define.ts'
import { differences, type Wording } from './editions.ts'
import { type ClauseNode, coverageOf } from './pages/coverage.ts'
import { inScope } from './scope.ts'

/** How many names a page gets; the figures beside them count everybody. */
const mostNames = 500

interface PolicyRow {
  id: string
  title: string
  code: string | null
  edition: string
  status: string
  owner: string
  category: string
  first: string | null
  revises: string | null
  effectiveOn: string | null
  nextReviewOn: string | null
  scope: string | null
  scopeUnits: unknown
  scopePositions: unknown
}
const columns = `p.id, p.title, p.code, p.edition, p.status, p.owner, p.category, p.first, p.revises,
  p.effective_on::text as "effectiveOn", p.next_review_on::text as "nextReviewOn",
  p.scope, p.scope_units as "scopeUnits", p.scope_positions as "scopePositions"`

/** Whom a policy binds (PRN-01): how many, and who. Params: `id`. */
export const scope: View = async ({ sql, directory, params }) => {
  const people = inScope(directory, await policyOf(sql, params.id))
  return { count: people.length, people: people.slice(0, mostNames).map((id) => personIn(directory, id)) }
}

/** The editions of a policy, the newest first, and what this one changes in the one before. Params: `id`. */
export const editions: View = async ({ sql, params }) => {
  const policy = await policyOf(sql, params.id)
  const { rows } = await sql.query<Edition>(
    `select id, edition, status, effective_on::text as "effectiveOn" from policy
     where coalesce(first, id) = $1 and status <> 'dropped' order by created_at desc, id desc`,
    [policy.first ?? policy.id],
  )
  return { editions: rows, changes: policy.revises ? await changesOf(sql, policy.revises, policy.id) : [] }
}

async function changesOf(sql: Sql, before: string, after: string): Promise<Difference[]> {
  const clausesOf = async (id: string) =>
    (
      await sql.query<Wording>(
        `select anchor, label, title, text from clause where policy = $1 and status = 'active' order by "order", id`,
        [id],
      )
    ).rows
  return differences(await clausesOf(before), await clausesOf(after))
}

/**
 * Who has read the policies in force (POL-07): for each how many of how many signed, and who has not, the longest waiting
 * first; and what waits for me. Params: `unit` narrows to one unit.
 */
export const readers: View = async ({ sql, me, directory, now, params }): Promise<ReadersOf> => {
  const inUnit = params.unit ? [...directory.people.keys()].filter((id) => isIn(directory, id, params.unit!)) : null
  const { rows } = await sql.query<{ policy: string; signed: number; all: number }>(
    `select policy, count(*) filter (where status = 'signed') as signed, count(*) as all from acknowledgement
     where status <> 'void' and ($1::uuid[] is null or person = any($1)) group by policy`,
    [inUnit],
  )
  const { rows: inForce } = await sql.query<PolicyRow>(
    `select ${columns} from policy p where status = 'effective' order by code nulls last, title, id`,
  )
  const counts = new Map(rows.map((row) => [row.policy, row]))
  const policies = []
  for (const { id, title, code, edition } of inForce) {
    const { signed = 0, all = 0 } = counts.get(id) ?? {}
    const waiting = signed < all ? await waitingFor(sql, directory, id, inUnit, now) : []
    policies.push({ id, title, code, edition, signed, all, waiting })
  }
  const { rows: mine } = await sql.query<ReadersOf['mine'][number]>(
    `select a.id, a.policy, p.title, p.code, a.edition, a.part, a.status, a.words,
            to_char(a.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "signedAt"
     from acknowledgement a join policy p on p.id = a.policy
     where a.person = $1 and a.status <> 'void' order by a.status, a.created_at desc, a.id limit 200`,
    [me.id],
  )
  return { policies, mine }
}

async function waitingFor(
  sql: Sql,
  directory: Directory,
  policy: string,
  among: readonly string[] | null,
  now: Date,
): Promise<Waiting[]> {
  const { rows } = await sql.query<{ id: string; person: string; since: Date }>(
    `select id, person, created_at as since from acknowledgement
     where policy = $1 and status = 'open' and ($2::uuid[] is null or person = any($2))
     order by created_at, id limit ${mostNames}`,
    [policy, among],
  )
  return rows.map(({ id, person, since }) => ({
    acknowledgement: id,
    days: Math.max(0, Math.floor((now.getTime() - since.getTime()) / 86_400_000)),
    ...personIn(directory, person),
  }))
}

/** 制度目录 (POL-12): every policy by its newest edition that counts, with coverage and signing rate. */
export const catalogue: View = async ({ sql, directory }): Promise<CatalogueLine[]> => {
  const { rows } = await sql.query<PolicyRow & { signed: number; readers: number }>(
    `with reading as (
       select policy, count(*) as readers, count(*) filter (where status = 'signed') as signed
       from acknowledgement where status <> 'void' group by policy)
     select ${columns}, coalesce(reading.signed, 0) as signed, coalesce(reading.readers, 0) as readers
     from policy p left join reading on reading.policy = p.id
     where p.status not in ('superseded', 'dropped') order by p.category, p.code nulls last, p.title, p.created_at`,
  )
  const trees = await readTrees(sql)
  return rows.map(({ scopeUnits, scopePositions, first, revises, scope: _, owner, ...row }) => ({
    ...row,
    ...coverOf(trees.get(row.id)),
    isRevision: revises !== null,
    owner: directory.units.get(owner)?.name ?? '',
  }))
}

function coverOf(tree: readonly ClauseNode[] = []): { done: number; leaves: number } {
  const { done, all } = coverageOf(tree)
  return { done, leaves: all }
}

async function policyOf(sql: Sql, id: string | undefined): Promise<PolicyRow> {
  if (!id || !isUuid(id)) throw absent('这项制度')
  const { rows } = await sql.query<PolicyRow>(`select ${columns} from policy p where id = $1`, [id])
  if (!rows[0]) throw absent('这项制度')
  return rows[0]
}

function personIn(directory: Directory, id: string): PersonIn {
  const { unit, position } = postOf(directory, id)
  return { id, name: directory.people.get(id)?.name ?? '', unit, position }
}

const isIn = (directory: Directory, person: string, unit: string) => postOf(directory, person).unitId === unit

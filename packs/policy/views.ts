import type { Sql } from '#kernel/db.ts'
import { type Directory, postOf } from '#kernel/identity/directory.ts'
import type { View } from '#kernel/pack.ts'
import { absent } from '#kernel/refused.ts'
import { isUuid } from '#kernel/uuid.ts'
import type {
  CatalogueLine,
  Difference,
  Edition,
  EditionsView,
  PersonIn,
  ReadersOf,
  ScopeView,
  Waiting,
} from './contract.ts'
import { readTrees } from './define.ts'
import { differences, signingWords, type Wording } from './editions.ts'
import { type ClauseNode, coverageOf } from './pages/coverage.ts'
import { changedClauses } from './readings.ts'
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

/** Whom a policy binds (PRN-01): how many, who, and how many of them signed. Params: `id`. */
export const scope: View = async ({ sql, directory, params }): Promise<ScopeView> => {
  const policy = await policyOf(sql, params.id)
  const people = inScope(directory, policy)
  const { rows } = await sql.query<{ signed: number; readers: number }>(
    `select count(*) filter (where status = 'signed') as signed, count(*) as readers from acknowledgement
     where policy = $1 and status <> 'void'`,
    [policy.id],
  )
  const named = people.slice(0, mostNames).map((id) => personIn(directory, id))
  return { count: people.length, people: named, signed: rows[0]?.signed ?? 0, readers: rows[0]?.readers ?? 0 }
}

/** The editions of a policy, the newest first, and what this one changes in the one before. Params: `id`. */
export const editions: View = async ({ sql, params }): Promise<EditionsView> => {
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
 * first; and what waits for me, with the words that I sign.
 */
export const readers: View = async ({ sql, me, directory, now }): Promise<ReadersOf> => {
  const { rows } = await sql.query<Omit<ReadersOf['policies'][number], 'waiting'>>(
    `select p.id, p.title, p.code, p.edition,
            count(a.id) filter (where a.status = 'signed') as signed, count(a.id) as "all"
     from policy p left join acknowledgement a on a.policy = p.id and a.status <> 'void'
     where p.status = 'effective' group by p.id order by p.code nulls last, p.title, p.id`,
  )
  const policies: ReadersOf['policies'] = []
  for (const policy of rows)
    policies.push({
      ...policy,
      waiting: policy.signed < policy.all ? await waitingFor(sql, directory, policy.id, now) : [],
    })
  return { policies, mine: await readingsOf(sql, me.id) }
}

async function readingsOf(sql: Sql, person: string): Promise<ReadersOf['mine']> {
  const { rows } = await sql.query<ReadersOf['mine'][number] & { changes: unknown }>(
    `select a.id, a.policy, p.title, p.code, a.edition, a.part, a.status, a.words, p.changes,
            to_char(a.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "signedAt"
     from acknowledgement a join policy p on p.id = a.policy
     where a.person = $1 and a.status <> 'void' order by a.status, a.created_at desc, a.id limit 200`,
    [person],
  )
  return rows.map(({ changes, ...row }) => ({
    ...row,
    says: row.words ?? signingWords(row.title, row.part === 'changed' ? changedClauses(changes) : null),
  }))
}

async function waitingFor(sql: Sql, directory: Directory, policy: string, now: Date): Promise<Waiting[]> {
  const { rows } = await sql.query<{ id: string; person: string; since: Date }>(
    `select id, person, created_at as since from acknowledgement
     where policy = $1 and status = 'open' order by created_at, id limit ${mostNames}`,
    [policy],
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

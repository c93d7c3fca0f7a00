import type { Sql } from '#kernel/db.ts'
import type { Directory } from '#kernel/identity/directory.ts'
import type { Asked } from '#kernel/pack.ts'
import {
  critiqueDuties,
  critiquePolicy,
  critiquePosts,
  type LiveDuty,
  type LivePolicy,
  type LivePost,
} from './critique/company.ts'
import type { Problem } from './critique/types.ts'
import type { Clause } from './reading/types.ts'

/** A problem as the page shows it; `kept` says why the company means it so. */
export interface ShownProblem extends Problem {
  kept: { id: string; reason: string; by: string } | null
}

/**
 * 职责诊断: what is wrong with the duties, posts and policies of the company, or with one policy (`?policy=`), computed from
 * what is in the database now. GET /api/view/policy/problems. Inventory ORG-06, PRN-05.
 */
export const problems = async ({ sql, directory, params }: Asked): Promise<{ problems: ShownProblem[] }> => {
  const policy = /^[0-9a-f-]{36}$/.test(params.policy ?? '') ? (params.policy ?? null) : null
  const duties = await readDuties(sql, policy)
  const found = [
    ...(await critiqueTexts(sql, policy, duties)),
    ...(policy ? [] : critiquePosts(postsOf(directory), duties)),
  ]
  const kept = await readKept(sql)
  return { problems: found.map((one) => ({ ...one, kept: kept.get(one.id) ?? null })) }
}

/** How many overlaps, and how many things without anybody, that nobody has said are meant so: for the card. */
export const countedProblems = async (sql: Sql): Promise<{ overlaps: number; gaps: number }> => {
  const found = await critiqueTexts(sql, null, await readDuties(sql, null))
  const kept = await readKept(sql)
  const open = found.filter(({ id, kind }) => !kept.has(id) && kind !== 'uncarried')
  const overlaps = open.filter(({ kind }) => kind === 'overlap').length
  return { overlaps, gaps: open.length - overlaps }
}

const critiqueTexts = async (sql: Sql, policy: string | null, duties: LiveDuty[]): Promise<Problem[]> => {
  const withDuties = new Set(duties.map(({ holder }) => holder))
  const texts = await readPolicies(sql, policy)
  return [...critiqueDuties(duties), ...texts.flatMap((one) => critiquePolicy(one, withDuties))]
}

interface DutyRow {
  id: string
  unit: string
  name: string
  open: boolean
  position: string | null
  group: string | null
  part: string
  words: string
  policy: string | null
  anchor: string | null
}

/** Duties in force; of one policy also those that wait for it. */
async function readDuties(sql: Sql, policy: string | null): Promise<LiveDuty[]> {
  const { rows } = await sql.query<DutyRow>(
    `select distinct on (d.id) d.id, d.unit, u.name, u.status = 'active' as open, d.position, d."group", d.part,
       coalesce(d.words, d.title) as words, t.policy, c.anchor
     from duty d join unit u on u.id = d.unit
     left join carrier t on t.target = d.id::text and t.kind = 'duty' and t.status = 'active'
     left join clause c on c.id = t.clause
     where case when $1::uuid is null then d.status = 'active' else d.status <> 'closed' and t.policy = $1 end
     order by d.id, c.id`,
    [policy],
  )
  return rows.map(({ name, open, group, policy: from, anchor, ...row }) => ({
    ...{ ...row, holder: name, isUnitGone: !open, group: group ?? '', anchor: anchor ?? '' },
    ...(from ? { policy: from } : {}),
  }))
}

interface ClauseRow {
  id: string
  policy: string
  name: string
  anchor: string
  parent: string | null
  level: Clause['level']
  label: string | null
  title: string
  text: string | null
  carried: boolean
}

async function readPolicies(sql: Sql, policy: string | null): Promise<LivePolicy[]> {
  const { rows } = await sql.query<ClauseRow>(
    `select c.id, c.policy, p.title as name, c.anchor, c.parent, c.level, c.label, c.title, c.text,
       exists (select from carrier t where t.clause = c.id and t.status = 'active') as carried
     from clause c join policy p on p.id = c.policy
     where c.status = 'active' and case when $1::uuid is null then p.status = 'effective' else p.id = $1 end
     order by c.policy, c."order"`,
    [policy],
  )
  return Array.from(Map.groupBy(rows, (row) => row.policy).values(), (own) => ({
    ...{ id: own[0]!.policy, title: own[0]!.name, clauses: toTree(own) },
    ids: new Map(own.map(({ anchor, id }) => [anchor, id])),
    carried: new Set(own.filter(({ carried }) => carried).map(({ anchor }) => anchor)),
  }))
}

/** The rows as the reading has them. A clause without a title is kept with the first words of its text as one. */
function toTree(rows: readonly ClauseRow[]): Clause[] {
  const known = new Set(rows.map(({ anchor }) => anchor))
  const below = Map.groupBy(rows, ({ parent }) => (parent !== null && known.has(parent) ? parent : null))
  const build = (parent: string | null): Clause[] =>
    (below.get(parent) ?? []).map(({ anchor, level, label, title, text }, index) => ({
      ...{ anchor, level, style: 'plain' as const, number: index + 1, label: label ?? '', text: text ?? '' },
      title: text?.startsWith(title.replace(/…$/, '')) ? '' : title,
      ...{ titleConfidence: 1, from: 0, to: 0, originalFrom: 0, originalTo: 0, children: build(anchor) },
    }))
  return build(null)
}

function postsOf(directory: Directory): LivePost[] {
  const held = Map.groupBy(directory.appointments, ({ position }) => position)
  return [...directory.positions.values()].map(({ id, name, unit }) => ({
    ...{ id, name, unit, unitName: directory.units.get(unit)?.name ?? '' },
    people: held.get(id)?.length ?? 0,
  }))
}

async function readKept(sql: Sql): Promise<Map<string, { id: string; reason: string; by: string }>> {
  const { rows } = await sql.query<{ id: string; key: string; reason: string; by: string }>(
    `select k.id, k.key, k.reason, p.name as by from kept_problem k join person p on p.id = k.created_by
     where k.status = 'active' order by k.created_at`,
  )
  return new Map(rows.map(({ key, ...one }) => [key, one]))
}

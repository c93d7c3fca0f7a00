import type { Sql } from '#kernel/db.ts'
import type { Asked } from '#kernel/pack.ts'
import { counting, readTrees } from '#packs/policy/define.ts'
import type { ClauseNode, Coverage } from '#packs/policy/pages/coverage.ts'

const { coverageOf, headOf, leavesOf, shareOf } = counting

/** A policy that counts: not one that was replaced, dropped or repealed. */
export interface PolicyLine {
  readonly id: string
  readonly title: string
  readonly status: string
  readonly owner: string
}

/** 条款落地率 of one policy with its chapters; chapters open to what is not carried yet. */
export interface PolicyCoverage extends PolicyLine, Coverage {
  readonly chapters: readonly (Coverage & {
    readonly anchor: string
    readonly title: string
    readonly open: readonly Passage[]
  })[]
}
export interface Passage {
  readonly policy: string
  readonly anchor: string
  readonly title: string
}
/** Of the clauses that a unit answers for (by the duties that carry them, else as owner of the policy). */
export interface UnitCoverage {
  readonly unit: string
  readonly name: string
  readonly done: number
  readonly all: number
  readonly percent: number
  readonly open: readonly Passage[]
}

/** GET /api/view/overview/coverage (POL-21). */
export interface CoverageView {
  readonly total: Coverage
  readonly policies: readonly PolicyCoverage[]
  readonly units: readonly UnitCoverage[]
}

/** The policies that count, in force first. */
export async function policyLines(sql: Sql): Promise<PolicyLine[]> {
  const { rows } = await sql.query<PolicyLine>(
    `select id, title, status, owner from policy where status not in ('superseded', 'dropped', 'repealed')
     order by status <> 'effective', title, id`,
  )
  return rows
}

/** Every duty in use by id → its unit, so that a clause knows whose it is. */
export async function dutyUnits(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ id: string; unit: string }>(
    `select id, unit from duty where status in ('active', 'pending')`,
  )
  return new Map(rows.map(({ id, unit }) => [id, unit]))
}

/** The units that answer for a clause: those of the duties that carry it, or else the owner of its policy. */
export function unitsOf(clause: ClauseNode, duties: ReadonlyMap<string, string>, owner: string): string[] {
  const named = clause.carriers.flatMap(({ kind, target }) => (kind === 'duty' ? (duties.get(target) ?? []) : []))
  return named.length > 0 ? [...new Set(named)] : [owner]
}

/** 条款落地率 per policy, chapter and unit, all counted by the function that the policy's own page uses (POL-21). */
export async function coverageView({ sql, directory }: Asked): Promise<CoverageView> {
  const [lines, trees, duties] = [await policyLines(sql), await readTrees(sql), await dutyUnits(sql)]
  const nameOf = (unit: string) => directory.units.get(unit)?.name ?? '（已撤销的部门）'
  const policies = lines.map((line) => ({ line, tree: trees.get(line.id) ?? [] }))
  const byUnit = new Map<string, { clause: ClauseNode; policy: string }[]>()
  for (const { line, tree } of policies)
    for (const clause of askingOf(tree))
      for (const unit of unitsOf(clause, duties, line.owner))
        byUnit.set(unit, [...(byUnit.get(unit) ?? []), { clause, policy: line.id }])
  return {
    total: coverageOf(policies.flatMap(({ tree }) => tree)),
    policies: policies.map(({ line, tree }) => ({
      ...line,
      owner: nameOf(line.owner),
      ...coverageOf(tree),
      chapters: tree.map((chapter) => ({
        anchor: chapter.anchor,
        title: headOf(chapter),
        ...coverageOf([chapter]),
        open: askingOf([chapter])
          .filter(isOpen)
          .map((clause) => passageOf(line.id, clause)),
      })),
    })),
    units: [...byUnit]
      .map(([unit, clauses]) => ({
        unit,
        name: nameOf(unit),
        ...shareOf(clauses.filter(({ clause }) => clause.mark === 'full').length, clauses.length),
        open: clauses.filter(({ clause }) => isOpen(clause)).map(({ clause, policy }) => passageOf(policy, clause)),
      }))
      .toSorted((a, b) => b.all - a.all || a.name.localeCompare(b.name, 'zh-CN')),
  }
}

const askingOf = (tree: readonly ClauseNode[]) => leavesOf(tree).filter(({ mark }) => mark !== 'exempt')
const isOpen = ({ mark }: ClauseNode) => mark === 'none'
const passageOf = (policy: string, clause: ClauseNode): Passage => ({
  policy,
  anchor: clause.anchor,
  title: headOf(clause),
})

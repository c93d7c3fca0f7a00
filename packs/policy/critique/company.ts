import { nameOf, sentencesIn } from '../reading/evidence.ts'
import { findIn } from '../reading/findings.ts'
import type { Clause } from '../reading/types.ts'
import { actorOf, asksForWork } from './actors.ts'
import { findGaps, findIdleUnits, findKeepless, preamble } from './gaps.ts'
import { findOverlaps } from './overlaps.ts'
import { problem } from './problem.ts'
import type { Held, Problem, Side } from './types.ts'

/** A duty of the company as it stands: the unit's name, whether the unit is still there, the post if it is one's. */
export interface LiveDuty extends Held {
  unit: string
  isUnitGone: boolean
  position: string | null
}

/** A policy in force: its clause tree, the ids of its clauses, and the anchors that something carries. */
export interface LivePolicy {
  id: string
  title: string
  clauses: readonly Clause[]
  ids: ReadonlyMap<string, string>
  carried: ReadonlySet<string>
}

/** A post with its unit and how many people hold it. */
export interface LivePost {
  id: string
  name: string
  unit: string
  unitName: string
  people: number
}

/** What is wrong with duties as they are registered: overlaps between units, and duties whose unit is gone. ORG-06, PRN-05. */
export const critiqueDuties = (duties: readonly LiveDuty[]): Problem[] => [
  ...findOverlaps(duties.filter(({ isUnitGone }) => !isUnitGone)),
  ...duties
    .filter(({ isUnitGone }) => isUnitGone)
    .map((duty) => problem('ownerless', duty.words.slice(0, 40), [sideOf(duty)], 1)),
]

/**
 * What is wrong with a policy in force: work that its words give nobody and that nothing carries, papers without a lasting
 * keeper, units that work and have no duties, and clauses that name somebody but that nothing carries out.
 */
export const critiquePolicy = (policy: LivePolicy, withDuties: ReadonlySet<string>): Problem[] => {
  const findings = findIn(policy.clauses, policy.title)
  const said = [
    ...findGaps(policy.clauses, findings).flatMap((one) => withoutCarried(one, policy.carried)),
    ...findKeepless(policy.clauses),
    ...findIdleUnits(policy.clauses, findings).filter(({ topic }) => !isKnown(topic, withDuties)),
  ]
  const told = new Set(said.flatMap(({ sides }) => sides.map(({ anchor }) => anchor)))
  return [...said, ...uncarried(policy, told)].map((one) => ({
    ...one,
    id: `${one.id}|${policy.id}`,
    sides: one.sides.map((side) => ({ ...side, id: policy.ids.get(side.anchor) ?? '', policy: policy.id })),
  }))
}

/**
 * What is wrong with posts: units where people work and no duty is written down for the unit nor for any of its posts, and
 * posts that have duties and nobody in them (有岗无人).
 */
export const critiquePosts = (posts: readonly LivePost[], duties: readonly LiveDuty[]): Problem[] => {
  const units = new Set(duties.map(({ unit }) => unit))
  const idle = Map.groupBy(
    posts.filter(({ people, unit }) => people > 0 && !units.has(unit)),
    ({ unit }) => unit,
  )
  const vacant = posts.filter(({ people, id }) => people === 0 && duties.some(({ position }) => position === id))
  return [
    ...Array.from(idle.values(), (group) => problem('idle-post', group[0]!.unitName, [postsSide(group)], 1)),
    ...vacant.map((post) =>
      problem(
        'vacant-post',
        `${post.unitName} ${post.name}`,
        duties.filter(({ position }) => position === post.id).map(sideOf),
        1,
      ),
    ),
  ]
}

const sideOf = ({ holder, words, anchor, id, policy }: LiveDuty): Side => ({
  ...{ holder, words, anchor },
  ...(id ? { id } : {}),
  ...(policy ? { policy } : {}),
})

const postsSide = (posts: readonly LivePost[]): Side => ({
  ...{ holder: posts[0]?.unitName ?? '', anchor: '' },
  words: `${posts.map(({ name, people }) => `${name} ${people} 人`).join('、')}。`,
})

const withoutCarried = (one: Problem, carried: ReadonlySet<string>): Problem[] => {
  const sides = one.sides.filter(({ anchor }) => !carried.has(anchor))
  return sides.length > 0 ? [{ ...one, sides }] : []
}

/** 内部审计部门 is known where the company has a 审计部 with duties. */
const isKnown = (name: string, withDuties: ReadonlySet<string>): boolean => {
  const root = name.replace(/(?:部门?|办公室|委员会)$/, '')
  return Array.from(withDuties).some((unit) => unit.startsWith(root) || root.endsWith(unit.replace(/部$/, '')))
}

const uncarried = (policy: LivePolicy, told: ReadonlySet<string>): Problem[] =>
  leaves(policy.clauses)
    .filter(({ anchor }) => !policy.carried.has(anchor) && !told.has(anchor))
    .flatMap((clause) => {
      const words = sentencesIn(clause).find((one) => actorOf(one) !== undefined || asksForWork(one))
      if (!words) return []
      return [problem('uncarried', nameOf(clause), [{ holder: policy.title, words, anchor: clause.anchor }], 0.8)]
    })

const leaves = (clauses: readonly Clause[]): Clause[] =>
  clauses.flatMap((clause) => {
    if (preamble.test(clause.title)) return []
    return clause.children.length === 0 ? [clause] : leaves(clause.children)
  })

import type { Functions, Json } from '#engine/types.ts'
import {
  type Directory,
  headsOf,
  holdersOf,
  inPosition,
  membersOf,
  overseersOf,
  peopleIn,
  unitsNamed,
} from '../identity/directory.ts'
import { holderName } from '../identity/standing-in.ts'
import { administrators, afterStarter, afterVacancy, type Next, vacancyOf } from './vacancy.ts'

const kinds = ['role', 'position', 'head', 'overseer', 'person', 'committee', 'unitHead', 'inUnit'] as const

/** Where the people of a step come from; made by the functions that assignment rules call in FEEL. */
export interface Source {
  readonly by: (typeof kinds)[number]
  readonly of: string
}

/**
 * The functions of assignment rules: role("operations"), position("总经理"), head(unit), overseer(unit), person(id),
 * committee("总经理办公会"), unitHead("人力资源部"), inUnit(unit). They only name a source; `resolve` finds the people in
 * the organisation as it is at that moment.
 */
export const assignmentFunctions: Functions = Object.fromEntries(
  kinds.map((by) => [by, (of: Json) => ({ by, of: String(of ?? '') })]),
)

/** Who gets a step, and the sentence to record when the work went elsewhere than the rule says. */
export interface Assigned {
  readonly people: string[]
  readonly instead?: string
}

/** The words that stand where somebody may not judge what they started. */
const ownCase = '经办人不能审批自己的单据（不相容岗位分离）'

/**
 * The people of a step. A vacant place sends its work on by rule: position → head of its unit; head → deputy → who
 * oversees the unit → head of the unit above, and so on. Who started the case does not judge it (不相容岗位分离,
 * inventory CTL) unless the rule names that person. When nobody is left it goes to the starter's overseer, then to the
 * administrators. Each time the sentence says so.
 * @param roles labels of roles, for the sentence
 */
export function resolve(
  directory: Directory,
  value: Json,
  starter: string | null,
  roles: Readonly<Record<string, string>> = {},
): Assigned {
  const asked = sourcesOf(value).map((source) => ({ source, found: people(directory, source) }))
  const vacant = asked.filter(({ found }) => found.length === 0).map(({ source }) => source)
  const sent = vacant.flatMap((source) => {
    const next = afterVacancy(directory, source, starter)
    return next ? [{ next, why: vacancyOf(directory, source, roles) }] : []
  })
  const judges = asked.flatMap(({ source, found }) => found.filter((id) => id !== starter || source.by === 'person'))
  const able = [...judges, ...sent.flatMap(({ next }) => next.people)]
  if (able.length > 0)
    return assigned(
      able,
      sent.map(({ next, why }) => `${why}，按规则送${wordsOf(directory, next, starter)}`),
    )
  const own = asked.filter(({ found }) => found.length > 0).map(({ source }) => source)
  const next = afterStarter(directory, own, starter) ?? administrators(directory, starter)
  if (next.people.length === 0) return { people: [] }
  if (own.length > 0) return assigned(next.people, [`${ownCase}。已转给${wordsOf(directory, next, starter)}`])
  const why = vacant[0] ? vacancyOf(directory, vacant[0], roles) : '流程没有写明谁来办'
  return assigned(next.people, [`${why}，按规则送${wordsOf(directory, next, starter)}`])
}

const assigned = (people: readonly string[], told: readonly string[]): Assigned => ({
  people: [...new Set(people)],
  ...(told.length > 0 ? { instead: told.join('；') } : {}),
})

function people(directory: Directory, { by, of }: Source): string[] {
  if (by === 'role') return holdersOf(directory, of)
  if (by === 'position') return inPosition(directory, of)
  if (by === 'head') return headsOf(directory, of)
  if (by === 'overseer') return overseersOf(directory, of)
  if (by === 'committee') return membersOf(directory, of)
  if (by === 'unitHead') return unitsNamed(directory, of).flatMap((unit) => headsOf(directory, unit))
  if (by === 'inUnit') return peopleIn(directory, of)
  return directory.people.get(of)?.status === 'active' ? [of] : []
}

/** 销售部负责人韩大勇. */
const wordsOf = (directory: Directory, { people, as }: Next, starter: string | null) =>
  `${as}${people.map((id) => holderName(directory, id, starter)).join('、')}`

/** A rule may name one source or several, in lists as FEEL and decision tables make them. */
function sourcesOf(value: unknown): Source[] {
  if (Array.isArray(value)) return value.flatMap(sourcesOf)
  return isSource(value) ? [value] : []
}

function isSource(value: unknown): value is Source {
  return typeof value === 'object' && value !== null && 'by' in value && 'of' in value
}

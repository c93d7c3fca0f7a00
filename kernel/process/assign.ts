import type { Functions, Json } from '#engine/types.ts'
import { type Directory, headsOf, holdersOf, inPosition, overseersOf } from '../identity/directory.ts'

/** Where the people of a step come from; made by the functions that assignment rules call in FEEL. */
type Source = { readonly by: 'role' | 'position' | 'head' | 'overseer' | 'person'; readonly of: string }

/**
 * The functions of assignment rules: role("operations"), position("总经理"), head(unit), overseer(unit), person(id).
 * They only name a source; `resolve` finds the people in the organisation as it is at that moment.
 */
export const assignmentFunctions: Functions = Object.fromEntries(
  (['role', 'position', 'head', 'overseer', 'person'] as const).map((by) => [
    by,
    (of: Json) => ({ by, of: String(of ?? '') }),
  ]),
)

/** Who gets a step, and the sentence to record when the rule found nobody and the work went elsewhere. */
export interface Assigned {
  readonly people: string[]
  readonly instead?: string
}

/**
 * The people of a step. Who started the case does not judge it (不相容岗位分离, inventory CTL) unless the rule names that
 * person; when nobody is left the work goes to the starter's overseer, then to the administrators, and says so.
 */
export function resolve(directory: Directory, value: Json, starter: string | null): Assigned {
  const sources = (Array.isArray(value) ? value : [value]).filter(isSource)
  const found = sources.flatMap((source) =>
    people(directory, source).filter((id) => id !== starter || source.by === 'person'),
  )
  if (found.length > 0) return { people: [...new Set(found)] }
  const units = directory.appointments
    .filter((row) => row.person === starter)
    .flatMap((row) => directory.positions.get(row.position)?.unit ?? [])
  const overseers = units.flatMap((unit) => overseersOf(directory, unit)).filter((id) => id !== starter)
  if (overseers.length > 0)
    return { people: [...new Set(overseers)], instead: '按规则没有找到合适的办理人，已转给分管领导' }
  const administrators = holdersOf(directory, 'administrator').filter((id) => id !== starter)
  if (administrators.length === 0) return { people: [] }
  return { people: administrators, instead: '按规则没有找到办理人，已转给系统管理员' }
}

function people(directory: Directory, source: Source): string[] {
  if (source.by === 'role') return holdersOf(directory, source.of)
  if (source.by === 'position') return inPosition(directory, source.of)
  if (source.by === 'head') return headsOf(directory, source.of)
  if (source.by === 'overseer') return overseersOf(directory, source.of)
  return directory.people.get(source.of)?.status === 'active' ? [source.of] : []
}

function isSource(value: unknown): value is Source {
  return typeof value === 'object' && value !== null && 'by' in value && 'of' in value
}

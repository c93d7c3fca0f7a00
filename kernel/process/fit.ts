import { migrate, planMigration } from '#engine/bpmn/migrate.ts'
import type { Model, Node } from '#engine/bpmn/model.ts'
import type { CaseState } from '#engine/types.ts'

/** Where nodes of the old edition go in the new one, by their ids, beside those whose id is still there. */
export type Steps = Readonly<Record<string, string>>

/** How a case would stand in another edition, and what keeps it from it, in sentences; empty when nothing does. */
export interface Fit {
  readonly state: CaseState
  readonly problems: string
  /** The index of an old node in the new edition; -1 where it has none. */
  readonly nodeOf: (index: number) => number
}

/** Tries a case on another edition of its process. */
export function fitCase(from: Model, to: Model, state: CaseState, steps: Steps): Fit {
  const { mapping, problems } = planMigration(from, to, [state], steps)
  const words = [...new Set(problems.map(({ message }) => message))].join('')
  return {
    state: words === '' ? migrate(from, to, state, mapping) : state,
    problems: words,
    nodeOf: (index) => mapping[index] ?? -1,
  }
}

/** Whether a node may be offered for another: of the same kind, looped alike, waiting for the same. */
export const isAlike = (one: Node, other: Node): boolean =>
  one.kind === other.kind &&
  one.extra?.loop?.type === other.extra?.loop?.type &&
  (one.kind !== 'sub' || (other.kind === 'sub' && one.type === other.type)) &&
  one.triggers.map(({ on }) => on).join() === other.triggers.map(({ on }) => on).join()

import type { Clause, Department, Findings, OwnText } from '../reading/types.ts'
import { findGaps, findIdleUnits, findKeepless, findOwnerless } from './gaps.ts'
import { findOverlaps } from './overlaps.ts'
import type { Held, Problem } from './types.ts'

/** One text with what was found in it. */
export interface Material {
  text: Pick<OwnText, 'title'>
  clauses: readonly Clause[]
  findings: Findings
}

/**
 * What is wrong with a policy: its overlaps first, then what nobody carries, by clause. Rules of business Chinese only; no
 * network, no clock. Inventory ORG-06, PRN-05.
 */
export const critique = ({ text, clauses, findings }: Material): Problem[] => {
  const ownerless = findOwnerless(clauses, findings, text.title)
  return [
    ...findOverlaps(heldBy(findings.departments)),
    ...(ownerless.length > 0 ? [] : findGaps(clauses, findings)),
    ...findKeepless(clauses),
    ...findIdleUnits(clauses, findings),
    ...ownerless,
  ]
}

/** How many of the problems are overlaps; all others leave something without somebody. */
export const countProblems = (problems: readonly Problem[]): { overlaps: number; gaps: number } => {
  const overlaps = problems.filter(({ kind }) => kind === 'overlap').length
  return { overlaps, gaps: problems.length - overlaps }
}

/** Units only: the posts of one unit share duties by nature. */
const heldBy = (departments: readonly Department[]): Held[] =>
  departments.flatMap((one) =>
    one.kind === 'position' && departments.some(({ kind }) => kind === 'unit')
      ? []
      : one.groups.flatMap((group) =>
          group.duties.map(({ words, anchor, part }) => ({ holder: one.name, group: group.name, words, anchor, part })),
        ),
  )

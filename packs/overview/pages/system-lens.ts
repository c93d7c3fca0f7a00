import type { SystemLine, SystemView } from '../system-types.ts'

/** What of the overview to show; all of it is in the address. */
export interface SystemLens {
  readonly q?: string | undefined
  readonly policy?: string | undefined
  readonly unit?: string | undefined
  /** What must be missing: `carrier` (nothing carries it), `process`, `form`, `indicator`. */
  readonly missing?: string | undefined
  /** '1' shows what asks for nothing, too. */
  readonly exempt?: string | undefined
  /** `coverage` shows 条款落地率 instead. */
  readonly view?: string | undefined
}

/** The lines that fit the lens, in their order; page and workbook use it alike. */
export function linesIn({ lines }: SystemView, { q, policy, unit, missing, exempt }: SystemLens): SystemLine[] {
  const words = q?.trim().toLowerCase()
  return lines.filter(
    (line) =>
      (exempt === '1' || !line.exempt) &&
      (!policy || line.policy.id === policy) &&
      (!unit || line.units.some(({ id }) => id === unit)) &&
      (!missing || isMissing(line, missing)) &&
      (!words || textOf(line).includes(words)),
  )
}

function isMissing({ duties, processes, forms, indicators, others }: SystemLine, what: string): boolean {
  const cells = { process: processes, form: forms, indicator: indicators }[what]
  return cells ? cells.length === 0 : [duties, processes, forms, indicators, others].every(({ length }) => length === 0)
}

const textOf = ({ policy, chapter, clause, duties, processes, forms, indicators, units }: SystemLine): string =>
  [
    policy.title,
    chapter,
    clause.title,
    ...[duties, processes, forms, indicators, units].flat().map(({ words }) => words),
  ]
    .join(' ')
    .toLowerCase()

import { sameValue, type Values } from './draft.ts'

export interface Clash {
  name: string
  mine: unknown
  theirs: unknown
}

/**
 * Brings together what I typed and what somebody else saved meanwhile, field by field from the row that I began with:
 * a field that only one of us touched keeps that change; one that both changed differently is a clash to choose.
 */
export function mergeTyped(base: Values, typed: Values, theirs: Values): { typed: Values; clashes: Clash[] } {
  const entries = Object.entries(typed).filter(([name, mine]) => !sameValue(mine, theirs[name]))
  const clashes = entries
    .filter(([name]) => !sameValue(base[name], theirs[name]))
    .map(([name, mine]) => ({ name, mine, theirs: theirs[name] }))
  return { typed: Object.fromEntries(entries), clashes }
}

/** What remains typed once the clashes are chosen: `theirs` names the fields where the other's value is taken. */
export function chooseTyped(typed: Values, theirs: ReadonlySet<string>): Values {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !theirs.has(name)))
}

import { chain, type Directory } from '#kernel/identity/directory.ts'

/** What a policy says about whom it binds; each value as its row holds it. */
export interface Scope {
  readonly scope?: unknown
  readonly scopeUnits?: unknown
  readonly scopePositions?: unknown
}

/**
 * Everybody whom a policy binds, by id (PRN-01): the whole company unless it says otherwise, management included; the
 * named units with all below them; or the holders of the named posts. Who has left is bound by nothing.
 */
export function inScope(directory: Directory, { scope, scopeUnits, scopePositions }: Scope): string[] {
  const working = new Set(
    [...directory.people.values()].filter(({ status }) => status === 'active').map(({ id }) => id),
  )
  if (scope !== 'units' && scope !== 'positions') return [...working]
  const units = new Set(named(scopeUnits, 'unit'))
  const positions = new Set(named(scopePositions, 'position'))
  const below = new Set(
    [...directory.units.keys()].filter((unit) => chain(directory, unit).some((up) => units.has(up))),
  )
  const binds = (position: string) =>
    scope === 'positions' ? positions.has(position) : below.has(directory.positions.get(position)?.unit ?? '')
  const held = directory.appointments.filter(({ position }) => binds(position)).map(({ person }) => person)
  return [...new Set(held)].filter((person) => working.has(person))
}

/**
 * The units whose heads are asked for their opinion: the named ones; those of the named posts; for the whole company every
 * unit that a leader oversees, which is the level at which a company is run, or every unit where nobody oversees any.
 */
export function consultedUnits(directory: Directory, { scope, scopeUnits, scopePositions }: Scope): string[] {
  const known = (units: readonly string[]) => [...new Set(units)].filter((unit) => directory.units.has(unit))
  if (scope === 'units') return known(named(scopeUnits, 'unit'))
  if (scope === 'positions')
    return known(named(scopePositions, 'position').flatMap((id) => directory.positions.get(id)?.unit ?? []))
  const overseen = known(directory.oversights.map(({ unit }) => unit))
  return overseen.length > 0 ? overseen : [...directory.units.keys()]
}

const named = (lines: unknown, column: string): string[] =>
  (Array.isArray(lines) ? (lines as Record<string, unknown>[]) : []).map((line) => String(line[column]))

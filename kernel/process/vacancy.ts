import {
  chain,
  type Directory,
  deputiesOf,
  headsOf,
  holdersOf,
  overseersOf,
  ownOverseersOf,
  unitsNamed,
} from '../identity/directory.ts'
import type { Source } from './assign.ts'

/** To whom work goes instead, and as what they get it: 销售部负责人. */
export interface Next {
  readonly people: readonly string[]
  readonly as: string
}

/** Where the line of a unit begins: past its head, past its deputies. */
type Rung = 'head' | 'deputy' | 'overseer'
interface Place {
  readonly unit: string
  readonly first: Rung
}

const rungs: readonly Rung[] = ['head', 'deputy', 'overseer']

/** Who takes the work of a place that nobody holds; undefined for a role or committee, which have no place in the tree. */
export function afterVacancy(directory: Directory, source: Source, starter: string | null): Next | undefined {
  return first(placesOf(directory, source).map((place) => inLine(directory, place, starter)))
}

/** Who judges what the holder of the place started: nobody below, so no deputy; then whoever oversees the starter. */
export function afterStarter(
  directory: Directory,
  sources: readonly Source[],
  starter: string | null,
): Next | undefined {
  const above = sources
    .flatMap((source) => placesOf(directory, source))
    .map((place) => inLine(directory, place, starter, true))
  const overseers = unitsOf(directory, starter).map((unit) => ({
    people: overseersOf(directory, unit).filter((id) => id !== starter),
    as: '分管领导',
  }))
  return first([...above, ...overseers])
}

/** The last resort: the administrators. */
export const administrators = (directory: Directory, starter: string | null): Next => ({
  people: holdersOf(directory, 'administrator').filter((id) => id !== starter),
  as: '系统管理员',
})

/** Why the rule found nobody, in words. */
export function vacancyOf(directory: Directory, { by, of }: Source, roles: Readonly<Record<string, string>>): string {
  const unit = directory.units.get(of)?.name ?? '没有写明的部门'
  if (by === 'position') return `${of}空缺`
  if (by === 'head') return `${unit}负责人空缺`
  if (by === 'unitHead') return `${of}负责人空缺`
  if (by === 'inUnit') return `${unit}没有在岗的人`
  if (by === 'overseer') return `${unit}没有分管领导`
  if (by === 'role') return `没有人担任“${roles[of] ?? of}”`
  if (by === 'committee') return `${of}没有在任的成员`
  return directory.people.has(of) ? `${directory.people.get(of)?.name}已离职` : '没有指明由谁来办'
}

function placesOf(directory: Directory, { by, of }: Source): Place[] {
  if (by === 'position')
    return [...directory.positions.values()]
      .filter(({ name }) => name === of)
      .map(({ unit }) => ({ unit, first: 'head' }))
  if (by === 'person') return unitsOf(directory, of).map((unit) => ({ unit, first: 'head' }))
  if (by === 'unitHead') return unitsNamed(directory, of).map((unit) => ({ unit, first: 'deputy' }))
  if (by === 'head') return [{ unit: of, first: 'deputy' }]
  if (by === 'inUnit') return [{ unit: of, first: 'head' }]
  return by === 'overseer' ? [{ unit: of, first: 'overseer' }] : []
}

/** The unit's head, its deputies, who oversees it; then head and overseer of each unit above. */
function inLine(directory: Directory, place: Place, starter: string | null, own = false): Next | undefined {
  const line = chain(directory, place.unit).flatMap((unit) => {
    const open = unit === place.unit ? rungs.slice(rungs.indexOf(place.first)) : rungs
    // Nobody is judged by their own deputy, and a deputy of another unit does not stand in its line.
    const fit = open.filter((rung) => rung !== 'deputy' || (unit === place.unit && !own))
    return fit.map((rung) => onRung(directory, unit, rung))
  })
  return first(line.map(({ people, as }) => ({ people: people.filter((id) => id !== starter), as })))
}

function onRung(directory: Directory, unit: string, rung: Rung): Next {
  const name = directory.units.get(unit)?.name ?? ''
  if (rung === 'head') return { people: headsOf(directory, unit), as: `${name}负责人` }
  if (rung === 'deputy') return { people: deputiesOf(directory, unit), as: `${name}副职` }
  return { people: ownOverseersOf(directory, unit), as: '分管领导' }
}

const unitsOf = (directory: Directory, person: string | null) =>
  directory.appointments
    .filter((row) => row.person === person)
    .flatMap((row) => directory.positions.get(row.position)?.unit ?? [])

const first = (found: readonly (Next | undefined)[]) => found.find((next) => next && next.people.length > 0)

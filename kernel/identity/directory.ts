import type { Sql } from '../db.ts'
import type { Me } from '../record/who.ts'
import { stoodForBy } from './standing-in.ts'

interface UnitRow {
  id: string
  name: string
  parent: string | null
  order: number | null
}
interface PositionRow {
  id: string
  name: string
  unit: string
  rank: 'head' | 'deputy' | 'staff'
}
interface PersonRow {
  id: string
  name: string
  no: string
  sn: number
  pinyin: string | null
  initials: string | null
  status: string
}
interface AppointmentRow {
  person: string
  position: string
  kind: 'main' | 'concurrent' | 'secondment' | 'acting'
}
interface OversightRow {
  person: string
  unit: string
}
interface CommitteeRow {
  id: string
  name: string
  quorum: string
}
interface MemberRow {
  committee: string
  person: string
  post: 'convener' | 'member' | 'secretary'
}
interface DelegationRow {
  person: string
  deputy: string
}
interface RoleRow {
  role: string
  unit: string | null
  position: string | null
  person: string | null
}

/** The organisation as it is valid on one day, small enough to be kept by every node and asked in memory. */
export interface Directory {
  /** `install.directory` when it was read; a higher one in the database means that it is stale. */
  readonly edition: number
  readonly day: string
  readonly units: ReadonlyMap<string, UnitRow>
  readonly positions: ReadonlyMap<string, PositionRow>
  readonly people: ReadonlyMap<string, PersonRow>
  readonly appointments: readonly AppointmentRow[]
  readonly oversights: readonly OversightRow[]
  readonly committees: ReadonlyMap<string, CommitteeRow>
  readonly members: readonly MemberRow[]
  readonly delegations: readonly DelegationRow[]
  readonly roles: readonly RoleRow[]
}

/** Reads the organisation that is valid on a day ('YYYY-MM-DD' in the company's zone). */
export async function readDirectory(sql: Sql, day: string): Promise<Directory> {
  const rows = async <T extends object>(text: string) =>
    (await sql.query<T>(text, text.includes('$1') ? [day] : [])).rows
  const valid = `status = 'active' and (since is null or since <= $1::date) and (until is null or until >= $1::date)`
  const [installed] = await rows<{ directory: number }>('select directory from install')
  return {
    edition: installed?.directory ?? 0,
    day,
    units: byId(
      await rows<UnitRow>(`select id, name, parent, "order" from unit where ${valid} order by "order", name`),
    ),
    positions: byId(await rows<PositionRow>(`select id, name, unit, rank from position where status = 'active'`)),
    people: byId(await rows<PersonRow>('select id, name, no, sn, pinyin, initials, status from person order by no')),
    appointments: await rows<AppointmentRow>(`select person, position, kind from appointment where ${valid}`),
    oversights: await rows<OversightRow>(`select person, unit from oversight where ${valid}`),
    committees: byId(await rows<CommitteeRow>(`select id, name, quorum from committee where ${valid} order by name`)),
    members: await rows<MemberRow>(`select committee, person, post from committee_member where ${valid}`),
    delegations: await rows<DelegationRow>(`select person, deputy from delegation where ${valid}`),
    roles: await rows<RoleRow>(`select role, unit, position, person from role_holder where ${valid}`),
  }
}

/** A person with everything that rules compare: own units, the trees below them, headed and overseen ones, roles. */
export function meOf(directory: Directory, id: string): Me {
  const known = seatsOf(directory).me
  const found = known.get(id) ?? readMe(directory, id)
  known.set(id, found)
  return found
}

function readMe(directory: Directory, id: string): Me {
  const units = [...new Set(heldBy(directory, id).map((position) => position.unit))]
  const headed = [...directory.units.keys()].filter((unit) => headsOf(directory, unit).includes(id))
  const overseen = directory.oversights.filter((row) => row.person === id).map((row) => row.unit)
  return {
    id,
    name: directory.people.get(id)?.name ?? '',
    units,
    unitTree: below(directory, units),
    heads: below(directory, headed),
    oversees: below(directory, overseen),
    roles: rolesOf(directory, id),
    standsFor: stoodForBy(directory, id),
  }
}

/** The heads of a unit: holders of its head position, or else those who act for it. */
export function headsOf(directory: Directory, unit: string): string[] {
  const known = seatsOf(directory).heads
  const found =
    known.get(unit) ?? holding(directory, unit, ({ position, kind }) => kind === 'acting' || position.rank === 'head')
  known.set(unit, found)
  return found
}

/** The deputies (副职) of a unit. */
export const deputiesOf = (directory: Directory, unit: string): string[] =>
  holding(directory, unit, ({ position }) => position.rank === 'deputy')

/** Everybody with a post in a unit. */
export const peopleIn = (directory: Directory, unit: string): string[] => holding(directory, unit, () => true)

/** Those who oversee exactly this unit. */
export const ownOverseersOf = (directory: Directory, unit: string): string[] =>
  working(
    directory,
    directory.oversights.filter((row) => row.unit === unit).map((row) => row.person),
  )

/** The leaders who oversee a unit, or the nearest unit above it that is overseen by somebody. */
export function overseersOf(directory: Directory, unit: string): string[] {
  for (const above of chain(directory, unit)) {
    const found = ownOverseersOf(directory, above)
    if (found.length > 0) return found
  }
  return []
}

/** The roles that a person has by name, unit or position. */
export function rolesOf(directory: Directory, id: string): string[] {
  const held = heldBy(directory, id)
  const mine = directory.roles
    .filter(isGiven)
    .filter(
      (row) => row.person === id || held.some((position) => position.id === row.position || position.unit === row.unit),
    )
  return [...new Set(mine.map((row) => row.role))]
}

/** The people who hold a role now, by unit, position or name. */
export function holdersOf(directory: Directory, role: string): string[] {
  const given = directory.roles.filter((row) => row.role === role && isGiven(row))
  const positions = new Set(given.flatMap((row) => row.position ?? []))
  const units = new Set(given.flatMap((row) => row.unit ?? []))
  const byPost = directory.appointments.filter(
    (row) => positions.has(row.position) || units.has(directory.positions.get(row.position)?.unit ?? ''),
  )
  return working(directory, [...given.flatMap((row) => row.person ?? []), ...byPost.map((row) => row.person)])
}

/** The people in every position of a name, e.g. 总经理. */
export const inPosition = (directory: Directory, name: string): string[] => {
  const named = (seatsOf(directory).byName.get(name) ?? []).map(({ person }) => person)
  return working(directory, named)
}

/** The units of a name, e.g. 人力资源部. */
export const unitsNamed = (directory: Directory, name: string): string[] =>
  [...directory.units.values()].filter((unit) => unit.name === name).map(({ id }) => id)

/** The voting members at work of a committee by its name: its secretary only keeps the minutes. */
export function membersOf(directory: Directory, name: string): string[] {
  const committees = [...directory.committees.values()].filter((row) => row.name === name).map(({ id }) => id)
  const sitting = directory.members.filter((row) => committees.includes(row.committee) && row.post !== 'secretary')
  return working(
    directory,
    sitting.map((row) => row.person),
  )
}

/** The main post of a person as words for pages: unit and position. */
export function postOf(
  directory: Directory,
  person: string,
): { unit: string; unitId: string | null; position: string } {
  const held = directory.appointments.filter((row) => row.person === person)
  const main = held.find((row) => row.kind === 'main') ?? held[0]
  const position = main && directory.positions.get(main.position)
  return {
    unit: (position && directory.units.get(position.unit)?.name) ?? '',
    unitId: position?.unit ?? null,
    position: position?.name ?? '',
  }
}

/** A unit and all units above it, nearest first. */
export function chain(directory: Directory, unit: string): string[] {
  const found: string[] = []
  for (let at: string | null | undefined = unit; at && !found.includes(at); at = directory.units.get(at)?.parent)
    found.push(at)
  return found
}

function below(directory: Directory, roots: readonly string[]): string[] {
  if (roots.length === 0) return []
  const wanted = new Set(roots)
  return [...directory.units.keys()].filter((unit) => chain(directory, unit).some((above) => wanted.has(above)))
}

const heldBy = (directory: Directory, id: string) =>
  directory.appointments
    .filter((row) => row.person === id)
    .flatMap((row) => directory.positions.get(row.position) ?? [])

const holding = (directory: Directory, unit: string, which: (seat: Seat) => boolean) => {
  const seats = seatsOf(directory).byUnit.get(unit) ?? []
  return working(
    directory,
    seats.filter(which).map(({ person }) => person),
  )
}

/** Who holds what, by the position's unit and name; made once for each directory, which never changes. */
function seatsOf(directory: Directory): Seats {
  const known = seatsKept.get(directory)
  if (known) return known
  const seats = directory.appointments.flatMap(({ person, position, kind }): Seat[] => {
    const at = directory.positions.get(position)
    return at ? [{ person, position: at, kind }] : []
  })
  const made = {
    byUnit: Map.groupBy(seats, ({ position }) => position.unit),
    byName: Map.groupBy(seats, ({ position }) => position.name),
    heads: new Map<string, string[]>(),
    me: new Map<string, Me>(),
  }
  seatsKept.set(directory, made)
  return made
}

type Seat = { person: string; position: PositionRow; kind: AppointmentRow['kind'] }
/** With what was found out since: the heads of units, and what people are. */
type Seats = {
  byUnit: ReadonlyMap<string, Seat[]>
  byName: ReadonlyMap<string, Seat[]>
  heads: Map<string, string[]>
  me: Map<string, Me>
}

const seatsKept = new WeakMap<Directory, Seats>()

const working = (directory: Directory, people: readonly string[]) =>
  [...new Set(people)].filter((id) => directory.people.get(id)?.status === 'active')

const byId = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]))

/**
 * The administrator's role counts only when a person has it by name: whoever may appoint people to positions could rise to
 * it otherwise.
 */
const isGiven = (row: RoleRow) => row.role !== 'administrator' || row.person !== null

import type { Directory } from '#kernel/identity/directory.ts'
import { type Atom, alternatives, fieldOf, type Who } from '#kernel/record/who.ts'
import type { MatrixColumn } from './types.ts'

/** A column by its id, and in words how a rule leads there (角色“运营初审人”：单晓东). */
export interface Place {
  readonly column: string
  readonly how: string
}

/** Places that rules name by their relation to the record, before all units. */
export const relatives = {
  everyone: '全体员工',
  holder: '经办人',
  members: '本部门',
  head: '部门负责人',
  oversees: '分管领导',
} as const

/** The seats of an authority table that assignment rules take from a route: `route.owner.who`, or one of several. */
const seats: Readonly<Record<string, string>> = {
  owner: '归口部门',
  finance: '财务',
  accountant: '总会计师',
  manager: '总经理',
  board: '总经理办公会',
  archive: '备案',
  handle: '办理',
}

/** The columns: relations, then units as a tree in its order with the posts of each behind it. */
export function columnsOf(directory: Directory, vacancies: ReadonlyMap<string, string>): MatrixColumn[] {
  const posts = Map.groupBy(directory.positions.values(), ({ unit }) => unit)
  const isHere = (person: string) => directory.people.get(person)?.status === 'active'
  const held = new Set(directory.appointments.filter(({ person }) => isHere(person)).map(({ position }) => position))
  const post = ({ id, name, unit }: { id: string; name: string; unit: string }): MatrixColumn => ({
    id,
    name,
    kind: 'post',
    parent: unit,
    ...(held.has(id) ? {} : { vacant: vacancyOf(vacancies.get(id), directory.day) }),
  })
  const units = [...directory.units.values()]
  const below = Map.groupBy(units, ({ parent }) => (parent && directory.units.has(parent) ? parent : ''))
  const tree = (parent: string): MatrixColumn[] =>
    (below.get(parent) ?? []).flatMap(({ id, name, parent: above }) => [
      { id, name, kind: 'unit' as const, ...(above ? { parent: above } : {}) },
      ...(posts.get(id) ?? []).map(post),
      ...tree(id),
    ])
  const first = Object.entries(relatives).map(([id, name]) => ({ id, name, kind: 'relative' as const }))
  return [...first, ...tree('')]
}

function vacancyOf(last: string | undefined, day: string): { since?: string; days?: number } {
  if (!last) return {}
  return { since: last, days: Math.round((Date.parse(day) - Date.parse(last)) / 86_400_000) }
}

/** Where the assignment rule of a step (FEEL) leads, as the organisation is now. */
export function placesOfAssignment(
  directory: Directory,
  roles: Readonly<Record<string, string>>,
  rule: string,
): Place[] {
  const calls = rule.matchAll(/\b(\w+)\(\s*(?:"([^"]*)"|'([^']*)'|([\w. ]+?))\s*\)/g)
  const routed = rule.matchAll(/\broute\.(\w+)/g)
  return [
    ...[...calls].flatMap(([, name, quoted, single]) => called(directory, roles, name ?? '', quoted ?? single ?? '')),
    ...[...routed].flatMap(([, seat]) => ofSeat(directory, seat ?? '')),
  ]
}

/** Where a who-may rule leads: each alternative by each of its conditions that names a place. */
export function placesOfWho(directory: Directory, roles: Readonly<Record<string, string>>, who: Who): Place[] {
  return alternatives(who).flatMap((atoms) =>
    atoms.length === 0
      ? [{ column: 'everyone', how: relatives.everyone }]
      : atoms.flatMap((atom) => ofAtom(directory, roles, atom)),
  )
}

function called(directory: Directory, roles: Readonly<Record<string, string>>, name: string, of: string): Place[] {
  if (name === 'role') return ofRole(directory, roles, of)
  if (name === 'position') return ofPosition(directory, of)
  if (name === 'unitHead' || name === 'committee')
    return [named(directory, of, name === 'unitHead' ? `${of}负责人` : of)]
  if (name === 'head') return [{ column: 'head', how: relatives.head }]
  if (name === 'overseer') return [{ column: 'oversees', how: relatives.oversees }]
  return name === 'person' ? [{ column: 'holder', how: relatives.holder }] : []
}

function ofSeat(directory: Directory, seat: string): Place[] {
  const how = (name: string) => `${name}（按审批权限表）`
  if (seat === 'head') return [{ column: 'head', how: how(relatives.head) }]
  if (seat === 'overseer') return [{ column: 'oversees', how: how(relatives.oversees) }]
  const name = seats[seat]
  if (!name) return []
  const found = ofPosition(directory, name)
  return found.length > 0 ? found.map((place) => ({ ...place, how: how(name) })) : [named(directory, name, how(name))]
}

function ofAtom(directory: Directory, roles: Readonly<Record<string, string>>, atom: Atom): Place[] {
  if (atom === 'todo' || typeof atom !== 'object') return []
  if ('role' in atom) return ofRole(directory, roles, atom.role)
  if ('holder' in atom)
    return [{ column: 'holder', how: `${fieldOf(atom) === 'createdBy' ? '经办人' : '单据上写明的'}本人` }]
  if ('unit' in atom || 'unitTree' in atom) return [{ column: 'members', how: '单据所属部门的成员' }]
  if ('head' in atom) return [{ column: 'head', how: relatives.head }]
  return 'oversees' in atom ? [{ column: 'oversees', how: relatives.oversees }] : []
}

/** The posts and units that hold a role; one given to a person counts for that person's main post. */
function ofRole(directory: Directory, roles: Readonly<Record<string, string>>, role: string): Place[] {
  const label = `角色“${roles[role] ?? role}”`
  return directory.roles
    .filter((row) => row.role === role)
    .flatMap((row) => {
      if (row.unit) return [{ column: row.unit, how: label }]
      if (row.position) return [{ column: row.position, how: label }]
      const person = directory.people.get(row.person ?? '')
      const held = directory.appointments.filter((one) => one.person === person?.id)
      const main = held.find(({ kind }) => kind === 'main') ?? held[0]
      return person && main ? [{ column: main.position, how: `${label}：${person.name}` }] : []
    })
}

const ofPosition = (directory: Directory, name: string): Place[] =>
  [...directory.positions.values()]
    .filter((position) => position.name === name)
    .map(({ id }) => ({ column: id, how: `岗位“${name}”` }))

/** A unit of that name, or a column of its own for a body that is no unit (`body:总经理办公会`). */
function named(directory: Directory, name: string, how: string): Place {
  const unit = [...directory.units.values()].find((one) => one.name === name)
  return { column: unit?.id ?? `body:${name}`, how }
}

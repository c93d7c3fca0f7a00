import type { Sql } from '#kernel/db.ts'
import { chain, type Directory, headsOf, overseersOf } from '#kernel/identity/directory.ts'
import type { Registry, View } from '#kernel/pack.ts'
import type { Action } from '#kernel/record/record.ts'
import { named } from '#kernel/record/who.ts'
import { absent, invalid } from '#kernel/refused.ts'
import type { Power, TreeUnit, TreeView, UnitView } from './contract.ts'

/**
 * 组织架构 as of a day (ORG-01): every unit valid then, under the name and the unit above that it had, with its heads,
 * places, people and vacant posts. Params: `day`, today when not said.
 */
export const tree: View = async ({ sql, directory, params }): Promise<TreeView> => {
  const day = params.day || directory.day
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) throw invalid({ day: '日期要写成 2026-03-01' })
  const { rows: units } = await sql.query<{ id: string; name: string; parent: string | null }>(
    `select u.id, coalesce(h.name, u.name) as name, case when h.id is null then u.parent else h.parent end as parent
     from unit u left join lateral (
       select id, name, parent from organisation_history where unit = u.id and until >= $1 order by until, id limit 1) h on true
     where (u.since is null or u.since <= $1) and (u.until is null or u.until >= $1)
       and (u.status = 'active' or u.until is not null)
     order by u."order", coalesce(h.name, u.name)`,
    [day],
  )
  const places = Map.groupBy(await placesOn(sql, day), ({ unit }) => unit)
  return { day, units: units.map((unit) => ({ ...unit, ...filled(places.get(unit.id) ?? []) })) }
}

interface Place {
  unit: string
  name: string
  rank: string
  headcount: number | null
  people: string[]
  acting: string[]
}

async function placesOn(sql: Sql, day: string): Promise<Place[]> {
  const { rows } = await sql.query<Place>(
    `select coalesce(h.parent, p.unit) as unit, coalesce(h.name, p.name) as name, p.rank, p.headcount,
            coalesce(array_agg(e.name order by e.name) filter (where e.id is not null), '{}') as people,
            coalesce(array_agg(e.name) filter (where a.kind = 'acting'), '{}') as acting
     from position p
     left join lateral (
       select name, parent from organisation_history where position = p.id and until >= $1 order by until, id limit 1) h on true
     left join appointment a on a.position = p.id and a.status = 'active' and a.since <= $1
       and (a.until is null or a.until >= $1)
     left join person e on e.id = a.person and e.status = 'active'
     where p.status = 'active' group by p.id, h.parent, h.name order by p.rank, p.name`,
    [day],
  )
  return rows
}

function filled(places: readonly Place[]): Omit<TreeUnit, 'id' | 'name' | 'parent'> {
  const heads = places.flatMap(({ rank, people, acting }) => (rank === 'head' ? people : acting))
  return {
    heads: [...new Set(heads)],
    headcount: places.reduce((sum, { headcount }) => sum + (headcount ?? 0), 0),
    staffed: places.reduce((sum, { people }) => sum + people.length, 0),
    vacancies: places.flatMap(({ people, headcount, name }) => (people.length === 0 && headcount !== 0 ? [name] : [])),
  }
}

/** A unit with its posts, duties and authority (ORG-02). Params: `id`. */
export const unit: View = async ({ sql, directory, server, params }): Promise<UnitView> => {
  const found = directory.units.get(params.id ?? '')
  if (!found) throw absent('这个部门')
  const { rows: duties } = await sql.query<UnitView['duties'][number]>(
    `select d.id, d.title, d."group", d.part, p.name as position from duty d left join position p on p.id = d.position
     where d.unit = $1 and d.status = 'active' order by d."group" nulls last, d.created_at, d.id limit 500`,
    [found.id],
  )
  return {
    id: found.id,
    name: found.name,
    path: chain(directory, found.id)
      .slice(1)
      .reverse()
      .map((id) => directory.units.get(id)?.name ?? ''),
    heads: names(directory, headsOf(directory, found.id)),
    overseers: names(directory, overseersOf(directory, found.id)),
    posts: await postsOf(sql, directory, found.id),
    duties,
    powers: powersOf(server.registry, directory, found.id),
  }
}

async function postsOf(sql: Sql, directory: Directory, of: string): Promise<UnitView['posts']> {
  const { rows } = await sql.query<{ id: string; name: string; headcount: number | null; description: string | null }>(
    `select p.id, p.name, p.headcount,
            (select j.id from job_description j where j.position = p.id and j.status = 'effective' limit 1) as description
     from position p where p.unit = $1 and p.status = 'active' order by p.rank, p.name`,
    [of],
  )
  const holders = Map.groupBy(directory.appointments, ({ position }) => position)
  return rows.map((post) => ({
    ...post,
    people: names(
      directory,
      (holders.get(post.id) ?? []).map(({ person }) => person),
    ),
  }))
}

/** The authority of a unit: roles that it, one of its posts or one of its people holds, and what each lets one do. */
function powersOf(registry: Registry, directory: Directory, of: string): Power[] {
  const posts = [...directory.positions.values()].filter((position) => position.unit === of)
  const isHere = (position: string | null) => posts.some(({ id }) => id === position)
  const members = new Set(directory.appointments.filter(({ position }) => isHere(position)).map(({ person }) => person))
  const given = directory.roles.filter(
    (row) => row.unit === of || isHere(row.position) || (row.person !== null && members.has(row.person)),
  )
  const duties = Object.assign({}, ...Object.values(registry.packs).map((pack) => pack.roles ?? {}))
  return [...Map.groupBy(given, ({ role }) => role)].map(([role, rows]) => ({
    role: registry.roles[role] ?? role,
    holders: rows.map((row) =>
      row.person
        ? (directory.people.get(row.person)?.name ?? '')
        : row.position
          ? (directory.positions.get(row.position)?.name ?? '')
          : '本部门全体',
    ),
    duties: duties[role]?.duties ?? [],
    can: allowed(registry, role),
  }))
}

function allowed(registry: Registry, role: string): string[] {
  return Object.values(registry.records).flatMap((def) => {
    const actions: Action[] = Object.values(def.actions)
    const labels = actions.filter(({ allow }) => named(allow).roles.includes(role)).map(({ label }) => label)
    const creates = named(def.allow.create).roles.includes(role) ? ['新建'] : []
    const found = [...creates, ...new Set(labels)]
    return found.length > 0 ? [`${def.label}：${found.join('、')}`] : []
  })
}

const names = (directory: Directory, people: readonly string[]) =>
  [...new Set(people)].flatMap((id) => {
    const person = directory.people.get(id)
    return person?.status === 'active' ? [person.name] : []
  })

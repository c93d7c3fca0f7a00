import type { Facts, Json } from '#engine/types.ts'
import { type Directory, postOf } from '#kernel/identity/directory.ts'
import { holderName } from '#kernel/identity/standing-in.ts'
import type { Asked } from '#kernel/pack.ts'
import { resolve, type Source } from '#kernel/process/assign.ts'
import { askDecision, headsUnit, tryDecision } from '#kernel/process/decision.ts'
import { absent, invalid } from '#kernel/refused.ts'
import { checkTable, type TableProblem } from './check.ts'
import { type Difference, diffTables } from './diff.ts'
import { fromDmn, sayConditions, toDmn } from './dmn.ts'
import { type Route, type Stop, stepNames } from './route.ts'
import { tableOf } from './rules.ts'
import { type AuthorityTable, columns, letters } from './table.ts'

/** An edition with what its keeper should see about it; without an id it is the one that ships with the product. */
export interface TableView {
  readonly id: string | null
  readonly edition: string
  readonly status: string
  readonly version: number
  readonly reason: string
  readonly effectiveOn: string | null
  readonly table: AuthorityTable
  readonly problems: readonly TableProblem[]
  /** A row's conditions in one phrase, by row. */
  readonly said: readonly string[]
  readonly columns: typeof columns
  readonly letters: typeof letters
  /** What this edition changes of the one before it (a draft: of the one in force). */
  readonly differences: readonly Difference[]
  readonly editions: readonly EditionView[]
  readonly units: readonly string[]
  /** Whom a column may stand for: names of the organisation, and roles with their keys. */
  readonly seatings: Seatings
  readonly matters: readonly string[]
  readonly mayEdit: boolean
}
export type Seatings = Readonly<
  Record<'unit' | 'position' | 'committee' | 'role', readonly { readonly value: string; readonly label: string }[]>
>
export interface EditionView {
  readonly id: string
  readonly edition: string
  readonly status: string
  readonly reason: string
  readonly effectiveOn: string | null
  readonly by: string
}

/** A route with the names of today, for the try-out. */
export interface RouteView {
  readonly rule: string
  readonly steps: readonly { readonly step: string; readonly act: string; readonly people: readonly string[] }[]
  readonly notes: readonly string[]
}

/** GET /api/view/authority/table?id=… one edition, the one in force unless said. */
export async function tableView({ sql, me, directory, server, params }: Asked): Promise<TableView> {
  const { rows } = await sql.query<Found>(
    `select t.id, t.edition, t.status, t.version, t.reason, t.effective_on::text as "effectiveOn", t.rows, t.places, p.name as by
     from authority_table t left join person p on p.id = t.updated_by order by t.created_at desc limit 200`,
  )
  const found = rows.find((row) => (params.id ? row.id === params.id : row.status === 'effective'))
  const table = found ? tableOf({ ...found }) : fromDmn(server.deployment.decision('authority').source)
  const earlier = before(rows, found, server.deployment.decision('authority').source)
  const matters = [...new Set(Object.values(server.registry.processes).flatMap((process) => process.matter ?? []))]
  return {
    id: found?.id ?? null,
    edition: found?.edition ?? '随系统带来的一版',
    status: found?.status ?? 'effective',
    version: found?.version ?? 0,
    reason: found?.reason ?? '',
    effectiveOn: found?.effectiveOn ?? null,
    table,
    problems: checkTable(table, directory, matters),
    said: table.rows.map(sayConditions),
    columns,
    letters,
    differences: earlier ? diffTables(earlier, table) : [],
    editions: rows.map(({ id, edition, status, reason, effectiveOn, by }) => ({
      id,
      edition,
      status,
      reason,
      effectiveOn,
      by: by ?? '系统',
    })),
    units: [...directory.units.values()].map((unit) => unit.name),
    seatings: seatingsOf(directory, server.registry.roles),
    matters,
    mayEdit: me.roles.includes('authority_keeper'),
  }
}

function seatingsOf(directory: Directory, roles: Readonly<Record<string, string>>): Seatings {
  const named = (rows: Iterable<{ readonly name: string }>) =>
    [...new Set([...rows].map(({ name }) => name))].map((name) => ({ value: name, label: name }))
  return {
    unit: named(directory.units.values()),
    position: named(directory.positions.values()),
    committee: named(directory.committees.values()),
    role: Object.entries(roles).map(([value, label]) => ({ value, label })),
  }
}

/** The table that this edition was made from: the one in force for a draft, else the published one before it. */
function before(rows: readonly Found[], found: Found | undefined, running: string): AuthorityTable | undefined {
  if (!found) return undefined
  if (isAhead(found)) return fromDmn(running)
  const older = rows.slice(rows.indexOf(found) + 1).find((row) => !isAhead(row))
  return older && tableOf({ ...older })
}

/** Not in force yet. */
const isAhead = ({ status }: Found) => status === 'draft' || status === 'scheduled'

type Found = Omit<EditionView, 'by'> & {
  readonly by: string | null
  readonly version: number
  readonly rows: unknown
  readonly places: unknown
}

/**
 * GET /api/view/authority/try?matter=请假&days=5…: the route that such a case of mine would take today; with `edition` by
 * that edition, a draft too.
 */
export async function tryView(asked: Asked): Promise<RouteView> {
  const { params, sql, server, now } = asked
  if (!params.matter) throw invalid({ matter: '先选一个事项' })
  const facts = factsFrom(asked, params)
  if (!params.edition) return routeView(asked, facts)
  const { rows } = await sql.query<{ rows: unknown; places: unknown }>(
    'select rows, places from authority_table where id::text = $1',
    [params.edition],
  )
  if (!rows[0]) throw absent('这一版审批权限表')
  const starter = typeof facts.starter === 'string' ? facts.starter : null
  const source = toDmn(tableOf(rows[0]))
  const route = await tryDecision({ ...server, directory: asked.directory }, 'authority', source, facts, now, starter)
  return namesOf(asked, route as unknown as Route, starter)
}

/** A route with names, for facts of a case that `me` (or whoever is named) would start. */
export function routeView(asked: Asked, facts: Facts): RouteView {
  const { server, directory, me, now } = asked
  const starter = typeof facts.starter === 'string' ? facts.starter : me.id
  const route = askDecision({ ...server, directory }, 'authority', facts, now, starter)
  return namesOf(asked, route as unknown as Route, starter)
}

function namesOf({ server: { registry }, directory }: Asked, route: Route, starter: string | null): RouteView {
  const sent: string[] = []
  const stop = (step: string, act: string, who: Source) => {
    const { people, instead } = resolve(directory, who as unknown as Json, starter, registry.roles)
    if (instead) sent.push(instead)
    return { step, act, people: people.map((id) => holderName(directory, id, starter)) }
  }
  const steps = [
    ...stepNames.flatMap((name) => {
      const at: Stop | null = route[name]
      return at ? [stop(name, at.act, at.who)] : []
    }),
    ...(route.handle ? [stop('handle', '印', route.handle.who)] : []),
    ...(route.archive ? [stop('archive', '备', route.archive.who)] : []),
  ]
  return {
    rule: route.rule,
    steps,
    notes: [...route.notes, ...sent],
  }
}
/** The facts of a case that somebody asks about; numbers and flags come as words of the address. */
export function factsFrom({ directory, me }: Asked, params: Readonly<Record<string, string>>): Facts {
  const starter = params.starter && directory.people.has(params.starter) ? params.starter : me.id
  const unit = params.unit ?? postOf(directory, starter).unitId
  const number = (name: string) => (params[name] && Number.isFinite(Number(params[name])) ? Number(params[name]) : null)
  return {
    matter: params.matter ?? null,
    days: number('days'),
    amount: number('amount'),
    grade: params.grade ?? null,
    kind: params.kind ?? null,
    budgeted: params.budgeted ? params.budgeted === 'true' : null,
    unit,
    starter,
    starterIsHead: headsUnit(directory, starter, unit),
  }
}

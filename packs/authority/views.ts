import type { Facts, Json } from '#engine/types.ts'
import { postOf } from '#kernel/identity/directory.ts'
import { holderName } from '#kernel/identity/standing-in.ts'
import type { Asked } from '#kernel/pack.ts'
import { resolve, type Source } from '#kernel/process/assign.ts'
import { askDecision, headsUnit } from '#kernel/process/decision.ts'
import { invalid } from '#kernel/refused.ts'
import { checkTable, type TableProblem } from './check.ts'
import { fromDmn, sayConditions } from './dmn.ts'
import { type Route, type Stop, stepNames } from './route.ts'
import { tableOf } from './rules.ts'
import type { AuthorityTable } from './table.ts'

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
  readonly editions: readonly EditionView[]
  readonly units: readonly string[]
  readonly matters: readonly string[]
  readonly mayEdit: boolean
}
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
    editions: rows.map(({ id, edition, status, reason, effectiveOn, by }) => ({
      id,
      edition,
      status,
      reason,
      effectiveOn,
      by: by ?? '系统',
    })),
    units: [...directory.units.values()].map((unit) => unit.name),
    matters,
    mayEdit: me.roles.includes('authority_keeper'),
  }
}

type Found = Omit<EditionView, 'by'> & {
  readonly by: string | null
  readonly version: number
  readonly rows: unknown
  readonly places: unknown
}

/** GET /api/view/authority/try?matter=请假&days=5…: the route that such a case of mine would take today. */
export async function tryView(asked: Asked): Promise<RouteView> {
  const { params } = asked
  if (!params.matter) throw invalid({ matter: '先选一个事项' })
  return routeView(asked, factsFrom(asked, params))
}

/** A route with names, for facts of a case that `me` (or whoever is named) would start. */
export function routeView({ server, directory, me, now }: Asked, facts: Facts): RouteView {
  const starter = typeof facts.starter === 'string' ? facts.starter : me.id
  const { registry, deployment, calendar } = server
  const route = askDecision(
    { registry, deployment, calendar, directory },
    'authority',
    facts,
    now,
    starter,
  ) as unknown as Route
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

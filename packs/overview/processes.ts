import type { Sql } from '#kernel/db.ts'
import type { Directory } from '#kernel/identity/directory.ts'
import { explainAll } from '#kernel/inbox/todos.ts'
import type { Asked } from '#kernel/pack.ts'
import type { Server } from '#kernel/server.ts'
import { type Repeatability, recentRuns, repeatabilityOf } from './runs.ts'
import { modelsOf, stepRows } from './steps.ts'
import type { MatrixNote } from './types.ts'

/** A process in the list of all: who manages it, who takes part, what asks for it, how it runs (ORG-12, PRN-06). */
export interface ProcessLine extends Repeatability {
  readonly name: string
  readonly label: string
  readonly record: string
  readonly edition: number
  /** The managing unit; `from` says whether it was registered or follows from the policy, `id` is the line in the ledger. */
  readonly owner: {
    readonly unit: string
    readonly name: string
    readonly from: 'ledger' | 'policy'
    readonly id?: string
    readonly version?: number
  } | null
  /** Names of the units, posts and relations that take part. */
  readonly involved: readonly string[]
  readonly clauses: readonly NonNullable<MatrixNote['clause']>[]
  readonly running: number
}

/** GET /api/view/overview/processes. */
export interface ProcessesView {
  readonly mayRegister: boolean
  readonly lines: readonly ProcessLine[]
}

/** 流程清单: every process that runs here. Numbers of runs are open to everybody, the records behind them are not. */
export async function processesView({ sql, me, directory, server, now }: Asked): Promise<ProcessesView> {
  const models = modelsOf(server)
  const clauses = await explainAll(
    server.registry,
    sql,
    models.flatMap(({ name, on, model }) => [name, on, ...model.ids.map((node) => `${name}/${node}`)]),
  )
  const [owners, policyOwners, running] = [await ownersOf(sql), await policyOwnersOf(sql), await runningOf(server)]
  const runs = Map.groupBy(await recentRuns(sql, server, now), ({ document }) => document)
  const involved = involvedOf(server, directory)
  const lines = models.map(({ name, label, on, model, edition, document }): ProcessLine => {
    const asked = [name, on, ...model.ids.map((node) => `${name}/${node}`)].flatMap(
      (target) => clauses.get(target) ?? [],
    )
    const byPolicy = asked.flatMap(({ policy }) => policyOwners.get(policy) ?? [])[0]
    const registered = owners.get(name)
    const unit = registered?.unit ?? byPolicy
    const unitName = directory.units.get(unit ?? '')?.name
    const line = registered
      ? { from: 'ledger' as const, id: registered.id, version: registered.version }
      : { from: 'policy' as const }
    return {
      name,
      label,
      record: on,
      edition,
      owner: unit && unitName ? { unit, name: unitName, ...line } : null,
      involved: involved.get(label) ?? [],
      clauses: [...new Map(asked.map((clause) => [`${clause.policy}/${clause.anchor}`, clause])).values()].map(
        ({ policy, policyTitle, anchor, label: words }) => ({ policy, title: policyTitle, anchor, label: words }),
      ),
      running: running.get(name) ?? 0,
      ...repeatabilityOf(runs.get(document) ?? [], server.calendar),
    }
  })
  return { mayRegister: me.roles.includes('organiser'), lines }
}

interface Owner {
  readonly id: string
  readonly process: string
  readonly unit: string
  readonly version: number
}

async function ownersOf(sql: Sql): Promise<ReadonlyMap<string, Owner>> {
  const { rows } = await sql.query<Owner>(
    `select id, process, unit, version from process_owner where status = 'active'`,
  )
  return new Map(rows.map((row) => [row.process, row]))
}

async function policyOwnersOf(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ id: string; owner: string }>(
    `select id, owner from policy where status = 'effective'`,
  )
  return new Map(rows.map(({ id, owner }) => [id, owner]))
}

/** How many cases of each process are open now: a count of all, by the index of open cases. */
async function runningOf(server: Server): Promise<ReadonlyMap<string, number>> {
  const { rows } = await server.db.writer.query<{ process: string; count: number }>(
    `select process, count(*) as count from process_case where status in ('running', 'incident') group by process`,
  )
  return new Map(rows.map(({ process, count }) => [process, count]))
}

/** The places that take part in each process, by its label, from the same derivation as the matrix. */
function involvedOf(server: Server, directory: Directory): ReadonlyMap<string, readonly string[]> {
  const groups = Map.groupBy(stepRows(server, directory, new Map()), ({ group }) => group.title.replace(/^流程 /, ''))
  return new Map(
    [...groups].map(([label, rows]) => {
      const columns = rows.flatMap(({ marks }) => marks.map(({ column }) => column))
      return [label, [...new Set(columns.flatMap((column) => nameOf(directory, column)))]] as const
    }),
  )
}

function nameOf(directory: Directory, column: string): string[] {
  if (column === 'everyone') return ['全体员工']
  if (column === 'head' || column === 'oversees') return [column === 'head' ? '部门负责人' : '分管领导']
  if (column.startsWith('body:')) return [column.slice('body:'.length)]
  const unit = directory.positions.get(column)?.unit ?? column
  return [directory.units.get(unit)?.name ?? []].flat()
}

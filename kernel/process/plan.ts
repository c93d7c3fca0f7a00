import type { Model } from '#engine/bpmn/model.ts'
import type { CaseState } from '#engine/types.ts'
import type { Sql } from '../db.ts'
import type { Migrated, MigrationBody, MigrationPlan } from '../http/runs-contract.ts'
import type { Me } from '../record/who.ts'
import { absent, invalid, Refused } from '../refused.ts'
import type { Server } from '../server.ts'
import { lookAsOperator } from './cases.ts'
import { as } from './command.ts'
import { fitCase, isAlike, type Steps } from './fit.ts'

/** How many open cases a plan looks at, how many problems it names, how many one run moves. */
const looked = 5_000
const named = 100
const batch = 200

interface Wanted {
  readonly process: string
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly steps?: Readonly<Record<string, string>> | undefined
}

interface Open {
  id: string
  key: string | null
  state: CaseState
}

/**
 * What would happen if the open cases of an edition went on by another one: where each step goes, which cases fit, and what
 * keeps the others. Without `from` and `to`: from the oldest edition with open cases to the one in force. Changes nothing.
 */
export async function planMigration(server: Server, sql: Sql, me: Me, wanted: Wanted): Promise<MigrationPlan> {
  const { process } = wanted
  await refuseForeign(server, sql, me, process)
  const editions = await editionsOf(server, sql, process)
  const to = wanted.to ?? server.deployment.effective(process).id
  const from = wanted.from ?? editions.findLast(({ document, open }) => open > 0 && document !== to)?.document ?? to
  const [old, now] = await modelsOf(server, sql, process, from, to)
  const steps = wanted.steps ?? {}
  const { rows } = await sql.query<Open>(
    `select id, key, state from process_case where document = $1 and status in ('running', 'incident', 'suspended') order by id limit ${looked + 1}`,
    [from],
  )
  const open = from === to ? [] : rows.slice(0, looked)
  const fits = open.map((row) => ({ row, words: fitCase(old, now, row.state, steps).problems }))
  const problems = fits.filter(({ words }) => words !== '')
  return {
    process,
    processLabel: server.registry.processes[process]!.label,
    editions,
    from,
    to,
    steps: standing(old, now, open, steps),
    total: open.length,
    fits: open.length - problems.length,
    more: rows.length > looked,
    problems: problems.slice(0, named).map(({ row, words }) => ({ id: row.id, number: row.key, words })),
  }
}

/** Moves the next cases that fit; those that do not stay where they are and are named. */
export async function runMigration(
  server: Server,
  read: <T>(run: (sql: Sql) => Promise<T>) => Promise<T>,
  me: Me,
  body: MigrationBody,
  origin: string,
): Promise<Migrated> {
  if (!body.reason.trim()) throw invalid({ reason: '原因：要写明为什么' })
  const { rows, models } = await read(async (sql) => {
    await refuseForeign(server, sql, me, body.process)
    const found = await sql.query<Open>(
      `select id, key, state from process_case where document = $1 and status in ('running', 'incident', 'suspended') and id > $2::uuid order by id limit ${batch + 1}`,
      [body.from, body.after ?? '00000000-0000-0000-0000-000000000000'],
    )
    return { rows: found.rows, models: await modelsOf(server, sql, body.process, body.from, body.to) }
  })
  const some = rows.slice(0, batch)
  const steps = body.steps ?? {}
  const tried = await Promise.all(some.map((row) => moveOne(server, me, models, row, { ...body, steps }, origin)))
  const left = tried.flatMap((words, index) =>
    words === null ? [] : [{ id: some[index]!.id, number: some[index]!.key, words }],
  )
  return { moved: some.length - left.length, left, next: rows.length > batch ? some.at(-1)!.id : null }
}

/** Null when it moved, else why not. */
async function moveOne(
  { store }: Server,
  me: Me,
  [old, now]: readonly [Model, Model],
  { id, state }: Open,
  { to, reason, steps }: MigrationBody & { steps: Record<string, string> },
  origin: string,
): Promise<string | null> {
  const { problems } = fitCase(old, now, state, steps)
  if (problems) return problems
  try {
    await store.submit({ command: { kind: 'migrate', case: id, to, reason, steps }, actor: as(me.id), origin })
    return null
  } catch (error) {
    if (error instanceof Refused) return error.message
    throw error
  }
}

async function refuseForeign(server: Server, sql: Sql, me: Me, process: string): Promise<void> {
  if (!(await lookAsOperator(server, sql, me)).includes(process)) throw absent('这个流程')
}

async function modelsOf(server: Server, sql: Sql, process: string, from: number, to: number) {
  const { deployment } = server
  await deployment.ensure(sql, [from, to])
  for (const [name, document] of Object.entries({ from, to }))
    if (!deployment.has(document) || deployment.edition(document).name !== process)
      throw invalid({ [name]: '版本：没有这个版本，或它在这一版程序里不能运行' })
  return [deployment.model(from), deployment.model(to)] as const
}

async function editionsOf(server: Server, sql: Sql, process: string): Promise<MigrationPlan['editions']> {
  const { rows } = await sql.query<{ document: number; number: number; open: number }>(
    `select d.id as document, d.number, (select count(*) from process_case c where c.document = d.id and c.status in ('running', 'incident', 'suspended')) as open
     from document d where d.kind = 'bpmn' and d.name = $1 order by d.number desc`,
    [process],
  )
  const effective = server.deployment.effective(process).id
  return rows.map((row) => ({ ...row, effective: row.document === effective }))
}

/** Where cases stand in the old edition, and where each of those steps may go. */
function standing(old: Model, now: Model, open: readonly Open[], steps: Steps): MigrationPlan['steps'] {
  const counts = new Map<number, number>()
  for (const { state } of open)
    for (const node of new Set(state.tokens.filter(({ is }) => is !== 'watching').map((token) => token.node)))
      counts.set(node, (counts.get(node) ?? 0) + 1)
  return [...counts].map(([index, cases]) => {
    const node = old.nodes[index]!
    const choices = now.nodes
      .filter((other) => isAlike(node, other))
      .map(({ id, name }) => ({ node: id, name: name || id }))
    const wanted = steps[node.id] ?? node.id
    const to = choices.some((choice) => choice.node === wanted) ? wanted : null
    return { node: node.id, name: node.name || node.id, cases, to, choices }
  })
}

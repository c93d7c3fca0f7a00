import type { Sql } from '../db.ts'
import { invalid, Refused } from '../refused.ts'
import type { Acting } from './acting.ts'
import { type CaseRow, emit, type SubscriptionRow, stage } from './batch.ts'
import type { Answer, Command } from './command.ts'
import type { Errand } from './errand.ts'
import { type Fit, fitCase } from './fit.ts'
import { heldCase, record, refuseOwn } from './operate.ts'

/**
 * Lets a case go on by another edition of its process: its tokens stand on the nodes that the plan names, its todos, what it
 * waits for and its errands with them. A case that does not fit stays as it is.
 */
export async function migrate(act: Acting, command: Extract<Command, { kind: 'migrate' }>): Promise<Answer> {
  const { batch } = act
  const found = heldCase(act, command.case)
  refuseOwn(act, found, '迁移')
  const reason = command.reason.trim()
  if (!reason) throw invalid({ reason: '原因：要写明为什么' })
  await batch.deployment.ensure(batch.sql, [command.to])
  if (!batch.deployment.has(command.to)) throw invalid({ to: '新版：没有这个版本，或它不能运行' })
  const edition = batch.deployment.edition(command.to)
  const before = batch.deployment.edition(found.document)
  if (edition.name !== before.name) throw invalid({ to: '新版：要选同一个流程的版本' })
  if (edition.id === before.id) throw new Refused('conflict', '已经在这一版上了。')
  const fit = fitCase(batch.deployment.model(before.id), batch.deployment.model(edition.id), found.state, command.steps)
  if (fit.problems) throw new Refused('conflict', `不能迁移：${fit.problems}它还在原来的版本上。`)
  await put(act, found, edition.id, fit)
  record(act, found, `迁移到第 ${edition.number} 版`, reason)
  return { record: found.record, id: found.recordId, message: `已迁移到第 ${edition.number} 版` }
}

async function put(act: Acting, found: CaseRow, document: number, { state, nodeOf }: Fit): Promise<void> {
  const { batch } = act
  stage(batch, batch.cases, found.id, { ...found, document, state })
  const model = batch.deployment.model(document)
  for (const todo of batch.todos.rows.values()) {
    if (todo.caseId !== found.id) continue
    const node = nodeOf(todo.node)
    const step = todo.state === 'open' ? (model.nodes[node]?.name ?? todo.step) : todo.step
    stage(batch, batch.todos, todo.id, { ...todo, node, step })
  }
  for (const incident of batch.incidents.rows.values()) {
    if (incident.caseId !== found.id || incident.gone) continue
    stage(batch, batch.incidents, `${found.id}/${incident.token}`, { ...incident, node: nodeOf(incident.node) })
  }
  for (const row of await subscriptionsOf(batch.sql, found.id))
    stage(batch, batch.subscriptions, `${found.id}/${row.token}`, { ...row, node: nodeOf(row.node) })
  await putErrands(act, found.id, nodeOf)
}

async function subscriptionsOf(sql: Sql, caseId: string): Promise<SubscriptionRow[]> {
  const { rows } = await sql.query<SubscriptionRow>(
    `select case_id as "caseId", token, node, kind, name, key, record_id as "recordId", at::text as at from subscription where case_id = $1`,
    [caseId],
  )
  return rows
}

/** What a token is about to send or call, it sends from where it stands now. */
async function putErrands({ batch }: Acting, caseId: string, nodeOf: Fit['nodeOf']): Promise<void> {
  const { rows } = await batch.sql.query<{ key: string; at: string; payload: Errand }>(
    `select key, at::text as at, payload from job where kind = 'errand' and key >= $1 and key < $2`,
    [`${caseId}/`, `${caseId}0`],
  )
  for (const { key, at, payload } of rows)
    if (payload.do === 'message' || payload.do === 'call')
      emit(batch, 'jobs', { kind: 'errand', key, at, payload: { ...payload, node: nodeOf(payload.node) } })
}

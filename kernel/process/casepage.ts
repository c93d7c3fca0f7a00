import type { Sql } from '../db.ts'
import type { CaseStatus, CaseView, TokenView } from '../http/runs-contract.ts'
import type { Me } from '../record/who.ts'
import { absent } from '../refused.ts'
import type { Server } from '../server.ts'
import { isUuid } from '../uuid.ts'
import { type CaseFound, caseColumns, linesOf, lookAsOperator } from './cases.ts'
import { drawnOf } from './drawn.ts'
import { placesFor } from './operate.ts'

/** One case for whoever runs its process: where its tokens are, what it knows, what can be done with it. */
export async function caseView(server: Server, sql: Sql, me: Me, id: string): Promise<CaseView> {
  const mine = await lookAsOperator(server, sql, me)
  const { rows } = isUuid(id)
    ? await sql.query<CaseFound>(
        `select ${caseColumns} from process_case c where c.id = $1 and c.process = any($2::text[])`,
        [id, mine],
      )
    : { rows: [] }
  const found = rows[0]
  if (!found) throw absent('这个流程')
  const [line] = await linesOf(server, sql, [found])
  const isOpen = found.status !== 'ended' && found.status !== 'cancelled'
  return {
    ...line!,
    tokens: isOpen ? await tokensOf(server, sql, found) : [],
    // What a record says is in its case's variables too: who may not read the one does not read the other.
    vars: line!.title === null ? {} : found.state.vars,
    diagram: await diagramOf(server, sql, found),
    parent: await parentOf(server, sql, found),
    children: await childrenOf(server, sql, found),
    can: isOpen ? possible(found, me) : [],
    readable: line!.title !== null,
  }
}

/** What may be done with an open case; where it goes is not for whoever started it to decide. */
function possible({ status, started_by }: CaseFound, me: Me): CaseView['can'] {
  if (status === 'suspended') return ['resume', 'cancel']
  const others = started_by === me.id ? [] : (['mend', 'move'] as const)
  return [...(status === 'incident' ? (['retry'] as const) : []), 'suspend', 'cancel', ...others]
}

async function tokensOf({ deployment }: Server, sql: Sql, { id, document, state }: CaseFound): Promise<TokenView[]> {
  const { rows } = await sql.query<{
    token: number
    message: string
    attempts: number
    since: Date
    retry_at: Date | null
  }>('select token, message, attempts, since, retry_at from incident where case_id = $1', [id])
  const incidents = new Map(rows.map((row) => [row.token, row]))
  const model = deployment.model(document)
  return state.tokens.map((token) => {
    const incident = incidents.get(token.id)
    return {
      token: token.id,
      node: model.ids[token.node] ?? '',
      name: model.nodes[token.node]?.name || model.ids[token.node] || '',
      is: token.is,
      incident: incident
        ? {
            message: incident.message,
            attempts: incident.attempts,
            since: incident.since.toISOString(),
            retryAt: incident.retry_at?.toISOString() ?? null,
          }
        : null,
      places: placesFor(model, token).map((node) => ({ node: node.id, name: node.name || node.id })),
    }
  })
}

async function diagramOf({ deployment }: Server, sql: Sql, found: CaseFound): Promise<CaseView['diagram']> {
  const model = deployment.model(found.document)
  return { xml: deployment.edition(found.document).source, ...(await drawnOf(sql, model, found)) }
}

async function parentOf({ registry }: Server, sql: Sql, { parent_case }: CaseFound): Promise<CaseView['parent']> {
  if (!parent_case) return null
  const { rows } = await sql.query<{ id: string; process: string }>(
    'select id, process from process_case where id = $1',
    [parent_case],
  )
  const [row] = rows
  return row ? { id: row.id, processLabel: registry.processes[row.process]?.label ?? row.process } : null
}

async function childrenOf({ registry }: Server, sql: Sql, { id }: CaseFound): Promise<CaseView['children']> {
  const { rows } = await sql.query<{ id: string; process: string; status: CaseStatus }>(
    'select id, process, status from process_case where parent_case = $1 order by started_at, id limit 200',
    [id],
  )
  return rows.map((row) => ({
    id: row.id,
    processLabel: registry.processes[row.process]?.label ?? row.process,
    status: row.status,
  }))
}

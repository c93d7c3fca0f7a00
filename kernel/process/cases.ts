import type { CaseState } from '#engine/types.ts'
import { took } from '../calendar/words.ts'
import { workingMinutesBetween } from '../calendar/workday.ts'
import type { Sql } from '../db.ts'
import type { CaseLine, CaseStatus, CasesView } from '../http/runs-contract.ts'
import { decodeCursor, encodeCursor } from '../record/cursor.ts'
import { titles } from '../record/query.ts'
import type { Me } from '../record/who.ts'
import { absent, Refused } from '../refused.ts'
import type { Server } from '../server.ts'
import { operated } from './operate.ts'

/** What is asked of the list: states, process, edition (document), words of the number, where the last page ended. */
export interface Asked {
  readonly status?: readonly CaseStatus[]
  readonly process?: string | undefined
  readonly edition?: number | undefined
  readonly q?: string | undefined
  readonly cursor?: string | undefined
}

/** A case as the database has it. */
export interface CaseFound {
  id: string
  document: number
  process: string
  record: string
  record_id: string
  status: CaseStatus
  state: CaseState
  key: string | null
  started_by: string | null
  started_at: Date
  ended_at: Date | null
  parent_case: string | null
  message: string | null
}

export const statuses = ['incident', 'running', 'suspended', 'ended', 'cancelled'] as const satisfies CaseStatus[]
const size = 50

/** The cases of the processes that a person runs, newest first; absent for whoever runs none. */
export async function casesView(server: Server, sql: Sql, me: Me, asked: Asked): Promise<CasesView> {
  const mine = await lookAsOperator(server, sql, me)
  const processes = mine.map((name) => ({ name, label: server.registry.processes[name]!.label }))
  const within = asked.process ? mine.filter((name) => name === asked.process) : mine
  const { found, next } = await pageOf(sql, within, asked)
  return { rows: await linesOf(server, sql, found), next, counts: await countsOf(sql, within, asked), processes }
}

/** Lets the transaction see the cases that the person runs, and says of which processes these are. */
export async function lookAsOperator(server: Server, sql: Sql, me: Me): Promise<string[]> {
  const mine = operated(server.registry, me.roles)
  if (mine.length === 0) throw absent('这个页面')
  await sql.query(`select set_config('jw.operates', $1::text[]::text, true)`, [mine])
  return mine
}

/** Cases as lines: what they are about, where they stand, how old they are, what they are stuck at. */
export async function linesOf(server: Server, sql: Sql, found: readonly CaseFound[]): Promise<CaseLine[]> {
  const { deployment, registry, calendar } = server
  await deployment.ensure(sql, [...new Set(found.map((row) => row.document))])
  const named: Record<string, string> = {}
  for (const [record, rows] of Map.groupBy(found, (row) => row.record)) {
    const ids = [...new Set(rows.map((row) => row.record_id))]
    Object.assign(named, await titles(sql, registry.records, record, ids))
  }
  return found.map((row) => {
    const edition = deployment.edition(row.document).number
    const effective = deployment.effective(row.process).number
    const minutes = workingMinutesBetween(row.started_at, row.ended_at ?? server.clock(), calendar)
    return {
      id: row.id,
      process: row.process,
      processLabel: registry.processes[row.process]?.label ?? row.process,
      status: row.status,
      record: row.record,
      recordLabel: registry.records[row.record]?.label ?? row.record,
      recordId: row.record_id,
      number: row.key,
      title: named[row.record_id] ?? null,
      steps: stepsOf(server, row),
      startedAt: row.started_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      age: took(minutes),
      edition,
      newer: effective > edition && row.ended_at === null ? effective : null,
      message: row.message,
    }
  })
}

/** Columns of a case for `linesOf`, with the incident that it waits for longest. */
export const caseColumns = `c.id, c.document, c.process, c.record, c.record_id, c.status, c.state, c.key, c.started_by, c.started_at, c.ended_at, c.parent_case,
  (select i.message from incident i where i.case_id = c.id order by i.since, i.token limit 1) as message`

function stepsOf({ deployment }: Server, { document, state, status }: CaseFound): string[] {
  if (status === 'ended' || status === 'cancelled' || !deployment.has(document)) return []
  const model = deployment.model(document)
  const standing = state.tokens.filter(({ is }) => is === 'waiting' || is === 'stuck')
  return [...new Set(standing.map(({ node }) => model.nodes[node]?.name || model.ids[node] || ''))]
}

async function pageOf(sql: Sql, processes: readonly string[], asked: Asked) {
  const wanted = statuses.filter((status) => !asked.status?.length || asked.status.includes(status))
  const slots: unknown[] = [processes]
  const narrowed = narrow(asked, slots)
  if (asked.cursor) {
    const [at, id] = decodeCursor(asked.cursor)
    narrowed.push(`(c.started_at, c.id) < ($${slots.push(at)}::timestamptz, $${slots.push(id)}::uuid)`)
  }
  // One arm for each state, so that each walks its own index from its newest end.
  const arms = wanted.map(
    (status) =>
      `(select ${caseColumns}, c.started_at::text as k from process_case c where c.status = '${status}' and ${narrowed.join(' and ')}
        order by c.started_at desc, c.id desc limit ${size + 1})`,
  )
  const { rows } = await sql
    .query<CaseFound & { k: string }>(
      `select * from (${arms.join(' union all ')}) x order by started_at desc, id desc limit ${size + 1}`,
      slots,
    )
    .catch(refuseCursor)
  const last = rows.length > size ? rows[size - 1] : undefined
  return { found: rows.slice(0, size), next: last ? encodeCursor(last.k, last.id) : null }
}

/** A cursor whose moment is none was not made here. */
function refuseCursor(error: unknown): never {
  if ((error as { code?: string }).code?.startsWith('22'))
    throw new Refused('invalid', '这个列表位置已失效，请从头看起。')
  throw error
}

function narrow({ edition, q }: Asked, slots: unknown[]): string[] {
  return [
    'c.process = any($1::text[])',
    ...(edition ? [`c.document = $${slots.push(edition)}::int`] : []),
    ...(q ? [`c.key like $${slots.push(`${q.replaceAll(/[\\%_]/g, '\\$&')}%`)}`] : []),
  ]
}

const most = 10_000

async function countsOf(sql: Sql, processes: readonly string[], asked: Asked): Promise<CasesView['counts']> {
  const slots: unknown[] = [processes]
  const narrowed = narrow(asked, slots).join(' and ')
  const one = (status: CaseStatus) =>
    `(select count(*) from (select from process_case c where c.status = '${status}' and ${narrowed} limit ${most + 1}) n) as ${status}`
  const { rows } = await sql.query<Record<CaseStatus, number>>(`select ${statuses.map(one).join(', ')}`, slots)
  const count = (status: CaseStatus) => {
    const value = rows[0]?.[status] ?? 0
    return { value: Math.min(value, most), more: value > most }
  }
  return {
    running: count('running'),
    incident: count('incident'),
    suspended: count('suspended'),
    ended: count('ended'),
    cancelled: count('cancelled'),
  }
}

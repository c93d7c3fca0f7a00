import type { Sql } from '../db.ts'
import type { InboxView } from '../http/contract.ts'
import { decodeCursor, encodeCursor } from '../record/cursor.ts'
import { Refused } from '../refused.ts'

export type Box = 'todo' | 'read' | 'done' | 'started'

/** A line of a box as the database has it: a todo with its case, or a case that the person started. */
export interface Found {
  id: string
  kind: 'todo' | 'read'
  record: string
  record_id: string
  step: string
  node: number
  document: number
  process: string
  arrived_at: Date
  due_at: Date | null
  started_by: string | null
  done_at: Date | null
  outcome: string | null
  opinion: string | null
  instead: string | null
  case_id: string
  status: string
}

/** Where a box's lines are, and the key by which they are ordered and paged; each has its index. */
interface BoxQuery {
  readonly from: string
  readonly where: string
  readonly key: string
  readonly direction: 'asc' | 'desc'
}

const todoColumns = `x.id, x.kind, x.record, x.record_id, x.step, x.node, x.arrived_at, x.due_at, x.done_at, x.outcome, x.opinion, x.instead,
  c.id as case_id, c.document, c.process, c.started_by, c.status`
const fromTodo = `select ${todoColumns}, $KEY::text as k from todo x join process_case c on c.id = x.case_id`
const fromCase = `select x.id, 'todo' as kind, x.record, x.record_id, '' as step, -1 as node, x.started_at as arrived_at, null as due_at, x.ended_at as done_at,
  null as outcome, null as opinion, null as instead, x.id as case_id, x.document, x.process, x.started_by, x.status, $KEY::text as k from process_case x`
const due = `coalesce(x.due_at, 'infinity'::timestamptz)`

const boxes: Readonly<Record<Box, BoxQuery>> = {
  todo: { from: fromTodo, where: `x.person = $1 and x.state = 'open' and x.kind = 'todo'`, key: due, direction: 'asc' },
  read: { from: fromTodo, where: `x.person = $1 and x.state = 'open' and x.kind = 'read'`, key: due, direction: 'asc' },
  done: { from: fromTodo, where: `x.done_by = $1 and x.state = 'done'`, key: 'x.done_at', direction: 'desc' },
  started: { from: fromCase, where: 'x.started_by = $1', key: 'x.started_at', direction: 'desc' },
}

/** A page of one of a person's boxes: the most pressing, or the newest, first. */
export async function boxPage(
  sql: Sql,
  person: string,
  box: Box,
  cursor: string | undefined,
  size: number,
): Promise<{ found: Found[]; next: string | null }> {
  const { from, where, key, direction } = boxes[box]
  const place = cursor ? decodeCursor(cursor) : []
  const after = cursor ? `and (${key}, x.id) ${direction === 'asc' ? '>' : '<'} ($2::timestamptz, $3::uuid)` : ''
  const { rows } = await sql
    .query<Found & { k: string }>(
      `${from.replace('$KEY', key)} where ${where} ${after} order by ${key} ${direction}, x.id ${direction} limit ${size + 1}`,
      [person, ...place],
    )
    .catch(refuseCursor)
  const last = rows.length > size ? rows[size - 1] : undefined
  return { found: rows.slice(0, size), next: last ? encodeCursor(last.k, last.id) : null }
}

/** The most pressing open todo of a person, on one record or on any. */
export async function firstTodo(sql: Sql, person: string, recordId?: string): Promise<Found[]> {
  const { key } = boxes.todo
  const on = recordId ? 'and x.record_id = $2' : `and x.kind = 'todo'`
  const { rows } = await sql.query<Found>(
    `${fromTodo.replace('$KEY', key)} where x.person = $1 and x.state = 'open' ${on} order by ${key}, x.id limit 1`,
    recordId ? [person, recordId] : [person],
  )
  return rows
}

/** How many things wait in each box; exact up to 10,000. */
export async function boxCounts(sql: Sql, person: string): Promise<InboxView['counts']> {
  const { rows } = await sql.query<InboxView['counts']>(
    `select (select count(*) from todo where person = $1 and state = 'open' and kind = 'todo') as todo,
            (select count(*) from todo where person = $1 and state = 'open' and kind = 'read') as read,
            (select count(*) from (select 1 from todo where done_by = $1 and state = 'done' limit 10001) d) as done,
            (select count(*) from (select 1 from process_case where started_by = $1 limit 10001) s) as started`,
    [person],
  )
  return rows[0]!
}

/** A cursor whose key is no instant was not made here. */
function refuseCursor(error: unknown): never {
  if ((error as { code?: string }).code?.startsWith('22'))
    throw new Refused('invalid', '这个列表位置已失效，请从头看起。')
  throw error
}

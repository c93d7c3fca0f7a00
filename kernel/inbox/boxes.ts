import { prepared, type Sql } from '../db.ts'
import type { InboxView } from '../http/contract.ts'
import { decodeCursor, encodeCursor } from '../record/cursor.ts'
import type { Me } from '../record/who.ts'
import { Refused } from '../refused.ts'

export type Box = 'todo' | 'read' | 'done' | 'started'

/** Whose boxes: a person, with those whose todos they do today. */
export type Holder = Pick<Me, 'id' | 'standsFor'>

/** A line of a box as the database has it: a todo with its case, or a case that the person started. */
export interface Found {
  id: string
  kind: 'todo' | 'read'
  record: string
  record_id: string
  step: string
  /** Whose todo it is; null for a case. */
  person: string | null
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
  /** 0 to 100; above 50 is more urgent than usual. */
  priority: number
  case_id: string
  status: string
}

/** Where a box's lines are, and the key by which they are ordered and paged; each has its index. */
interface BoxQuery {
  readonly from: string
  readonly where: string
  /** Expressions with their types; the id comes last by itself. */
  readonly keys: readonly (readonly [sql: string, type: string])[]
  readonly direction: 'asc' | 'desc'
}

const todoColumns = `x.id, x.kind, x.record, x.record_id, x.step, x.person, x.node, x.arrived_at, x.due_at, x.done_at, x.outcome, x.opinion, x.instead, x.priority,
  c.id as case_id, c.document, c.process, c.started_by, c.status`
const fromTodo = `select ${todoColumns}, $KEY as k from todo x join process_case c on c.id = x.case_id`
const fromCase = `select x.id, 'todo' as kind, x.record, x.record_id, '' as step, null::uuid as person, -1 as node, x.started_at as arrived_at, null::timestamptz as due_at, x.ended_at as done_at,
  null as outcome, null as opinion, null as instead, 50 as priority, x.id as case_id, x.document, x.process, x.started_by, x.status, $KEY as k from process_case x`
const due = `coalesce(x.due_at, 'infinity'::timestamptz)`
/** What is more urgent than usual first, then what is due first. */
const pressing: BoxQuery['keys'] = [
  ['(100 - x.priority)', 'int'],
  [due, 'timestamptz'],
]

const boxes: Readonly<Record<Box, BoxQuery>> = {
  todo: { from: fromTodo, where: `x.state = 'open' and x.kind = 'todo'`, keys: pressing, direction: 'asc' },
  read: { from: fromTodo, where: `x.state = 'open' and x.kind = 'read'`, keys: pressing, direction: 'asc' },
  done: {
    from: fromTodo,
    where: `x.done_by = $1 and x.state = 'done'`,
    keys: [['x.done_at', 'timestamptz']],
    direction: 'desc',
  },
  started: { from: fromCase, where: 'x.started_by = $1', keys: [['x.started_at', 'timestamptz']], direction: 'desc' },
}

/** A page of one of a person's boxes: the most pressing, or the newest, first. */
export async function boxPage(
  sql: Sql,
  holder: Holder,
  box: Box,
  cursor: string | undefined,
  size: number,
): Promise<{ found: Found[]; next: string | null }> {
  const slots: unknown[] = [holder.id]
  const after = cursor ? [behind(boxes[box], cursor, slots)] : []
  const whose = box === 'todo' || box === 'read' ? held(holder, slots) : []
  const rows = await merged(sql, boxes[box], whose, after, size + 1, slots).catch(refuseCursor)
  const last = rows.length > size ? rows[size - 1] : undefined
  return { found: rows.slice(0, size), next: last ? encodeCursor(last.k, last.id) : null }
}

/** The condition for what comes after the end of a page. */
function behind({ keys, direction }: BoxQuery, cursor: string, slots: unknown[]): string {
  const [key, id] = decodeCursor(cursor)
  const places = keys.map(([, type], index) => `$${slots.push(key.split(' | ')[index] ?? '')}::${type}`)
  const columns = keys.map(([sql]) => sql).join(', ')
  return `(${columns}, x.id) ${direction === 'asc' ? '>' : '<'} (${places.join(', ')}, $${slots.push(id)}::uuid)`
}

/** The most pressing open todo of a person, on one record or on any. */
export async function firstTodo(sql: Sql, holder: Holder, recordId?: string): Promise<Found[]> {
  const slots: unknown[] = recordId ? [holder.id, recordId] : [holder.id]
  const whose = held(holder, slots)
  if (!recordId) return merged(sql, boxes.todo, whose, [], 1, slots)
  return merged(sql, { ...boxes.todo, where: `x.state = 'open'` }, whose, ['x.record_id = $2'], 1, slots)
}

/** Where the most pressing open todo of a person is, for 同意，下一条. */
export async function nextTodo(
  sql: Sql,
  holder: Holder,
): Promise<{ id: string; record: string; recordId: string } | null> {
  const slots: unknown[] = [holder.id]
  const arms = held(holder, slots).map(
    (whose) => `(select x.id, x.record, x.record_id, ${due} as k from ${todoOfCase(whose)}
      where ${whose} and ${boxes.todo.where} order by ${due}, x.id limit 1)`,
  )
  const { rows } = await sql.query<{ id: string; record: string; recordId: string }>(
    prepared(
      `select id, record, record_id as "recordId" from (${arms.join(' union all ')}) x order by k, id limit 1`,
      slots,
    ),
  )
  return rows[0] ?? null
}

/** How many things wait in each box; exact up to 10,000. */
export async function boxCounts(sql: Sql, holder: Holder): Promise<InboxView['counts']> {
  const slots: unknown[] = [holder.id]
  const whose = held(holder, slots)
  const waiting = (kind: 'todo' | 'read') => {
    const open = `x.state = 'open' and x.kind = '${kind}'`
    return whose.map((one) => `(select count(*) from ${todoOfCase(one)} where ${one} and ${open})`).join(' + ')
  }
  const { rows } = await sql.query<InboxView['counts']>(
    `select ${waiting('todo')} as todo, ${waiting('read')} as read,
            (select count(*) from (select 1 from todo where done_by = $1 and state = 'done' limit 10001) d) as done,
            (select count(*) from (select 1 from process_case where started_by = $1 limit 10001) s) as started`,
    slots,
  )
  return rows[0]!
}

/** My own, and of each whose deputy I am what I did not start myself: nobody judges their own case (不相容岗位分离). */
const held = (holder: Holder, slots: unknown[]): string[] => [
  'x.person = $1',
  ...holder.standsFor.map((id) => `x.person = $${slots.push(id)} and c.started_by is distinct from $1`),
]

const todoOfCase = (whose: string) =>
  whose.includes('c.') ? 'todo x join process_case c on c.id = x.case_id' : 'todo x'

/** One arm for each person, so that each walks its own index in the order of the box and only the ends are merged. */
async function merged(
  sql: Sql,
  { from, where, keys, direction }: BoxQuery,
  whose: readonly string[],
  more: readonly string[],
  limit: number,
  slots: readonly unknown[],
): Promise<(Found & { k: string })[]> {
  const order = `order by ${[...keys.map(([sql]) => sql), 'x.id'].map((sql) => `${sql} ${direction}`).join(', ')} limit ${limit}`
  const key = keys.map(([sql]) => `${sql}::text`).join(` || ' | ' || `)
  const arm = (one: readonly string[]) =>
    `${from.replace('$KEY', key)} where ${[...one, where, ...more].join(' and ')} ${order}`
  const text =
    whose.length > 1
      ? `select * from (${whose.map((one) => `(${arm([one])})`).join(' union all ')}) x ${order}`
      : arm(whose)
  return (await sql.query<Found & { k: string }>(text, [...slots])).rows
}

/** A cursor whose key is no instant was not made here. */
function refuseCursor(error: unknown): never {
  if ((error as { code?: string }).code?.startsWith('22'))
    throw new Refused('invalid', '这个列表位置已失效，请从头看起。')
  throw error
}

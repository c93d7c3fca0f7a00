import { hash } from 'node:crypto'
import type { Sql } from '../db.ts'
import { canonical, exactNumbers } from './canonical.ts'

/** One thing that happened, as its writer says it: every column of the table but id, xid and digest. */
export interface EventContent {
  /** An ISO instant, to the microsecond at most, or a Date. */
  readonly at: string | Date
  readonly kind: string
  readonly record: string
  readonly recordId: string | null
  readonly action: string
  readonly person: string | null
  /** Who stood in for the person, or why the system acted. */
  readonly acting: string | null
  readonly before: unknown
  readonly after: unknown
  readonly opinion: string | null
  readonly origin: string
  readonly concerns: readonly string[]
}

/** Where a reader of events stands: lower ids may commit later, so the transaction comes first. */
export interface Position {
  readonly xid: string
  readonly id: number
}

/** Before the first event. */
export const beginning: Position = { xid: '0', id: 0 }

/**
 * The digest of an event's content: SHA-256 over its canonical JSON (RFC 8785), from what is given to the database and
 * from what comes back alike. It needs no position, so that a flush makes it before the row has an id.
 */
export function digestOf(event: EventContent): Buffer {
  return hash('sha256', contentOf(event), 'buffer')
}

/** The canonical JSON of an event, its members in the order that `canonical` would give them. */
const contentOf = (event: EventContent): string =>
  `{"acting":${text(event.acting)},"action":${text(event.action)},"after":${canonical(event.after ?? null)},` +
  `"at":${text(microseconds(event.at))},"before":${canonical(event.before ?? null)},"concerns":${canonical(event.concerns)},` +
  `"kind":${text(event.kind)},"opinion":${text(event.opinion)},"origin":${text(event.origin)},` +
  `"person":${text(event.person)},"record":${text(event.record)},"recordId":${text(event.recordId)}}`

const text = (value: string | null) => JSON.stringify(value)

/** Writes events with their digests in one statement, in the transaction of the change that they tell of. */
export async function writeEvents(sql: Sql, events: readonly EventContent[]): Promise<void> {
  if (events.length === 0) return
  await sql.query(
    `insert into event (at, kind, record, record_id, action, person, acting, before, after, opinion, origin, concerns, digest)
     select at, kind, record, record_id, action, person, acting, before, after, opinion, origin, concerns::uuid[], digest
     from unnest($1::timestamptz[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::jsonb[],
                 $9::jsonb[], $10::text[], $11::text[], $12::text[], $13::bytea[])
       as t (at, kind, record, record_id, action, person, acting, before, after, opinion, origin, concerns, digest)`,
    [
      events.map((event) => microseconds(event.at)),
      events.map((event) => event.kind),
      events.map((event) => event.record),
      events.map((event) => event.recordId),
      events.map((event) => event.action),
      events.map((event) => event.person),
      events.map((event) => event.acting),
      events.map((event) => json(event.before)),
      events.map((event) => json(event.after)),
      events.map((event) => event.opinion),
      events.map((event) => event.origin),
      events.map((event) => `{${event.concerns.join(',')}}`),
      events.map(digestOf),
    ],
  )
}

/** The columns from which a stored event's digest is made again; the alias of the table is `e`. */
export const storedColumns = `e.xid::text as xid, e.id, e.kind, e.record, e.record_id as "recordId", e.action, e.person,
  e.acting, e.before::text as before, e.after::text as after, e.opinion, e.origin, e.concerns, e.digest,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/** An event as `storedColumns` reads it. */
export interface StoredEvent extends Omit<EventContent, 'at'>, Position {
  /** Null for an instant that is none, such as infinity. */
  readonly at: string | null
  readonly before: string | null
  readonly after: string | null
  readonly digest: Buffer
}

/** The digest of what is stored now; undefined when it holds what no writer of ours can write. */
export function storedDigest(row: StoredEvent): Buffer | undefined {
  const { at, before, after } = row
  if ((before && !exactNumbers(before)) || (after && !exactNumbers(after))) return undefined
  if (at === null) return undefined
  return digestOf({ ...row, at, before: before && JSON.parse(before), after: after && JSON.parse(after) })
}

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))

/** The same instant always as the same text, with the six digits that PostgreSQL keeps. */
function microseconds(at: string | Date): string {
  if (at instanceof Date) return at.toISOString().replace('Z', '000Z')
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(at)
  return parts ? `${parts[1]}.${(parts[2] ?? '').padEnd(6, '0')}Z` : new Date(at).toISOString().replace('Z', '000Z')
}

import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Sql, transaction } from '../db.ts'
import { canonical } from './canonical.ts'
import { beginning, type Position } from './event.ts'

/** A link of the chain: a segment of events in the order of (xid, id), and the seal before it. */
export interface Seal {
  readonly id: number
  readonly lastXid: string
  readonly lastId: number
  readonly count: number
  /** 48 bytes an event: xid, id, digest. It lets the verifier name the row that was touched. */
  readonly entries: Buffer
  /** SHA-256 over the entries. */
  readonly root: Buffer
  readonly previous: Buffer
  /** SHA-256 over everything above but the entries, which the root stands for. */
  readonly digest: Buffer
  readonly at: string
}

/** What stands before the first seal. */
export const noSeal = Buffer.alloc(32)
export const entrySize = 48

/** The columns of a seal; its instant as text, to the microsecond. */
export const sealColumns = `id, last_xid::text as "lastXid", last_id as "lastId", count, entries, root, previous, digest,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/**
 * Seals the events that are committed and not sealed yet, one segment after the other. One node at a time: where another
 * one holds the lock nothing is done. Only events below the snapshot horizon are taken, because a transaction that is
 * still open may commit events with lower ids.
 * @param limit events in one segment at most
 * @returns how many events were sealed
 * @throws Error when the database's transaction counter is behind the journal (a restore without its counter)
 */
export async function sealEvents(pool: pg.Pool, now: Date, limit = 10_000): Promise<number> {
  let sealed = 0
  for (;;) {
    const count = await transaction(pool, 'begin', (sql) => sealSegment(sql, now, limit))
    sealed += count
    if (count < limit) return sealed
  }
}

/** The digest of a seal's own content. */
export const digestOfSeal = (seal: Omit<Seal, 'entries' | 'digest'>): Buffer =>
  sha256(
    canonical({
      id: seal.id,
      lastXid: seal.lastXid,
      lastId: seal.lastId,
      count: seal.count,
      root: seal.root.toString('hex'),
      previous: seal.previous.toString('hex'),
      at: seal.at,
    }),
  )

/** The root of a segment. */
export const rootOf = (entries: Buffer): Buffer => sha256(entries)

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest()

async function sealSegment(sql: Sql, now: Date, limit: number): Promise<number> {
  const lock = await sql.query<{ held: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('jingwei sealer')) as held`,
  )
  if (!lock.rows[0]?.held) return 0
  const last = await lastSeal(sql)
  const rows = await unsealed(sql, last ? { xid: last.lastXid, id: last.lastId } : beginning, limit)
  const end = rows.at(-1)
  if (!end) return 0
  const entries = Buffer.concat(rows.map(entryOf))
  const seal = {
    id: (last?.id ?? 0) + 1,
    lastXid: end.xid,
    lastId: end.id,
    count: rows.length,
    root: rootOf(entries),
    previous: last?.digest ?? noSeal,
    at: now.toISOString().replace('Z', '000Z'),
  }
  await sql.query(
    `insert into seal (id, last_xid, last_id, count, entries, root, previous, digest, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [seal.id, seal.lastXid, seal.lastId, seal.count, entries, seal.root, seal.previous, digestOfSeal(seal), seal.at],
  )
  return rows.length
}

async function lastSeal(sql: Sql) {
  const { rows } = await sql.query<Pick<Seal, 'id' | 'lastXid' | 'lastId' | 'digest'> & { behind: boolean }>(
    `select id, last_xid::text as "lastXid", last_id as "lastId", digest,
            last_xid >= pg_snapshot_xmax(pg_current_snapshot()) as behind
     from seal order by id desc limit 1`,
  )
  if (rows[0]?.behind)
    throw new Error(
      '数据库的事务计数比操作记录还旧，多半是恢复备份时没有一起恢复。没有改动任何数据；在调整计数之前，新的操作记录封不了存。',
    )
  return rows[0]
}

async function unsealed(sql: Sql, after: Position, limit: number) {
  const { rows } = await sql.query<Position & { digest: Buffer }>(
    `select xid::text as xid, id, digest from event
     where (xid, id) > ($1::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
     order by event.xid, event.id limit $3`,
    [after.xid, after.id, limit],
  )
  return rows
}

function entryOf(row: Position & { digest: Buffer }): Buffer {
  const entry = Buffer.alloc(entrySize)
  entry.writeBigUInt64BE(BigInt(row.xid), 0)
  entry.writeBigUInt64BE(BigInt(row.id), 8)
  row.digest.copy(entry, 16)
  return entry
}

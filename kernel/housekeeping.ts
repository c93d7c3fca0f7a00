import pg from 'pg'
import { type Address, config, type Sql } from './db.ts'
import type { Limits } from './identity/session.ts'
import { enqueue, type Handlers } from './jobs.ts'

/** What is kept no longer than it is needed, and the room that the step log will need: once an hour, and at boot. */
export const housekeeping = (address: Address, limits: Limits): Handlers => ({
  'clean-commands': { run: (_, sql, now) => cleanCommands(sql, now).then(() => hours(now, 1)) },
  'clean-attempts': { run: (_, sql, now) => cleanAttempts(sql, now).then(() => hours(now, 1)) },
  'expire-sessions': { run: (_, sql, now) => expireSessions(sql, now, limits).then(() => hours(now, 1)) },
  'step-log-months': { outside: true, run: (_, __, now) => ensurePartitions(address, now).then(() => hours(now, 24)) },
})

/** Orders the housekeeping; said again at every boot, it changes only the time. */
export async function orderHousekeeping(sql: Sql, now: Date): Promise<void> {
  for (const kind of ['clean-commands', 'clean-attempts', 'expire-sessions', 'step-log-months'])
    await enqueue(sql, { kind, key: 'all', at: now })
}

/** Forgets answers to requests that are older than 48 hours: nobody repeats those. */
export async function cleanCommands(sql: Sql, now: Date): Promise<number> {
  const { rowCount } = await sql.query('delete from command where at < $1', [hours(now, -48)])
  return rowCount ?? 0
}

/** Forgets failed sign-ins that no longer count; the events keep what happened. */
export async function cleanAttempts(sql: Sql, now: Date): Promise<number> {
  const { rowCount } = await sql.query('delete from attempt where at < $1', [hours(now, -24)])
  return rowCount ?? 0
}

/** Ends sessions that are over by their limits, so that they read as ended everywhere. */
export async function expireSessions(sql: Sql, now: Date, limits: Limits): Promise<number> {
  const { rowCount } = await sql.query(
    `update session set ended_at = $1 where ended_at is null
     and (created_at <= $1::timestamptz - make_interval(mins => $2) or seen_at <= $1::timestamptz - make_interval(mins => $3))`,
    [now, limits.absolute, limits.idle],
  )
  return rowCount ?? 0
}

export interface Partitions {
  /** The tables made now. */
  readonly made: readonly string[]
  /** Rows that had fallen into the default partition and were moved: more than none means that a month was missing. */
  readonly caught: number
}

/**
 * Makes the step log's tables for this month (UTC) and the next three; `past` months more for a demo or a replay.
 * The pools write as `jingwei_writer`, which may not make tables: this opens a connection of its own without that role,
 * as the user who ran the migrations and owns the tables. Safe on several nodes at once.
 */
export async function ensurePartitions(address: Address, now: Date, past = 0): Promise<Partitions> {
  const client = new pg.Client(config(address))
  await client.connect()
  try {
    await client.query(`set lock_timeout = '3s'`)
    const made: string[] = []
    let caught = 0
    for (let offset = -past; offset <= 3; offset += 1) {
      const moved = await ensureMonth(client, monthStart(now, offset), monthStart(now, offset + 1))
      if (moved === undefined) continue
      made.push(tableName(monthStart(now, offset)))
      caught += moved
    }
    return { made, caught }
  } finally {
    await client.end()
  }
}

/** Rows of the month that the default partition caught are moved in the same transaction. Undefined when it was there. */
async function ensureMonth(client: pg.Client, from: Date, to: Date): Promise<number | undefined> {
  const name = tableName(from)
  await client.query('begin')
  try {
    await client.query(`select pg_advisory_xact_lock(hashtext('jingwei step log'))`)
    const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [name])
    const moved = rows[0]?.there ? undefined : await makeMonth(client, name, from, to)
    await client.query('commit')
    return moved
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function makeMonth(client: pg.Client, name: string, from: Date, to: Date): Promise<number> {
  await client.query(`create table ${name} (like step_log including defaults including constraints)`)
  // Nothing may fall into the default partition between the move and the attaching.
  await client.query('lock table step_log_default in access exclusive mode')
  const moved = await client.query(
    `with moved as (delete from step_log_default where at >= $1 and at < $2 returning *)
     insert into ${name} select * from moved`,
    [from, to],
  )
  const range = `from ('${from.toISOString()}') to ('${to.toISOString()}')`
  await client.query(`alter table step_log attach partition ${name} for values ${range}`)
  await client.query(`grant insert on ${name} to jingwei_writer`)
  return moved.rowCount ?? 0
}

const monthStart = (now: Date, offset: number) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1))
const tableName = (month: Date) => `step_log_${month.toISOString().slice(0, 7).replace('-', '_')}`
const hours = (now: Date, count: number) => new Date(now.getTime() + count * 3_600_000)

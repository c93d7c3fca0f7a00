import pg from 'pg'
import { type Address, config, type Sql } from '../db.ts'
import { beginning, type Position } from './event.ts'

/** An event as those who watch the journal get it; who may see the content is asked when somebody opens it. */
export interface TailEvent extends Position {
  readonly at: string
  readonly kind: string
  readonly record: string
  readonly recordId: string | null
  readonly action: string
  readonly person: string | null
  readonly concerns: readonly string[]
}

export interface Tail {
  /** The last event handed out. */
  position(): Position
  /** Resolves when the event that is being handed out is done with, and the connection closed. */
  stop(): Promise<void>
}

/**
 * The events after a position, in the order of (xid, id), below the snapshot horizon: what is read once never gets a
 * neighbour before it.
 */
export async function readEvents(sql: Sql, after: Position, limit: number): Promise<TailEvent[]> {
  const { rows } = await sql.query<TailEvent>(
    `select xid::text as xid, id, kind, record, record_id as "recordId", action, person, concerns,
            to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
     from event
     where (xid, id) > ($1::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
     order by event.xid, event.id limit $3`,
    [after.xid, after.id, limit],
  )
  return rows
}

/** The position behind the newest event that is safe to count as read. */
export async function newestPosition(sql: Sql): Promise<Position> {
  const { rows } = await sql.query<Position>(
    `select xid::text as xid, id from event where xid < pg_snapshot_xmin(pg_current_snapshot())
     order by event.xid desc, event.id desc limit 1`,
  )
  return rows[0] ?? beginning
}

/**
 * Follows the journal on a connection of its own: a NOTIFY on `jingwei` wakes it, a poll every second is the safety net
 * (and finds what a long transaction held back). A lost connection is made again; nothing is skipped or told twice
 * unless `tell` throws, after which the same events come again.
 * @param from where to begin; at the newest event when not said
 */
export async function followEvents(
  address: Address,
  tell: (events: readonly TailEvent[]) => void | Promise<void>,
  from?: Position,
): Promise<Tail> {
  const bell = makeBell()
  const first = await listen(address, bell.ring)
  const state = { position: from ?? (await newestPosition(first)), stopped: false }
  const running = follow(address, state, bell, tell, first)
  return {
    position: () => state.position,
    stop: async () => {
      state.stopped = true
      bell.ring()
      await running
    },
  }
}

const pollMs = 1000
const soonMs = 50
const batch = 1000

interface Bell {
  ring(): void
  /** Waits for the bell or the time; true when it rang. */
  wait(ms: number): Promise<boolean>
}

async function follow(
  address: Address,
  state: { position: Position; stopped: boolean },
  bell: Bell,
  tell: (events: readonly TailEvent[]) => void | Promise<void>,
  first: pg.Client,
): Promise<void> {
  let client: pg.Client | undefined = first
  let rang = false
  while (!state.stopped) {
    try {
      client ??= await listen(address, bell.ring)
      const events = await readEvents(client, state.position, batch)
      if (events.length > 0) await tell(events)
      state.position = events.at(-1) ?? state.position
      if (events.length === batch) continue
      // Rung but nothing to see: a neighbour's transaction was still open. It ends within moments.
      rang = await bell.wait(rang && events.length === 0 ? soonMs : pollMs)
    } catch {
      await client?.end().catch(() => {})
      client = undefined
      await bell.wait(pollMs)
    }
  }
  await client?.end().catch(() => {})
}

async function listen(address: Address, ring: () => void): Promise<pg.Client> {
  const client = new pg.Client({
    ...config(address),
    options: '-c role=jingwei_writer -c timezone=UTC',
    connectionTimeoutMillis: 3000,
  })
  client.on('notification', ring)
  client.on('error', ring)
  try {
    await client.connect()
    await client.query('listen jingwei')
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
}

function makeBell(): Bell {
  let wake = () => {}
  let rung = false
  return {
    ring: () => {
      rung = true
      wake()
    },
    wait: async (ms) => {
      if (!rung) {
        const { promise, resolve } = Promise.withResolvers<void>()
        const timer = setTimeout(resolve, ms)
        wake = resolve
        await promise
        clearTimeout(timer)
      }
      const was = rung
      rung = false
      return was
    },
  }
}

import type { Sql } from './db.ts'

/** The database's clock, as a node knows it between two questions. */
export interface DatabaseClock {
  now(): Date
  /** Asks again: a machine that slept, or whose crystal is poor, comes back to the others. */
  follow(sql: Sql): Promise<void>
}

/**
 * Reads the database's clock and goes on by monotonic time. Nodes agree on what is due and on whose session is over,
 * whatever their own clocks and zones say, also when somebody sets those.
 */
export async function followClock(sql: Sql): Promise<DatabaseClock> {
  const known = { ahead: await readAhead(sql) }
  return {
    now: () => new Date(known.ahead + performance.now()),
    follow: async (again) => {
      known.ahead = await readAhead(again)
    },
  }
}

/** Milliseconds of the epoch at monotonic zero; the answer is taken to be as old as half its way. */
async function readAhead(sql: Sql): Promise<number> {
  const asked = performance.now()
  const { rows } = await sql.query<{ now: Date }>('select clock_timestamp() as now')
  return rows[0]!.now.getTime() - (asked + performance.now()) / 2
}

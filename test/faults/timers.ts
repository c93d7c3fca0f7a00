import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { compileModel } from '#engine/bpmn/compile.ts'
import { assignmentFunctions } from '#kernel/process/assign.ts'

/** What became of the reminders of projects in review (`review_late` of project_approval.bpmn). */
export interface Reminders {
  readonly fired: number
  /** Fired more often than their step was entered: each visit of the step may be reminded of once. */
  readonly twice: number
}

/**
 * Makes the reminders that wait now due at once, as if their two days were over.
 * @returns how many
 */
export function makeDue(database: string): Promise<number> {
  return asked(database, async (client) => {
    const sql = `update job set at = clock_timestamp() where kind = 'timer' and failed is null and at > now() + interval '1 hour'`
    return (await client.query(sql)).rowCount ?? 0
  })
}

/** Waits until nothing is due any more, at most so many seconds; how many timers are left then. */
export function leftDue(database: string, seconds: number): Promise<number> {
  return asked(database, async (client) => {
    const until = performance.now() + seconds * 1_000
    for (;;) {
      const { rows } = await client.query<{ left: number }>(
        // What is claimed has the end of its lease as its time.
        `select count(*)::int as left from job where kind = 'timer' and at < now() + interval '1 hour'`,
      )
      if (rows[0]!.left === 0 || performance.now() > until) return rows[0]!.left
      await pause(100)
    }
  })
}

/** Counts in the step log how often reminders were sent, and for how many visits more than once. */
export function readReminders(database: string): Promise<Reminders> {
  return asked(database, async (client) => {
    const editions = await client.query<{ id: number; source: string }>(
      `select id, source from document where kind = 'bpmn' and name = 'project_approval'`,
    )
    const found = { fired: 0, twice: 0 }
    for (const { id, source } of editions.rows) {
      const { ids } = await compileModel(source, { functions: Object.keys(assignmentFunctions) })
      const { rows } = await client.query<{ sent: number; visits: number }>(
        `select (count(*) filter (where node = $2))::int as sent, (count(*) filter (where node = $3))::int as visits
         from step_log where document = $1 and kind in (1, 5) group by case_id`,
        [id, ids.indexOf('hurry'), ids.indexOf('review')],
      )
      for (const { sent, visits } of rows) {
        found.fired += sent
        found.twice += Math.max(0, sent - visits)
      }
    }
    return found
  })
}

async function asked<T>(database: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}

import pg from 'pg'
import { inGroup } from './group.ts'
import type { Site } from './process.ts'
import { leftDue, makeDue, readReminders } from './timers.ts'
import { atWork, type Found, type Plan, progress } from './work.ts'

/** Machines whose clocks are wrong, in other zones; the third one's is right. */
const wrong = [
  { clock: { hours: 2, zone: 'America/New_York' } },
  { clock: { hours: -2, zone: 'Pacific/Auckland' } },
  {},
] as const

/**
 * Nodes whose clocks are two hours fast and two hours slow, in other time zones, share the work with one whose clock is
 * right: all that is written has the database's time, working time is counted the same on all, nobody's session ends
 * early, and no timer is lost, early or doubled.
 */
export async function clocks(site: Site, { times, hands, timers = 50 }: Plan): Promise<Found> {
  return inGroup(
    site,
    wrong.length,
    (group) =>
      atWork('clocks', group.site, group.server, hands, async (office) => {
        const since = await markOf(group.site.database)
        const before = (await readReminders(group.site.database)).fired
        await office.file(timers)
        for (let count = 0; count < times; count += 1) await progress(office, group.server.now)
        const early = (await readReminders(group.site.database)).fired - before
        const due = await makeDue(group.site.database)
        const late = await leftDue(group.site.database, 30)
        const { fired, twice } = await readReminders(group.site.database)
        const stray = await strayTimes(group.site.database, since)
        const refused = office.refusals.has(401) ? 1 : 0
        const found = { due, fired, early, late, twice, refused, ...stray }
        return { ...found, wrong: early + late + twice + refused + stray.outside + stray.uneven }
      }),
    wrong,
  )
}

/** Where the journal stands, and when. */
interface Mark {
  readonly now: Date
  readonly event: number
}

const markOf = (database: string) =>
  one<Mark>(database, 'select clock_timestamp() as now, coalesce(max(id), 0)::int as event from event', [])

/** Rows with a time that the database's clock did not show meanwhile, and todos of one minute with different due times. */
function strayTimes(database: string, { now, event }: Mark) {
  return one<{ outside: number; uneven: number }>(
    database,
    `select (
       (select count(*) from event where id > $2 and at < $1::timestamptz - interval '10 seconds' or at > clock_timestamp())
       + (select count(*) from todo where arrived_at > clock_timestamp() or done_at > clock_timestamp())
       + (select count(*) from step_log where at > clock_timestamp())
       + (select count(*) from seal where at > clock_timestamp() + interval '1 second')
       + (select count(*) from session where created_at > clock_timestamp() + interval '1 second'))::int as outside,
     (select count(*) from (select step from todo where arrived_at >= $1::timestamptz and due_at is not null
        group by step, date_trunc('minute', arrived_at) having max(due_at) - min(due_at) > interval '61 seconds') differing)::int as uneven`,
    [now, event],
  )
}

async function one<T extends pg.QueryResultRow>(database: string, sql: string, values: unknown[]): Promise<T> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    return (await client.query<T>(sql, values)).rows[0]!
  } finally {
    await client.end()
  }
}

import { setTimeout as pause } from 'node:timers/promises'
import { inGroup } from './group.ts'
import type { Office } from './office.ts'
import type { Running, Site } from './process.ts'
import { leftDue, makeDue, readReminders } from './timers.ts'
import { atWork, type Found, type Plan, progress } from './work.ts'

/**
 * Several nodes start at once on an empty database and share the work; one after the other is killed with `kill -9` and
 * started again. A request that met the dead node is repeated at another one.
 */
export async function killNode(site: Site, { times, hands, nodes = 2, approvals = 0 }: Plan): Promise<Found> {
  return inGroup(site, nodes, (group) =>
    atWork('kill-node', group.site, group.server, hands, async (office) => {
      for (let count = 0; count < times; count += 1) {
        await progress(office, group.server.now, Math.ceil(approvals / times))
        const place = count % group.server.beside.length
        await group.server.beside[place]!.kill('SIGKILL')
        await progress(office, group.server.now)
        await group.again(place)
      }
      await progress(office, group.server.now)
      return { nodes, kills: times }
    }),
  )
}

/**
 * One node is held up with SIGSTOP in the middle of its flushes and with timers that it may have claimed, for longer than
 * locks and leases last; the others go on, and when it wakes up nothing is done a second time.
 */
export async function pauseNode(
  site: Site,
  { times, hands, nodes = 2, seconds = 70, timers = 200 }: Plan,
): Promise<Found> {
  const gaps: number[] = []
  return inGroup(site, nodes, (group) =>
    atWork('pause-node', group.site, group.server, hands, async (office) => {
      const found = { due: 0, late: 0 }
      for (let count = 0; count < times; count += 1) {
        const sleeper = group.server.beside[count % group.server.beside.length]!
        await office.file(timers)
        await progress(office, group.server.now)
        found.due += await makeDue(group.site.database)
        await pause(Math.random() * 1_500)
        process.kill(sleeper.pid, 'SIGSTOP')
        gaps.push(await gapOf(office, group.server.now, hands))
        await pause(seconds * 1_000)
        // Once its lease is over, what the sleeper claimed is done by the others.
        if (seconds > lease) found.late += await leftDue(group.site.database, 30)
        process.kill(sleeper.pid, 'SIGCONT')
        found.late += await leftDue(group.site.database, lease + 20)
      }
      await progress(office, group.server.now)
      const { fired, twice } = await readReminders(group.site.database)
      const wrong = twice + found.late
      return { nodes, pauses: times, seconds, slowestBack: Math.max(...gaps), ...found, fired, twice, wrong }
    }),
  )
}

/** Seconds for which a node may hold a timer that it claimed (kernel/jobs.ts). */
const lease = 60

/** How long nobody's step was acknowledged after a node fell asleep: its locks are freed by the limits of the database. */
async function gapOf(office: Office, alive: Running, hands: number): Promise<number> {
  const from = performance.now()
  const before = office.acknowledged()
  while (office.acknowledged() <= before + hands) {
    if (!alive.alive()) throw new Error('the other server ended by itself')
    if (performance.now() - from > 40_000) throw new Error('the others do not go on')
    await pause(5)
  }
  return Math.round(performance.now() - from)
}

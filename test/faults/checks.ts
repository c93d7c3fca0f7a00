import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openCluster } from '#kernel/postgres/cluster.ts'
import { findPostmaster } from '#kernel/postgres/postmaster.ts'
import { type Site, startServer } from './process.ts'
import { atWork, type Found, type Plan, progress } from './work.ts'

/** `kill -9` of the server at random moments; PostgreSQL lives on and the next start takes it over. */
export async function killApp(site: Site, { times, hands, approvals = 0 }: Plan): Promise<Found> {
  const server = { now: await startServer(site) }
  const restarts: number[] = []
  return atWork('kill-app', site, server, hands, async (office) => {
    for (let count = 0; count < times; count += 1) {
      await progress(office, server.now, Math.ceil(approvals / times))
      await server.now.kill('SIGKILL')
      const from = performance.now()
      server.now = await startServer(site)
      restarts.push(Math.round(performance.now() - from))
    }
    await progress(office, server.now)
    return { kills: times, slowestRestart: Math.max(...restarts) }
  })
}

/** `kill -9` of the postmaster at random moments; the server stays up and starts it again. */
export async function killPostgres(site: Site, { times, hands }: Plan): Promise<Found> {
  const server = { now: await startServer(site) }
  const data = join(site.directory, 'postgres', 'cluster')
  const gaps: number[] = []
  return atWork('kill-postgres', site, server, hands, async (office) => {
    for (let count = 0; count < times; count += 1) {
      await progress(office, server.now)
      const killed = findPostmaster(data)?.pid ?? 0
      process.kill(killed, 'SIGKILL')
      const from = performance.now()
      const before = office.acknowledged()
      while (office.acknowledged() <= before + hands && server.now.alive()) await pause(20)
      gaps.push(Math.round(performance.now() - from))
    }
    await progress(office, server.now)
    return { kills: times, slowestBack: Math.max(...gaps), died: server.now.alive() ? 0 : 1 }
  })
}

/** PostgreSQL is away for a while: people are told so, in words and soon, and work goes on by itself when it is back. */
export async function databaseGone(site: Site, { times, hands, seconds = 5 }: Plan): Promise<Found> {
  const away = { dir: join(site.directory, 'postgres'), revive: false }
  const database = { now: await openCluster(away) }
  const shared = { ...site, database: await database.now.database('jingwei') }
  const server = { now: await startServer(shared) }
  const back: number[] = []
  try {
    return await atWork('database-gone', shared, server, hands, async (office) => {
      for (let count = 0; count < times; count += 1) {
        await progress(office, server.now)
        await database.now.stop()
        await pause(seconds * 1_000)
        database.now = await openCluster(away)
        const from = performance.now()
        const before = office.acknowledged()
        while (office.acknowledged() <= before && server.now.alive()) await pause(20)
        back.push(Math.round(performance.now() - from))
      }
      await progress(office, server.now)
      const statuses = [...office.refusals.keys()]
      const slowest = office.slowest()
      // Only 503, within 3 s, and work goes on at most 10 s after it is back: anything else is a defect that people saw.
      const late = [slowest > 3_000, ...back.map((ms) => ms > 10_000)].filter(Boolean).length
      const wrong = statuses.filter((status) => status !== 503).length + late
      const words = office.refusals.get(503) ?? ''
      return { back, statuses, words, slowest, wrong, died: server.now.alive() ? 0 : 1 }
    })
  } finally {
    await database.now.stop()
  }
}

/** The disk fills up, and is emptied again. Undefined where no small disk can be made. */
export async function fullDisk(site: Site, { hands }: Plan): Promise<Found | undefined> {
  mkdirSync(site.directory, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', site.directory], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  try {
    const server = { now: await startServer(site) }
    return await atWork('full-disk', site, server, hands, async (office) => {
      await progress(office, server.now)
      const ballast = join(site.directory, 'ballast')
      fill(site.directory, ballast)
      await pause(4_000)
      const during = [...office.refusals]
      rmSync(ballast)
      const from = performance.now()
      const before = office.acknowledged()
      while (office.acknowledged() <= before && server.now.alive()) await pause(20)
      await progress(office, server.now)
      return { during, back: Math.round(performance.now() - from), died: server.now.alive() ? 0 : 1 }
    })
  } finally {
    execFileSync('umount', ['-l', site.directory])
  }
}

/** Takes all the room there is; the database may take the last of it at the same moment, which is as full. */
function fill(directory: string, ballast: string) {
  const { bavail, bsize } = statfsSync(directory)
  try {
    writeFileSync(ballast, new Uint8Array(bavail * bsize))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}

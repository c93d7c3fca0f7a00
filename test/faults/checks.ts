import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openCluster } from '#kernel/postgres/cluster.ts'
import { findPostmaster } from '#kernel/postgres/postmaster.ts'
import { type Office, openOffice, type Verdict } from './office.ts'
import { type Running, type Site, startServer } from './process.ts'

/** How often something is broken, for how long people work in between, and how many work at once. */
export interface Plan {
  readonly times: number
  readonly hands: number
}

/** What a check found: the verdict on people's work, and what belongs to the check alone. */
export type Found = Verdict & { readonly check: string; readonly [more: string]: unknown }

/** `kill -9` of the server at random moments; PostgreSQL lives on and the next start takes it over. */
export async function killApp(site: Site, { times, hands }: Plan): Promise<Found> {
  const server = { now: await startServer(site) }
  const restarts: number[] = []
  return atWork('kill-app', server, hands, async (office) => {
    for (let count = 0; count < times; count += 1) {
      await progress(office, server.now)
      await server.now.kill('SIGKILL')
      const from = performance.now()
      server.now = await startServer(site)
      restarts.push(Math.round(performance.now() - from))
    }
    await progress(office, server.now)
    return { kills: times, restarts }
  })
}

/** `kill -9` of the postmaster at random moments; the server stays up and starts it again. */
export async function killPostgres(site: Site, { times, hands }: Plan): Promise<Found> {
  const server = { now: await startServer(site) }
  const data = join(site.directory, 'postgres', 'cluster')
  const gaps: number[] = []
  return atWork('kill-postgres', server, hands, async (office) => {
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
    return { kills: times, gaps, died: server.now.alive() ? 0 : 1 }
  })
}

/** PostgreSQL is away for a while: people are told so, in words and soon, and work goes on by itself when it is back. */
export async function databaseGone(site: Site, { times, hands }: Plan): Promise<Found> {
  const away = { dir: join(site.directory, 'postgres'), revive: false }
  const database = { now: await openCluster(away) }
  const server = { now: await startServer({ ...site, database: await database.now.database('jingwei') }) }
  const back: number[] = []
  try {
    return await atWork('database-gone', server, hands, async (office) => {
      for (let count = 0; count < times; count += 1) {
        await progress(office, server.now)
        await database.now.stop()
        await pause(5_000)
        database.now = await openCluster(away)
        const from = performance.now()
        const before = office.acknowledged()
        while (office.acknowledged() <= before && server.now.alive()) await pause(20)
        back.push(Math.round(performance.now() - from))
      }
      await progress(office, server.now)
      const statuses = [...office.refusals.keys()]
      const slowest = office.slowest()
      // Only 503, and within 3 s: anything else is a defect that people saw.
      const wrong = statuses.filter((status) => status !== 503).length + (slowest > 3_000 ? 1 : 0)
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
    return await atWork('full-disk', server, hands, async (office) => {
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

/** Lets people work while `trouble` breaks things, lets them finish, and looks at what became of it. */
async function atWork(
  check: string,
  server: { now: Running },
  hands: number,
  trouble: (office: Office) => Promise<Record<string, unknown>>,
): Promise<Found> {
  const stop = new AbortController()
  try {
    const office = await openOffice(server.now.url)
    const work = office.work(hands, stop.signal).catch((error: Error) => error)
    const more = await trouble(office)
    stop.abort()
    const failed = await work
    const verdict = await office.check()
    const problems = failed ? [...verdict.problems, failed.message] : verdict.problems
    return { check, ...verdict, stuck: verdict.stuck + (failed ? 1 : 0), ...more, problems }
  } catch (error) {
    throw new Error(`${check}\n${server.now.output().slice(-3_000)}`, { cause: error })
  } finally {
    stop.abort()
    await server.now.kill('SIGTERM')
  }
}

/** Until some more was acknowledged, and then a random moment. */
async function progress(office: Office, server: Running) {
  const before = office.acknowledged()
  const until = performance.now() + 40_000
  while (office.acknowledged() < before + 12) {
    if (!server.alive()) throw new Error('the server ended by itself')
    if (performance.now() > until) throw new Error('nothing is acknowledged any more')
    await pause(5)
  }
  await pause(Math.random() * 80)
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

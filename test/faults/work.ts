import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openCluster } from '#kernel/postgres/cluster.ts'
import { type Office, openOffice, type Verdict } from './office.ts'
import type { Running, Site } from './process.ts'
import { replay } from './replay.ts'

/** How often something is broken, how many hands work meanwhile, and how many of their steps are acknowledged at least. */
export interface Plan {
  readonly times: number
  readonly hands: number
  readonly approvals?: number
  /** How long, in seconds, something is away or held up. */
  readonly seconds?: number
  /** How many nodes share the database. */
  readonly nodes?: number
  /** How many timers come due at once. */
  readonly timers?: number
}

/** Cases whose step log was replayed, and how often it contradicts their states. */
export interface Replayed {
  readonly replayed: number
  readonly contradicted: number
}

/** What a check found: the verdict on people's work and on the step log, and what belongs to the check alone. */
export type Found = Verdict & Replayed & { readonly check: string; readonly [more: string]: unknown }

/**
 * Lets people work while `trouble` breaks things, lets them finish, and looks at what became of it: as people see it, and
 * by the step log once the servers ended in order.
 */
export async function atWork(
  check: string,
  site: Site,
  server: { now: Running; beside?: readonly Running[] },
  hands: number,
  trouble: (office: Office) => Promise<Record<string, unknown>>,
): Promise<Found> {
  const stop = new AbortController()
  const running = () => [server.now, ...(server.beside ?? [])]
  try {
    // Where there is another server to ask, people do not wait long for one that is silent.
    const office = await openOffice(
      running().map(({ url }) => url),
      { wait: server.beside ? 4_000 : 15_000 },
    )
    const work = office.work(hands, stop.signal).catch((error: Error) => error)
    const more = await trouble(office)
    stop.abort()
    const failed = await work
    const verdict = await office.check()
    await Promise.all(running().map((one) => one.kill('SIGTERM')))
    return { ...more, check, ...(await withReplay(site, verdict, failed ?? undefined)) }
  } catch (error) {
    const printed = running().map((one) => one.output().slice(-3_000))
    throw new Error(`${check}\n${printed.join('\n')}`, { cause: error })
  } finally {
    stop.abort()
    await Promise.all(running().map((one) => one.kill('SIGTERM')))
  }
}

/** Adds what the step log says; work that gave up counts as stuck. */
export async function withReplay(site: Site, verdict: Verdict, failed?: Error): Promise<Verdict & Replayed> {
  const said = await replaySite(site)
  const problems = [...verdict.problems, ...(failed ? [failed.message] : []), ...said.problems]
  const stuck = verdict.stuck + (failed ? 1 : 0)
  return { ...verdict, stuck, replayed: said.cases, contradicted: said.problems.length, problems }
}

async function replaySite({ directory, database }: Site) {
  if (database) return replay(database)
  const cluster = await openCluster({ dir: join(directory, 'postgres'), revive: false })
  try {
    return await replay(cluster.url('jingwei'))
  } finally {
    await cluster.stop()
  }
}

/** Until some more was acknowledged, and then a random moment. */
export async function progress(office: Office, server: Pick<Running, 'alive'>, steps = 12): Promise<void> {
  const before = office.acknowledged()
  let last = before
  let until = performance.now() + 40_000
  while (office.acknowledged() < before + Math.max(steps, 12)) {
    if (!server.alive()) throw new Error('the server ended by itself')
    if (office.acknowledged() > last) until = performance.now() + 40_000
    last = office.acknowledged()
    if (performance.now() > until) throw new Error('nothing is acknowledged any more')
    await pause(5)
  }
  await pause(Math.random() * 80)
}

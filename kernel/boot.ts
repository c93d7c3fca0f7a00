import pg from 'pg'
import { startWork } from './background.ts'
import { missingWords, missingYears, readCalendar, seedCalendar } from './calendar/seed.ts'
import { followClock } from './clock.ts'
import { type Address, config, openDatabase, transaction } from './db.ts'
import { loadDemo } from './demo.ts'
import { gathering } from './gather.ts'
import { ensurePartitions } from './housekeeping.ts'
import { createApp } from './http/app.ts'
import { claimDatabase, refuseForeignDatabase } from './identity/demo-gate.ts'
import { sessionLimits, sessionsOf } from './identity/session.ts'
import { migrate } from './migrate.ts'
import { assemble, type Packs } from './pack.ts'
import { deploy } from './process/deployment.ts'
import { openStore } from './process/flush.ts'
import type { Server } from './server.ts'

export interface BootOptions {
  readonly mode: Server['mode']
  readonly packs: Packs
  /** For tests; a node follows the database's clock otherwise. */
  readonly clock?: () => Date
  readonly trustProxy?: boolean
}

export interface Booted {
  readonly server: Server
  readonly app: ReturnType<typeof createApp>
  /** Ends the work of this node; what was acknowledged is committed. */
  stop(): Promise<void>
}

/**
 * Brings a database up to date and opens a node on it that serves requests and does the work beside them. In the demo
 * mode the demo company is loaded when it is not there yet. Nodes that start at once on one database do so one after the
 * other: each finds done what the one before did.
 * @throws Trouble with words for whoever starts the system
 */
export async function boot(address: Address, options: BootOptions): Promise<Booted> {
  const server = await oneAtATime(address, async () => {
    const opened = await prepare(address, options)
    if (opened.mode === 'demo') await loadDemo(opened)
    return opened
  })
  const work = await startWork(server)
  const stop = async () => {
    await work.stop()
    await closeNode(server)
  }
  return { server, app: createApp(server, work.stream, work.resting), stop }
}

/** Opens what answers requests, on a database that is up to date: registry, editions of the packs' files, the store. */
export async function openNode(
  address: Address,
  { mode, packs, clock: given, trustProxy = false }: BootOptions,
): Promise<Server> {
  const registry = assemble(packs)
  const db = openDatabase(address)
  const followed = given ? undefined : await followClock(db.writer)
  const clock = given ?? followed!.now
  await claimDatabase(db.writer, mode)
  const calendar = await calendarOf(db.writer, clock())
  const deployment = await transaction(db.writer, patient, (sql) => deploy(sql, registry, clock()))
  const store = openStore({ db, registry, deployment, calendar })
  const sessionOf = gathering((tokens: readonly string[]) =>
    sessionsOf(db.writer, tokens, clock(), sessionLimits[mode]),
  )
  const follow = async () => followed?.follow(db.writer)
  return { mode, trustProxy, db, registry, deployment, calendar, store, sessionOf, clock, follow }
}

/** Compiling the editions may take a slow or busy machine longer than a flush may be idle. */
const patient = `begin; set local idle_in_transaction_session_timeout = '2min'`

/** Ends a node: the running flush is finished, later commands are refused. */
export async function closeNode(server: Server): Promise<void> {
  await server.store.stop()
  await server.deployment.stop()
  await server.db.close()
}

/** Runs work that only one node may do at a time; the lock of a node that was killed is free at once. */
async function oneAtATime<T>(address: Address, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client(config(address))
  // A connection that is lost meanwhile fails the work's own queries; without a listener it would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('jingwei boot'))`)
    return await work()
  } finally {
    await client.end()
  }
}

async function prepare(address: Address, options: BootOptions): Promise<Server> {
  const owner = new pg.Client(config(address))
  await owner.connect()
  await refuseForeignDatabase(owner).finally(() => owner.end())
  await migrate(address)
  const server = await openNode(address, options)
  const { caught } = await ensurePartitions(address, server.clock())
  if (caught > 0) console.warn(`流转记录有 ${caught} 行落在备用分区里，已移到各自的月份：此前有月份的分区没有建好。`)
  return server
}

async function calendarOf(sql: pg.Pool, now: Date) {
  const year = now.getUTCFullYear()
  await seedCalendar(sql, [year - 1, year, year + 1])
  const calendar = await readCalendar(sql)
  const warning = missingWords(missingYears(calendar, [year]))
  if (warning) console.warn(warning)
  return calendar
}

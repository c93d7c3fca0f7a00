import pg from 'pg'
import { startWork } from './background.ts'
import { missingWords, missingYears, readCalendar, seedCalendar } from './calendar/seed.ts'
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
  readonly clock: () => Date
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
 * mode the demo company is loaded when it is not there yet.
 * @throws Trouble with words for whoever starts the system
 */
export async function boot(address: Address, options: BootOptions): Promise<Booted> {
  await prepare(address, options.clock())
  const server = await openNode(address, options)
  if (server.mode === 'demo') await loadDemo(server)
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
  { mode, packs, clock, trustProxy = false }: BootOptions,
): Promise<Server> {
  const registry = assemble(packs)
  const db = openDatabase(address)
  await claimDatabase(db.writer, mode)
  const calendar = await calendarOf(db.writer, clock())
  const deployment = await transaction(db.writer, 'begin', (sql) => deploy(sql, registry, clock()))
  const store = openStore({ db, registry, deployment, calendar })
  const sessionOf = gathering((tokens: readonly string[]) =>
    sessionsOf(db.writer, tokens, clock(), sessionLimits[mode]),
  )
  return { mode, trustProxy, db, registry, deployment, calendar, store, sessionOf, clock }
}

/** Ends a node: the running flush is finished, later commands are refused. */
export async function closeNode(server: Server): Promise<void> {
  await server.store.stop()
  await server.db.close()
}

async function prepare(address: Address, now: Date): Promise<void> {
  const owner = new pg.Client(config(address))
  await owner.connect()
  await refuseForeignDatabase(owner).finally(() => owner.end())
  await migrate(address)
  const { caught } = await ensurePartitions(address, now)
  if (caught > 0) console.warn(`流转记录有 ${caught} 行落在备用分区里，已移到各自的月份：此前有月份的分区没有建好。`)
}

async function calendarOf(sql: pg.Pool, now: Date) {
  const year = now.getUTCFullYear()
  await seedCalendar(sql, [year - 1, year, year + 1])
  const calendar = await readCalendar(sql)
  const warning = missingWords(missingYears(calendar, [year]))
  if (warning) console.warn(warning)
  return calendar
}

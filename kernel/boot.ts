import pg from 'pg'
import { missingWords, missingYears, readCalendar, seedCalendar } from './calendar/seed.ts'
import { type Address, config, openDatabase, transaction } from './db.ts'
import { loadDemo } from './demo.ts'
import { ensurePartitions, housekeeping, orderHousekeeping } from './housekeeping.ts'
import { createApp } from './http/app.ts'
import { claimDatabase, refuseForeignDatabase } from './identity/demo-gate.ts'
import { openSessions, sessionLimits } from './identity/session.ts'
import { createStream, type Stream } from './inbox/stream.ts'
import { type Handlers, startJobs } from './jobs.ts'
import { sealEvents } from './journal/seal.ts'
import { followEvents } from './journal/tail.ts'
import { migrate } from './migrate.ts'
import { assemble, type Packs } from './pack.ts'
import { asSystem } from './process/command.ts'
import { deploy } from './process/deployment.ts'
import { openStore, type Store } from './process/flush.ts'
import type { Server } from './server.ts'

export interface Booted {
  readonly server: Server
  readonly app: ReturnType<typeof createApp>
  /** Ends the work of this node; what was acknowledged is committed. */
  stop(): Promise<void>
}

/**
 * Opens a node on a database: migrations, the mark of demo or real, editions of the packs' files, the store, timers,
 * sealer and live updates. In the demo mode the demo company is loaded when it is not there yet.
 * @throws Error with words for whoever starts the system
 */
export async function boot(address: Address, mode: Server['mode'], packs: Packs, clock: () => Date): Promise<Booted> {
  const registry = assemble(packs)
  await prepare(address, clock())
  const db = openDatabase(address)
  await claimDatabase(db.writer, mode)
  const calendar = await calendarOf(db.writer, clock())
  const deployment = await transaction(db.writer, 'begin', (sql) => deploy(sql, registry, clock()))
  const store = openStore({ db, registry, deployment, calendar })
  const server: Server = { mode, db, registry, deployment, calendar, store, clock }
  if (mode === 'demo') await loadDemo(db, store, packs, demoCompany)
  const work = await startWork(server)
  return {
    server,
    app: createApp(server, work.stream),
    stop: async () => {
      await work.stop()
      await store.stop()
      await db.close()
    },
  }
}

const demoCompany = '织禾家居集团'

async function prepare(address: Address, now: Date): Promise<void> {
  const owner = new pg.Client(config(address))
  await owner.connect()
  await refuseForeignDatabase(owner).finally(() => owner.end())
  await migrate(address)
  await ensurePartitions(address, now)
}

async function calendarOf(sql: pg.Pool, now: Date) {
  const year = now.getUTCFullYear()
  await seedCalendar(sql, [year - 1, year, year + 1])
  const calendar = await readCalendar(sql)
  const warning = missingWords(missingYears(calendar, [year]))
  if (warning) console.warn(warning)
  return calendar
}

/** What a node does beside answering: due work, seals, and telling open pages. */
async function startWork(server: Server): Promise<{ stream: Stream; stop(): Promise<void> }> {
  const { db, clock } = server
  const limits = sessionLimits[server.mode]
  await orderHousekeeping(db.writer, clock())
  const jobs = startJobs(db.writer, { ...housekeeping(db.address, limits), timer: timers(server.store) })
  const holder: { stream?: Stream } = {}
  const tail = await followEvents(db.address, (events) => holder.stream?.publish(events))
  const stream = createStream(tail.position())
  holder.stream = stream
  const sealer = every(1000, () => sealEvents(db.writer, clock()))
  const guard = every(5000, async () =>
    stream.keepOnly(await openSessions(db.writer, stream.sessions(), clock(), limits)),
  )
  const beat = every(20_000, async () => stream.beat())
  return {
    stream,
    async stop() {
      stream.close()
      await Promise.all([sealer(), guard(), beat(), jobs.stop(), tail.stop()])
    },
  }
}

/** A timer of a case that came due: a command like any other. It runs outside the job's claim, which it may delete. */
const timers = (store: Store): Handlers[string] => ({
  outside: true,
  run: async (job) => {
    const { case: id, token } = job.payload as { case: string; token: number }
    await store.submit({ command: { kind: 'timer', case: id, token }, actor: asSystem('到时间了'), origin: '定时' })
    return undefined
  },
})

/** Repeats work with a pause between, never twice at once; a failure (the database is away) waits for the next turn. */
function every(ms: number, work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(work).catch(() => {})
  }, ms)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}

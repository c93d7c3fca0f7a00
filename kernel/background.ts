import { gone } from './db.ts'
import { housekeeping, orderHousekeeping } from './housekeeping.ts'
import { openSessions, sessionLimits } from './identity/session.ts'
import { createStream, type Stream } from './inbox/stream.ts'
import { enqueue, type Handlers, startJobs } from './jobs.ts'
import { sealEvents } from './journal/seal.ts'
import { followEvents } from './journal/tail.ts'
import { orderStarts } from './process/clock.ts'
import { asSystem } from './process/command.ts'
import type { Store } from './process/flush.ts'
import type { Server } from './server.ts'

/** The work beside answering, once it runs. */
export interface Background {
  readonly stream: Stream
  /** Runs something while no due work is done: it would otherwise find half of a story. */
  resting<T>(run: () => Promise<T>): Promise<T>
  stop(): Promise<void>
}

/** What a node does beside answering: due work, seals, and telling open pages. */
export async function startWork(server: Server): Promise<Background> {
  const { db, clock } = server
  const limits = sessionLimits[server.mode]
  let jobs = await startDueWork(server)
  const resting: Background['resting'] = async (run) => {
    await jobs.stop()
    try {
      return await run()
    } finally {
      jobs = await startDueWork(server)
    }
  }
  const holder: { stream?: Stream } = {}
  const tail = await followEvents(db.address, (events) => holder.stream?.publish(events))
  const stream = createStream(tail.position())
  holder.stream = stream
  const ends = [
    every(1000, '封存操作记录', () => sealEvents(db.writer, clock())),
    every(5000, '核对会话', async () =>
      stream.keepOnly(await openSessions(db.writer, stream.sessions(), clock(), limits)),
    ),
    every(60_000, '对时', () => server.follow()),
    every(20_000, '安排定时开始', () => orderStarts(db.writer, server, clock())),
    every(20_000, '保持连接', async () => stream.beat()),
  ]
  const stop = async () => {
    stream.close()
    await Promise.all([...ends.map((end) => end()), jobs.stop(), tail.stop()])
  }
  return { stream, resting, stop }
}

async function startDueWork(server: Server): Promise<{ stop(): Promise<void> }> {
  const { db, clock } = server
  await orderHousekeeping(db.writer, clock())
  await orderStarts(db.writer, server, clock())
  const own = packJobs(server)
  for (const kind of Object.keys(own)) await enqueue(db.writer, { kind, key: 'all', at: clock() })
  const handlers = {
    ...housekeeping(db.address, sessionLimits[server.mode]),
    ...own,
    timer: timers(server.store),
    errand: errands(server.store),
  }
  return startJobs(db.writer, handlers, { trouble: report('到期事项') })
}

/** What packs do on their own: outside of the claim, since it goes through the store. */
const packJobs = (server: Server): Handlers =>
  Object.fromEntries(
    Object.values(server.registry.packs).flatMap((pack) =>
      Object.entries(pack.jobs ?? {}).map(([name, { every: seconds, run }]) => [
        `${pack.name}.${name}`,
        {
          outside: true,
          lease: 600,
          attempts: Number.POSITIVE_INFINITY,
          run: (_, __, now) => run(server).then(() => new Date(now.getTime() + seconds * 1000)),
        } satisfies Handlers[string],
      ]),
    ),
  )

/** A timer of a case that came due: a command like any other. It runs outside the job's claim, whose row it may delete. */
export const timers = (store: Store): Handlers[string] => ({
  outside: true,
  together: true,
  run: async (job) => {
    const { case: id, token } = job.payload as { case: string; token: number }
    const command = { kind: 'timer', case: id, token, claim: job.claim } as const
    await store.submit({ command, actor: asSystem('到时间了'), origin: '定时' })
    return undefined
  },
})

/** What a case has to do outside itself, when the node that wrote it did not: that one ended (process/errand.ts). */
const errands = (store: Store): Handlers[string] => ({
  outside: true,
  run: async ({ key }) => {
    await store.submit({ command: { kind: 'errand', key }, actor: asSystem('流程继续'), origin: '流程' })
    return undefined
  },
})

/** Repeats work with a pause between, never twice at once; what fails is said and tried again at the next turn. */
function every(ms: number, what: string, work: () => Promise<unknown>): () => Promise<void> {
  const tell = report(what)
  let running: Promise<unknown> | undefined
  const turn = () => {
    running ??= work()
      .catch(tell)
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(turn, ms)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** Says a failure once until another one comes; a database that is away for a moment is told by the requests. */
function report(what: string): (error: unknown) => void {
  let last = ''
  return (error) => {
    const words = error instanceof Error ? error.message : String(error)
    if (words !== last && !gone(error)) console.error(`${what}出错，稍后重试：${words}`)
    last = words
  }
}

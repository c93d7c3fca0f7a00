import type pg from 'pg'
import { type Sql, transaction } from './db.ts'

/** Work that is due at a time; one job for each kind and key. */
export interface Job {
  readonly id: number
  readonly kind: string
  readonly key: string
  readonly payload: unknown
  /** How often it failed before. */
  readonly attempts: number
  /** The number of the claim; finishing with an older one has no effect. */
  readonly claim: number
}

/**
 * How jobs of a kind are done. A Date as result means: again at that time.
 * Inside a transaction (the default) the job is finished in the very transaction in which `run` works, so that its effect
 * in the database happens exactly once. `outside` is for effects elsewhere and for work that goes through a flush: at
 * least once, with no transaction held open meanwhile.
 */
export interface Handler {
  readonly run: (job: Job, sql: Sql, now: Date) => Promise<Date | undefined>
  readonly outside?: boolean
  /** `outside` work that is done at the same time, so that it meets in one flush: each job is small and waits for others. */
  readonly together?: boolean
  /** Seconds after which a claim counts as lost and the job is given out again; 60 unless said. */
  readonly lease?: number
  /** Failures after which the job is put aside with its reason; 8 unless said. */
  readonly attempts?: number
}
export type Handlers = Readonly<Record<string, Handler>>

/** Orders a job, or changes the time and content of the one that is there; a failed one gets a fresh start. */
export async function enqueue(
  sql: Sql,
  job: { kind: string; key: string; at: Date; payload?: unknown },
): Promise<void> {
  await sql.query(
    `insert into job (kind, key, at, payload) values ($1, $2, $3, $4)
     on conflict (kind, key) do update set at = excluded.at, payload = excluded.payload,
       attempts = 0, failed = null, claim = job.claim + 1`,
    [job.kind, job.key, job.at, JSON.stringify(job.payload ?? null)],
  )
}

/**
 * Does what is due now, a batch of it.
 * @param now for tests; otherwise the database's clock, so that nodes whose clocks differ agree on what is due
 * @returns how many jobs were claimed
 */
export async function runDueJobs(pool: pg.Pool, handlers: Handlers, options: { now?: Date; batch?: number } = {}) {
  const claimed = await claim(pool, handlers, options.now, options.batch ?? 20)
  const together = claimed.filter(({ job }) => handlers[job.kind]?.together)
  const others = claimed.filter(({ job }) => !handlers[job.kind]?.together)
  const running = together.map(({ job, now }) => tryJob(pool, job, handlers[job.kind]!, now))
  for (const { job, now } of others) await runJob(pool, job, handlers[job.kind]!, now)
  const outcomes = await Promise.all(running)
  const done = outcomes.flatMap(({ job, again, error }) => (again || error !== undefined ? [] : [job]))
  await finishAll(pool, done)
  for (const { job, again, error, now } of outcomes) {
    if (error !== undefined) await putBack(pool, job, handlers[job.kind]!, now, error)
    else if (again) await finish(pool, job, again)
  }
  return claimed.length
}

export interface Worker {
  /** Looks for due jobs at once. */
  wake(): void
  /** Takes no new jobs, and resolves when the running ones are done. */
  stop(): Promise<void>
}

/**
 * Looks for due jobs every second and does them, `lanes` at a time. A database that is gone is waited for.
 * @param trouble told what went wrong outside of a job
 */
export function startJobs(
  pool: pg.Pool,
  handlers: Handlers,
  { lanes = 2, pollMs = 1000, trouble }: { lanes?: number; pollMs?: number; trouble?: (error: unknown) => void } = {},
): Worker {
  const state = { stopped: false, wake: [] as (() => void)[] }
  const wake = () => {
    for (const call of state.wake.splice(0)) call()
  }
  const lane = async () => {
    while (!state.stopped) {
      const found = await runTurn(pool, handlers).catch((error: unknown) => {
        trouble?.(error)
        return 0
      })
      if (found > 0 || state.stopped) continue
      const { promise, resolve } = Promise.withResolvers<void>()
      state.wake.push(resolve)
      const timer = setTimeout(resolve, pollMs)
      await promise
      clearTimeout(timer)
    }
  }
  const running = Promise.all(Array.from({ length: lanes }, lane))
  return {
    wake,
    stop: async () => {
      state.stopped = true
      wake()
      await running
    },
  }
}

/** Small work that is done together is claimed by hundreds; of other work only as much as is done within its lease. */
async function runTurn(pool: pg.Pool, handlers: Handlers): Promise<number> {
  const [together, others] = [true, false].map((wanted) =>
    Object.fromEntries(Object.entries(handlers).filter(([, handler]) => (handler.together ?? false) === wanted)),
  )
  const small = Object.keys(together!).length > 0 ? await runDueJobs(pool, together!, { batch: 500 }) : 0
  return small + (await runDueJobs(pool, others!, { batch: 5 }))
}

interface Claimed {
  readonly job: Job
  readonly now: Date
}

/** A claim moves the job's time to the end of its lease: a worker that dies needs no clearing up. */
async function claim(pool: pg.Pool, handlers: Handlers, now: Date | undefined, batch: number): Promise<Claimed[]> {
  const kinds = Object.keys(handlers)
  const { rows } = await pool.query<Job & { now: Date }>(
    `update job set claim = job.claim + 1, at = due.now + make_interval(secs => due.lease)
     from (
       select id, clock.now, lease from job, (select coalesce($1, now()) as now) clock,
         unnest($2::text[], $3::float8[]) as handler (name, lease)
       where failed is null and at <= clock.now and kind = handler.name
       order by job.at, job.id limit $4 for update of job skip locked) due
     where job.id = due.id
     returning job.id, kind, key, payload, attempts, claim, due.now`,
    [now ?? null, kinds, kinds.map((kind) => handlers[kind]?.lease ?? 60), batch],
  )
  return rows.map(({ now: clock, ...job }) => ({ job, now: clock }))
}

/** Work that is done together with other work; how it ended is written for all of them. */
async function tryJob(pool: pg.Pool, job: Job, handler: Handler, now: Date) {
  try {
    return { job, now, again: await handler.run(job, pool, now), error: undefined }
  } catch (error) {
    return { job, now, again: undefined, error: error ?? new Error('failed') }
  }
}

async function finishAll(pool: pg.Pool, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return
  await pool.query('delete from job where (id, claim) in (select * from unnest($1::bigint[], $2::integer[]))', [
    jobs.map(({ id }) => id),
    jobs.map(({ claim }) => claim),
  ])
}

async function runJob(pool: pg.Pool, job: Job, handler: Handler, now: Date): Promise<void> {
  try {
    if (handler.outside) await finish(pool, job, await handler.run(job, pool, now))
    else await transaction(pool, 'begin', (sql) => runInside(sql, job, handler, now))
  } catch (error) {
    await putBack(pool, job, handler, now, error)
  }
}

/** Finishing comes first: it locks the row, and a claim that is no longer ours ends here, before anything is done. */
async function runInside(sql: Sql, job: Job, handler: Handler, now: Date): Promise<void> {
  if (!(await finish(sql, job, undefined))) return
  const again = await handler.run(job, sql, now)
  if (again) await enqueue(sql, { ...job, at: again })
}

/** Ends a claim: the job is gone, or waits for its next time. False when the claim is no longer the job's last. */
async function finish(sql: Sql, job: Job, again: Date | undefined): Promise<boolean> {
  const { rowCount } = again
    ? await sql.query('update job set at = $3, attempts = 0 where id = $1 and claim = $2', [job.id, job.claim, again])
    : await sql.query('delete from job where id = $1 and claim = $2', [job.id, job.claim])
  return rowCount === 1
}

/** Five seconds after the first failure, then twice as long each time, an hour at most. */
async function putBack(pool: pg.Pool, job: Job, handler: Handler, now: Date, error: unknown): Promise<void> {
  const attempts = job.attempts + 1
  const seconds = Math.min(3600, 5 * 2 ** (attempts - 1))
  const reason = error instanceof Error ? error.message : String(error)
  await pool.query(`update job set attempts = $3, at = $4, failed = $5 where id = $1 and claim = $2`, [
    job.id,
    job.claim,
    attempts,
    new Date(now.getTime() + seconds * 1000),
    attempts >= (handler.attempts ?? 8) ? reason : null,
  ])
}

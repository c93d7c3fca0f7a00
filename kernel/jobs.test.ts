import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ensurePartitions, housekeeping, orderHousekeeping } from './housekeeping.ts'
import { type Ground, openGround } from './identity/fixture.ts'
import { openSession, sessionLimits, sessionOf } from './identity/session.ts'
import { enqueue, type Handlers, type Job, runDueJobs, startJobs } from './jobs.ts'

const start = new Date('2026-11-23T01:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await ground.owner.query('create table done (what text); grant all on done to jingwei_writer')
})
afterAll(() => ground.close())
beforeEach(async () => void (await ground.owner.query('truncate job, done')))

const order = (key: string, at = start, payload: unknown = null) =>
  enqueue(ground.db.writer, { kind: 'remind', key, at, payload })
const run = (handlers: Handlers, now = start) => runDueJobs(ground.db.writer, handlers, { now })
const note: Handlers = {
  remind: {
    run: async (job, sql) => {
      await sql.query('insert into done values ($1)', [job.key])
      return undefined
    },
  },
}
const done = async () => (await ground.owner.query('select what from done order by what')).rows.map((row) => row.what)
const waiting = async () =>
  (await ground.owner.query('select key, at, attempts, failed, payload from job order by key')).rows

describe('a job', () => {
  test('is done once it is due, once', async () => {
    await order('催办', later(60))
    expect(await run(note)).toBe(0)
    expect(await run(note, later(60))).toBe(1)
    expect(await run(note, later(3600))).toBe(0)
    expect(await done()).toEqual(['催办'])
  })

  test('ordered again is the same job at another time', async () => {
    await order('催办', later(60), { step: 1 })
    await order('催办', later(120), { step: 2 })
    expect(await waiting()).toMatchObject([{ key: '催办', at: later(120), payload: { step: 2 } }])
  })

  test('of a kind that this node does not know is left for others', async () => {
    await order('催办')
    expect(await run({ other: note.remind! })).toBe(0)
    expect(await waiting()).toHaveLength(1)
  })

  test('that fails leaves nothing half done, is tried again later and later, and is put aside with its reason', async () => {
    await order('催办')
    const failing: Handlers = {
      remind: {
        attempts: 3,
        run: async (job, sql) => {
          await sql.query('insert into done values ($1)', [job.key])
          throw new Error('机器人没有回应')
        },
      },
    }
    await run(failing)
    expect(await waiting()).toMatchObject([{ attempts: 1, at: later(5), failed: null }])
    await run(failing, later(5))
    expect(await waiting()).toMatchObject([{ attempts: 2, at: later(15), failed: null }])
    await run(failing, later(15))
    expect(await waiting()).toMatchObject([{ attempts: 3, failed: '机器人没有回应' }])
    expect(await run(failing, later(100_000))).toBe(0)
    expect(await done()).toEqual([])
    await order('催办')
    expect(await run(note)).toBe(1)
  })

  test('that recurs comes back at the time that it names', async () => {
    await order('周报')
    const weekly: Handlers = { remind: { run: async () => later(600) } }
    await run(weekly)
    await run({ remind: { ...weekly.remind!, outside: true } }, later(600))
    expect(await waiting()).toMatchObject([{ at: later(600), attempts: 0 }])
  })
})

describe('several workers', () => {
  test('share a thousand jobs, each is done once', async () => {
    await ground.owner.query(
      `insert into job (kind, key, at, payload) select 'remind', lpad(i::text, 4, '0'), $1, 'null' from generate_series(1, 1000) i`,
      [start],
    )
    const worker = async () => {
      while ((await run(note)) > 0);
    }
    await Promise.all([worker(), worker(), worker(), worker()])
    const all = await done()
    expect(all).toHaveLength(1000)
    expect(new Set(all).size).toBe(1000)
  })

  test('a worker that was paused past its lease does not do again what another has done meanwhile', async () => {
    await order('first')
    await order('second', later(1))
    const { promise: paused, resolve: wakeUp } = Promise.withResolvers<void>()
    let begun = false
    const sleeping = run(
      {
        remind: {
          run: async (job, sql, now) => {
            begun = true
            if (job.key === 'first') await paused
            return note.remind!.run(job, sql, now)
          },
        },
      },
      later(1),
    )
    await expect.poll(() => begun).toBe(true)
    expect(await run(note, later(60))).toBe(0)
    expect(await run(note, later(61))).toBe(1)
    wakeUp()
    await sleeping
    expect(await done()).toEqual(['first', 'second'])
    expect(await waiting()).toEqual([])
  })

  test('outside a transaction, the late one does not take away what the other has ordered', async () => {
    await order('催办')
    const { promise: paused, resolve: wakeUp } = Promise.withResolvers<void>()
    const held: Job[] = []
    const sleeping = run({
      remind: {
        outside: true,
        run: async (job) => {
          held.push(job)
          await paused
          return undefined
        },
      },
    })
    await expect.poll(() => held.length).toBe(1)
    await run({ remind: { outside: true, run: async () => later(7200) } }, later(61))
    wakeUp()
    await sleeping
    expect(await waiting()).toMatchObject([{ key: '催办', at: later(7200) }])
  })

  test('a new order that arrives while the old one runs is not lost', async () => {
    await order('催办', start, { text: 'old' })
    const { promise, resolve } = Promise.withResolvers<void>()
    let begun = false
    const running = run({
      remind: {
        outside: true,
        run: async () => {
          begun = true
          await promise
          return undefined
        },
      },
    })
    await expect.poll(() => begun).toBe(true)
    await order('催办', later(5), { text: 'new' })
    resolve()
    await running
    expect(await waiting()).toMatchObject([{ payload: { text: 'new' }, at: later(5) }])
  })

  test('the loop does what is due by the database’s clock, and stopping waits for what runs', async () => {
    await enqueue(ground.db.writer, { kind: 'remind', key: 'past', at: start })
    const worker = startJobs(ground.db.writer, {
      remind: {
        run: async (job, sql) => {
          await new Promise((resolve) => setTimeout(resolve, 200))
          return note.remind!.run(job, sql, start)
        },
      },
    })
    await ground.owner.query(`update job set at = now() - interval '1 second'`)
    worker.wake()
    await expect.poll(async () => (await waiting()).length, { timeout: 3000 }).toBeLessThanOrEqual(1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await worker.stop()
    expect(await done()).toEqual(['past'])
  })
})

describe('housekeeping', () => {
  test('runs on its own roles, forgets what is old, ends what is over, and orders itself again', async () => {
    const { writer } = ground.db
    const person = '00000000-0000-7000-8000-000000000001'
    await ground.owner.query(
      `insert into command values (gen_random_uuid(), $1, '1', $2), (gen_random_uuid(), $1, '2', $3)`,
      [person, later(-49 * 3600), later(-47 * 3600)],
    )
    await ground.owner.query(
      `insert into person (id, no, name, status, created_at, updated_at) values ($1, '1', '方立群', 'active', $2, $2)`,
      [person, start],
    )
    const old = await openSession(writer, person, { ip: '::1', agent: '' }, later(-3600))
    const fresh = await openSession(writer, person, { ip: '::1', agent: '' }, later(-60))
    await orderHousekeeping(writer, start)
    const handlers = housekeeping(ground.url, sessionLimits.real)
    expect(await run(handlers)).toBe(4)
    expect((await ground.owner.query('select answer from command')).rows).toEqual([{ answer: 2 }])
    expect((await ground.owner.query('select from session where ended_at is not null')).rowCount).toBe(1)
    expect(await sessionOf(writer, old.token, later(-3000), sessionLimits.real)).toBeUndefined()
    expect(await sessionOf(writer, fresh.token, start, sessionLimits.real)).toBeDefined()
    expect((await waiting()).map((row) => row.failed)).toEqual([null, null, null, null])
    expect(await run(handlers, later(3600))).toBe(3)
  })

  test('makes this month’s table of the step log and the next three, once, also from two nodes at once', async () => {
    const december = new Date('2027-12-31T23:30:00Z')
    const [one, two] = await Promise.all([
      ensurePartitions(ground.url, december),
      ensurePartitions(ground.url, december),
    ])
    expect([...one.made, ...two.made].sort()).toEqual(
      ['2027_12', '2028_01', '2028_02', '2028_03'].map((month) => `step_log_${month}`),
    )
    expect(await ensurePartitions(ground.url, december)).toEqual({ made: [], caught: 0 })
  })

  test('moves what the default table had caught, and tells how much', async () => {
    const log = (at: string) =>
      ground.db.writer.query(
        `insert into step_log (case_id, document, node, kind, at) values (gen_random_uuid(), 1, 1, 1, $1)`,
        [at],
      )
    for (const at of ['2030-01-31T23:59:59.999Z', '2030-02-01T00:00:00Z', '2030-02-28T10:00:00Z']) await log(at)
    expect(await ensurePartitions(ground.url, new Date('2030-02-10T00:00:00Z'))).toMatchObject({ caught: 2 })
    await log('2030-02-15T00:00:00Z')
    const { rows } = await ground.owner.query(
      `select tableoid::regclass::text as name, count(*) from step_log where at > '2030-01-01' group by 1 order by 1`,
    )
    expect(rows).toEqual([
      { name: 'step_log_2030_02', count: 3 },
      { name: 'step_log_default', count: 1 },
    ])
  })
})

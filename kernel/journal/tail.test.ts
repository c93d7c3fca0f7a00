import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { config } from '../db.ts'
import { type Ground, openGround } from '../identity/fixture.ts'
import { beginning, writeEvents } from './event.ts'
import { followEvents, readEvents, type TailEvent } from './tail.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

const happen = async (action: string, sql: pg.Pool | pg.Client = ground.db.writer) => {
  await writeEvents(sql, [
    {
      at: '2026-11-23T01:00:00Z',
      kind: 'record',
      record: 'project',
      recordId: null,
      action,
      person: null,
      acting: null,
      before: null,
      after: null,
      opinion: null,
      origin: 'test',
      concerns: [],
    },
  ])
  await sql.query('notify jingwei')
}

describe('whoever follows the journal', () => {
  test('is told of what happens from now on, in order, at once', async () => {
    await happen('before')
    await expect.poll(async () => (await readEvents(ground.db.writer, beginning, 10)).length).toBe(1)
    const heard: string[] = []
    const tail = await followEvents(ground.url, (events) => void heard.push(...events.map((event) => event.action)))
    const begun = performance.now()
    await happen('first')
    await happen('second')
    await expect.poll(() => heard, { interval: 5, timeout: 5000 }).toEqual(['first', 'second'])
    expect(performance.now() - begun).toBeLessThan(4000)
    await tail.stop()
    await happen('after')
    expect(heard).toEqual(['first', 'second'])
  })

  test('misses nothing that a slow transaction commits late with a lower number', async () => {
    const heard: TailEvent[] = []
    const tail = await followEvents(ground.url, (events) => void heard.push(...events))
    const from = tail.position()
    const slow = new pg.Client({ ...config(ground.url), options: '-c role=jingwei_writer' })
    await slow.connect()
    await slow.query('begin')
    await happen('slow', slow)
    await happen('quick')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(heard.map((event) => event.action)).not.toContain('quick')
    await slow.query('commit')
    await slow.end()
    await expect.poll(() => heard.map((event) => event.action).slice(-2), { timeout: 5000 }).toEqual(['slow', 'quick'])
    await tail.stop()
    const again = await readEvents(ground.db.writer, from, 100)
    expect(again.map((event) => event.id)).toEqual(heard.map((event) => event.id))
  })

  test('goes on where it was when the database drops the connection', async () => {
    const heard: string[] = []
    const tail = await followEvents(ground.url, (events) => void heard.push(...events.map((event) => event.action)))
    await happen('one')
    await expect.poll(() => heard.includes('one'), { timeout: 5000 }).toBe(true)
    await ground.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%' or query like '%pg_snapshot_xmin%' and pid <> pg_backend_pid()`,
    )
    await happen('two')
    await expect.poll(() => heard.includes('two'), { timeout: 8000 }).toBe(true)
    expect(heard.filter((action) => action === 'one')).toHaveLength(1)
    await tail.stop()
  })

  test('hears again what it could not deal with', async () => {
    const heard: string[] = []
    const tail = await followEvents(ground.url, (events) => {
      heard.push(...events.map((event) => event.action))
      if (heard.filter((action) => action === 'hard').length === 1) throw new Error('not now')
    })
    await happen('hard')
    await expect.poll(() => heard.filter((action) => action === 'hard').length, { timeout: 8000 }).toBe(2)
    await tail.stop()
  })
})

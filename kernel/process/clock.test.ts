import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrial, services } from '#test/trial.ts'
import { nextStart, orderStarts } from './clock.ts'
import { asSystem } from './command.ts'

let trial: Awaited<ReturnType<typeof openTrial>>
beforeAll(async () => {
  trial = await openTrial()
})
afterAll(() => trial.world.close())

describe('定时开始', () => {
  test('每小时一次，共三次：到点起一张单，再安排下一次，第三次以后不再起', async () => {
    const { server, sql } = trial.world
    const now = new Date('2026-03-02T01:00:00Z')
    await orderStarts(server.db.writer, server, now)
    await orderStarts(server.db.writer, server, new Date('2026-03-02T01:30:00Z'))
    const jobs = () =>
      sql<{ at: Date | number; left: string }>(
        `select at, payload ->> 'left' as left from job where key like 'begin/%'`,
      )
    expect(await jobs()).toEqual([{ at: new Date('2026-03-02T02:00:00Z'), left: '2' }])
    for (let count = 1; count <= 4; count += 1) await trial.due('errand')
    const begun = await trial.cases(`process = 'nightly'`)
    expect(begun).toHaveLength(3)
    expect(begun[0]).toMatchObject({ begun: 'timer', steps: ['巡查'] })
    expect((await jobs())[0]?.at).toBe(Number.POSITIVE_INFINITY)
  })

  test('一个时刻、一段工作时间、从某天起的循环', () => {
    const { calendar } = trial.world.server
    const since = new Date('2026-03-02T01:00:00Z')
    const next = (kind: 'date' | 'duration' | 'cycle', iso: string, left?: number) =>
      nextStart({ kind, iso }, since, calendar, left)
    expect(next('date', '2026-03-05T09:00:00')).toEqual({ at: new Date('2026-03-05T01:00:00Z'), left: 0 })
    expect(next('duration', 'P1D')).toMatchObject({ left: 0 })
    expect(next('cycle', 'R/2026-04-01T08:00:00/P1D')).toEqual({ at: new Date('2026-04-01T00:00:00Z') })
    expect(next('cycle', 'R2/PT1H', 1)).toEqual({ at: new Date('2026-03-02T02:00:00Z'), left: 0 })
    expect(next('cycle', 'R2/PT1H', 0)).toBeUndefined()
  })
})

describe('反复提醒', () => {
  test('睡过头的节点醒来，下一次提醒不会提前', async () => {
    const { server, sql } = trial.world
    const { counted } = services
    await trial.begin('nagging')
    const [job] = await sql<{ payload: { case: string; token: number } }>(
      `update job set at = now(), claim = claim + 1 where kind = 'timer' and key like '%/%' returning payload`,
    )
    const fire = (claim: number) =>
      server.store.submit({
        command: { kind: 'timer', ...job!.payload, claim },
        actor: asSystem('到时间了'),
        origin: '定时',
      })
    await fire(1)
    expect(services.counted).toBe(counted + 1)
    await fire(1)
    await server.store.idle()
    expect(services.counted).toBe(counted + 1)
  })
})

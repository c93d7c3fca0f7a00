import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Migrated, MigrationPlan } from '#kernel/http/runs-contract.ts'
import { openTrial } from '#test/trial.ts'
import type { Someone } from '#test/world.ts'

let trial: Awaited<ReturnType<typeof openTrial>>
const editions: number[] = []
beforeAll(async () => {
  trial = await openTrial()
  const [first] = await trial.world.sql<{ id: number }>(`select id from document where name = 'review'`)
  editions.push(first!.id, await edition(2), await edition(3))
})
afterAll(() => trial.world.close())

/** A further edition of the process, from its file. */
async function edition(number: number): Promise<number> {
  const source = readFileSync(new URL(`../../test/models/review-${number}.bpmn`, import.meta.url), 'utf8')
  const [row] = await trial.world.sql<{ id: number }>(
    `insert into document (kind, name, number, source, sha256, origin, state, created_at) values ('bpmn', 'review', $1, $2, sha256(convert_to($2, 'UTF8')), 'company', 'proposed', now()) returning id`,
    [number, source],
  )
  return row!.id
}

const planOf = async (query: Record<string, string | number>, by: Someone = trial.administrator) => {
  const words = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  const answer = await by.send('GET', `/api/migrations?${words}`)
  return { status: answer.status, plan: (await answer.json()) as MigrationPlan }
}
const run = async (body: object, by: Someone = trial.administrator) => {
  const answer = await by.send('POST', '/api/migrations', { process: 'review', reason: '统一按新版', ...body })
  return { status: answer.status, done: (await answer.json()) as Migrated }
}

describe('迁移到新版', () => {
  test('先看计划，什么也不动；再迁移，待办在新版的环节上，办完多一步复核', async () => {
    const [one, two] = [await trial.begin('review'), await trial.begin('review')]
    const [from, to] = [editions[0]!, editions[1]!]
    const { plan } = await planOf({ process: 'review', from, to })
    expect(plan).toMatchObject({ total: 2, fits: 2, problems: [] })
    expect(plan.steps).toMatchObject([{ node: 'read', name: '审阅', cases: 2, to: 'read' }])
    expect((await trial.of(one))[0]?.document).toBe(from)
    expect((await run({ from, to })).done).toEqual({ moved: 2, left: [], next: null })
    expect(await trial.of(two)).toMatchObject([{ document: to, steps: ['审阅一遍'] }])
    const { events } = await trial.applicant.timeline('article', one)
    expect(events[0]).toMatchObject({ action: '迁移到第 2 版', words: '统一按新版', who: '程诗' })
    await trial.answer(one)
    expect(await trial.of(one)).toMatchObject([{ steps: ['复核'] }])
  })

  test('站不住的留在原来的版本上，说清楚为什么；指给它一个同类环节，就能过去', async () => {
    const record = await trial.begin('review')
    const [from, to] = [editions[0]!, editions[2]!]
    const { plan } = await planOf({ process: 'review', from, to })
    expect(plan).toMatchObject({ total: 1, fits: 0, steps: [{ to: null, choices: [{ node: 'look', name: '过目' }] }] })
    expect(plan.problems[0]?.words).toContain('「审阅」在新版里没有了')
    expect((await run({ from, to })).done).toMatchObject({
      moved: 0,
      left: [{ words: expect.stringContaining('「审阅」在新版里没有了') }],
    })
    expect(await trial.of(record)).toMatchObject([{ document: from, steps: ['审阅'] }])
    expect((await planOf({ process: 'review', from, to, 'step.read': 'look' })).plan).toMatchObject({ fits: 1 })
    expect((await run({ from, to, steps: { read: 'look' } })).done.moved).toBe(1)
    expect(await trial.of(record)).toMatchObject([{ document: to, steps: ['过目'] }])
    await trial.answer(record)
    expect((await trial.of(record))[0]?.status).toBe('ended')
  })

  test('新版只改了别处，停着的环节一模一样，也过得去', async () => {
    const record = await trial.begin('review')
    const [from] = editions
    const [same] = await trial.world.sql<{ id: number }>(
      `insert into document (kind, name, number, source, sha256, origin, state, created_at)
         select kind, name, 9, source || '<!-- -->', sha256(convert_to(source || '<!-- -->', 'UTF8')), 'company', 'proposed', now() from document where id = $1
         returning id`,
      [from],
    )
    expect(await run({ from, to: same!.id })).toMatchObject({ status: 200, done: { moved: 1, left: [] } })
    expect(await trial.of(record)).toMatchObject([{ document: same!.id, steps: ['审阅'] }])
    await trial.answer(record)
    expect((await trial.of(record))[0]?.status).toBe('ended')
  })

  test('没有原因、没有这个版本、别的流程的版本，都说清楚，不动', async () => {
    const [from, to] = [editions[0]!, editions[1]!]
    expect((await run({ from, to, reason: ' ' })).status).toBe(422)
    expect((await run({ from, to: 9999 })).status).toBe(422)
    const [other] = await trial.world.sql<{ id: number }>(`select id from document where name = 'order'`)
    expect((await run({ from, to: other!.id })).status).toBe(422)
    expect((await planOf({ process: 'nothing' })).status).toBe(404)
    expect((await planOf({ process: 'review', from: 'x' })).status).toBe(422)
  })

  test('只归管这个流程的人；别人看到的是没有', async () => {
    const [from, to] = [editions[0]!, editions[1]!]
    for (const [who, status] of [
      [trial.operations, 200],
      [trial.applicant, 404],
    ] as const) {
      expect((await planOf({ process: 'review', from, to }, who)).status).toBe(status)
      expect((await run({ from, to }, who)).status).toBe(status)
    }
    expect((await planOf({ process: 'order' }, trial.operations)).status).toBe(404)
  })
})

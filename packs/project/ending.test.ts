import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endings } from '#test/endings.ts'
import { openStory, type Story } from '#test/projects.ts'
import { refusal } from '#test/world.ts'
import type { PortfolioView } from './portfolio-view.ts'

let story: Story
let end: ReturnType<typeof endings>
beforeAll(async () => {
  story = await openStory()
  end = endings(story)
})
afterAll(() => story.world.close())

describe('交付和归档', () => {
  // @covers PRJ-16
  test('交什么、交给谁、哪天交；接收人签收，不收要写原因', async () => {
    const { id } = await end.accepted()
    const fields = {
      what: '时刻表',
      unit: await story.world.unit('运营部'),
      receiver: story.stranger.id,
      on: '2026-06-30',
    }
    const handover = await story.part(story.lead, 'project_handover', id, fields, 'send')
    expect((await story.operations.get('project_handover', handover)).todo).toBeNull()
    expect(await refusal(story.stranger.answer('project_handover', handover, 'decline'))).toMatchObject({ status: 422 })
    await story.stranger.answer('project_handover', handover, 'decline', '少了北线。')
    expect((await refusal(story.lead.act('project', id, 'file'))).message).toContain('没有人签收')
    await story.lead.act('project_handover', handover, 'send')
    await story.stranger.answer('project_handover', handover, 'sign', '收到。')
    const { row } = await story.lead.get('project_handover', handover)
    expect(row).toMatchObject({ status: 'received', signedOn: expect.stringMatching(/^\d{4}-/) })
  })

  // @covers PRJ-17
  test('按级别列出要归档的资料，缺的说出来；每份有文件，或写明不适用的原因', async () => {
    const id = await end.handedOver()
    const documents = await story.parts('project_document', id)
    expect(documents.map(({ name }) => name)).toContain('费用决算')
    expect((await refusal(story.lead.act('project', id, 'file'))).message).toContain('费用决算')
    const [first, ...rest] = documents.map((document) => String(document.id))
    expect(await refusal(story.lead.act('project_document', first!, 'keep'))).toMatchObject({ status: 422 })
    const file = await story.lead.upload('申请表.txt', new TextEncoder().encode('申请'))
    await story.lead.act('project_document', first!, 'keep', { fields: { file } })
    for (const document of rest)
      await story.lead.act('project_document', document, 'waive', { fields: { reason: '没有这类资料' } })
    await story.lead.act('project', id, 'file')
    expect(await refusal(story.operations.answer('project', id, 'return'))).toMatchObject({ status: 422 })
    await story.operations.answer('project', id, 'return', '决算要财务盖章的。')
    expect(await story.status(id)).toBe('delivery')
    await story.lead.act('project', id, 'file')
    await story.operations.answer('project', id, 'archive')
    expect(await story.status(id)).toBe('archived')
  })

  // @covers PRJ-17
  test('归档以后只能看：改不了、加不了、办不了，但查得到', async () => {
    const id = await end.archived()
    const tries = [
      () =>
        story.part(story.lead, 'project_member', id, { person: story.head.id, part: 'member', duties: '补' }, 'join'),
      () => story.part(story.lead, 'project_change', id, { amount: '1.00', reason: '改账' }, 'submit'),
      () =>
        story.part(
          story.lead,
          'project_handover',
          id,
          { what: '再交', unit: story.head.id, receiver: story.head.id, on: '2026-07-01' },
          'send',
        ),
      () => story.lead.act('project', id, 'book', { fields: { used: '1.00' } }),
    ]
    for (const tried of tries) expect([403, 409]).toContain((await refusal(tried())).status)
    for (const { id: document } of await story.parts('project_document', id))
      expect(await refusal(story.lead.act('project_document', String(document), 'keep'))).toMatchObject({ status: 403 })
    expect((await story.lead.list('project', { status: 'archived', q: '七天' })).rows.map((row) => row.id)).toContain(
      id,
    )
  })
})

describe('总结、评估和奖惩', () => {
  const words = { lessons: '先统一口径再改系统。', advice: '下次先试一家店。' }
  const judged = { score: 92, words: '目标超额完成。', pool: '30000.00' }
  const evaluated = async () => {
    const id = await end.archived()
    await story.lead.answer('project', id, 'conclude', undefined, words)
    const [row] = await story.world.sql<{ id: string }>('select id from project_evaluation where project = $1', [id])
    return { id, evaluation: row!.id }
  }
  const reward = (person: string, amount: string, kind = 'reward') => ({
    person,
    kind,
    amount,
    reason: '日夜盯着上线。',
  })

  // @covers PRJ-18
  test('总结要写经验教训和改进建议，写完进知识库，谁都查得到', async () => {
    const id = await end.archived()
    const blank = await refusal(story.lead.answer('project', id, 'conclude', undefined, { lessons: '先统一口径。' }))
    expect(Object.keys(blank.fields ?? {})).toEqual(['advice'])
    await story.lead.answer('project', id, 'conclude', undefined, words)
    const { rows } = await story.stranger.list('article', { q: '先试一家店' })
    expect(rows).toMatchObject([
      { title: '项目总结：七天送到家', category: 'lesson', status: 'published', source: `/r/project/${id}` },
    ])
  })

  // @covers PRJ-19
  test('管理层评分，等级由规则表定；奖励加起来不超过批准的，只给项目组的人', async () => {
    const { id, evaluation } = await evaluated()
    await story.manager.answer('project_evaluation', evaluation, 'evaluate', undefined, judged)
    expect((await story.lead.get('project', id)).row.result).toBe('excellent')
    const give = (rewards: object[]) =>
      story.operations.answer('project_evaluation', evaluation, 'award', undefined, { rewards })
    expect(
      (await refusal(give([reward(story.lead.id, '20000.00'), reward(story.lead.id, '10000.01')]))).message,
    ).toContain('超过批准的 30000.00 元')
    expect((await refusal(give([reward(story.stranger.id, '1.00')]))).message).toContain('白薇不在这个项目组里')
    await give([reward(story.lead.id, '30000.00'), reward(story.lead.id, '500.00', 'penalty')])
    expect((await story.lead.list('project_reward', { project: id })).rows.map(({ amount }) => amount).sort()).toEqual([
      '30000.00',
      '500.00',
    ])
  })

  // @covers PRJ-19
  test('奖惩只有本人和管理层看得到；评估负责人自己看不到', async () => {
    const { id, evaluation } = await evaluated()
    await story.manager.answer('project_evaluation', evaluation, 'evaluate', undefined, judged)
    await story.operations.answer('project_evaluation', evaluation, 'award', undefined, {
      rewards: [reward(story.lead.id, '100.00')],
    })
    for (const other of [story.head, story.stores, story.stranger])
      expect((await other.list('project_reward', { project: id })).rows).toEqual([])
    expect((await story.manager.list('project_reward', { project: id })).rows).toHaveLength(1)
    expect(await refusal(story.head.get('project_evaluation', evaluation))).toMatchObject({ status: 404 })
    expect(await refusal(story.stranger.get('project_evaluation', evaluation))).toMatchObject({ status: 404 })
  })

  // @covers PRJ-20
  test('组合：按时率、质量率的分子分母都数得出来；在册只算批过的', async () => {
    const { id } = await end.accepted()
    const draft = (await story.lead.create('project', await story.application())).row.id
    const view = (await (await story.operations.send('GET', '/api/view/project/portfolio')).json()) as PortfolioView
    const list = async (query: Record<string, string>) =>
      (await story.operations.list('project', { limit: '200', ...query })).rows.length
    expect([view.all.inTime, view.all.firstPass]).toEqual([
      await list({ inTime: 'true' }),
      await list({ firstPass: 'true' }),
    ])
    expect(view.all.accepted).toBe(await list({ status: 'delivery,archived' }))
    expect(view.all.accepted).toBeGreaterThan(0)
    expect(view.rows.find((row) => row.id === id)).toMatchObject({
      grade: 'A',
      status: 'delivery',
      late: 0,
      used: '0.00',
    })
    expect(view.rows.map((row) => row.id)).toContain(draft)
    expect(view.count).toBe(view.rows.filter(({ status }) => status !== 'draft').length)
    const book = await story.operations.send('GET', '/api/view/project/portfolio/export?grade=A')
    expect([book.status, book.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheet')])
    const none = (await (await story.stranger.send('GET', '/api/view/project/portfolio')).json()) as PortfolioView
    expect(none.rows.map((row) => row.id)).not.toContain(id)
  })
})

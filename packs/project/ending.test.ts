import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from '#test/projects.ts'
import { refusal } from '#test/world.ts'
import type { PortfolioView } from './portfolio-view.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.world.close())

const good = {
  goal: 'good',
  goalWhy: '九成三订单七天送到。',
  quality: 'pass',
  qualityWhy: '退货率没有上升。',
  progress: 'pass',
  progressWhy: '比计划早两天。',
  cost: 'good',
  costWhy: '用了九成预算。',
}

/** A project before the acceptance committee: applied for, two departments named. */
async function rating(id: string) {
  const acceptance = await story.part(
    story.lead,
    'project_acceptance',
    id,
    { achieved: '九成三订单七天送到。' },
    'apply',
  )
  const panel = [{ unit: await story.world.unit('门店部') }, { unit: await story.world.unit('江州店') }]
  await story.operations.answer('project_acceptance', acceptance, 'invite', undefined, { panel })
  return acceptance
}
async function rate(acceptance: string, more: object = {}) {
  const { rows } = await story.lead.list('project_score', { acceptance })
  const raters = { [await story.world.unit('门店部')]: story.stores, [await story.world.unit('江州店')]: story.head }
  for (const score of rows)
    await raters[String(score.unit)]!.answer('project_score', score.id, 'rate', undefined, { ...good, ...more })
}
async function accepted() {
  const id = await story.started()
  const acceptance = await rating(id)
  await rate(acceptance)
  await story.operations.answer('project_acceptance', acceptance, 'pass', '目标达到，转入交付。')
  return { id, acceptance }
}
async function handedOver() {
  const { id } = await accepted()
  const fields = {
    what: '排产规则和配送时刻表',
    unit: await story.world.unit('门店部'),
    receiver: story.stranger.id,
    on: '2026-06-30',
  }
  const handover = await story.part(story.lead, 'project_handover', id, fields, 'send')
  await story.stranger.answer('project_handover', handover, 'sign')
  return id
}
async function archived() {
  const id = await handedOver()
  for (const { id: document } of await story.parts('project_document', id))
    await story.lead.act('project_document', String(document), 'waive', { fields: { reason: '资料都在系统里' } })
  await story.lead.act('project', id, 'file')
  await story.operations.answer('project', id, 'archive', '齐了。')
  return id
}

describe('验收', () => {
  // @covers PRJ-13
  test('申请到运营；A 级至少请两个部门；每个部门的负责人各有一件待办', async () => {
    const id = await story.started()
    const acceptance = await story.part(story.lead, 'project_acceptance', id, { achieved: '都做完了。' }, 'apply')
    expect(await story.status(id)).toBe('acceptance')
    const one = { panel: [{ unit: await story.world.unit('门店部') }] }
    expect(
      (await refusal(story.operations.answer('project_acceptance', acceptance, 'invite', undefined, one))).message,
    ).toContain('至少请 2 个部门')
    const two = { panel: [...one.panel, { unit: await story.world.unit('江州店') }] }
    await story.operations.answer('project_acceptance', acceptance, 'invite', undefined, two)
    for (const rater of [story.stores, story.head])
      expect((await rater.inbox()).rows.some(({ record }) => record === 'project_score')).toBe(true)
  })

  // @covers PRJ-14
  test('目标、质量、进度、成本四项都要评，都要有依据；没评齐没有结论', async () => {
    const acceptance = await rating(await story.started())
    const { rows } = await story.lead.list('project_score', { acceptance })
    const mine = rows.find(({ unit }) => unit === rows[0]!.unit)!
    const rater = String(mine.unit) === (await story.world.unit('门店部')) ? story.stores : story.head
    const blank = await refusal(rater.answer('project_score', mine.id, 'rate', undefined, { goal: 'good' }))
    expect(Object.keys(blank.fields ?? {}).sort()).toEqual([
      'cost',
      'costWhy',
      'goalWhy',
      'progress',
      'progressWhy',
      'quality',
      'qualityWhy',
    ])
    await rater.answer('project_score', mine.id, 'rate', undefined, good)
    expect((await story.operations.get('project_acceptance', acceptance)).todo).toBeNull()
  })

  // @covers PRJ-15
  test('合格出验收报告，各部门的评分和依据都在里面', async () => {
    const { id, acceptance } = await accepted()
    expect((await story.lead.get('project', id)).row).toMatchObject({
      status: 'delivery',
      firstPass: true,
      inTime: true,
    })
    const { report } = (await story.lead.get('project_acceptance', acceptance)).row
    for (const words of ['验收报告', '【质量】', '门店部：合格。退货率没有上升。', '【结论】合格。目标达到'])
      expect(report).toContain(words)
  })

  // @covers PRJ-15
  test('有不合格的不能过；返工清单回到项目，别人复核过了才能再申请，第二次合格不算一次通过', async () => {
    const id = await story.started()
    const acceptance = await rating(id)
    await rate(acceptance, { quality: 'fail', qualityWhy: '喷淋间距不够。' })
    expect(
      (await refusal(story.operations.answer('project_acceptance', acceptance, 'pass', '过。'))).message,
    ).toContain('“质量”')
    expect(
      Object.keys(
        (await refusal(story.operations.answer('project_acceptance', acceptance, 'fail', '返工。'))).fields ?? {},
      ),
    ).toEqual(['reworks'])
    const reworks = [
      { item: '喷淋间距', due: '2026-07-10' },
      { item: '疏散标识', due: '2026-07-12' },
    ]
    await story.operations.answer('project_acceptance', acceptance, 'fail', '两处要改。', { reworks })
    expect(await story.status(id)).toBe('rework')
    const again = () => story.part(story.lead, 'project_acceptance', id, { achieved: '改好了。' }, 'apply')
    expect((await refusal(again())).message).toMatch(/2 项.*喷淋间距/)
    for (const item of await story.parts('project_rework', id)) {
      expect(
        await refusal(story.head.act('project_rework', String(item.id), 'finish', { fields: { how: '改了' } })),
      ).toMatchObject({ status: 403 })
      await story.lead.act('project_rework', String(item.id), 'finish', { fields: { how: '按图重装。' } })
      await story.operations.answer('project_rework', String(item.id), 'verify', '现场看过。')
    }
    const second = await again()
    const panel = [{ unit: await story.world.unit('门店部') }, { unit: await story.world.unit('江州店') }]
    await story.operations.answer('project_acceptance', second, 'invite', undefined, { panel })
    await rate(second)
    await story.operations.answer('project_acceptance', second, 'pass', '合格。')
    expect((await story.lead.get('project', id)).row).toMatchObject({ status: 'delivery', firstPass: false })
  })

  test('没启动的不能申请验收，别人不能替他申请', async () => {
    const fields = { achieved: '做完了。' }
    expect(
      await refusal(story.part(story.lead, 'project_acceptance', await story.approved(), fields, 'apply')),
    ).toMatchObject({ status: 403 })
    expect(
      await refusal(story.part(story.head, 'project_acceptance', await story.started(), fields, 'apply')),
    ).toMatchObject({ status: 403 })
  })
})

describe('交付和归档', () => {
  // @covers PRJ-16
  test('交什么、交给谁、哪天交；接收人签收，不收要写原因', async () => {
    const { id } = await accepted()
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
    const id = await handedOver()
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
    const id = await archived()
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
    const id = await archived()
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
    const id = await archived()
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
    const { id } = await accepted()
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

test('C 级：一页申请，部门批、运营备，负责人自己启动，本部门自行验收，交付归档', async () => {
  const id = await story.approved()
  expect((await story.lead.get('project', id)).row).toMatchObject({ grade: 'C', status: 'approved', feasibility: null })
  await story.lead.act('project', id, 'start', { fields: { startOn: '2026-01-01', endOn: '2026-01-31' } })
  const acceptance = await story.part(story.lead, 'project_acceptance', id, { achieved: '做完了。' }, 'apply')
  await rate(acceptance)
  expect((await story.operations.get('project_acceptance', acceptance)).todo).toBeNull()
  await story.head.answer('project_acceptance', acceptance, 'pass', '用起来了。')
  expect((await story.lead.get('project', id)).row).toMatchObject({ status: 'delivery', inTime: false })
  expect((await story.parts('project_document', id)).map(({ name }) => name).sort()).toEqual(
    ['项目申请表', '验收报告'].sort(),
  )
})

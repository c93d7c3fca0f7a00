import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { budgets, openStory, type Story } from '#test/projects.ts'
import { refusal } from '#test/world.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.world.close())

describe('项目组', () => {
  // @covers PRJ-05
  test('加入项目组的人看得到项目，知道自己管什么；不在组里的看不到', async () => {
    const id = await story.approved()
    expect(await refusal(story.stranger.get('project', id))).toMatchObject({ status: 404 })
    await story.part(
      story.lead,
      'project_member',
      id,
      { person: story.stranger.id, part: 'contact', duties: '取数、对口径' },
      'join',
    )
    expect((await story.stranger.get('project', id)).row.id).toBe(id)
    expect((await story.stranger.messages())[0]).toMatchObject({
      title: expect.stringContaining('七天送到家'),
      body: expect.stringContaining('取数'),
    })
    expect(await story.parts('project_member', id)).toMatchObject([
      { part: 'contact', duties: '取数、对口径', status: 'active' },
    ])
  })

  // @covers PRJ-05
  test('职责和分工必写；只有负责人和运营能排人；换负责人，项目跟着换', async () => {
    const id = await story.approved()
    const blank = await refusal(
      story.part(story.lead, 'project_member', id, { person: story.stranger.id, part: 'member' }, 'join'),
    )
    expect(Object.keys(blank.fields ?? {})).toEqual(['duties'])
    const fields = { person: story.head.id, part: 'lead', duties: '总负责' }
    expect(await refusal(story.part(story.head, 'project_member', id, fields, 'join'))).toMatchObject({
      status: 403,
      message: expect.stringContaining('许知'),
    })
    await story.part(story.operations, 'project_member', id, fields, 'join')
    expect((await story.lead.get('project', id)).row.lead).toBe(story.head.id)
  })
})

describe('分计划', () => {
  // @covers PRJ-06
  test('A 级三份、B 级两份，缺哪份说哪份；C 级不用', async () => {
    const a = await story.approved(budgets.A)
    expect((await refusal(story.lead.act('project', a, 'plan'))).message).toContain(
      '进度计划、资源需求计划、风险应对计划',
    )
    const b = await story.approved(budgets.B)
    const message = (await refusal(story.lead.act('project', b, 'plan'))).message
    expect([message.includes('资源需求计划'), message.includes('风险应对计划')]).toEqual([true, false])
    expect((await story.lead.get('project', a)).can).toContain('plan')
    expect((await story.lead.get('project', await story.approved())).can).not.toContain('plan')
  })

  // @covers PRJ-06
  test('空的不能定稿，日期反了说第几行，一种只有一份', async () => {
    const id = await story.planned()
    const empty = await refusal(story.part(story.lead, 'project_plan', id, { kind: 'risks' }, 'ready'))
    expect(empty).toMatchObject({ status: 422, fields: { risks: expect.any(String) } })
    const steps = [{ what: '改', from: '2026-05-01', until: '2026-04-01' }]
    expect(
      (await refusal(story.part(story.lead, 'project_plan', id, { kind: 'schedule', steps }, 'ready'))).message,
    ).toContain('第 1 行')
    const risks = [{ risk: '又一个', response: '再说', owner: story.lead.id }]
    expect(await refusal(story.part(story.lead, 'project_plan', id, { kind: 'risks', risks }, 'ready'))).toMatchObject({
      status: 409,
    })
  })

  // @covers PRJ-06
  test('运营审核：退回要写意见，改好再交；审过以后起止日期就是进度计划的，不能再改', async () => {
    const id = await story.planned()
    await story.lead.act('project', id, 'plan')
    expect(await story.status(id)).toBe('planning')
    expect(await refusal(story.operations.answer('project', id, 'return'))).toMatchObject({ status: 422 })
    await story.operations.answer('project', id, 'return', '配送那一步没写完成日期的依据。')
    expect((await story.lead.messages())[0]?.body).toContain('配送那一步')
    const plans = await story.parts('project_plan', id)
    expect(plans.map(({ status }) => status)).toEqual(['returned', 'returned', 'returned'])
    for (const plan of plans) await story.lead.act('project_plan', String(plan.id), 'ready')
    await story.lead.act('project', id, 'plan')
    await story.operations.answer('project', id, 'pass', '可以。')
    const { row } = await story.lead.get('project', id)
    expect(row).toMatchObject({ status: 'approved', plansPassed: true, startOn: '2026-01-05', endOn: '2099-06-30' })
    const [passed] = await story.parts('project_plan', id)
    expect(
      await refusal(story.lead.edit('project_plan', String(passed!.id), { steps: [] }, Number(passed!.version))),
    ).toMatchObject({ status: 403 })
  })
})

describe('资源承诺和启动', () => {
  // @covers PRJ-07
  test('资源需求的每一行发给提供部门的负责人；没承诺就启动不了，说出差谁', async () => {
    const id = await story.planned()
    await story.lead.act('project', id, 'plan')
    await story.operations.answer('project', id, 'pass', '三份都齐。')
    const [asked] = await story.parts('project_commitment', id)
    expect(asked).toMatchObject({ need: '两名接口人', status: 'asked' })
    expect((await refusal(story.operations.answer('project', id, 'start'))).message).toContain(
      '门店部“两名接口人”（待答复）',
    )
    expect(await refusal(story.stores.answer('project_commitment', String(asked!.id), 'decline'))).toMatchObject({
      status: 422,
    })
    await story.stores.answer('project_commitment', String(asked!.id), 'decline', '旺季抽不出人。')
    expect((await story.lead.messages())[0]).toMatchObject({
      title: expect.stringContaining('不承诺'),
      body: expect.stringContaining('旺季抽不出人'),
    })
    expect((await refusal(story.operations.answer('project', id, 'start'))).message).toContain('（不承诺）')
    await story.lead.act('project_commitment', String(asked!.id), 'ask')
    const blank = await refusal(story.stores.answer('project_commitment', String(asked!.id), 'commit'))
    expect(Object.keys(blank.fields ?? {})).toEqual(['committedOn'])
    await story.stores.answer('project_commitment', String(asked!.id), 'commit', '下周一到位。', {
      committedOn: '2026-02-02',
    })
    await story.operations.answer('project', id, 'start')
    expect(await story.status(id)).toBe('active')
  })

  // @covers PRJ-07
  test('先行启动：写明原因，记下是谁定的；都承诺了就不用先行', async () => {
    const id = await story.planned()
    await story.lead.act('project', id, 'plan')
    await story.operations.answer('project', id, 'pass', '可以。')
    expect(await refusal(story.operations.answer('project', id, 'ahead'))).toMatchObject({
      status: 422,
      fields: { opinion: expect.any(String) },
    })
    await story.operations.answer('project', id, 'ahead', '大促前必须先改排产。')
    const { row, labels } = await story.lead.get('project', id)
    expect(row).toMatchObject({ status: 'active', aheadReason: '大促前必须先改排产。' })
    expect(labels[String(row.aheadBy)]).toBe('何静')
  })

  // @covers PRJ-07
  test('顺序错了不行：没批的、没审计划的、别人，都启动不了', async () => {
    const draft = await story.filed(budgets.A)
    expect(await refusal(story.lead.act('project', draft, 'plan'))).toMatchObject({ status: 409 })
    const id = await story.approved(budgets.B)
    expect(
      await refusal(story.lead.act('project', id, 'start', { fields: { startOn: '2026-01-01', endOn: '2026-06-30' } })),
    ).toMatchObject({ status: 403 })
    const c = await story.approved()
    expect(
      await refusal(story.head.act('project', c, 'start', { fields: { startOn: '2026-01-01', endOn: '2026-06-30' } })),
    ).toMatchObject({ status: 403 })
    expect(Object.keys((await refusal(story.lead.act('project', c, 'start'))).fields ?? {}).sort()).toEqual([
      'endOn',
      'startOn',
    ])
    await story.lead.act('project', c, 'start', { fields: { startOn: '2026-01-01', endOn: '2026-06-30' } })
    expect(await story.status(c)).toBe('active')
  })

  test('部门负责人自己带的项目要自己部门的资源：由分管领导答复', async () => {
    const id = await story.approved()
    await story.part(
      story.operations,
      'project_member',
      id,
      { person: story.stores.id, part: 'lead', duties: '总负责' },
      'join',
    )
    const fields = { unit: await story.world.unit('门店部'), kind: 'people', need: '一名会计' }
    const asked = await story.part(story.stores, 'project_commitment', id, fields, 'ask')
    expect((await story.stores.get('project_commitment', asked)).todo).toBeNull()
    expect((await story.overseer.get('project_commitment', asked)).todo?.step).toBe('资源承诺')
  })
})

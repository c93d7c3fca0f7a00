import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from '#test/projects.ts'
import { refusal } from '#test/world.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.world.close())

const task = (project: string) => ({
  ...{ project, title: '改排产', owner: story.head.id, lead: story.lead.id, due: '2099-12-31' },
  quality: '每批不超过四十单。',
})
const conflict = { kind: 'conflict', title: '谁装车', detail: '两边都说归对方。' }

/** A running project with something of everything in it, ended by management. */
const ended = async () => {
  const id = await story.started()
  const parts = {
    task: await story.part(story.lead, 'task', id, task(id), 'issue'),
    coordination: await story.part(story.lead, 'coordination', id, conflict, 'raise'),
    change: await story.part(story.lead, 'project_change', id, { endOn: '2099-09-30', reason: '晚到。' }, 'submit'),
  }
  await story.manager.act('project', id, 'terminate', { opinion: '方向变了，资源转给门店改造。' })
  return { id, ...parts }
}

describe('终止', () => {
  // @covers PRJ-17
  test('项目终止，里面没办完的一起结束，谁手上都不再有它的待办', async () => {
    const { id, task, coordination, change } = await ended()
    expect((await story.lead.get('task', task)).row.status).toBe('cancelled')
    expect((await story.lead.get('coordination', coordination)).row.status).toBe('dropped')
    expect((await story.lead.get('project_change', change)).row.status).toBe('refused')
    expect((await story.parts('project_report', id)).map(({ status }) => status)).toEqual(['dropped'])
    const open = await story.world.sql(
      `select t.step from todo t where t.state = 'open' and t.record_id in ($1, $2, $3)`,
      [task, coordination, change],
    )
    expect(open).toEqual([])
  })

  // @covers PRJ-17
  test.each([
    ['task', () => task('')],
    ['coordination', () => conflict],
    ['project_member', () => ({ person: story.stranger.id, part: 'member', duties: '取数' })],
    ['project_plan', () => ({ kind: 'risks' })],
    ['project_change', () => ({ reason: '再改', endOn: '2099-12-31' })],
    ['project_check', () => ({ on: '2026-02-06', words: '看' })],
    ['project_acceptance', () => ({ achieved: '做完了' })],
    ['project_handover', () => ({ what: '做法' })],
  ])('终止以后什么也加不进去：%s', async (record, fields) => {
    over ??= ended()
    const { id } = await over
    const refused = await refusal(story.lead.create(record, { ...fields(), project: id }))
    expect(refused).toMatchObject({ status: 403 })
    expect(refused.message).toMatch(/《七天送到家》现在是“已终止”，不能.*你填的内容都还在/)
  })

  test('项目页上也没有添加的按钮，留着的草稿改不了', async () => {
    const id = await story.started()
    const draft = await story.part(story.lead, 'task', id, task(id))
    await story.manager.act('project', id, 'terminate', { opinion: '方向变了。' })
    const parts = await (await story.lead.send('GET', `/api/project/${id}/parts`)).json()
    expect(Object.values(parts).filter((part) => (part as { canCreate: boolean }).canCreate)).toEqual([])
    const { version } = (await story.lead.get('task', draft)).row
    expect(await refusal(story.lead.edit('task', draft, { title: '再改' }, version))).toMatchObject({ status: 403 })
    expect((await refusal(story.lead.act('task', draft, 'issue'))).message).toContain('“已终止”')
  })

  let over: ReturnType<typeof ended> | undefined
})

describe('下一步', () => {
  const next = async (id: string, who = story.lead) => (await who.get('project', id)).next
  const open = async (id: string) => (await next(id))?.open?.map(({ words }) => words)

  // @covers PRJ-06 PRJ-07
  test('每个状态都说得出接着谁办什么、还差什么', async () => {
    const draft = (await story.lead.create('project', await story.application())).row.id
    expect((await next(draft))?.words).toBe('许知填好申请，提交审批')
    const filed = await story.filed({ budget: '1680000.00', units: 'many' })
    expect((await next(filed))?.words).toBe('部门审核：王敏')
    const approved = await story.approved({ budget: '1680000.00', units: 'many' })
    expect(await open(approved)).toEqual(['进度计划', '资源需求计划', '风险应对计划'])
    const planned = await story.planned()
    expect((await next(planned))?.words).toContain('提交分计划')
    await story.lead.act('project', planned, 'plan')
    expect((await next(planned))?.words).toMatch(/^计划审核：(何静、邓一鸣|邓一鸣、何静)$/)
    await story.operations.answer('project', planned, 'pass', '可以。')
    expect(await open(planned)).toEqual(['门店部的承诺“两名接口人”（待答复）'])
    const [asked] = await story.parts('project_commitment', planned)
    await story.stores.answer('project_commitment', String(asked!.id), 'decline', '旺季抽不出人。')
    expect(await next(planned)).toMatchObject({
      words: expect.stringContaining('启动受阻 1 天'),
      open: [{ words: '门店部的承诺“两名接口人”（不承诺）', part: 'project_commitment', late: true }],
    })
    const view = await (await story.lead.send('GET', '/api/view/project/portfolio')).json()
    const held = view.rows.filter((row: { blocked: number }) => row.blocked > 0)
    expect(held).toMatchObject([{ id: planned, blocked: 1, uncommitted: 1 }])
  })

  test('执行中说逾期的报告和任务；终止了就没有下一步', async () => {
    const { id } = await ended()
    expect(await next(id)).toBeNull()
    const running = await story.started()
    await story.world.sql(`update project_report set due_on = '2026-01-01' where project = $1`, [running])
    expect(await open(running)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^报告逾期（应在 2026-01-01 前）$/)]),
    )
  })
})

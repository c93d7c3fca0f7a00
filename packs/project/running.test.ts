import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from '#test/projects.ts'
import { refusal } from '#test/world.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.world.close())

const sound = { progress: 'good', quality: 'good', resources: 'good' }
const seen = { on: '2026-02-06', planned: 62, actual: 60, used: '612000.00', words: '按计划走。', ...sound }

test('不相干的人看不到项目的任何一部分', async () => {
  const id = await story.started()
  const parts = ['project_plan', 'project_commitment', 'project_report', 'project_member']
  for (const record of parts) expect((await story.stranger.list(record, { project: id })).rows).toEqual([])
  expect(await refusal(story.part(story.stranger, 'project_check', id, seen, 'keep'))).toMatchObject({ status: 403 })
})

describe('检查', () => {
  // @covers PRJ-10
  test.each([
    ['按计划', {}, 'green'],
    ['慢十一个百分点', { actual: 51 }, 'yellow'],
    ['慢二十一个百分点', { actual: 41 }, 'red'],
    ['质量有偏差', { quality: 'risk' }, 'yellow'],
    ['资源严重偏差', { resources: 'bad' }, 'red'],
    ['钱花超了', { used: '1680000.01' }, 'red'],
  ])('%s：亮灯由规则表定', async (_, more, lamp) => {
    const id = await started
    await story.part(story.lead, 'project_check', id, { ...seen, ...more }, 'keep')
    expect((await story.lead.get('project', id)).row).toMatchObject({ lamp, planned: 62, checkDue: '2026-02-20' })
  })

  // @covers PRJ-10
  test('进度、质量、资源三项都要看；只有负责人登记；没启动的项目没有检查', async () => {
    const id = await started
    const blank = await refusal(story.part(story.lead, 'project_check', id, { on: '2026-02-06' }, 'keep'))
    expect(Object.keys(blank.fields ?? {})).toEqual(
      expect.arrayContaining(['progress', 'quality', 'resources', 'planned', 'actual', 'words']),
    )
    expect(await refusal(story.part(story.head, 'project_check', id, seen, 'keep'))).toMatchObject({ status: 403 })
    expect(await refusal(story.part(story.lead, 'project_check', await story.approved(), seen, 'keep'))).toMatchObject({
      status: 403,
    })
  })

  let started: Promise<string>
  beforeAll(() => {
    started = story.started()
  })
})

describe('跨部门协调', () => {
  // @covers PRJ-11
  test('涉及几个部门的标为跨部门；谈不拢的从项目里提到运营管理部，项目上看得到协调结果', async () => {
    const id = await story.started()
    expect((await story.lead.get('project', id)).row.crossing).toBe(true)
    const fields = { kind: 'conflict', title: '排产先后定不下来', detail: '门店要先做新单，工厂要先清旧单。' }
    const raised = await story.part(story.lead, 'coordination', id, fields, 'raise')
    expect((await story.stores.get('coordination', raised)).todo).toBeNull()
    await story.operations.answer('coordination', raised, 'answer', undefined, {
      resolution: '先清三日内旧单，再排新单。',
    })
    expect(await story.parts('coordination', id)).toMatchObject([{ resolution: '先清三日内旧单，再排新单。' }])
  })
})

describe('报告', () => {
  const written = { done: '排产改完。', next: '改配送。', problems: '扫描设备晚到。' }

  // @covers PRJ-12
  test('启动就有第一份要写；负责人写，运营写意见报管理层，管理层阅；交一份定下一份', async () => {
    const id = await story.started()
    const [first] = await story.parts('project_report', id)
    const report = String(first!.id)
    expect(await refusal(story.lead.answer('project_report', report, 'send'))).toMatchObject({ status: 422 })
    await story.lead.answer('project_report', report, 'send', undefined, written)
    expect(await refusal(story.operations.answer('project_report', report, 'pass'))).toMatchObject({ status: 422 })
    await story.operations.answer('project_report', report, 'return', '问题写具体。')
    await story.lead.answer('project_report', report, 'send', undefined, { problems: '六台扫描仪晚到十天。' })
    await story.operations.answer('project_report', report, 'pass', '设备已在催。')
    expect((await story.manager.inbox('read')).rows.map(({ recordId }) => recordId)).toContain(report)
    await story.manager.answer('project_report', report, 'note')
    const reports = await story.parts('project_report', id)
    expect(reports.map(({ status }) => status).sort()).toEqual(['due', 'read'])
    expect(String(reports.find(({ status }) => status === 'due')!.dueOn) > String(first!.dueOn)).toBe(true)
  })

  // @covers PRJ-12
  test('过了应交日期：负责人和运营都收到提醒，组合里数得出来', async () => {
    const id = await story.started()
    const [report] = await story.parts('project_report', id)
    const [due] = await story.world.timers(String(report!.id))
    const [todo] = await story.world.sql<{ due_at: Date }>('select due_at from todo where record_id = $1', [report!.id])
    expect(todo!.due_at.toISOString()).toBe(`${String(report!.dueOn)}T10:00:00.000Z`)
    expect(due!.toISOString().slice(0, 10) >= String(report!.dueOn)).toBe(true)
    for (const person of [story.lead, story.operations])
      expect((await person.messages())[0]).toMatchObject({
        title: expect.stringContaining('项目报告逾期'),
        link: `/r/project_report/${report!.id}`,
      })
    expect(await story.world.timers(String(report!.id))).toEqual([])
    expect((await story.lead.messages()).filter(({ title }) => title.includes('报告逾期'))).toHaveLength(1)
    await story.world.sql(`update project_report set due_on = '2026-01-01' where id = $1`, [report!.id])
    const view = await portfolio()
    expect(view.rows.find((row) => row.id === id)?.reportsLate).toBe(1)
  })

  const portfolio = async () =>
    (await (await story.lead.send('GET', '/api/view/project/portfolio')).json()) as {
      rows: { id: string; reportsLate: number }[]
    }
})

describe('变更', () => {
  // @covers PRJ-21
  test('只变时间由运营定；批了才变，最初的计划留着，原来的写在变更里', async () => {
    const id = await story.started()
    const fields = { endOn: '2099-08-31', reason: '区域扫描设备晚到。' }
    const change = await story.part(story.lead, 'project_change', id, fields, 'submit')
    expect((await story.lead.get('project', id)).row.endOn).toBe('2099-06-30')
    await story.operations.answer('project_change', change, 'agree')
    expect((await story.lead.get('project', id)).row).toMatchObject({ endOn: '2099-08-31', firstEnd: '2099-06-30' })
    expect((await story.lead.get('project_change', change)).row).toMatchObject({
      status: 'approved',
      oldEnd: '2099-06-30',
      oldAmount: null,
    })
  })

  // @covers PRJ-21
  test('变预算按新预算的级别走审批权限表，不同意就不变', async () => {
    const id = await story.started()
    const change = await story.part(
      story.lead,
      'project_change',
      id,
      { amount: '1900000.00', reason: '多三家门店。' },
      'submit',
    )
    expect((await story.lead.get('project_change', change)).row).toMatchObject({
      grade: 'A',
      datesOnly: false,
      oldAmount: '1680000.00',
    })
    expect((await story.operations.get('project_change', change)).todo).toBeNull()
    await story.head.answer('project_change', change, 'refuse', '先用好现有的。')
    expect((await story.lead.get('project', id)).row.budget).toBe('1680000.00')
    expect((await story.lead.messages())[0]?.body).toContain('先用好现有的')
  })

  // @covers PRJ-21
  test('什么都没变不收，别人不能提', async () => {
    const id = await story.started()
    expect(await refusal(story.part(story.lead, 'project_change', id, { reason: '随便' }, 'submit'))).toMatchObject({
      status: 422,
    })
    expect(
      await refusal(story.part(story.head, 'project_change', id, { amount: '1.00', reason: '砍掉' }, 'submit')),
    ).toMatchObject({ status: 403 })
  })
})

test('已用由负责人登记，记录是谁改的；终止由管理层写明原因，报告不用再交', async () => {
  const id = await story.started()
  await story.lead.act('project', id, 'book', { fields: { used: '612000.00' } })
  expect((await story.lead.get('project', id)).row.used).toBe('612000.00')
  expect(await refusal(story.head.act('project', id, 'book', { fields: { used: '1.00' } }))).toMatchObject({
    status: 403,
  })
  expect(await refusal(story.manager.act('project', id, 'terminate'))).toMatchObject({ status: 422 })
  await story.manager.act('project', id, 'terminate', { opinion: '市场变了。' })
  expect(await story.status(id)).toBe('terminated')
  const [report] = await story.parts('project_report', id)
  expect(report).toMatchObject({ status: 'dropped' })
  expect((await story.lead.inbox()).rows.map(({ recordId }) => recordId)).not.toContain(report!.id)
})

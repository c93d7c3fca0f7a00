import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endings, good } from '#test/endings.ts'
import { openStory, type Story } from '#test/projects.ts'
import { refusal } from '#test/world.ts'

let story: Story
let end: ReturnType<typeof endings>
beforeAll(async () => {
  story = await openStory()
  end = endings(story)
})
afterAll(() => story.world.close())

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
    const acceptance = await end.rating(await story.started())
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
    const { id, acceptance } = await end.accepted()
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
    const acceptance = await end.rating(id)
    await end.rate(acceptance, { quality: 'fail', qualityWhy: '喷淋间距不够。' })
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
    await end.rate(second)
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

test('C 级：一页申请，部门批、运营备，负责人自己启动，本部门自行验收，交付归档', async () => {
  const id = await story.approved()
  expect((await story.lead.get('project', id)).row).toMatchObject({ grade: 'C', status: 'approved', feasibility: null })
  await story.lead.act('project', id, 'start', { fields: { startOn: '2026-01-01', endOn: '2026-01-31' } })
  const acceptance = await story.part(story.lead, 'project_acceptance', id, { achieved: '做完了。' }, 'apply')
  await end.rate(acceptance)
  expect((await story.operations.get('project_acceptance', acceptance)).todo).toBeNull()
  await story.head.answer('project_acceptance', acceptance, 'pass', '用起来了。')
  expect((await story.lead.get('project', id)).row).toMatchObject({ status: 'delivery', inTime: false })
  expect((await story.parts('project_document', id)).map(({ name }) => name).sort()).toEqual(
    ['项目申请表', '验收报告'].sort(),
  )
})

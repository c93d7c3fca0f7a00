import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { budgets, decision, judgements, openStory, type Story } from '#test/projects.ts'
import { refusal, type Someone, type World } from '#test/world.ts'

let story: Story
let world: World
let organiser: Someone
beforeAll(async () => {
  story = await openStory()
  world = story.world
  organiser = await world.as('程诗')
  const board = { name: '总经理办公会', kind: 'office', quorum: '1' }
  const committee = (await organiser.create('committee', board)).row.id
  for (const name of ['林致远', '周晚晴'])
    await organiser.create('committee_member', {
      committee,
      person: await world.person(name),
      post: 'member',
      since: '2020-01-01',
    })
})
afterAll(() => world.close())

/** Everybody before the board agrees: the A-grade project lies before 总经理办公会. */
const beforeBoard = async () => {
  const id = await story.filed(budgets.A)
  await story.head.answer('project', id, 'agree', '店里确实急。')
  await story.operations.answer('project', id, 'agree', '可行，先试三个月。', judgements)
  for (const name of ['章慧', '周晚晴', '祁珍', '林致远'])
    await (await world.as(name)).answer('project', id, 'agree', '同意，抓紧。')
  return id
}
const step = async (id: string, name: string) =>
  (await story.lead.timeline('project', id)).steps.find((one) => one.name === name)

describe('A 级最后由总经理办公会批', () => {
  // @covers PRJ-03
  test('会里的人都收到，六成以上同意才算数，判断写全了才批；批准后进入筹备', async () => {
    const id = await beforeBoard()
    expect((await step(id, '公司审批'))?.people.map(({ name }) => name).sort()).toEqual(['周晚晴', '林致远'].sort())
    expect((await story.lead.get('project', id)).next?.words).toMatch(/^公司审批：(林致远、周晚晴|周晚晴、林致远)$/)
    await story.overseer.answer('project', id, 'approve', '同意。')
    expect(await story.status(id)).toBe('review')
    expect(Object.keys((await refusal(story.manager.answer('project', id, 'approve'))).fields ?? {}).sort()).toEqual([
      'resources',
      'strategy',
    ])
    await story.manager.answer('project', id, 'approve', '会上定了，同意。', decision)
    expect(await story.status(id)).toBe('approved')
  })

  // @covers PRJ-04
  test('不同意要写明原因；申请人看到的就是会上的话，改小可以再报', async () => {
    const id = await beforeBoard()
    const blank = await refusal(story.manager.answer('project', id, 'refuse'))
    expect(blank).toMatchObject({ status: 422, fields: { opinion: expect.any(String) } })
    await story.manager.answer('project', id, 'refuse', '先试六家店，45 万元以内，下季度重报。')
    expect((await story.lead.messages())[0]?.body).toContain('先试六家店，45 万元以内')
    const { can, next } = await story.lead.get('project', id)
    expect(can).toContain('refile')
    expect(next?.words).toContain('修改后重报')
  })

  test('会里两个人同时办：后一位听到是谁办的，不用再办', async () => {
    const id = await beforeBoard()
    const late = (await story.overseer.get('project', id)).todo!
    await story.manager.answer('project', id, 'refuse', '再等等。')
    const answer = await story.overseer.send('POST', `/api/todos/${late.id}`, {
      outcome: 'approve',
      opinion: '同意。',
    })
    expect(answer.status).toBe(409)
    expect((await answer.json()).message).toMatch(/林致远.*不用再办/)
    expect(await story.status(id)).toBe('refused')
  })

  test('还没轮到会上，会里的人批不了', async () => {
    const id = await story.filed(budgets.A)
    expect(await refusal(story.manager.act('project', id, 'approve', { fields: decision }))).toMatchObject({
      status: 403,
      message: expect.stringContaining('你不能'),
    })
  })
})

describe('代理和空岗', () => {
  const today = async () => (await world.server.store.directory()).day

  test('财务负责人出差：代理人会签，记录里写明代谁；代理期内本人也还看得到', async () => {
    const finance = await world.as('章慧')
    const deputy = await world.as('姚晴晴')
    const away = { person: finance.id, deputy: deputy.id, since: await today(), until: await today(), reason: '出差' }
    const { row } = await finance.create('delegation', away)
    const id = await story.filed(budgets.B)
    await story.head.answer('project', id, 'agree')
    await story.operations.answer('project', id, 'agree', '可行。', judgements)
    expect((await story.lead.get('project', id)).next?.words).toContain('姚晴晴（代章慧）')
    await deputy.answer('project', id, 'agree', '预算内。')
    expect(JSON.stringify((await step(id, '财务会签'))?.people)).toContain('姚晴晴（代章慧）')
    expect((await finance.get('project', id)).row.id).toBe(id)
    await finance.act('delegation', row.id, 'revoke')
  })

  test('提交以后总会计师空缺：按规则送别人，时间线说得出为什么', async () => {
    const accountant = await world.person('祁珍')
    const held = (await organiser.list('appointment', { person: accountant })).rows[0]!
    const id = await story.filed(budgets.A)
    await organiser.edit('appointment', held.id, { until: '2020-12-31' }, held.version)
    await story.head.answer('project', id, 'agree')
    await story.operations.answer('project', id, 'agree', '可行。', judgements)
    for (const name of ['章慧', '周晚晴']) await (await world.as(name)).answer('project', id, 'agree')
    const found = await step(id, '总会计师审核')
    expect(found?.instead).toMatch(/总会计师.*空缺.*按规则送/)
  })
})

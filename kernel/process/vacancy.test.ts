import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { budgets, carry } from '#test/projects.ts'
import { openWorld, refusal, type World } from '#test/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const filed = async () => {
  const unit = await world.unit('江州店')
  const form = { title: '甲', unit, background: '慢', goal: '快', content: '改', schedule: '六月' }
  return (await (await world.as('许知')).create('project', { ...form, ...budgets.B }, 'submit')).row.id
}

describe('没有人能办的环节', () => {
  test('改送的理由：办的人、看流程的人看得到，发起人收到消息', async () => {
    const keeper = await world.as('程诗')
    for (const { id } of (await keeper.list('role_holder', { role: 'operations' })).rows)
      await keeper.act('role_holder', id, 'close')
    const id = await filed()
    await carry(world, id, '运营初审')
    const words = '没有人担任“运营初审人”，按规则送分管领导周晚晴'
    const overseer = await world.as('周晚晴')
    expect((await overseer.inbox()).rows.find((row) => row.recordId === id)).toMatchObject({ instead: words })
    expect((await overseer.get('project', id)).todo).toMatchObject({ instead: words })
    const { steps } = await overseer.timeline('project', id)
    expect(steps.find(({ name }) => name === '运营初审')).toMatchObject({
      instead: words,
      people: [{ name: '周晚晴' }],
    })
    const starter = await world.as('许知')
    expect((await starter.messages())[0]?.title).toBe(`运营初审：${words}`)
    await overseer.answer('project', id, 'refuse', '先不做')
  })
})

describe('委员会', () => {
  const office = { name: '总经理办公会', kind: 'office' }

  test('不相干的人看得到，建不了', async () => {
    const stranger = await world.as('白薇')
    expect(await refusal(stranger.create('committee', { ...office, quorum: '2/3' }))).toMatchObject({ status: 403 })
  })

  // @covers ORG-08
  test('法定人数写成比例或人数；成员按任期进目录，到期就不在', async () => {
    const keeper = await world.as('程诗')
    for (const quorum of ['过半', '3/2', '0'])
      expect(await refusal(keeper.create('committee', { ...office, quorum }))).toMatchObject({
        status: 422,
        fields: { quorum: expect.stringContaining('2/3') },
      })
    const { row } = await keeper.create('committee', { ...office, quorum: '2/3', powers: '定目标，审计划' })
    expect(await refusal(keeper.edit('committee', row.id, { quorum: '一半' }, 1))).toMatchObject({ status: 422 })
    const seat = (name: string, until: string | null) =>
      world
        .person(name)
        .then((person) =>
          keeper.create('committee_member', { committee: row.id, person, post: 'member', since: '2020-01-01', until }),
        )
    await seat('林致远', null)
    await seat('何静', '2021-12-31')
    const { members } = await world.server.store.directory()
    expect(members.map(({ person }) => person)).toEqual([await world.person('林致远')])
  })
})

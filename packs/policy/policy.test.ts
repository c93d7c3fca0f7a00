import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { budgets, carry } from '#test/projects.ts'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'

let world: World
let writer: Someone
let reviewer: Someone
let council: Someone
let signer: Someone
beforeAll(async () => {
  world = await openWorld()
  writer = await world.as('苏禾')
  reviewer = await world.as('何静')
  council = await world.as('周晚晴')
  signer = await world.as('林致远')
})
afterAll(() => world.close())

/** A policy imported from our own text, still a draft. */
async function drafted(owner = '运营部'): Promise<string> {
  const file = await writer.upload('制度.txt', await readFile(new URL('./demo.txt', import.meta.url)))
  const { row } = await writer.create('policy_import', { file, owner: await world.unit(owner) }, 'read')
  return String((await writer.act('policy_import', row.id, 'confirm')).row.policy)
}
const signed = async (effectiveOn: string, owner?: string) => {
  const id = await drafted(owner)
  await writer.act('policy', id, 'send')
  await reviewer.answer('policy', id, 'agree', '职责写清楚了。', { compliance: 'fit' })
  await council.answer('policy', id, 'agree', '可以施行。')
  await signer.answer('policy', id, 'sign', '同意签发。', { effectiveOn })
  return id
}
const status = async (id: string) => (await writer.get('policy', id)).row.status

describe('谁能动制度', () => {
  test('人人看得到，不相干的人改不了、送不了审、改不了条款', async () => {
    const stranger = await world.as('许知')
    const id = await drafted()
    expect(await stranger.get('policy', id)).toMatchObject({ can: [], edit: [], todo: null })
    expect(await refusal(stranger.edit('policy', id, { title: '改' }, 1))).toMatchObject({ status: 403 })
    expect(await refusal(stranger.act('policy', id, 'send'))).toMatchObject({ status: 403 })
    const [clause] = (await stranger.list('clause', { policy: id })).rows
    const amend = stranger.act('clause', clause!.id, 'amend', { fields: { title: '改' } })
    expect(await refusal(amend)).toMatchObject({ status: 403 })
  })
})

describe('从起草到现行', () => {
  // @covers POL-01
  test('起草 → 审核 → 审议 → 签发 → 已发布，到生效日才现行；谁起草、谁审、谁签、两个日子都在', async () => {
    const id = await drafted()
    expect(await status(id)).toBe('draft')
    await writer.act('policy', id, 'send')
    expect(await status(id)).toBe('review')
    expect((await refusal(reviewer.answer('policy', id, 'agree', '可以。'))).fields).toHaveProperty('compliance')
    await reviewer.answer('policy', id, 'agree', '可以。', { compliance: 'fit' })
    expect(await status(id)).toBe('deliberation')
    await council.answer('policy', id, 'agree', '可以施行。')
    expect(await status(id)).toBe('signing')
    const undated = await refusal(signer.answer('policy', id, 'sign', '同意'))
    expect(undated).toMatchObject({ status: 422, fields: { effectiveOn: expect.stringContaining('生效日期') } })
    await signer.answer('policy', id, 'sign', '同意', { effectiveOn: '2031-07-01' })
    expect(await status(id)).toBe('published')
    expect(await world.timers(id)).toEqual([new Date('2031-07-01T00:00:00+08:00')])
    expect((await writer.get('policy', id)).row).toMatchObject({
      status: 'effective',
      scope: 'company',
      drafter: writer.id,
      reviewer: reviewer.id,
      approver: signer.id,
      publishedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      effectiveOn: '2031-07-01',
    })

    const { steps, events } = await writer.timeline('policy', id)
    expect(steps.map(({ name, people }) => [name, people.map((person) => person.name)])).toEqual([
      ['送审', ['苏禾']],
      ['制度审核', ['何静']],
      ['审议', ['周晚晴']],
      ['签发', ['林致远']],
    ])
    expect(events.map(({ who, action }) => `${who} ${action}`).reverse()).toEqual(
      expect.arrayContaining(['苏禾 送审', '何静 审核通过', '林致远 签发', '系统 生效']),
    )
  })

  test('职责随制度走：生效前待生效，现行就在用，废止就停用；两份制度同时生效也一样', async () => {
    const both = await Promise.all([signed('2026-01-01'), signed('2026-01-01')])
    const states = (id: string) =>
      world.sql(`select distinct d.status from duty d join carrier c on c.target = d.id::text where c.policy = $1`, [
        id,
      ])
    for (const id of both) expect(await states(id)).toEqual([{ status: 'pending' }])
    await Promise.all(both.map((id) => world.timers(id)))
    for (const id of both) expect(await states(id)).toEqual([{ status: 'active' }])
    await writer.act('policy', both[0]!, 'repeal', { opinion: '并入另一份制度。' })
    expect(await states(both[0]!)).toEqual([{ status: 'closed' }])
    expect(await states(both[1]!)).toEqual([{ status: 'active' }])
  })

  test('生效日已经到的，马上可以生效', async () => {
    const id = await signed('2026-01-01')
    const [at] = await world.timers(id)
    expect(at!.getTime()).toBeLessThan(world.now.getTime())
    expect(await status(id)).toBe('effective')
  })

  test('审核退回要写原因，原因到起草人；改好再送是新的一轮', async () => {
    const id = await drafted()
    await writer.act('policy', id, 'send')
    expect((await refusal(reviewer.answer('policy', id, 'return'))).fields).toHaveProperty('opinion')
    await reviewer.answer('policy', id, 'return', '附则没有写解释权。')
    expect(await status(id)).toBe('draft')
    expect((await writer.messages())[0]).toMatchObject({
      body: '何静（制度审核）：附则没有写解释权。',
      link: `/r/policy/${id}`,
    })
    await writer.act('policy', id, 'send')
    expect((await reviewer.get('policy', id)).todo?.step).toBe('制度审核')
  })

  test('签发人退回，也回到起草', async () => {
    const id = await drafted()
    await writer.act('policy', id, 'send')
    await reviewer.answer('policy', id, 'agree', '', { compliance: 'fit' })
    await council.answer('policy', id, 'agree')
    await signer.answer('policy', id, 'return', '再征求一次意见。')
    expect(await status(id)).toBe('draft')
    expect((await writer.get('policy', id)).can).toContain('send')
  })

  test('没有条款的不能送审', async () => {
    const owner = await world.unit('运营部')
    const { row } = await writer.create('policy', { title: '空的', owner, category: 'other', edition: 'V1.0' })
    expect((await refusal(writer.act('policy', row.id, 'send'))).message).toContain('还没有条款')
    expect(await status(row.id)).toBe('draft')
  })
})

describe('送审以后条款不动', () => {
  test('起草时能改写、能删去，送审后都不能，话里说怎么办', async () => {
    const id = await drafted()
    const [first, second] = (await writer.list('clause', { policy: id, sort: 'order' })).rows
    const title = { fields: { title: '目的', text: '让每件事有人负责。' } }
    expect((await writer.act('clause', first!.id, 'amend', title)).row.text).toBe('让每件事有人负责。')
    await writer.act('clause', second!.id, 'remove')
    await writer.act('policy', id, 'send')
    for (const tried of [
      () => writer.act('clause', first!.id, 'amend', title),
      () => writer.act('clause', first!.id, 'remove'),
    ])
      expect(await refusal(tried())).toMatchObject({ status: 409, message: expect.stringContaining('已经送审') })
    expect((await writer.get('clause', first!.id)).row.status).toBe('active')
  })
})

describe('要生效时归口部门已经停用', () => {
  test('不生效，退回起草，起草人知道为什么', async () => {
    const id = await signed('2031-01-01', '江州店')
    const organiser = await world.as('程诗')
    await organiser.act('unit', await world.unit('江州店'), 'close')
    await world.timers(id)
    expect(await status(id)).toBe('draft')
    const { events } = await writer.timeline('policy', id)
    expect(events.slice(0, 2).map(({ who, action }) => `${who} ${action}`)).toContain('系统 退回起草')
    const told = (await writer.messages()).filter(({ link }) => link === `/r/policy/${id}`)
    expect(told.map(({ title, body }) => `${title} ${body}`)).toContainEqual(
      expect.stringMatching(/开始生效.*归口部门已停用/),
    )
    const { rows } = await organiser.list('unit', { name: '江州店' })
    await organiser.act('unit', rows[0]!.id, 'reopen')
    await writer.act('policy', id, 'send')
    expect(await status(id)).toBe('review')
  })
})

describe('条款由什么落实', () => {
  test('现行制度的条款，项目单和它的环节都指得回去', async () => {
    const id = await signed('2032-01-01')
    await world.timers(id)
    const applicant = await world.as('许知')
    const { row } = await applicant.create(
      'project',
      {
        title: '七天送到家',
        unit: await world.unit('江州店'),
        background: '慢',
        goal: '快',
        content: '改',
        schedule: '六月',
        ...budgets.B,
      },
      'submit',
    )
    await carry(world, row.id, '运营初审')
    const view = await reviewer.get('project', row.id)
    expect(view.clauses[0]).toMatchObject({ policy: id, label: expect.stringContaining('项目申请') })
    expect(view.todo?.clause?.text).toContain('可行性和必要性')
    const next = (await applicant.timeline('project', row.id)).steps.find(({ name }) => name === '公司审批')
    expect(next).toMatchObject({ state: 'next', clause: { policy: id, label: expect.stringContaining('公司审批') } })
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'
import type { TreeView, UnitView } from './contract.ts'

let world: World
let organiser: Someone
let manager: Someone
let deputy: Someone
let clerk: Someone
beforeAll(async () => {
  world = await openWorld()
  organiser = await world.as('程诗')
  manager = await world.as('林致远')
  deputy = await world.as('周晚晴')
  clerk = await world.as('许知')
})
afterAll(() => world.close())

const view = async <T>(path: string, who = clerk): Promise<T> => (await who.send('GET', `/api/view/org/${path}`)).json()
const treeOn = async (day = '') => {
  const { units } = await view<TreeView>(`tree?day=${day}`)
  const name = (id: string | null) => units.find((unit) => unit.id === id)?.name ?? null
  return Object.fromEntries(units.map((unit) => [unit.name, name(unit.parent)]))
}
const draft = async (changes: object[], effectiveOn = '2026-01-01') => ({
  title: '门店划转',
  reason: '两级合成一级。',
  effectiveOn,
  changes,
})
const status = async (id: string) => (await organiser.get('reorganisation', id)).row.status

describe('组织调整', () => {
  test('不相干的人起草不了、看不到；没有轮到的人批不了', async () => {
    const one = await draft([{ kind: 'add', name: '质检部', to: await world.unit('禾木公司') }])
    expect(await refusal(clerk.create('reorganisation', one))).toMatchObject({ status: 403 })
    const { row } = await organiser.create('reorganisation', one, 'submit')
    expect(await refusal(clerk.get('reorganisation', row.id))).toMatchObject({ status: 404 })
    for (const act of ['approve', 'apply'])
      expect(await refusal(organiser.act('reorganisation', row.id, act))).toMatchObject({ status: 403 })
    expect((await refusal(manager.answer('reorganisation', row.id, 'refuse'))).fields).toHaveProperty('opinion')
    await manager.answer('reorganisation', row.id, 'refuse', '今年不设新部门。')
    expect(await status(row.id)).toBe('refused')
    expect(await treeOn()).not.toHaveProperty('质检部')
  })

  test.each([
    ['什么也没写', async () => [], /必填/],
    ['新设没写名称', async () => [{ kind: 'add', to: await world.unit('运营部') }], /名称/],
    ['更名没选部门', async () => [{ kind: 'rename', name: '营运部' }], /现有的部门/],
    [
      '划到自己下级',
      async () => [{ kind: 'move', unit: await world.unit('门店部'), to: await world.unit('江州店') }],
      /自己的下级/,
    ],
    ['撤销还有下级的', async () => [{ kind: 'close', unit: await world.unit('门店部') }], /下面还有江州店/],
    ['撤销还有人在岗的', async () => [{ kind: 'close', unit: await world.unit('江州店') }], /还有人在岗/],
  ] as const)('%s：交不上去，说出是哪一处', async (_, changes, words) => {
    const refused = await refusal(organiser.create('reorganisation', await draft(await changes()), 'submit'))
    expect(refused).toMatchObject({ status: 422, message: expect.stringMatching(words) })
  })

  // @covers ORG-01
  test('领导团队过半批准，到生效日一起生效；那天以前的样子还看得到，原来的单据还指得到', async () => {
    const [shop, stores, company] = [
      await world.unit('江州店'),
      await world.unit('门店部'),
      await world.unit('禾木公司'),
    ]
    const changes = [
      { kind: 'rename', unit: stores, name: '门店管理部' },
      { kind: 'move', unit: shop, to: company },
      { kind: 'add', name: '质检部', to: company },
    ]
    const { row } = await organiser.create('reorganisation', await draft(changes, '2031-01-01'), 'submit')
    await manager.answer('reorganisation', row.id, 'approve', '同意。')
    expect(await status(row.id)).toBe('review')
    await deputy.answer('reorganisation', row.id, 'approve')
    expect(await status(row.id)).toBe('approved')
    expect(await treeOn()).toMatchObject({ 江州店: '门店部' })
    expect(await world.timers(row.id)).toEqual([new Date('2031-01-01T00:00:00+08:00')])
    expect(await status(row.id)).toBe('applied')

    expect(await treeOn()).toMatchObject({ 门店管理部: '禾木公司', 江州店: '禾木公司', 质检部: '禾木公司' })
    const before = await treeOn('2025-06-01')
    expect(before).toMatchObject({ 门店部: '禾木公司', 江州店: '门店部' })
    expect(before).not.toHaveProperty('质检部')
    expect((await clerk.get('unit', stores)).row.name).toBe('门店管理部')
    const { rows } = await clerk.list('organisation_history', { by: row.id })
    expect(rows.map(({ name }) => name).sort()).toEqual(['江州店', '门店部'])
    expect(await refusal(organiser.create('organisation_history', { name: '改写历史' }))).toMatchObject({ status: 403 })
  })

  test('批准以后情况变了：不生效，写明为什么，可以改好再报', async () => {
    const made = await organiser.create('unit', { name: '筹备组', parent: await world.unit('禾木公司') })
    const changes = [{ kind: 'close', unit: made.row.id }]
    const { row } = await organiser.create('reorganisation', await draft(changes, '2031-02-01'), 'submit')
    await manager.answer('reorganisation', row.id, 'approve')
    await deputy.answer('reorganisation', row.id, 'approve')
    await organiser.create('unit', { name: '筹备一组', parent: made.row.id })
    await world.timers(row.id)
    expect(await status(row.id)).toBe('held')
    const told = (await organiser.messages()).map(({ body }) => body)
    expect(told).toContainEqual(expect.stringContaining('下面还有筹备一组'))
  })
})

describe('组织架构页', () => {
  // @covers ORG-01
  test('负责人、编制和在岗、空岗；日子写错了说明白', async () => {
    const { units } = await view<TreeView>('tree')
    const shop = units.find(({ name }) => name === '江州店')!
    expect(shop).toMatchObject({ heads: ['王敏'], headcount: 4, staffed: 2 })
    expect(shop.vacancies.sort()).toEqual(['副店长', '收银员'])
    expect((await clerk.send('GET', '/api/view/org/tree?day=13月')).status).toBe(422)
  })

  // @covers ORG-02
  test('部门的职责和权限在一页上：谁有什么角色，能办什么', async () => {
    const id = await world.unit('运营部')
    await organiser.act('duty', await duty(id, '制度管理'), 'activate')
    const page = await view<UnitView>(`unit?id=${id}`)
    expect(page.duties.map(({ title }) => title)).toEqual(['制度管理'])
    const writer = page.powers.find(({ role }) => role === '制度起草人')!
    expect(writer.holders).toEqual(['苏禾'])
    expect(writer.can.join()).toMatch(/制度：新建、送审.*修订/)
    expect((await view<UnitView>(`unit?id=${await world.unit('江州店')}`)).powers).toEqual([])
  })
  const duty = async (unit: string, title: string) =>
    (await organiser.create('duty', { unit, title, part: 'lead' })).row.id
})

describe('岗位职责说明书', () => {
  const said = async () => ({
    title: '店长',
    edition: 'V1.0',
    position: (await organiser.list('position', { name: '店长' })).rows[0]!.id,
    background: '门店要有人负责到底。',
    duties: [{ title: '门店经营', words: '完成月度目标。' }],
    education: 'college',
    major: '市场营销',
    abilities: [{ words: '会排班' }, { words: '会处理投诉' }],
    summary: '门店的第一责任人。',
  })

  // @covers ORG-04
  // @covers ORG-05
  test('背景、主要职责、任职要求、总结；修订是新的一版，发布后旧版留着', async () => {
    const { row } = await organiser.create('job_description', await said(), 'issue')
    expect(row).toMatchObject({
      status: 'effective',
      education: 'college',
      abilities: [{ words: '会排班' }, { words: '会处理投诉' }],
    })
    await organiser.act('job_description', row.id, 'revise')
    expect(await refusal(organiser.act('job_description', row.id, 'revise'))).toMatchObject({ status: 409 })
    const [next] = (await organiser.list('job_description', { revises: row.id })).rows
    expect(next).toMatchObject({ edition: 'V2.0', status: 'draft', major: '市场营销' })
    await organiser.act('job_description', next!.id, 'issue')
    expect((await clerk.get('job_description', row.id)).row.status).toBe('superseded')
    const page = await view<UnitView>(`unit?id=${await world.unit('江州店')}`)
    expect(page.posts.find(({ name }) => name === '店长')?.description).toBe(next!.id)
  })

  test('没有选岗位、没有职责的发布不了；旁人改不了', async () => {
    const refused = await refusal(organiser.create('job_description', { title: '导购', edition: 'V1.0' }, 'issue'))
    expect(Object.keys(refused.fields ?? {}).sort()).toEqual(['duties', 'position'])
    expect(await refusal(clerk.create('job_description', await said()))).toMatchObject({ status: 403 })
  })
})

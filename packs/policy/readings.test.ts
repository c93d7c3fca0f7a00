import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusal, type Someone, type World } from '#test/world.ts'
import type { ReadersOf, ScopeView } from './contract.ts'
import { type Office, openOffice } from './fixture.ts'
import { giveReadings } from './readings.ts'

let office: Office
let world: World
let writer: Someone
let signer: Someone
beforeAll(async () => {
  office = await openOffice()
  ;({ world, writer, signer } = office)
})
afterAll(() => world.close())

describe('阅读签收', () => {
  let id: string
  let clerk: Someone
  beforeAll(async () => {
    clerk = await world.as('许知')
    id = await office.inForce({ title: '签收用的制度' })
    await giveReadings(world.server)
  })
  const mine = async (who: Someone) => {
    const { mine: found } = await office.view<ReadersOf>(who, 'readers')
    return found.filter(({ title }) => title === '签收用的制度')
  }

  // @covers POL-07
  test('生效了，适用范围里每人一条；再跑一次不多出来；工作台上看得见', async () => {
    const people = (await office.view<ScopeView>(writer, `scope?id=${id}`)).count
    const count = () => world.sql(`select id from acknowledgement where policy = $1`, [id])
    expect(await count()).toHaveLength(people)
    const other = await world.node()
    await Promise.all([giveReadings(world.server), giveReadings(other.server)])
    await other.close()
    expect(await count()).toHaveLength(people)
    const { cards } = await (await clerk.send('GET', '/api/workbench')).json()
    expect(cards.map(({ key }: { key: string }) => key)).toContain('readings')
  })

  test('只有本人能签；签的话写着读了什么；签了就不能再签', async () => {
    const [own] = await mine(clerk)
    for (const other of [writer, signer, await world.as('王敏', '江州店')])
      expect(await refusal(other.act('acknowledgement', own!.id, 'sign'))).toMatchObject({ status: 403 })
    expect(await refusal(writer.create('acknowledgement', { policy: id }))).toMatchObject({ status: 403 })
    const { row } = await clerk.act('acknowledgement', own!.id, 'sign')
    expect(row).toMatchObject({ status: 'signed', words: '我已阅读《签收用的制度》全文，并会照此执行。' })
    expect(await refusal(clerk.act('acknowledgement', own!.id, 'sign'))).toMatchObject({ status: 409 })
  })

  // @covers POL-07
  test('还有谁没签：有名字、部门、等了几天；催一下他收到消息，一天一次，旁人催不了', async () => {
    const page = (await office.view<ReadersOf>(writer, 'readers')).policies.find((policy) => policy.id === id)!
    expect([page.signed, page.all]).toEqual([1, page.waiting.length + 1])
    const line = page.waiting.find(({ name }) => name === '白薇')!
    expect(line).toMatchObject({ unit: '运营部', days: 0 })
    const late = await world.as('白薇')
    expect(await refusal(clerk.act('acknowledgement', line.acknowledgement, 'remind'))).toMatchObject({ status: 403 })
    await writer.act('acknowledgement', line.acknowledgement, 'remind')
    expect((await late.messages())[0]).toMatchObject({ title: '请签收《签收用的制度》', link: `/policy/${id}` })
    expect(await refusal(writer.act('acknowledgement', line.acknowledgement, 'remind'))).toMatchObject({ status: 409 })
  })

  // @covers POL-07
  test('后来入职的，现行的制度都给他；离职的不用签了', async () => {
    const organiser = await world.as('程诗')
    const person = (await organiser.create('person', { no: '7001', name: '新来的' })).row
    const position = (await organiser.list('position', { name: '副店长' })).rows[0]!
    const since = world.now.toISOString().slice(0, 10)
    await organiser.create('appointment', { person: person.id, position: position.id, kind: 'main', since })
    await giveReadings(world.server)
    const open = () =>
      world.sql<{ policy: string }>(`select policy from acknowledgement where person = $1 and status = 'open'`, [
        person.id,
      ])
    const inForceNow = await world.sql(`select id from policy where status = 'effective' and scope = 'company'`)
    expect(await open()).toHaveLength(inForceNow.length)
    await organiser.act('person', person.id, 'leave')
    await giveReadings(world.server)
    expect(await open()).toEqual([])
  })

  test('新版生效：签过旧版的只签改了的条款，没签过的签全文，旧版没签的不用再签', async () => {
    const next = await office.revised(id)
    const rule = await office.clauseOf(next, '第三次')
    await writer.act('clause', rule.id, 'amend', { fields: { text: '六十天内第三次出现，报告分管领导。' } })
    await office.issue(next)
    await world.timers(next)
    await giveReadings(world.server)
    const [own] = (await mine(clerk)).filter(({ policy }) => policy === next)
    expect(own).toMatchObject({ part: 'changed', status: 'open', edition: 'V2.0' })
    const { row } = await clerk.act('acknowledgement', own!.id, 'sign')
    expect(row.words).toBe('我已阅读第三条的新内容，并会照此执行。')
    const [other] = await mine(await world.as('邓一鸣'))
    expect(other).toMatchObject({ policy: next, part: 'whole' })
    expect(await world.sql(`select id from acknowledgement where policy = $1 and status = 'open'`, [id])).toEqual([])
  })
})

describe('制度目录', () => {
  // @covers POL-12
  test('编号、归口、版本、状态、落地率、签收率、下次评估日，被取代的不在', async () => {
    const id = await office.inForce({ code: 'ZH-YY-77', nextReviewOn: '2027-01-01', title: '目录里的制度' })
    await giveReadings(world.server)
    const lines = await office.view<Record<string, unknown>[]>(await world.as('许知'), 'catalogue')
    const line = lines.find((one) => one.id === id)!
    expect(line).toMatchObject({
      code: 'ZH-YY-77',
      owner: '运营部',
      edition: 'V1.0',
      status: 'effective',
      nextReviewOn: '2027-01-01',
      signed: 0,
    })
    expect(Number(line.readers)).toBeGreaterThan(5)
    expect(Number(line.leaves)).toBeGreaterThan(Number(line.done))
    expect(lines.map((one) => one.status)).not.toContain('superseded')
  })
})

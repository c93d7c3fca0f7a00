import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { meOf } from '#kernel/identity/directory.ts'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'

let world: World
let organiser: Someone
let clerk: Someone
beforeAll(async () => {
  world = await openWorld()
  organiser = await world.as('程诗')
  clerk = await world.as('许知')
})
afterAll(() => world.close())

const today = () => world.now.toISOString().slice(0, 10)
const days = (count: number) => new Date(world.now.getTime() + count * 86_400_000).toISOString().slice(0, 10)
const hire = async (no: string, name: string) => (await organiser.create('person', { no, name })).row
const vacancy = async () => (await organiser.list('position', { name: '副店长' })).rows[0]!
const appoint = (person: string, position: string, more: object = {}) =>
  organiser.create('appointment', { person, position, kind: 'main', since: today(), ...more })
const rights = async (id: string) => meOf(await world.server.store.directory(), id)

describe('谁管组织', () => {
  test('不相干的人看得到部门、岗位、员工，改不了，也没有“角色授权”的菜单', async () => {
    const unit = await world.unit('江州店')
    expect((await clerk.get('unit', unit)).can).toEqual([])
    expect(await refusal(clerk.create('unit', { name: '我的部门' }))).toMatchObject({ status: 403 })
    expect(await refusal(clerk.act('unit', unit, 'close'))).toMatchObject({ status: 403 })
    const role = { role: 'management', person: clerk.id, since: today() }
    expect(await refusal(clerk.create('role_holder', role))).toMatchObject({ status: 403 })
    const session = await (await clerk.send('GET', '/api/session')).json()
    expect(session.nav.map((menu: { label: string }) => menu.label)).not.toContain('系统管理')
  })
})

describe('员工', () => {
  test('按姓名、全拼、首字母、工号都找得到；姓氏按姓氏读', async () => {
    await hire('2001', '单晓东')
    for (const q of ['单晓东', 'shanxiaodong', 'sxd', '2001'])
      expect((await organiser.list('person', { q })).rows.map(({ name }) => name)).toContain('单晓东')
  })

  test('两位王敏，选人时看得出是谁', async () => {
    const found = await (await clerk.send('GET', `/api/options/person?q=${encodeURIComponent('王敏')}`)).json()
    expect(found.map((option: { note: string }) => option.note).sort()).toEqual(['江州店 · 店长', '门店部 · 会计'])
  })

  test('工号不能重复，说出是哪一项', async () => {
    await hire('2002', '甲')
    const refused = await refusal(organiser.create('person', { no: '2002', name: '乙' }))
    expect(refused).toMatchObject({ status: 422, fields: { no: expect.stringContaining('工号') } })
  })

  test('离职的人不能再办理，进行中的会话也不行', async () => {
    const person = await hire('2003', '路过')
    await appoint(person.id, (await vacancy()).id)
    const session = await world.as('路过')
    expect((await session.list('unit')).rows.length).toBeGreaterThan(0)
    await organiser.act('person', person.id, 'leave')
    expect((await session.send('GET', '/api/unit')).status).toBe(401)
  })
})

describe('任职与分管', () => {
  test('任职当天起有这个部门的权限，到期就没有', async () => {
    const place = await vacancy()
    const [now, later, over] = await Promise.all([hire('3001', '今'), hire('3002', '后'), hire('3003', '前')])
    await appoint(now!.id, place.id)
    await appoint(later!.id, place.id, { since: days(2) })
    await appoint(over!.id, place.id, { since: days(-9), until: days(-2) })
    const units = async (id: string) => (await rights(id)).units
    expect(await units(now!.id)).toEqual([await world.unit('江州店')])
    expect(await units(later!.id)).toEqual([])
    expect(await units(over!.id)).toEqual([])
  })

  test('主持工作的人就是负责人', async () => {
    const person = await hire('3004', '代店长')
    expect((await rights(person.id)).heads).toEqual([])
    await appoint(person.id, (await vacancy()).id, { kind: 'acting' })
    expect((await rights(person.id)).heads).toEqual([await world.unit('江州店')])
  })

  test('分管领导管到下级部门，不管别的部门', async () => {
    const me = await rights(await world.person('周晚晴'))
    expect([...me.oversees].sort()).toEqual([await world.unit('门店部'), await world.unit('江州店')].sort())
  })

  test('系统管理员只认本人：角色给了岗位，任命到这个岗位也得不到', async () => {
    const position = (await organiser.list('position', { name: '副店长' })).rows[0]!
    for (const role of ['administrator', 'operations'])
      await organiser.create('role_holder', { role, position: position.id, since: today() })
    const person = await hire('2088', '想升')
    await appoint(person.id, position.id)
    expect((await rights(person.id)).roles).toEqual(['operations'])
  })

  test('收回角色，下一个请求就没有了', async () => {
    const { rows } = await organiser.list('role_holder', { role: 'policy_writer' })
    const writer = await world.as('苏禾')
    const create = () =>
      writer.create('policy', { title: '试', owner: null, category: 'other', edition: 'V1' }).catch((error) => error)
    expect((await create()).status).toBe(422)
    await organiser.act('role_holder', rows[0]!.id, 'close')
    expect((await create()).status).toBe(403)
    await organiser.act('role_holder', rows[0]!.id, 'reopen')
  })

  test('选了不存在的岗位：说出是哪一项', async () => {
    const person = await hire('3005', '错')
    const refused = await refusal(appoint(person.id, '01a1ff86-4a9d-764a-b8d2-000000000000'))
    expect(refused).toMatchObject({ status: 422, fields: { position: expect.stringContaining('岗位') } })
  })

  test('按姓名、拼音、首字母搜得到任职和分管；两位王敏各有一条；别的搜不到', async () => {
    const names = async (record: string, q: string) => {
      const { rows, labels, count } = await clerk.list(record, { q })
      expect(count.value).toBe(rows.length)
      return rows.map((row) => labels[String(row.person)])
    }
    expect(await names('appointment', '周晚晴')).toEqual(['周晚晴'])
    expect(await names('oversight', 'zhouwanqing')).toEqual(['周晚晴'])
    expect(await names('appointment', '王敏')).toEqual(['王敏', '王敏'])
    expect(await names('oversight', '王敏')).toEqual([])
    expect(await names('appointment', '100%')).toEqual([])
  })
})

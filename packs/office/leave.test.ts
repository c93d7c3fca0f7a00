import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOffice } from '#test/office.ts'
import { refusal, type Someone, type World } from '#test/world.ts'

let world: World
let clerk: Someone
let head: Someone
let people: Someone
let overseer: Someone

beforeAll(async () => {
  world = await openOffice()
  clerk = await world.as('许知')
  head = await world.as('王敏', '江州店')
  people = await world.as('贺云')
  overseer = await world.as('周晚晴')
})
afterAll(() => world.close())

const form = async (more: object = {}) => ({
  unit: await world.unit('江州店'),
  type: 'personal',
  since: '2026-03-02',
  until: '2026-03-04',
  reason: '家里装修',
  standIn: await world.person('白薇'),
  ...more,
})
const asked = async (more: object = {}, by = clerk) => (await by.create('leave', await form(more), 'submit')).row
const status = async (id: string, by = clerk) => (await by.get('leave', id)).row.status
const ahead = async (id: string, by = clerk) =>
  (await by.timeline('leave', id)).steps.map((step) => `${step.name}·${step.state}`)

test('不相干的人看不到别人的请假单', async () => {
  const row = await asked()
  const stranger = await world.as('白薇')
  expect((await stranger.list('leave')).rows).toEqual([])
  expect(await refusal(stranger.get('leave', row.id))).toMatchObject({ status: 404 })
  expect(await refusal(stranger.act('leave', row.id, 'approve'))).toMatchObject({ status: 404 })
})

describe('三天以内', () => {
  test('部门负责人批，人力资源部备案；还没走到的环节只有路线上的', async () => {
    const row = await asked()
    expect(row.days).toBe(3)
    expect(await ahead(row.id)).toEqual(['提交·done', '部门负责人·current', '归口部门备案·next'])
    await head.answer('leave', row.id, 'agree', '同意，把手上的单交清楚。')
    expect(await status(row.id)).toBe('approved')
    expect((await people.inbox('read')).rows.map((todo) => todo.recordId)).toContain(row.id)
    await people.answer('leave', row.id, 'read')
    expect(await ahead(row.id)).toEqual(['提交·done', '部门负责人·done', '归口部门备案·done'])
  })
})

describe('超过三天', () => {
  test('部门负责人审、人力资源部审、分管领导批，少一个都不行', async () => {
    const row = await asked({ until: '2026-03-06' })
    expect(row.days).toBe(5)
    expect(await ahead(row.id)).toEqual(['提交·done', '部门负责人·current', '归口部门·next', '分管领导·next'])
    await head.answer('leave', row.id, 'agree', '同意。')
    await people.answer('leave', row.id, 'agree', '年假还够。')
    expect(await status(row.id)).toBe('review')
    await overseer.answer('leave', row.id, 'agree', '同意。')
    expect(await status(row.id)).toBe('approved')
  })

  test('部门负责人自己请假：不审自己，人力审、分管领导批', async () => {
    const row = await asked({ until: '2026-03-02' }, head)
    expect(await ahead(row.id, head)).toEqual(['提交·done', '归口部门·current', '分管领导·next'])
  })
})

describe('不同意、退回、撤回、作废', () => {
  test('不同意和退回都要写理由；写了就到此为止，别人的待办收回', async () => {
    const row = await asked({ until: '2026-03-06' })
    expect(await refusal(head.answer('leave', row.id, 'refuse'))).toMatchObject({ status: 422 })
    await head.answer('leave', row.id, 'refuse', '这周盘点，走不开。')
    expect(await status(row.id)).toBe('refused')
    expect(await ahead(row.id)).toEqual(['提交·done', '部门负责人·failed'])
  })

  test('退回以后改了再提交，路线按新的天数重新算', async () => {
    const row = await asked({ until: '2026-03-06' })
    await head.answer('leave', row.id, 'return', '先请三天。')
    const back = (await clerk.get('leave', row.id)).row
    expect(back.status).toBe('returned')
    await clerk.edit('leave', row.id, { until: '2026-03-04' }, back.version)
    await clerk.act('leave', row.id, 'submit')
    expect((await ahead(row.id)).slice(-2)).toEqual(['部门负责人·current', '归口部门备案·next'])
  })

  test('还没人办可以撤回，待办跟着收回；有人办过就不能撤，说找谁退回', async () => {
    const row = await asked({ until: '2026-03-06' })
    await clerk.act('leave', row.id, 'withdraw')
    expect(await status(row.id)).toBe('withdrawn')
    expect((await head.inbox()).rows.map((todo) => todo.recordId)).not.toContain(row.id)
    await clerk.act('leave', row.id, 'submit')
    await head.answer('leave', row.id, 'agree', '同意。')
    const refused = await refusal(clerk.act('leave', row.id, 'withdraw'))
    expect(refused).toMatchObject({ status: 409 })
    expect(refused.message).toBe('已经有人办过下一步，不能撤回。可以请贺云退回，或作废后重新发起。')
    await clerk.act('leave', row.id, 'void')
    expect(await status(row.id)).toBe('void')
    expect((await people.inbox()).rows.map((todo) => todo.recordId)).not.toContain(row.id)
  })
})

describe('填错的', () => {
  test('倒着的日期、全是假日、自己接自己', async () => {
    expect((await refusal(asked({ until: '2026-03-01' }))).fields).toHaveProperty('until')
    expect((await refusal(asked({ since: '2026-03-07', until: '2026-03-08' }))).message).toContain('不用请假')
    expect((await refusal(asked({ standIn: clerk.id }))).message).toContain('不能是自己')
  })
  test('半天也算：下午开始，上午结束', async () => {
    expect((await asked({ sinceHalf: 'afternoon', untilHalf: 'morning' })).days).toBe(2)
  })
  test('自己批自己、还没轮到就批：都不行，说得出为什么', async () => {
    const row = await asked()
    const own = await refusal(clerk.act('leave', row.id, 'approve'))
    expect(own).toMatchObject({ status: 403 })
    expect(own.message).toContain('经办人不能审批自己的单据（不相容岗位分离）')
    expect(await refusal(overseer.act('leave', row.id, 'approve'))).toMatchObject({ status: 403 })
  })
})

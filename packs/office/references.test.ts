import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Card, ListView } from '#kernel/http/contract.ts'
import { openOffice } from '#test/office.ts'
import type { Someone, World } from '#test/world.ts'

let world: World
let clerk: Someone
let boss: Someone
let stranger: Someone

beforeAll(async () => {
  world = await openOffice()
  clerk = await world.as('许知')
  boss = await world.as('王敏', '江州店')
  stranger = await world.as('白薇')
})
afterAll(() => world.close())

const ask = (by: Someone, record: string, id: string) => by.send('GET', `/api/view/office/${record}?id=${id}`)
const cards = async (by: Someone, record: string, id: string) => (await (await ask(by, record, id)).json()) as Card[]
/** How many rows the list has that a card's title opens. */
const opens = async (by: Someone, { link = '' }: Card) =>
  ((await (await by.send('GET', link.replace('/r/', '/api/'))).json()) as ListView).count.value

const buy = async (price: string, more: object = {}) =>
  (
    await clerk.create(
      'purchase',
      {
        unit: await world.unit('江州店'),
        purpose: '成品仓货架',
        items: [{ name: '重型货架', quantity: 2, price }],
        budgeted: true,
        ...more,
      },
      'submit',
    )
  ).row.id

describe('采购的审批参考', () => {
  test('不相干的人：这一份是没有的；没有的编号也一样', async () => {
    const id = await buy('100.00')
    expect((await ask(stranger, 'purchase', id)).status).toBe(404)
    expect((await ask(stranger, 'purchase', 'x')).status).toBe(404)
  })

  test('批的人看到本部门今年买了几次、一共多少；数字点开就是那张列表，草稿不算', async () => {
    await clerk.create('purchase', {
      unit: await world.unit('江州店'),
      purpose: '还没交',
      items: [{ name: '架', quantity: 1, price: '1.00' }],
      budgeted: true,
    })
    const before = (await cards(boss, 'purchase', await buy('10.00')))[0]!
    const [card] = await cards(boss, 'purchase', await buy('150.00', { budgeted: true }))
    expect(card).toMatchObject({ title: '江州店今年的采购', count: before.count! + 1 })
    expect(await opens(boss, card!)).toBe(card!.count)
    expect(card!.note).toMatch(/^这一份填的是预算内，没有写预算科目 · 合计 [\d,]+\.00 元$/)
    expect(card!.rows[0]).toMatchObject({ title: '成品仓货架', note: '20.00 元 · 预算内', badge: '审批中' })
    expect(card!.rows.map(({ title }) => title)).not.toContain('还没交')
  })

  test('写了预算科目的，另看同一科目今年的；去年的不在里面', async () => {
    await buy('700.00', { subject: '仓储设施' })
    const old = await buy('300.00', { subject: '仓储设施' })
    await world.sql(`update purchase set created_at = created_at - interval '1 year' where id = $1`, [old])
    const [, subject] = await cards(boss, 'purchase', await buy('50.00', { subject: '仓储设施' }))
    expect(subject).toMatchObject({
      title: '预算科目“仓储设施”今年的采购',
      count: 2,
      note: '这一份填的是预算内 · 合计 1,500.00 元',
    })
    expect(await opens(boss, subject!)).toBe(2)
  })
})

describe('请假和报销的审批参考', () => {
  const leave = async (by: Someone, since: string, until: string) =>
    (
      await by.create(
        'leave',
        {
          unit: await world.unit('江州店'),
          type: 'annual',
          since,
          until,
          reason: '回老家',
          standIn: await world.person('王敏', '江州店'),
        },
        'submit',
      )
    ).row.id

  test('同一个人这一年请了几次、几天；同月谁也请了', async () => {
    await leave(clerk, '2026-03-04', '2026-03-05')
    await leave(clerk, '2025-12-01', '2025-12-01')
    const id = await leave(clerk, '2026-04-08', '2026-04-08')
    expect((await ask(stranger, 'leave', id)).status).toBe(404)
    const [own, month] = await cards(boss, 'leave', id)
    expect(own).toMatchObject({ title: '许知 2026 年请的假', count: 2, note: '天数 3 天' })
    expect(own!.rows).toHaveLength(1)
    expect(await opens(boss, own!)).toBe(2)
    expect(month).toMatchObject({ title: '江州店 4 月请假的人', count: 1, rows: [], empty: '没有别人请假' })
  })

  test('同一个人今年报了几次、一共多少', async () => {
    const claim = async (invoice: string, amount: string) =>
      (
        await clerk.create(
          'expense',
          {
            unit: await world.unit('江州店'),
            reason: '量尺打车',
            items: [{ day: '2026-03-02', category: 'travel', invoice, amount }],
          },
          'submit',
        )
      ).row.id
    await claim('1001', '120.50')
    const [own, unit] = await cards(boss, 'expense', await claim('1002', '79.50'))
    expect(own).toMatchObject({ title: '许知今年的报销', count: 2, note: '合计 200.00 元' })
    expect(unit).toMatchObject({ title: '江州店今年的报销', count: 2 })
  })
})

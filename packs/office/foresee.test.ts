import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Foreseen } from '#kernel/process/foresee.ts'
import { openOffice } from '#test/office.ts'
import type { Someone, World } from '#test/world.ts'

let world: World
let clerk: Someone
let boss: Someone

beforeAll(async () => {
  world = await openOffice()
  clerk = await world.as('许知')
  boss = await world.as('王敏', '江州店')
})
afterAll(() => world.close())

const ask = (by: Someone, record: string, fields: object) => by.send('POST', `/api/${record}/foresee`, { fields })
const way = async (by: Someone, record: string, fields: object) =>
  (await (await ask(by, record, fields)).json()) as Foreseen
/** 部门负责人 王敏 → 归口部门 蓝宇 | 财务 章慧 → … */
const said = ({ stages }: Foreseen) =>
  stages
    .map((stage) =>
      stage
        .map(({ step, people, kind }) => `${step} ${people.join('、')}${kind === 'read' ? '（阅）' : ''}`)
        .join(' | '),
    )
    .join(' → ')

describe('提交以前就看得到由谁办', () => {
  test('不能发起的人看不到；没有这种单据也一样', async () => {
    expect((await ask(clerk, 'policy', { title: '制度' })).status).toBe(403)
    expect((await ask(clerk, 'nothing', {})).status).toBe(404)
  })

  test('还没填完：说再填什么', async () => {
    const unit = await world.unit('江州店')
    expect(await way(clerk, 'leave', { unit })).toEqual({
      stages: [],
      rule: '',
      notes: [],
      hint: '再填上从哪天、到哪天，就看得到由谁办。',
    })
    expect((await way(clerk, 'leave', { unit, type: 'annual', since: '2026-03-02', until: 'x' })).hint).toContain(
      '到哪天',
    )
  })

  test('请假两天部门负责人批；五天还要人力和分管领导。天数由起止算出', async () => {
    const days = async (until: string, by = clerk) =>
      way(by, 'leave', { unit: await world.unit('江州店'), type: 'annual', since: '2026-03-02', until })
    expect(said(await days('2026-03-03'))).toBe('部门负责人 王敏 → 归口部门备案 贺云（阅）')
    expect(said(await days('2026-03-06'))).toBe('部门负责人 王敏 → 归口部门 贺云 → 分管领导 周晚晴')
  })

  test('部门负责人自己请假：说他不审自己', async () => {
    const own = await way(boss, 'leave', {
      unit: await world.unit('江州店'),
      type: 'annual',
      since: '2026-03-02',
      until: '2026-03-02',
    })
    expect(said(own)).not.toContain('王敏')
    expect(own.notes).toEqual(['部门负责人是经办人本人，不再自己审自己'])
  })

  test('采购按明细合计走；写坏的一行不算；没有对应的行说缺哪一行', async () => {
    const buy = async (price: string, budgeted = true) =>
      way(clerk, 'purchase', {
        unit: await world.unit('江州店'),
        items: [{ name: '货架', quantity: 3, price }],
        budgeted,
      })
    expect(said(await buy('10000'))).toBe('部门负责人 王敏 → 归口部门 蓝宇 | 财务 章慧 → 分管领导 周晚晴')
    expect(said(await buy('100'))).toContain('部门负责人 王敏')
    expect((await buy('很多')).hint).toBe('再填上明细，就看得到由谁办。')
    expect((await buy('1000', false)).hint).toContain('没有对应的审批权限：采购，3,000 元，预算外')
  })

  test('看到的就是交上去以后走的：每一步的名字都在流转记录里', async () => {
    const fields = {
      unit: await world.unit('江州店'),
      purpose: '成品仓货架',
      items: [{ name: '货架', quantity: 3, price: '10000' }],
      budgeted: true,
    }
    const foreseen = await way(clerk, 'purchase', fields)
    const { row } = await clerk.create('purchase', fields, 'submit')
    const { steps } = await clerk.timeline('purchase', row.id)
    expect(steps.slice(1).map(({ name }) => name)).toEqual(foreseen.stages.flat().map(({ step }) => step))
    expect(await world.sql('select id from purchase')).toHaveLength(1)
  })

  test('项目先定级再走：小的部门批，大的到办公会', async () => {
    const file = async (budget: string, units: string) =>
      way(clerk, 'project', { unit: await world.unit('江州店'), budget, units })
    const small = await file('80000', 'one')
    const large = await file('4200000', 'many')
    expect(small.stages.length).toBeLessThan(large.stages.length)
    expect(said(large)).toContain('林致远')
    expect(said(small)).not.toContain('林致远')
  })
})

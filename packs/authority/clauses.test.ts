import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice } from '#test/office.ts'
import type { Someone, World } from '#test/world.ts'
import type { AnswerView } from './ask.ts'

let world: World
let clerk: Someone

beforeAll(async () => {
  world = await openOffice()
  clerk = await world.as('许知')
  const writer = await world.as('苏禾')
  const text = await readFile(new URL('../policy/demo/ZH-ZH-02.txt', import.meta.url))
  const file = await writer.upload('授权与审批管理办法.txt', text)
  const { row } = await writer.create('policy_import', { file, owner: await world.unit('综合管理部') }, 'read')
  const { policy } = (await writer.act('policy_import', row.id, 'confirm')).row
  await world.sql(`update policy set status = 'effective', effective_on = '2026-01-01' where id = $1`, [policy])
  await world.sql(`update clause set status = 'active' where policy = $1`, [policy])
})
afterAll(() => world.close())

// @covers ORG-02
test('每个环节都说得出是哪一条要的', async () => {
  const items = [{ name: '货架', quantity: 1, price: '60000.00' }]
  const form = { unit: await world.unit('江州店'), purpose: '货架', items, budgeted: true }
  const { row } = await clerk.create('purchase', form, 'submit')
  const { steps } = await clerk.timeline('purchase', row.id)
  expect(steps.slice(1).map(({ name, clause }) => `${name}：${clause?.label}`)).toEqual([
    '部门负责人：第六条 部门负责人',
    '归口部门：第八条 归口部门',
    '财务：第九条 财务审核',
    '分管领导：第十一条 分管领导',
    '总会计师：第十二条 总会计师',
    '总经理：第十三条 总经理',
  ])
})

test.each([
  ['请假 5 天 谁批', '第十六条 请假'],
  ['采购 8000 谁批', '第十七条 采购申请'],
  ['报销 900 找谁', '第十八条 费用报销'],
  ['盖合同章要谁批', '第十九条 用印'],
])('“%s”先给出 %s', async (q, label) => {
  const answer = await clerk.send('GET', `/api/view/authority/ask?${new URLSearchParams({ q })}`)
  expect(((await answer.json()) as AnswerView).clauses[0]?.label).toBe(label)
})

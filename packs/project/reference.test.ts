import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Card, ListView } from '#kernel/http/contract.ts'
import { assemble } from '#kernel/pack.ts'
import { packs } from '#packs/index.ts'
import { budgets, openStory, type Story } from '#test/projects.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.world.close())

const ask = (by: Story['lead'], id: string) => by.send('GET', `/api/view/project/reference?id=${id}`)
const cards = async (by: Story['lead'], id: string) => (await (await ask(by, id)).json()) as Card[]

test('看不到这个项目的人，也看不到它的审批参考', async () => {
  expect((await ask(story.stranger, await story.filed())).status).toBe(404)
})

// @covers PRJ-02
test('初审人看到申请部门在册的项目、预算和已用，点开就是那张列表', async () => {
  const [card] = await cards(story.operations, await story.filed(budgets.B))
  expect(card).toMatchObject({ title: '江州店在册的项目' })
  expect(card!.note).toMatch(/^预算 [\d,.]+ 元 · 已用 [\d,.]+ 元$/)
  const list = (await (await story.operations.send('GET', card!.link!.replace('/r/', '/api/'))).json()) as ListView
  expect(list.count.value).toBe(card!.count)
  expect(list.rows.every(({ status }) => status !== 'draft')).toBe(true)
})

test('同类项目：名称相近的排在前面，带着结果和当时批的话；看不到的不在里面', async () => {
  const refused = await story.filed({ title: '会员积分通兑平台', ...budgets.C })
  await story.head.answer('project', refused, 'refuse', '先在六家店试。')
  const id = await story.filed({ title: '会员积分六店试点', ...budgets.C })
  const [, similar] = await cards(story.operations, id)
  expect(similar!.rows[0]).toMatchObject({ title: '会员积分通兑平台', badge: '未通过' })
  expect(similar!.rows[0]!.note).toContain('：“先在六家店试。”')
  expect(similar!.rows.map(({ link }) => link)).not.toContain(`/r/project/${id}`)
  expect(similar!.rows.length).toBeLessThanOrEqual(3)
})

test('审批参考指向没有的算法，系统不启动，说是哪一个', () => {
  const { project } = packs.project.records
  const broken = {
    ...packs.project,
    records: { ...packs.project.records, project: { ...project, reference: 'project/none' } },
  }
  expect(() => assemble({ ...packs, project: broken })).toThrow('project：审批参考“project/none”不存在')
})

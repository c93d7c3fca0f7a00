import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem } from '#kernel/process/command.ts'
import { openOffice } from '#test/office.ts'
import type { Someone, World } from '#test/world.ts'
import type { AnswerView } from './ask.ts'

let world: World
let clerk: Someone

beforeAll(async () => {
  world = await openOffice()
  world.now = new Date('2026-03-06T02:00:00Z')
  clerk = await world.as('许知')
  await inForce('授权与审批管理办法', [
    ['第六条', '部门负责人', '部门负责人审核请假等事情是否必要、内容是否真实。'],
    ['第十六条', '请假', '员工请假填写请假单，三天以内由部门负责人批准，超过三天的由分管领导批准。'],
    ['第十七条', '采购申请', '采购物品写明品名、数量和预估单价，按金额分级批准。'],
  ])
  await inForce('客户投诉处理办法', [['第八条', '时限', '接到客户投诉，24 小时内联系客户，3 个工作日给方案。']])
})
afterAll(() => world.close())

const make = async (record: string, values: Readonly<Record<string, unknown>>) => {
  const command = { kind: 'run', rule: 'company.row', input: { record, values } } as const
  await world.server.store.submit({ command, actor: asSystem('测试'), origin: '测试' })
  return (await world.sql<{ id: string }>(`select id from "${record}" order by id desc limit 1`))[0]!.id
}
async function inForce(title: string, clauses: readonly (readonly [label: string, title: string, text: string])[]) {
  const policy = await make('policy', {
    title,
    owner: await world.unit('综合管理部'),
    category: 'other',
    edition: 'V1.4',
  })
  await world.sql(`update policy set status = 'effective', effective_on = '2026-01-01' where id = $1`, [policy])
  for (const [order, [label, heading, text]] of clauses.entries()) {
    const clause = await make('clause', {
      policy,
      anchor: `/${label}`,
      level: '条',
      label,
      title: heading,
      text,
      order,
    })
    await world.sql(`update clause set status = 'active' where id = $1`, [clause])
    if (heading === '请假') await make('carrier', { policy, clause, kind: 'form', target: 'leave', words: '请假单' })
  }
}
const ask = async (q: string, who = clerk): Promise<AnswerView> => {
  const answer = await who.send('GET', `/api/view/authority/ask?${new URLSearchParams({ q })}`)
  return (await answer.json()) as AnswerView
}
const steps = ({ route }: AnswerView) => route?.steps.map(({ act, people }) => `${people.join('、')} ${act}`)

test('“请假 5 天 谁批”：条款、今天的人、带着日期的请假单', async () => {
  const answer = await ask('请假 5 天 谁批')
  expect(answer.understood).toBe('请假 · 5 天')
  expect(answer.clauses[0]).toMatchObject({ policyTitle: '授权与审批管理办法', label: '第十六条 请假' })
  expect(steps(answer)).toEqual(['王敏 审', '贺云 审', '周晚晴 批'])
  expect(answer.start).toEqual({
    record: 'leave',
    label: '发起请假单',
    path: '/r/leave/new?since=2026-03-09&until=2026-03-13',
  })
})

test('写成中文数字、写成半天，一样看得懂', async () => {
  expect(steps(await ask('请假五天找谁批'))).toEqual(['王敏 审', '贺云 审', '周晚晴 批'])
  const half = await ask('请假两天半')
  expect(steps(half)).toEqual(['王敏 批', '贺云 备'])
  expect(half.start?.path).toContain('until=2026-03-11&untilHalf=morning')
})

test('同一句话，各人看到的是自己的路线', async () => {
  expect(steps(await ask('请假 1 天', await world.as('任会')))).toEqual(['章慧 批', '贺云 备'])
})

test('采购按预算内算；说了预算外又没有那一行，就说缺哪一行', async () => {
  expect(steps(await ask('采购八千块谁批'))).toEqual(['王敏 审', '蓝宇 会', '章慧 会', '周晚晴 批'])
  const outside = await ask('采购 8 千 预算外')
  expect(outside.route).toBeNull()
  expect(outside.hint).toContain('没有对应的审批权限：采购，8,000 元，预算外')
})

test('没说几天，就请人说；照样可以发起', async () => {
  const answer = await ask('请假')
  expect(answer).toMatchObject({ route: null, hint: '再写上天数，就知道谁批', start: { record: 'leave' } })
})

test('不是审批的问题：给出写到它的条款，不是什么都没有', async () => {
  const answer = await ask('客户投诉多久要联系')
  expect(answer).toMatchObject({ understood: '', route: null, start: null })
  expect(answer.clauses[0]).toMatchObject({ policyTitle: '客户投诉处理办法', label: '第八条 时限' })
  expect((await ask('甲乙丙丁')).clauses).toEqual([])
  expect((await ask("50%_'\\")).clauses).toEqual([])
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'
import type { Counts, WorkbenchView } from '../http/contract.ts'
import { grouped, shown } from './shown.ts'

let world: World
let applicant: Someone
let operations: Someone
const start = new Date()
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.now = start
  applicant = await world.as('王敏', '江州店')
  operations = await world.as('何静')
})

const filed = async (title: string) => {
  const unit = await world.unit('江州店')
  const more = { background: '慢', goal: '快', content: '改', schedule: '六月', budget: '1234567.80', units: 'few' }
  return (await applicant.create('project', { title, unit, ...more }, 'submit')).row.id
}
const agree = (id: string) =>
  operations.answer('project', id, 'agree', '可行', { feasibility: 'yes', necessity: 'yes' })
const workbench = async (who: Someone): Promise<WorkbenchView> => (await who.send('GET', '/api/workbench')).json()
const titles = async (who: Someone, box: 'todo' | 'done' | 'started') =>
  (await who.inbox(box)).rows.map(({ title }) => title)

describe('流程中心', () => {
  test('不相干的人：四个栏目都是空的，别人的待办办不了', async () => {
    const id = await filed('看不见的')
    const stranger = await world.as('白薇')
    for (const box of ['todo', 'read', 'done', 'started'] as const) expect((await stranger.inbox(box)).rows).toEqual([])
    const { todo } = await operations.get('project', id)
    const tried = await stranger.send('POST', `/api/todos/${todo?.id}`, { outcome: 'agree', opinion: '好' })
    expect(tried.status).toBe(404)
  })

  test('一件事：待办、已办、我发起的，停在谁那里', async () => {
    const id = await filed('一件事')
    const todo = (await operations.inbox()).rows.find((row) => row.recordId === id)
    expect(todo).toMatchObject({
      step: '运营初审',
      starter: '王敏',
      summary: { 申请部门: '江州店', 预算: '1,234,567.80 元' },
    })
    await agree(id)
    expect(await titles(operations, 'todo')).not.toContain('一件事')
    expect((await operations.inbox('done')).rows[0]).toMatchObject({
      title: '一件事',
      outcome: '同意',
      opinion: '可行',
    })
    const mine = (await applicant.inbox('started')).rows.find((row) => row.recordId === id)
    expect(mine?.stands).toBe('财务会签 · 周晚晴')
  })

  test('办完一件，给出下一件', async () => {
    const [first, second] = [await filed('甲'), await filed('乙')]
    const done = await agree(first)
    expect(done).toMatchObject({ message: '已办理：同意' })
    expect(await operations.get('project', first)).toMatchObject({ row: { status: 'review' }, todo: null })
    expect(done.next?.recordId).not.toBe(first)
    expect((await operations.inbox()).rows.map((row) => row.recordId)).toContain(second)
  })

  test('六十件分两页，一件不少一件不重；办两次第二次说明', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => filed(`批量 ${index}`)))
    const first = await operations.inbox()
    expect(first.rows).toHaveLength(50)
    const rest = await (await operations.send('GET', `/api/inbox?box=todo&cursor=${first.next}`)).json()
    const ids = [...first.rows, ...rest.rows].map((row: { id: string }) => row.id)
    expect(new Set(ids).size).toBe(first.counts.todo)
    expect(ids).toHaveLength(first.counts.todo)
    const [one] = first.rows
    await agree(one!.recordId)
    const again = await operations.send('POST', `/api/todos/${one!.id}`, { outcome: 'agree', opinion: '再来' })
    expect([again.status, (await again.json()).by]).toEqual([409, '何静'])
  })
})

describe('工作台', () => {
  test('到期的先说；时间按公司的钟', async () => {
    await filed('会逾期的')
    expect((await workbench(operations)).cards[0]).toMatchObject({ key: 'todo' })
    world.now = new Date(start.getTime() + 20 * 86_400_000)
    operations = await world.as('何静')
    const late = await workbench(operations)
    expect(late.cards[0]).toMatchObject({ key: 'late', title: '逾期', urgent: true })
    expect(late.summary).toMatch(/^今天 \d+ 件逾期、/)
    expect(late.cards[0]?.rows[0]).toMatchObject({ urgency: 'late', badge: expect.stringContaining('逾期') })
  })

  test.each([
    ['2026-11-23T01:00:00Z', '早上好'],
    ['2026-11-23T04:00:00Z', '中午好'],
    ['2026-11-23T06:00:00Z', '下午好'],
    ['2026-11-23T12:00:00Z', '晚上好'],
    ['2026-11-23T18:00:00Z', '夜深了'],
  ])('%s 说%s', async (now, words) => {
    world.now = new Date(now)
    expect((await workbench(await world.as('许知'))).greeting).toBe(`许知，${words}。`)
  })

  test('没有事的人：一句话，说可以做什么', async () => {
    const idle = await workbench(await world.as('白薇'))
    expect(idle.summary).toBe('今天没有要办的事。')
    expect(idle.cards.find(({ key }) => key === 'todo')).toMatchObject({
      rows: [],
      empty: expect.stringContaining('发起'),
    })
  })
})

describe('消息', () => {
  test('自己的才看得到、才能标为已读', async () => {
    const id = await filed('有消息的')
    await operations.answer('project', id, 'refuse', '先不做')
    const [message] = await applicant.messages()
    expect(message).toMatchObject({ body: '何静（运营初审）：先不做', read: false })
    await operations.send('POST', '/api/messages/read', { ids: [message!.id] })
    expect((await applicant.messages())[0]?.read).toBe(false)
    const counts = async (): Promise<Counts> => (await (await applicant.send('GET', '/api/session')).json()).counts
    const before = (await counts()).messages
    await applicant.send('POST', '/api/messages/read', { ids: [message!.id] })
    expect((await applicant.messages())[0]?.read).toBe(true)
    expect((await counts()).messages).toBe(before - 1)
  })

  test('没有办的待办，不能由申请人自己办', async () => {
    const id = await filed('自己的')
    const { todo } = await operations.get('project', id)
    const tried = applicant.send('POST', `/api/todos/${todo?.id}`, { outcome: 'agree', opinion: '好' })
    expect((await tried).status).toBe(404)
    expect(await refusal(applicant.act('project', id, 'pass', { opinion: '好' }))).toMatchObject({ status: 403 })
  })
})

test('值说成话：金额有千分位，看不到的引用说看不到', () => {
  expect([grouped('1234567.80'), grouped('-1000.05'), grouped('999.1234')]).toEqual([
    '1,234,567.80',
    '-1,000.05',
    '999.1234',
  ])
  const field = (kind: 'ref' | 'flag' | 'money' | 'choice' | 'text', more = {}) => ({
    kind,
    label: '',
    required: false,
    ...more,
  })
  expect(shown(field('ref'), 'x')).toBe('（看不到）')
  expect(shown(field('ref'), 'x', { x: '江州店' })).toBe('江州店')
  expect(shown(field('flag'), false)).toBe('否')
  expect(shown(field('money'), '1000.00')).toBe('1,000.00 元')
  expect(shown(field('choice', { choices: { a: '甲' } }), 'a')).toBe('甲')
  expect(shown(field('text'), '')).toBe('（空）')
})

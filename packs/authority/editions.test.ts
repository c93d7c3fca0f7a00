import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice } from '#test/office.ts'
import { refusal, type Someone, type World } from '#test/world.ts'
import { takeDueEffect } from './rules.ts'
import { standard } from './standard.ts'
import type { AuthorityTable } from './table.ts'
import type { RouteView, TableView } from './views.ts'

let world: World
let clerk: Someone
let keeper: Someone
let today: string

beforeAll(async () => {
  world = await openOffice()
  clerk = await world.as('许知')
  const administrator = await world.as('程诗')
  const person = await world.person('戚远')
  await administrator.create('role_holder', { role: 'authority_keeper', person, since: '2020-01-01' })
  keeper = await world.as('戚远')
  today = (await world.server.store.directory()).day
})
afterAll(() => world.close())

const view = async <T>(name: string, params: Readonly<Record<string, string>> = {}, who = clerk) =>
  (await (await who.send('GET', `/api/view/authority/${name}?${new URLSearchParams(params)}`)).json()) as T
const tried = async (params: Readonly<Record<string, string>>) => {
  const { steps } = await view<RouteView>('try', params)
  return steps.map(({ step, act, people }) => `${step} ${act} ${people.join('、')}`).join(' → ')
}
const small = { matter: '采购', amount: '8000', budgeted: 'true' }
const rows = standard.rows.filter(({ matter }) => matter !== '项目')
const wider = rows.map((row) =>
  row.when.amount === '≤5,000 元' ? { ...row, when: { amount: '≤8,000 元', budgeted: '是' } } : row,
)
const drafted = async (edition: string, table: Partial<AuthorityTable>, effectiveOn: string | null = null) =>
  (
    await keeper.create('authority_table', {
      edition,
      reason: '小额采购少跑一趟。',
      rows: wider,
      places: standard.places,
      ...table,
      effectiveOn,
    })
  ).row
const publish = (id: string) => keeper.act('authority_table', id, 'publish', { opinion: '总经理办公会同意。' })
const later = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
const status = async (id: string) => (await keeper.get('authority_table', id)).row.status

test('生效日在后面的等到那一天：在那以前照现行的走，到了那天自己生效，另一台机器上也是', async () => {
  const row = await drafted('V2', {}, later(3))
  await publish(row.id)
  expect(await status(row.id)).toBe('scheduled')
  await takeDueEffect(world.server)
  expect(await tried(small)).toContain('head 审 王敏')
  expect(await view<TableView>('table')).toMatchObject({ id: null, edition: '随系统带来的一版' })
  expect(await view<TableView>('table', { id: row.id })).toMatchObject({ status: 'scheduled', effectiveOn: later(3) })
  await world.sql('update authority_table set effective_on = $2 where id = $1', [row.id, today])
  const other = await world.node()
  await Promise.all([takeDueEffect(world.server), takeDueEffect(other.server)])
  await other.close()
  expect(await status(row.id)).toBe('effective')
  expect(await tried(small)).toBe('head 批 王敏 → archive 备 蓝宇')
})

test('还没到日子可以收回来改；别人收不回；日子已经过了的发布不了', async () => {
  const row = await drafted('V3', {}, later(5))
  await publish(row.id)
  expect(await refusal(clerk.act('authority_table', row.id, 'recall', { opinion: '我看看。' }))).toMatchObject({
    status: 403,
  })
  await keeper.act('authority_table', row.id, 'recall', { opinion: '金额再议。' })
  expect(await status(row.id)).toBe('draft')
  const past = await drafted('V4', {}, later(-1))
  expect((await refusal(publish(past.id))).fields).toHaveProperty('effectiveOn')
  expect(await status(past.id)).toBe('draft')
})

test('等的日子里部门没了：到那天不生效，页面上说得出为什么', async () => {
  const row = await drafted('V5', {}, later(2))
  await publish(row.id)
  const broken = wider.map((one) => ({ ...one, owner: '撤了的部门' }))
  await world.sql('update authority_table set effective_on = $2, rows = $3 where id = $1', [
    row.id,
    today,
    JSON.stringify(broken),
  ])
  await takeDueEffect(world.server)
  expect(await status(row.id)).toBe('scheduled')
  const { problems } = await view<TableView>('table', { id: row.id })
  expect(problems[0]?.words).toContain('没有叫“撤了的部门”的部门')
})

test('草稿可以先试算：照草稿走谁，照现行走谁', async () => {
  const row = await drafted('V6', { rows: rows.slice(0, 2) })
  const leave = { matter: '请假', days: '1' }
  expect(await tried({ ...leave, edition: row.id })).toBe('head 批 王敏 → archive 备 贺云')
  expect((await view<{ message: string }>('try', { ...small, edition: row.id })).message).toContain(
    '没有对应的审批权限：采购',
  )
  expect(await tried(small)).toContain('head 批 王敏')
  expect((await view<{ message: string }>('try', { ...small, edition: 'x' })).message).toContain('这一版审批权限表')
})

test('席位由谁坐也是这一版的内容：改了就换人，空缺的先提醒', async () => {
  const places = { ...standard.places, finance: { position: '预算主管' }, accountant: { position: '没有的岗位' } }
  const row = await drafted('V7', { places })
  const { problems, seatings } = await view<TableView>('table', { id: row.id })
  expect(problems.map(({ words }) => words)).toContain('总会计师现在空缺，送到那里的单子会按规则改送')
  expect(seatings.position.map(({ value }) => value)).toContain('预算主管')
  await publish(row.id)
  expect(await tried({ matter: '合同', amount: '1' })).toContain('finance 会 姚晴晴')
})

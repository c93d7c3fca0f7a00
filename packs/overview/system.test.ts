import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inForce } from '#test/policies.ts'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'
import type { CoverageView } from './coverage.ts'
import { linesIn } from './pages/system-lens.ts'
import type { SystemView } from './system-types.ts'

let world: World
let writer: Someone
let policy: string
beforeAll(async () => {
  world = await openWorld()
  writer = await world.as('苏禾')
  policy = await inForce(world)
})
afterAll(() => world.close())

const viewOf = async <T>(name: string, who = writer): Promise<T> =>
  (await (await who.send('GET', `/api/view/overview/${name}`)).json()) as T
const system = () => viewOf<SystemView>('system')
const coverage = () => viewOf<CoverageView>('coverage')
const lineOf = async (title: RegExp) => (await system()).lines.find(({ clause }) => title.test(clause.title))!
const idOf = async (anchor: string) => (await writer.list('clause', { policy, anchor })).rows[0]!.id

describe('谁看得到', () => {
  test('没有登录的人什么也看不到；制度、流程和职责对全体员工公开', async () => {
    for (const name of ['system', 'coverage', 'system/export'])
      expect((await world.app.request(`http://127.0.0.1/api/view/overview/${name}`)).status).toBe(401)
    expect(await viewOf('system', await world.as('许知'))).toEqual(await system())
    expect((await writer.send('GET', '/api/view/overview/nothing/export')).status).toBe(404)
  })
})

describe('体系总览', () => {
  test('从制度到条款，到流程、表单、责任部门，每一格都有去处', async () => {
    const line = await lineOf(/项目申请/)
    expect(line.policy.id).toBe(policy)
    expect(line.chapter).toContain('项目管理')
    expect(line.forms).toEqual([{ words: '项目', link: '/r/project' }])
    expect(line.processes.map(({ words }) => words)).toContain('项目审批 · 提交申请')
    expect(line.units.length).toBeGreaterThan(0)
  })

  test('缺什么看得见：没人落实的、没有指标的；还没有一条制度说到的流程另列', async () => {
    const view = await system()
    const open = linesIn(view, { missing: 'carrier' })
    expect(open.length).toBe(view.total.all - view.total.done)
    expect(linesIn(view, { missing: 'indicator' }).length).toBe(view.total.all)
    expect(view.loose.map(({ name }) => name)).toContain('policy_issue')
    expect(view.loose.map(({ name }) => name)).not.toContain('project_approval')
  })

  test('按制度、部门、字来看', async () => {
    const view = await system()
    expect(linesIn(view, { policy: 'x' })).toEqual([])
    expect(linesIn(view, { q: '提交申请' }).length).toBeGreaterThan(0)
    const unit = view.lines[0]!.units[0]!.id!
    expect(linesIn(view, { unit }).every(({ units }) => units.some(({ id }) => id === unit))).toBe(true)
  })

  test('导出的表和看到的一样，第二张是落地率', async () => {
    const answer = await writer.send('GET', `/api/view/overview/system/export?missing=carrier`)
    const bytes = Buffer.from(await answer.arrayBuffer())
    const sheet = (n: number) => {
      const name = `xl/worksheets/sheet${n}.xml`
      return inflateRawSync(bytes.subarray(bytes.indexOf(name) + name.length)).toString()
    }
    const rows = sheet(1).match(/<row /g)!.length - 1
    expect(rows).toBe(linesIn(await system(), { missing: 'carrier' }).length)
    expect(sheet(1)).toContain('还没落地')
    expect(sheet(2)).toContain('落地率')
  })
})

describe('条款落地率', () => {
  // @covers POL-21
  test('制度、章、部门、目录上的数是同一个数：章加起来是制度，制度加起来是全部', async () => {
    const { total, policies, units } = await coverage()
    const own = policies.find(({ id }) => id === policy)!
    const sum = (parts: readonly { done: number; all: number; exempt?: number }[]) =>
      parts.map(({ done, all }) => [done, all]).reduce(([a = 0, b = 0], [c = 0, d = 0]) => [a + c, b + d], [0, 0])
    expect(sum(own.chapters)).toEqual([own.done, own.all])
    expect(sum(policies)).toEqual([total.done, total.all])
    expect((await system()).total).toEqual(total)
    expect(own.chapters.flatMap(({ open }) => open)).toHaveLength(own.all - own.done)
    expect(sum(units)[1]).toBeGreaterThanOrEqual(total.all)
    const answer = await writer.send('GET', '/api/view/policy/catalogue')
    const line = ((await answer.json()) as { id: string; done: number; leaves: number }[]).find(
      ({ id }) => id === policy,
    )!
    expect([line.done, line.leaves]).toEqual([own.done, own.all])
  })

  test('目的、范围、解释、施行不要求落实，不进分母', async () => {
    const { lines } = await system()
    const exempt = lines.filter((line) => line.exempt).map(({ clause }) => clause.title)
    expect(exempt.some((title) => /目的/.test(title))).toBe(true)
    expect(exempt.some((title) => /解释/.test(title))).toBe(true)
    expect(exempt.some((title) => /项目申请|抽查|检查/.test(title))).toBe(false)
  })

  test('有人说不要求落实，要写理由，随时能改回来；别人不能', async () => {
    const before = (await coverage()).total
    const open = linesIn(await system(), { missing: 'carrier' })[0]!
    const id = await idOf(open.clause.anchor)
    const judge = (asks: string, who = writer, asksWhy: string | null = '只是提倡，不考核') =>
      who.act('clause', id, 'judge', { fields: { asks, asksWhy } })
    expect(await refusal(judge('no', await world.as('许知')))).toMatchObject({ status: 403 })
    expect((await refusal(judge('no', writer, null))).fields).toHaveProperty('asksWhy')
    await judge('no')
    expect((await coverage()).total).toMatchObject({ all: before.all - 1, exempt: before.exempt + 1 })
    await judge('yes')
    expect((await coverage()).total).toEqual(before)
  })
})

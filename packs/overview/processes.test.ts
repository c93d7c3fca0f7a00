import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inForce } from '#test/policies.ts'
import { budgets, carry } from '#test/projects.ts'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'
import type { ProcessesView } from './processes.ts'
import type { RunsView } from './runs.ts'

let world: World
let clerk: Someone
let policy: string
beforeAll(async () => {
  world = await openWorld()
  clerk = await world.as('许知')
  policy = await inForce(world)
  const reviewer = await world.as('邓一鸣')
  const file = async (title: string) => {
    const unit = await world.unit('江州店')
    return (await clerk.create('project', { ...plan, title, unit }, 'submit')).row.id
  }
  for (const title of ['一号店改造', '二号店改造']) await carry(world, await file(title))
  const refused = await file('三号店改造')
  await carry(world, refused, '运营初审')
  await reviewer.answer('project', refused, 'refuse', '不必要')
  await file('四号店改造')
  world.now = new Date()
})
afterAll(() => world.close())

const plan = { background: '旧', goal: '新', content: '改', schedule: '三个月', ...budgets.B }
const viewOf = async <T>(name: string, who: Someone) =>
  (await (await who.send('GET', `/api/view/overview/${name}`)).json()) as T
const lineOf = async (who = clerk, name = 'project_approval') =>
  (await viewOf<ProcessesView>('processes', who)).lines.find((line) => line.name === name)!

describe('谁看得到', () => {
  test('没有登录的人什么也看不到；件数人人一样，单据只有看得到它的人点得开', async () => {
    expect((await world.app.request('http://127.0.0.1/api/view/overview/processes')).status).toBe(401)
    const stranger = await world.as('白薇')
    expect(await lineOf(stranger)).toEqual(await lineOf())
    const seen = await viewOf<RunsView>('runs?process=project_approval', stranger)
    expect(seen).toMatchObject({ runs: [], hidden: 4 })
    expect((await viewOf<RunsView>('runs?process=project_approval', clerk)).runs).toHaveLength(4)
    expect((await stranger.send('GET', '/api/view/overview/runs?process=nothing')).status).toBe(404)
  })
})

describe('谁归口、谁参与', () => {
  // @covers ORG-12
  test('没登记的按制度的归口部门；登记了的算登记的；涉及的部门从环节算出', async () => {
    const unit = await world.unit('门店部')
    expect((await lineOf()).owner).toMatchObject({ name: '运营部', from: 'policy' })
    const line = { process: 'project_approval', label: '项目审批', unit }
    expect(await refusal(clerk.create('process_owner', line))).toMatchObject({ status: 403 })
    await (await world.as('程诗')).create('process_owner', line)
    expect((await lineOf()).owner).toMatchObject({ name: '门店部', from: 'ledger' })
    expect((await lineOf()).involved).toEqual(
      expect.arrayContaining(['全体员工', '部门负责人', '运营部', '财务', '分管领导', '禾木公司', '总经理办公会']),
    )
    expect((await lineOf()).involved).not.toContain('门店部')
    expect((await lineOf()).clauses.map((clause) => clause.policy)).toContain(policy)
  })
})

describe('跑得齐不齐', () => {
  // @covers PRN-06
  test('在办几件、近九十天几件；办完的有几种走法、最常见的占多少、用时怎么分布', async () => {
    const line = await lineOf()
    expect(line).toMatchObject({ running: 1, runs: 4, paths: 2, usual: 67 })
    expect(line.quartiles).toHaveLength(3)
    expect(await lineOf(clerk, 'policy_issue')).toMatchObject({ running: 0, paths: 1, usual: 100 })
  })

  test('每个数点开就是它数的那些：在办的一件，近九十天的四件，各走了哪几步', async () => {
    const open = await viewOf<RunsView>('runs?process=project_approval&open=1', clerk)
    expect(open.runs.map(({ title }) => title)).toEqual([expect.stringContaining('四号店改造')])
    const { runs } = await viewOf<RunsView>('runs?process=project_approval', clerk)
    const pathOf = (title: string) => runs.find((run) => run.title.includes(title))
    expect(pathOf('一号店')).toMatchObject({
      path: ['部门审核', '运营初审', '财务会签', '公司审批'],
      took: expect.any(String),
    })
    expect(pathOf('三号店')).toMatchObject({ path: ['部门审核', '运营初审'] })
    expect(pathOf('四号店')).toMatchObject({ took: null })
  })

  test('九十天以前的不算', async () => {
    world.now = new Date(Date.now() + 100 * 86_400_000)
    expect(await lineOf(await world.as('许知'))).toMatchObject({ running: 1, runs: 0, usual: null, quartiles: null })
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inForce } from '#test/policies.ts'
import { openWorld, type Someone, type World } from '#test/world.ts'
import { shownOf } from './pages/lens.ts'
import type { MatrixView } from './types.ts'

let world: World
let organiser: Someone
let view: MatrixView
let policy: string
beforeAll(async () => {
  world = await openWorld()
  organiser = await world.as('程诗')
  policy = await inForce(world)
  for (const [unit, title, part] of duties)
    await activate({ unit: await world.unit(unit), title, part, group: '客户管理' })
  const [vacant] = (await organiser.list('position', { q: '副店长' })).rows
  await activate({ unit: await world.unit('江州店'), position: vacant!.id, title: '排班', part: 'lead', group: '门店' })
  view = await matrixOf('许知')
})
afterAll(() => world.close())

const duties = [
  ['运营部', '客户回访', 'lead'],
  ['门店部', '客户回访', 'lead'],
  ['运营部', '竞争对手分析', 'assist'],
  ['运营部', '门店巡查', 'lead'],
  ['门店部', '门店巡查', 'assist'],
  ['江州店', '门店巡查', 'inform'],
] as const

async function activate(fields: Readonly<Record<string, unknown>>) {
  const { row } = await organiser.create('duty', fields)
  await organiser.act('duty', row.id, 'activate')
}

async function matrixOf(name: string): Promise<MatrixView> {
  const answer = await (await world.as(name)).send('GET', '/api/view/overview/matrix')
  return (await answer.json()) as MatrixView
}

/** The marks of a row in words: 部门 主责. */
function marksOf(title: string, from: MatrixView['rows'][number]['source'], group = ''): string[] {
  const row = view.rows.findIndex(
    (one) => one.title === title && one.source === from && view.groups[one.group]?.title.includes(group),
  )
  return view.marks.filter(([at]) => at === row).map(([, column, part]) => `${view.columns[column]?.name} ${part}`)
}
const notesOf = (title: string) =>
  view.marks.filter(([at]) => view.rows[at]?.title === title).map(([, , , note]) => view.notes[note])

describe('谁看得到', () => {
  test('没有登录的人什么也看不到；职责对全体员工公开，营业员看到的和系统管理员一样', async () => {
    expect((await world.app.request('http://127.0.0.1/api/view/overview/matrix')).status).toBe(401)
    expect(await matrixOf('程诗')).toEqual(view)
  })
})

describe('写下来的职责', () => {
  // @covers ORG-02
  test('一项职责一行，几个部门各在自己那一列，分工方式用词说清', () => {
    expect(marksOf('门店巡查', 'duty')).toEqual(
      expect.arrayContaining(['运营部 lead', '门店部 assist', '江州店 inform']),
    )
    expect(notesOf('门店巡查').map((note) => note?.words)).toContain('配合：门店巡查')
  })

  // @covers ORG-06 PRN-05
  test('两处主责、没有主责、有岗无人，各自标出来；分工清楚的不标', () => {
    const problems = Object.fromEntries(view.rows.map(({ title, problem }) => [title, problem]))
    expect(problems).toMatchObject({ 客户回访: 'twoLeads', 竞争对手分析: 'noLead', 排班: 'vacant' })
    expect(problems.门店巡查).toBeUndefined()
    expect(
      shownOf(view, { problem: '1' })
        .lines.flatMap(({ row }) => row?.title ?? [])
        .toSorted(),
    ).toEqual(['客户回访', '排班', '竞争对手分析'].toSorted())
  })

  test('空着的岗位有自己的一列，不用打开“显示岗位”；有人的岗位并在部门里', () => {
    const names = shownOf(view, {}).columns.map(({ name }) => name)
    expect(names).toContain('副店长')
    expect(names).not.toContain('店长')
    expect(view.columns.find(({ name }) => name === '副店长')).toHaveProperty('vacant')
    expect(view.columns.find(({ name }) => name === '收银员')).toHaveProperty('vacant')
    expect(shownOf(view, { posts: '1', from: 'all' }).columns.map(({ name }) => name)).toContain('制度专员')
  })

  test('制度里来的职责说得出是哪一条，点得到那一条', () => {
    const from = view.notes.filter(({ clause }) => clause?.policy === policy)
    expect(from.length).toBeGreaterThan(10)
    expect(from[0]?.clause).toMatchObject({ title: view.policies[policy], anchor: expect.stringMatching(/./) })
    const only = shownOf(view, { policy })
    expect(only.lines.flatMap(({ row }) => row?.title ?? [])).not.toContain('客户回访')
    expect(only.rows).toBeGreaterThan(5)
  })
})

describe('从流程和权限算出来的', () => {
  test('初审是审核，最后一关是批准，谁都能提出；记号说明是谁、凭什么', () => {
    expect(marksOf('提交申请', 'step', '项目审批')).toEqual(['全体员工 lead'])
    expect(marksOf('运营初审', 'step')).toEqual(['运营部部长 review', '项目专员 review'])
    expect(marksOf('部门审核', 'step', '项目审批')).toEqual(['部门负责人 review'])
    expect(marksOf('公司审批', 'step')).toEqual(expect.arrayContaining(['分管领导 approve', '总经理办公会 approve']))
    expect(notesOf('公司审批')[0]?.words).toMatch(
      /批准：项目审批的“公司审批”由分管领导（按审批权限表）办理，可以批准、退回修改、不同意/,
    )
  })

  test('单据的权限成行：谁能新建、谁能改状态、谁能看，句子和列表上的一样', () => {
    expect(marksOf('新建', 'right', '权限 职责')).toEqual(['系统管理员 lead'])
    expect(marksOf('查看', 'right', '权限 项目')).toEqual(
      expect.arrayContaining(['经办人 inform', '本部门 inform', '部门负责人 inform', '分管领导 inform']),
    )
    expect(shownOf(view, {}).lines.some(({ row }) => row?.source === 'right')).toBe(false)
    expect(shownOf(view, { from: 'right' }).rows).toBeGreaterThan(10)
  })
})

describe('透过条件看', () => {
  test('选一个部门，只剩它和下级的列，以及它们有分工的行', async () => {
    const shown = shownOf(view, { unit: await world.unit('门店部') })
    expect(shown.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['门店部', '江州店', '副店长']))
    expect(shown.columns.map(({ name }) => name)).not.toContain('运营部')
    expect(shown.lines.flatMap(({ row }) => row?.title ?? [])).not.toContain('竞争对手分析')
  })

  test('按分工、按字找', () => {
    expect(shownOf(view, { part: 'approve' }).lines.flatMap(({ row }) => row?.title ?? [])).toContain('公司审批')
    expect(shownOf(view, { q: '巡查' }).rows).toBe(1)
    expect(shownOf(view, { q: '没有的事' }).rows).toBe(0)
  })
})

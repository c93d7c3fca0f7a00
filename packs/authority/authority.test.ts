import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOffice } from '#test/office.ts'
import { refusal, type Someone, type World } from '#test/world.ts'
import { checkTable } from './check.ts'
import { fromDmn, toDmn } from './dmn.ts'
import { standard } from './standard.ts'
import type { AuthorityTable } from './table.ts'
import type { RouteView, TableView } from './views.ts'

let world: World
let clerk: Someone
let keeper: Someone

beforeAll(async () => {
  world = await openOffice()
  clerk = await world.as('许知')
  const administrator = await world.as('程诗')
  const person = await world.person('戚远')
  await administrator.create('role_holder', { role: 'authority_keeper', person, since: '2020-01-01' })
  keeper = await world.as('戚远')
})
afterAll(() => world.close())

const view = async <T>(who: Someone, name: string, params: Readonly<Record<string, string>> = {}) => {
  const answer = await who.send('GET', `/api/view/authority/${name}?${new URLSearchParams(params)}`)
  return { status: answer.status, body: (await answer.json()) as T & { message?: string } }
}
const tried = async (params: Readonly<Record<string, string>>, who = clerk) => {
  const { body } = await view<RouteView>(who, 'try', params)
  if (body.message) return body.message
  return body.steps.map(({ step, act, people }) => `${step} ${act} ${people.join('、') || '空缺'}`).join(' → ')
}

describe('附件里的每一行（product.md 1.6）', () => {
  test('随系统带来的规则表就是这张表，一字不差地读得回来', () => {
    expect(readFileSync(new URL('./authority.dmn', import.meta.url), 'utf8')).toBe(toDmn(standard))
    expect(fromDmn(toDmn(standard))).toEqual(standard)
  })

  const head = 'head 审 王敏'
  // @covers ORG-02
  test.each([
    [{ matter: '请假', days: '0.5' }, 'head 批 王敏 → archive 备 贺云'],
    [{ matter: '请假', days: '3' }, 'head 批 王敏 → archive 备 贺云'],
    [{ matter: '请假', days: '3.5' }, `${head} → owner 审 贺云 → overseer 批 周晚晴`],
    [{ matter: '用印', kind: '合同已批' }, `${head} → owner 批 戚远 → handle 印 祝芸`],
    [{ matter: '用印', kind: '其他文件或外带' }, `${head} → owner 审 戚远 → overseer 批 周晚晴 → handle 印 祝芸`],
    [{ matter: '采购', amount: '5000', budgeted: 'true' }, 'head 批 王敏 → archive 备 蓝宇'],
    [
      { matter: '采购', amount: '5000.01', budgeted: 'true' },
      `${head} → owner 会 蓝宇 → finance 会 章慧 → overseer 批 周晚晴`,
    ],
    [
      { matter: '采购', amount: '500000', budgeted: 'true' },
      `${head} → owner 会 蓝宇 → finance 会 章慧 → overseer 审 周晚晴 → accountant 审 祁珍 → manager 批 林致远`,
    ],
    [{ matter: '合同', amount: '100000' }, `${head} → owner 会 戚远 → finance 会 章慧 → overseer 批 周晚晴`],
    [
      { matter: '合同', amount: '100001' },
      `${head} → owner 会 戚远 → finance 会 章慧 → overseer 审 周晚晴 → accountant 审 祁珍 → manager 批 林致远`,
    ],
    [{ matter: '费用报销', amount: '2000' }, 'head 批 王敏 → finance 核 任会'],
    [{ matter: '费用报销', amount: '20000' }, `${head} → check 核 任会 → finance 审 章慧 → overseer 批 周晚晴`],
    [{ matter: '付款申请', amount: '1' }, `${head} → finance 核 任会 → overseer 审 周晚晴 → manager 批 林致远`],
    [{ matter: '用款追加' }, `${head} → finance 核 任会 → overseer 审 周晚晴 → accountant 审 祁珍 → manager 批 林致远`],
    [{ matter: '项目', grade: 'B' }, `${head} → owner 审 周晚晴 → finance 会 章慧 → overseer 批 周晚晴`],
  ])('%j', async (params: Record<string, string>, route) => {
    expect(await tried(params)).toBe(route)
  })

  test('空缺的位子按规则送别人，说得出为什么；有代理人的写明代谁', async () => {
    const { body } = await view<RouteView>(clerk, 'try', { matter: '项目', grade: 'B' })
    expect(body.notes.join()).toContain('运营管理部负责人空缺，按规则送')
    const deputy = await world.person('姚晴晴')
    const finance = await world.as('章慧')
    const today = (await world.server.store.directory()).day
    const away = { person: finance.id, deputy, since: today, until: today, reason: '出差' }
    const { row } = await finance.create('delegation', away)
    expect(await tried({ matter: '合同', amount: '1' })).toContain('finance 会 姚晴晴（代章慧）')
    await finance.act('delegation', row.id, 'revoke')
  })

  test('总经理办公会是它今天的成员', async () => {
    const organiser = await world.as('程诗')
    const board = { name: '总经理办公会', kind: 'office', quorum: '2/3' }
    const committee = (await organiser.create('committee', board)).row.id
    for (const name of ['林致远', '周晚晴']) {
      const member = { committee, person: await world.person(name), post: 'member', since: '2020-01-01' }
      await organiser.create('committee_member', member)
    }
    expect(await tried({ matter: '采购', amount: '600000' })).toMatch(
      /manager 审 林致远 → board 批 (林致远、周晚晴|周晚晴、林致远)$/,
    )
  })

  test('没有对应的行就说缺哪一行，不会悄悄放过去', async () => {
    expect(await tried({ matter: '采购', amount: '80000', budgeted: 'false' })).toBe(
      '没有对应的审批权限：采购，8 万元，预算外。请检查填的内容，或请审批权限表管理人补上这一行。你填的内容都还在。',
    )
    expect(await tried({ matter: '费用报销', amount: '20000.01' })).toContain('没有对应的审批权限：费用报销')
    expect(await tried({ matter: '没有的事' })).toContain('没有对应的审批权限：没有的事')
  })

  test('随便什么情形：要么正好有一行管，要么说缺哪一行', async () => {
    const facts = fc.record({
      matter: fc.constantFrom('请假', '采购', '费用报销', '用印', '合同'),
      days: fc.double({ min: 0, max: 60, noNaN: true }).map(String),
      amount: fc.integer({ min: 0, max: 100_000_000 }).map((cents) => String(cents / 100)),
      budgeted: fc.constantFrom('true', 'false'),
      kind: fc.constantFrom('合同已批', '其他文件或外带'),
    })
    await fc.assert(
      fc.asyncProperty(facts, async (params) => {
        const { status, body } = await view<RouteView>(clerk, 'try', params)
        if (status === 200) expect(body.steps.filter(({ act }) => act === '批')).toHaveLength(1)
        else expect(body.message).toContain(`没有对应的审批权限：${params.matter}`)
      }),
      { numRuns: 60 },
    )
  })
})

describe('自己不批自己', () => {
  test('部门负责人的小额报销往上走一级，说得出为什么', async () => {
    const boss = await world.as('王敏', '江州店')
    const { body } = await view<RouteView>(boss, 'try', { matter: '费用报销', amount: '900' })
    expect(body.steps.map(({ step, act }) => `${step} ${act}`)).toEqual(['finance 核', 'overseer 批'])
    expect(body.notes).toEqual(['部门负责人是经办人本人，改由分管领导批准'])
  })
  test('分管领导自己的走到总经理；核对人自己的改由财务负责人核对', async () => {
    expect(await tried({ matter: '请假', days: '9', unit: await world.unit('江州店') }, await world.as('周晚晴'))).toBe(
      'head 审 王敏 → owner 审 贺云 → manager 批 林致远',
    )
    expect(await tried({ matter: '费用报销', amount: '900' }, await world.as('任会'))).toBe(
      'head 批 章慧 → finance 核 章慧',
    )
  })
})

describe('改表', () => {
  const edited = (change: (rows: AuthorityTable['rows']) => AuthorityTable['rows']) => ({
    edition: 'V2',
    reason: '小额采购放宽到八千元，少跑一趟。',
    // The company of the tests has no 运营管理部, which owns the projects.
    rows: change(standard.rows.filter(({ matter }) => matter !== '项目')),
    places: standard.places,
  })

  test('不是管理人：看得到，改不了', async () => {
    expect((await view<TableView>(clerk, 'table')).body).toMatchObject({ mayEdit: false, status: 'effective' })
    expect(
      await refusal(
        clerk.create(
          'authority_table',
          edited((rows) => rows),
        ),
      ),
    ).toMatchObject({ status: 403 })
  })

  test('写错的格子发布不了，说得出第几行哪一列', async () => {
    const wrong = edited((rows) => [
      { ...rows[0]!, when: { days: '三四天' }, owner: '不存在的部门' },
      { matter: '请假', when: {}, does: { head: '审', manager: '印' } },
    ])
    const { row } = await keeper.create('authority_table', wrong)
    const refused = await refusal(keeper.act('authority_table', row.id, 'publish', { opinion: '发布' }))
    expect(refused.message).toContain('第 1 行：“天数”里的“三四天”读不懂')
    expect(refused.message).toContain('第 1 行：没有叫“不存在的部门”的部门')
    expect(refused.message).toContain('第 2 行：“总经理”这一列不能写“印”')
    expect(refused.message).toContain('第 2 行：没有人批准')
  })

  test('发布要写理由；发布以后马上按新的走，另一台机器上也是；走着的单子不变', async () => {
    const small = { matter: '采购', amount: '8000', budgeted: 'true' }
    const other = await world.node()
    const items = [{ name: '货架', quantity: 1, price: '8000.00' }]
    const form = { unit: await world.unit('江州店'), purpose: '货架', items, budgeted: true }
    const running = (await clerk.create('purchase', form, 'submit')).row
    const { row } = await keeper.create(
      'authority_table',
      edited((rows) =>
        rows.map((one) =>
          one.when.amount === '≤5,000 元' ? { ...one, when: { amount: '≤8,000 元', budgeted: '是' } } : one,
        ),
      ),
    )
    expect(await refusal(keeper.act('authority_table', row.id, 'publish'))).toMatchObject({ status: 422 })
    expect(await tried(small)).toContain('head 审')
    await keeper.act('authority_table', row.id, 'publish', { opinion: '总经理办公会同意。' })
    expect(await tried(small)).toBe('head 批 王敏 → archive 备 蓝宇')
    await other.server.store.directory()
    expect(other.server.deployment.decision('authority').number).toBe(
      world.server.deployment.decision('authority').number,
    )
    await other.close()
    const ahead = (await clerk.timeline('purchase', running.id)).steps.map((step) => step.name)
    expect(ahead).toEqual(['提交', '部门负责人', '归口部门', '财务', '分管领导'])
    expect((await view<TableView>(clerk, 'table')).body).toMatchObject({ edition: 'V2', id: row.id })
  })

  test('再发一版，前一版是“已被取代”', async () => {
    const { row } = await keeper.create('authority_table', { ...edited((rows) => rows), edition: 'V3' })
    await keeper.act('authority_table', row.id, 'publish', { opinion: '改回来。' })
    const { editions } = (await view<TableView>(clerk, 'table')).body
    expect(editions.map(({ edition, status }) => `${edition} ${status}`)).toEqual(
      expect.arrayContaining(['V3 effective', 'V2 superseded']),
    )
  })
})

describe('发布前的检查', () => {
  const words = async (table: AuthorityTable) =>
    checkTable(table, await world.server.store.directory(), ['请假', '采购']).map((found) => found.words)

  test('永远用不到的行、金额没封顶、空缺的位子、没有负责人的部门', async () => {
    const rows: AuthorityTable['rows'] = [
      { matter: '采购', when: { amount: '≤5 万元' }, does: { head: '批' } },
      { matter: '采购', when: { amount: '≤2 万元' }, does: { head: '批', accountant: '审' } },
      { matter: '请假', when: {}, owner: '禾木公司', does: { head: '批', owner: '备' } },
    ]
    const found = await words({ rows, places: { accountant: { position: '首席会计' } } })
    expect(found).toContain('第 2 行：永远用不到：第 1 行已经管住了这些情形')
    expect(found).toContain('第 2 行：“采购”金额再大就没有对应的行了，这样的单子交不上去')
    expect(found).toContain('总会计师现在空缺，送到那里的单子会按规则改送')
  })
  test('随系统带来的表没有错，只提醒没有上限的两处和没用到的事项', async () => {
    const directory = await world.server.store.directory()
    const errors = checkTable(standard, directory, []).filter(({ level }) => level === 'error')
    expect(errors.map((found) => found.words)).toEqual(
      ['15', '16', '17'].map((row) => `第 ${row} 行：没有叫“运营管理部”的部门`),
    )
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOffice } from '#test/office.ts'
import { refusal, type Someone, type World } from '#test/world.ts'

let world: World
let clerk: Someone
let boss: Someone
const who = (name: string) => world.as(name)

beforeAll(async () => {
  world = await openOffice()
  clerk = await who('许知')
  boss = await world.as('王敏', '江州店')
})
afterAll(() => world.close())

const buy = async (price: string, by = clerk, at = '江州店') =>
  (
    await by.create(
      'purchase',
      {
        unit: await world.unit(at),
        purpose: '成品仓货架',
        items: [{ name: '重型货架', quantity: 1, price }],
        budgeted: true,
      },
      'submit',
    )
  ).row
const steps = async (id: string, by = clerk) =>
  (await by.timeline('purchase', id)).steps.map(
    ({ name, people }) => `${name} ${people.map((one) => one.name).join('、')}`,
  )
const primary = async (by: Someone, record: string, id: string) => {
  const { todo } = await by.get(record, id)
  return todo?.outcomes.filter((outcome) => outcome.primary).map(({ label }) => label)
}
const status = async (id: string, by = clerk) => (await by.get('purchase', id)).row.status

describe('按钮上的字（product.md 4.2）', () => {
  // @covers CTL-01
  test('审核、会签说“同意”，终审说“批准”，流转记录里也是', async () => {
    const row = await buy('10000')
    expect(await primary(boss, 'purchase', row.id)).toEqual(['同意'])
    await boss.answer('purchase', row.id, 'agree', '货架确实不够。')
    for (const name of ['蓝宇', '章慧']) {
      expect(await primary(await who(name), 'purchase', row.id)).toEqual(['同意'])
      await (await who(name)).answer('purchase', row.id, 'agree', '预算内。')
    }
    const overseer = await who('周晚晴')
    expect((await overseer.inbox()).rows.find((todo) => todo.recordId === row.id)?.outcomes[0]?.label).toBe('批准')
    await overseer.answer('purchase', row.id, 'agree', '抓紧。')
    const said = (await clerk.timeline('purchase', row.id)).steps.map(({ people }) => people[0]?.outcome)
    expect(said).toEqual([undefined, '同意', '同意', '同意', '批准'])
  })

  test('小额的部门负责人就是终审', async () => {
    const row = await buy('100')
    expect(await primary(boss, 'purchase', row.id)).toEqual(['批准'])
  })
})

describe('还没走到的环节', () => {
  test('写着今天会送给谁', async () => {
    const row = await buy('60000')
    expect(await steps(row.id)).toEqual([
      '提交 许知',
      '部门负责人 王敏',
      '归口部门 蓝宇',
      '财务 章慧',
      '分管领导 周晚晴',
      '总会计师 祁珍',
      '总经理 林致远',
    ])
  })
})

describe('总经理办公会', () => {
  const members = ['林致远', '周晚晴', '章慧', '贺云', '蓝宇']
  beforeAll(async () => {
    const organiser = await who('程诗')
    const board = { name: '总经理办公会', kind: 'office', quorum: '3/5' }
    const committee = (await organiser.create('committee', board)).row.id
    for (const name of members) {
      const member = { committee, person: await world.person(name), post: 'member', since: '2020-01-01' }
      await organiser.create('committee_member', member)
    }
  })
  const untilBoard = async () => {
    const row = await buy('600000')
    for (const name of ['王敏', '蓝宇', '章慧', '周晚晴', '祁珍', '林致远'])
      await (name === '王敏' ? boss : await who(name)).answer('purchase', row.id, 'agree', '同意。')
    return row
  }

  test('六成同意就通过，其余的待办收回；按钮说“批准”', async () => {
    const row = await untilBoard()
    expect(await primary(await who('贺云'), 'purchase', row.id)).toEqual(['批准'])
    for (const name of members.slice(0, 2)) await (await who(name)).answer('purchase', row.id, 'agree', '同意。')
    expect(await status(row.id)).toBe('review')
    await (await who('章慧')).answer('purchase', row.id, 'agree', '资金排得开。')
    expect(await status(row.id)).toBe('approved')
    expect((await (await who('贺云')).inbox()).rows.map((todo) => todo.recordId)).not.toContain(row.id)
  })

  test('两个人同意，一个人不同意：到此为止，写明的理由经办人看得到', async () => {
    const row = await untilBoard()
    for (const name of members.slice(0, 2)) await (await who(name)).answer('purchase', row.id, 'agree', '同意。')
    expect(await refusal((await who('贺云')).answer('purchase', row.id, 'refuse'))).toMatchObject({ status: 422 })
    await (await who('贺云')).answer('purchase', row.id, 'refuse', '先把旧货架利用起来。')
    expect(await status(row.id)).toBe('refused')
    const { steps: all } = await clerk.timeline('purchase', row.id)
    expect(all.at(-1)?.people.find((one) => one.name === '贺云')).toMatchObject({
      outcome: '不同意',
      opinion: '先把旧货架利用起来。',
    })
  })
})

describe('同一个人', () => {
  test('中间隔着别人的，两次都要办；空缺改送过来、紧挨着的，只办一次，操作记录里说得出为什么', async () => {
    const keeper = await who('祝芸')
    const route = ['提交 祝芸', '部门负责人 戚远', '归口部门 蓝宇', '财务 章慧']
    const first = await buy('60000', keeper, '综合管理部')
    expect(await steps(first.id, keeper)).toEqual([...route, '分管领导 林致远', '总会计师 祁珍', '总经理 林致远'])
    const organiser = await who('程诗')
    await organiser.act('person', await world.person('祁珍'), 'leave')
    const second = await buy('60000', keeper, '综合管理部')
    expect(await steps(second.id, keeper)).toEqual([...route, '总经理 林致远'])
    const { events } = await keeper.timeline('purchase', second.id)
    const told = events.find(({ action }) => action === '审批权限表')
    expect(told?.who).toBe('系统')
    expect(told?.words).toContain(
      '总会计师空缺，按规则送禾木公司负责人林致远；总会计师和总经理都是林致远，只在“总经理”办一次',
    )
  })
})

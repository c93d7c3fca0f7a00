import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOffice } from '#test/office.ts'
import { Answer, type Someone, type World } from '#test/world.ts'

/** Who stands where to a request of 许知 in 江州店 that waits with its head. */
const kinds = {
  申请人: ['许知'],
  部门负责人: ['王敏', '江州店'],
  分管领导: ['周晚晴'],
  还没轮到的归口部门: ['贺云'],
  同事: ['白薇'],
  系统管理员: ['程诗'],
} as const
type Kind = keyof typeof kinds

let world: World
const people = {} as Record<Kind, Someone>
const forms: Record<string, Record<string, unknown>> = {}

beforeAll(async () => {
  world = await openOffice()
  for (const kind of Object.keys(kinds) as Kind[]) people[kind] = await world.as(...(kinds[kind] as [string]))
  const unit = await world.unit('江州店')
  const administrator = people.系统管理员
  const keeper = await world.person('祝芸')
  await administrator.create('role_holder', { role: 'stamp_keeper', person: keeper, since: '2020-01-01' })
  const stamp = (await (await world.as('祝芸')).create('stamp', { name: '合同章', keeper })).row.id
  const days = { since: '2026-03-02', until: '2026-03-06' }
  forms.leave = { unit, type: 'personal', ...days, reason: '家里装修', standIn: people.同事.id }
  forms.purchase = { unit, purpose: '货架', items: [{ name: '货架', quantity: 1, price: '9000.00' }], budgeted: true }
  forms.expense = { unit, reason: '量尺', items: [] }
  forms.seal_request = { unit, stamp, document: '门店租约', copies: 2, contract: true, outside: false }
})
afterAll(() => world.close())

let invoice = 0
const asked = async (record: string) => {
  const items = [{ day: '2026-03-02', category: 'travel', invoice: `FP${invoice++}`, amount: '3000.00' }]
  const form = record === 'expense' ? { ...forms.expense, items } : forms[record]!
  return (await people.申请人.create(record, form, 'submit')).row
}
/** What becomes of a call: its status, 200 when nothing was refused. */
const outcome = async (call: Promise<unknown>): Promise<number> =>
  call.then(
    () => 200,
    (error: unknown) => {
      if (error instanceof Answer) return error.status
      throw error
    },
  )
const holdsTodo = async (who: Someone, id: string) => (await who.inbox()).rows.some((todo) => todo.recordId === id)

const records = ['leave', 'purchase', 'expense', 'seal_request'] as const
const table: readonly (readonly [kind: Kind, read: number, edit: number, withdraw: number, todo: boolean])[] = [
  ['申请人', 200, 403, 200, false],
  ['部门负责人', 200, 403, 403, true],
  ['分管领导', 200, 403, 403, false],
  ['还没轮到的归口部门', 404, 404, 404, false],
  ['同事', 404, 404, 404, false],
  ['系统管理员', 404, 404, 404, false],
]

describe.each(records)('审批中的 %s', (record) => {
  test.each(table)('%s：看 %i，改 %i，撤回 %i，有没有待办 %s', async (kind, read, edit, withdraw, todo) => {
    const row = await asked(record)
    const who = people[kind]
    expect(await outcome(who.get(record, row.id))).toBe(read)
    expect(await holdsTodo(who, row.id)).toBe(todo)
    expect(await outcome(who.edit(record, row.id, { unit: forms.leave!.unit }, row.version))).toBe(edit)
    for (const action of ['approve', 'refuse', 'return', 'finish'])
      expect([403, 404, 409]).toContain(await outcome(who.act(record, row.id, action, { opinion: '自己来。' })))
    expect(await outcome(who.act(record, row.id, 'withdraw'))).toBe(withdraw)
  })
})

describe('发票台账', () => {
  test.each(Object.keys(kinds) as Kind[])('%s 登记不了、改不了、释放不了发票：只跟着报销单走', async (kind) => {
    const row = await asked('expense')
    const [known] = await world.sql<{ id: string; version: number }>(
      'select id, version from invoice where expense = $1',
      [row.id],
    )
    const who = people[kind]
    expect([403, 404]).toContain(await outcome(who.create('invoice', { code: 'X1', expense: row.id })))
    expect([403, 404]).toContain(await outcome(who.edit('invoice', known!.id, { code: 'X2' }, known!.version)))
    expect([403, 404]).toContain(await outcome(who.act('invoice', known!.id, 'free')))
  })
})

describe('代理', () => {
  test('部门负责人委托了申请人：申请人办不了自己的单子，别人的办得了', async () => {
    const head = people.部门负责人
    const today = (await world.server.store.directory()).day
    const away = { person: head.id, deputy: people.申请人.id, since: today, until: today, reason: '出差' }
    const { row: given } = await head.create('delegation', away)
    const own = await asked('leave')
    expect(await holdsTodo(people.申请人, own.id)).toBe(false)
    const other = (await people.同事.create('leave', { ...forms.leave, standIn: people.申请人.id }, 'submit')).row
    expect(await holdsTodo(people.申请人, other.id)).toBe(true)
    await people.申请人.answer('leave', other.id, 'agree', '店里有人顶。')
    const { steps } = await people.同事.timeline('leave', other.id)
    expect(steps[1]?.people[0]?.name).toBe('许知（代王敏）')
    await head.act('delegation', given.id, 'revoke')
  })
})

describe('空缺', () => {
  test('归口部门没有负责人：按规则送，单子上写得出为什么', async () => {
    await people.系统管理员.act('person', await world.person('贺云'), 'leave')
    const row = await asked('leave')
    await people.部门负责人.answer('leave', row.id, 'agree', '同意。')
    const owner = (await people.申请人.timeline('leave', row.id)).steps.find(({ name }) => name === '归口部门')
    expect(owner).toMatchObject({ state: 'current', people: [{ name: '林致远' }] })
    expect(owner?.instead).toContain('人力资源部负责人空缺，按规则送')
  })
})

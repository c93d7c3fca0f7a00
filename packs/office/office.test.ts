import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOffice } from '#test/office.ts'
import { refusal, type Someone, type World } from '#test/world.ts'

let world: World
let clerk: Someone
let boss: Someone
const who = (name: string) => world.as(name)

beforeAll(async () => {
  world = await openOffice()
  clerk = await world.as('许知')
  boss = await world.as('王敏', '江州店')
})
afterAll(() => world.close())

const unit = () => world.unit('江州店')
const steps = async (record: string, id: string, by = clerk) =>
  (await by.timeline(record, id)).steps.map((step) => `${step.name}·${step.state}`)
const status = async (record: string, id: string, by = clerk) => (await by.get(record, id)).row.status

describe('采购申请', () => {
  const buy = async (price: string, more: object = {}) => ({
    unit: await unit(),
    purpose: '成品仓货架',
    items: [
      { name: '重型货架', quantity: 3, price },
      { name: '护栏', quantity: 1.5, price: '10.01' },
    ],
    budgeted: true,
    ...more,
  })

  test('合计由明细算出，一分不差；一行都没有的交不上去', async () => {
    const { row } = await clerk.create('purchase', await buy('1333.33'))
    expect(row.amount).toBe('4015.01')
    expect(await refusal(clerk.create('purchase', await buy('1', { items: [] }), 'submit'))).toMatchObject({
      status: 422,
    })
  })

  test('五万以内：部门审以后，供应链和财务同时会签，都同意了才到分管领导', async () => {
    const { row } = await clerk.create('purchase', await buy('10000'), 'submit')
    await boss.answer('purchase', row.id, 'agree', '货架确实不够。')
    expect(await steps('purchase', row.id)).toEqual([
      '提交·done',
      '部门负责人·done',
      '归口部门·current',
      '财务·current',
      '分管领导·next',
    ])
    const [owner, finance, overseer] = [await who('蓝宇'), await who('章慧'), await who('周晚晴')]
    expect(await refusal(overseer.act('purchase', row.id, 'approve'))).toMatchObject({ status: 403 })
    await finance.answer('purchase', row.id, 'agree', '预算内还有余额。')
    expect((await overseer.inbox()).rows.map((todo) => todo.recordId)).not.toContain(row.id)
    await owner.answer('purchase', row.id, 'agree', '有长期供货价。')
    await overseer.answer('purchase', row.id, 'agree', '同意，请抓紧。')
    expect(await status('purchase', row.id)).toBe('approved')
  })

  test('会签里一个人不同意，另一个人的待办跟着收回', async () => {
    const { row } = await clerk.create('purchase', await buy('9000'), 'submit')
    await boss.answer('purchase', row.id, 'agree', '同意。')
    const [owner, finance] = [await who('蓝宇'), await who('章慧')]
    await finance.answer('purchase', row.id, 'refuse', '本月额度用完了，下月再报。')
    expect(await status('purchase', row.id)).toBe('refused')
    expect((await owner.inbox()).rows.map((todo) => todo.recordId)).not.toContain(row.id)
  })

  test('两个人同时办同一步：后到的知道前面的人办过了', async () => {
    const { row } = await clerk.create('purchase', await buy('9000'), 'submit')
    const { todo } = await boss.get('purchase', row.id)
    const give = (outcome: string) => boss.send('POST', `/api/todos/${todo!.id}`, { outcome, opinion: '写了理由。' })
    const answers = await Promise.all([give('agree'), give('refuse')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  test('预算外的小额没有对应的行：交不上去，还是草稿，说缺哪一行', async () => {
    const { row } = await clerk.create('purchase', await buy('3000', { budgeted: false }))
    const refused = await refusal(clerk.act('purchase', row.id, 'submit'))
    expect(refused).toMatchObject({ status: 422 })
    expect(refused.message).toContain('没有对应的审批权限：采购，9,015.02 元，预算外')
    expect(await status('purchase', row.id)).toBe('draft')
  })
})

describe('费用报销', () => {
  let number = 0
  const line = (amount: string, invoice = `0440${number++}`) => ({
    day: '2026-03-02',
    category: 'travel',
    invoice,
    amount,
  })
  const claim = async (items: object[], by = clerk, at = '江州店') =>
    (await by.create('expense', { unit: await world.unit(at), reason: '江州量尺', items }, 'submit')).row

  test('两千以内：部门负责人批，财务核对；核对人不同意就是未通过', async () => {
    const row = await claim([line('1999.50'), line('0.50')])
    expect(row.amount).toBe('2000.00')
    await boss.answer('expense', row.id, 'agree', '属实。')
    await (await who('任会')).answer('expense', row.id, 'agree')
    expect(await status('expense', row.id)).toBe('approved')
  })

  test('同一张发票只能报一次：写两次、别人报过，都说得出', async () => {
    const first = await claim([line('100.00', 'FP 7788')])
    expect((await refusal(claim([line('1.00', 'A1'), line('2.00', 'a1')]))).message).toContain('发票 A1 写了两次')
    const again = await refusal(claim([line('100.00', 'fp7788')], await who('白薇')))
    expect(again).toMatchObject({ status: 422 })
    expect(again.message).toContain(`发票 FP7788 已经在 许知 的报销单 ${first.number} 里报过`)
    await boss.answer('expense', first.id, 'refuse', '抬头不对，重开。')
    expect((await claim([line('100.00', 'FP7788')])).status).toBe('review')
  })

  test('两个人同时报同一张发票，只有一张交得上去', async () => {
    const other = await who('白薇')
    const both = await Promise.allSettled([claim([line('50.00', 'ONE')]), claim([line('50.00', 'ONE')], other)])
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('经办人不能核自己的：费用会计的单子由财务负责人核对；硬要批就说为什么', async () => {
    const accountant = await who('任会')
    const row = await claim([line('88.00')], accountant, '财务部')
    const refused = await refusal(accountant.act('expense', row.id, 'approve'))
    expect(refused.message).toContain('经办人不能审批自己的单据（不相容岗位分离）')
    const { events } = await accountant.timeline('expense', row.id)
    expect(events[0]).toMatchObject({ action: '被拒绝：批准', who: '任会' })
    const head = await who('章慧')
    await head.answer('expense', row.id, 'agree', '属实。')
    await head.answer('expense', row.id, 'agree', '已核发票。')
    expect(await status('expense', row.id, accountant)).toBe('approved')
  })

  test('退回要写理由；收款没轮到的人，没有待办也办不了', async () => {
    const row = await claim([line('60.00')])
    expect((await refusal(boss.answer('expense', row.id, 'return'))).fields).toHaveProperty('opinion')
    expect(await refusal((await who('任会')).get('expense', row.id))).toMatchObject({ status: 404 })
  })
})

describe('用印申请', () => {
  let stamp: string
  beforeAll(async () => {
    const administrator = await world.as('程诗')
    const keeper = await world.person('祝芸')
    await administrator.create('role_holder', { role: 'stamp_keeper', person: keeper, since: '2020-01-01' })
    stamp = (await (await who('祝芸')).create('stamp', { name: '合同章', keeper })).row.id
  })
  const use = async (more: object) =>
    (
      await clerk.create(
        'seal_request',
        { unit: await unit(), stamp, document: '门店租约', copies: 2, contract: true, outside: false, ...more },
        'submit',
      )
    ).row

  test('不是印章管理员登记不了印章', async () => {
    const keeper = await world.person('祝芸')
    expect(await refusal(clerk.create('stamp', { name: '公章', keeper }))).toMatchObject({ status: 403 })
  })

  test('合同已批：综合管理部负责人批了就能盖，印章管理员盖完办结', async () => {
    const row = await use({})
    expect(row.kind).toBe('合同已批')
    await boss.answer('seal_request', row.id, 'agree', '租约已批。')
    await (await who('戚远')).answer('seal_request', row.id, 'agree')
    expect(await status('seal_request', row.id)).toBe('approved')
    await (await who('祝芸')).answer('seal_request', row.id, 'finish', '已盖两份。')
    expect(await status('seal_request', row.id)).toBe('done')
  })

  test('外带走长的一条，要分管领导批', async () => {
    const row = await use({ outside: true })
    expect(await steps('seal_request', row.id)).toEqual([
      '提交·done',
      '部门负责人·current',
      '归口部门·next',
      '分管领导·next',
      '办理·next',
    ])
  })
})

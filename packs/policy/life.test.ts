import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'
import type { EditionsView, ReadersOf, ScopeView } from './contract.ts'
import { giveReadings } from './readings.ts'

let world: World
let writer: Someone
let reviewer: Someone
let council: Someone
let signer: Someone
let delegate: Someone
beforeAll(async () => {
  world = await openWorld()
  writer = await world.as('苏禾')
  reviewer = await world.as('何静')
  council = await world.as('周晚晴')
  signer = await world.as('林致远')
  delegate = await world.as('王敏', '门店部')
})
afterAll(() => world.close())

/** A file of three clauses about complaints; 第二条 is a duty of the shop. */
const complaints = `客户投诉处理办法
第一条 首问负责
谁先接到投诉，谁负责到底。
第二条 部门职责
（一）门店部门职责
1．投诉记录 建立投诉记录，二十四小时内联系客户。
2．量尺复核 量尺单由两人复核。
第三条 升级
同一原因第三次出现，报告分管领导。`

async function drafted(fields: Record<string, unknown> = {}, text = complaints): Promise<string> {
  const file = await writer.upload('办法.txt', new TextEncoder().encode(text))
  const { row } = await writer.create('policy_import', { file, owner: await world.unit('运营部') }, 'read')
  const id = String((await writer.act('policy_import', row.id, 'confirm')).row.policy)
  const { version } = (await writer.get('policy', id)).row
  if (Object.keys(fields).length > 0) await writer.edit('policy', id, fields, version)
  return id
}
async function issue(id: string, effectiveOn = '2026-01-01') {
  await writer.act('policy', id, 'send')
  await reviewer.answer('policy', id, 'agree', '可以。', { compliance: 'fit' })
  await council.answer('policy', id, 'agree', '同意。')
  await signer.answer('policy', id, 'sign', '签发。', { effectiveOn })
}
async function inForce(fields: Record<string, unknown> = {}, text = complaints) {
  const id = await drafted(fields, text)
  await issue(id)
  await world.timers(id)
  return id
}
const view = async <T>(who: Someone, path: string): Promise<T> =>
  (await who.send('GET', `/api/view/policy/${path}`)).json()
const status = async (id: string) => (await writer.get('policy', id)).row.status
const revised = async (id: string) => {
  await writer.act('policy', id, 'revise')
  return (
    await world.sql<{ id: string }>('select id from policy where revises = $1 order by created_at desc', [id])
  )[0]!.id
}
const clauses = async (policy: string) =>
  (await writer.list('clause', { policy, sort: 'order', limit: '500', status: 'active' })).rows
const clauseOf = async (policy: string, words: string) =>
  (await clauses(policy)).find(({ title, text }) => `${title}${text}`.includes(words))!
const dutiesOf = (policy: string) =>
  world.sql<{ id: string; title: string; status: string; words: string }>(
    `select distinct d.id, d.title, d.status, d.words from duty d join carrier t on t.target = d.id::text
     where t.policy = $1 order by d.title`,
    [policy],
  )

describe('征求意见和职工代表讨论', () => {
  // @covers POL-01
  test('勾了征求意见：适用部门的负责人各有一件待办，都答了才轮到起草人处理，再送审核', async () => {
    const unit = await world.unit('门店部')
    const shop = await world.unit('江州店')
    const id = await drafted({ consult: true, scope: 'units', scopeUnits: [{ unit }, { unit: shop }] })
    await writer.act('policy', id, 'send')
    expect(await status(id)).toBe('consulting')
    const [head, manager] = [await world.as('赵启明'), await world.as('王敏', '江州店')]
    expect((await reviewer.get('policy', id)).todo).toBeNull()
    expect((await refusal(head.answer('policy', id, 'remark'))).fields).toHaveProperty('opinion')
    await head.answer('policy', id, 'remark', '两人复核在小店做不到。')
    expect((await writer.get('policy', id)).todo).toBeNull()
    await manager.answer('policy', id, 'fine')
    expect((await writer.get('policy', id)).todo?.step).toBe('处理意见')
    expect((await refusal(writer.answer('policy', id, 'submit'))).fields).toHaveProperty('opinion')
    await writer.answer('policy', id, 'submit', '采纳：小店由店长复核。')
    expect(await status(id)).toBe('review')
    const said = (await writer.timeline('policy', id)).steps.flatMap(({ people }) =>
      people.map(({ opinion }) => opinion),
    )
    expect(said).toContain('两人复核在小店做不到。')
  })

  test('有人一直不答，三个工作日后不再等', async () => {
    const id = await drafted({ consult: true, scope: 'units', scopeUnits: [{ unit: await world.unit('门店部') }] })
    await writer.act('policy', id, 'send')
    await world.timers(id)
    expect((await writer.get('policy', id)).todo?.step).toBe('处理意见')
    expect((await (await world.as('赵启明')).get('policy', id)).todo).toBeNull()
    await writer.answer('policy', id, 'return', '先不发了，再想想。')
    expect(await status(id)).toBe('draft')
  })

  // @covers POL-01
  test.each([
    ['人力资源管理类，没说不要', { category: 'people' }, 'staff'],
    ['别的类，说了要', { staff: 'yes' }, 'staff'],
    ['人力资源管理类，说了不要', { category: 'people', staff: 'no' }, 'deliberation'],
    ['别的类，没说', {}, 'deliberation'],
  ] as const)('%s', async (_, fields, next) => {
    const id = await drafted(fields)
    await writer.act('policy', id, 'send')
    await reviewer.answer('policy', id, 'agree', '', { compliance: 'fit' })
    expect(await status(id)).toBe(next)
    if (next !== 'staff') return
    const unsaid = await refusal(delegate.answer('policy', id, 'agree'))
    expect(Object.keys(unsaid.fields ?? {}).sort()).toEqual(['noticedOn', 'opinion'])
    await delegate.answer('policy', id, 'agree', '代表们没有意见。', { noticedOn: '2026-02-01' })
    expect(await status(id)).toBe('deliberation')
  })
})

describe('办得不对', () => {
  test.each([
    ['没有轮到的人审核', () => council, 'agree', { compliance: 'fit' }, /holds no todo/],
    ['审核不写合规结论', () => reviewer, 'agree', {}, /compliance/],
    ['有冲突，须先修改，却点同意', () => reviewer, 'agree', { compliance: 'conflict' }, /须先修改/],
    ['写了有冲突，一条也没列', () => reviewer, 'agree', { compliance: 'noted' }, /列出/],
  ] as const)('%s：不收', async (_, who, outcome, fields, words) => {
    const id = await drafted()
    await writer.act('policy', id, 'send')
    const refused = await who()
      .answer('policy', id, outcome, '可以。', fields)
      .catch((error: Error & { fields?: object }) => error)
    expect(`${(refused as Error).message} ${JSON.stringify((refused as { fields?: object }).fields)}`).toMatch(words)
    expect(await status(id)).toBe('review')
    expect(await world.sql('select id from compliance_check where policy = $1', [id])).toEqual([])
  })

  test('没有一个人当审核人：送给分管领导或管理员，话说明白，单子不丢', async () => {
    const organiser = await world.as('程诗')
    const [role] = (await organiser.list('role_holder', { role: 'policy_reviewer', status: 'active' })).rows
    await organiser.act('role_holder', role!.id, 'close')
    const id = await drafted()
    await writer.act('policy', id, 'send')
    expect((await organiser.get('policy', id)).todo?.step).toBe('制度审核')
    expect((await writer.messages()).map(({ title }) => title)).toContainEqual(expect.stringContaining('已转给'))
    await organiser.act('role_holder', role!.id, 'reopen')
  })

  test('适用范围没选全、编号别人在用、自发布之日起却写了以后的日子：都说是哪一项', async () => {
    const first = await drafted({ code: 'ZH-KF-09' })
    await writer.act('policy', first, 'send')
    const other = await drafted({ code: 'ZH-KF-09' })
    expect((await refusal(writer.act('policy', other, 'send'))).fields?.code).toContain('已经是')
    const nobody = await drafted({ scope: 'units' })
    expect((await refusal(writer.act('policy', nobody, 'send'))).fields).toHaveProperty('scopeUnits')
    const today = await drafted({ effectRule: 'issue' })
    await writer.act('policy', today, 'send')
    await reviewer.answer('policy', today, 'agree', '', { compliance: 'fit' })
    await council.answer('policy', today, 'agree')
    const later = await refusal(signer.answer('policy', today, 'sign', '', { effectiveOn: '2031-01-01' }))
    expect(later.fields?.effectiveOn).toContain('今天')
  })
})

describe('合规审查', () => {
  // @covers POL-11
  test('审核人记下依据哪部法规、哪一条有冲突；列在冲突清单里，改不了', async () => {
    const law = await writer.create('regulation', { title: '消费者权益保护法', issuer: '全国人大常委会' })
    const id = await drafted()
    await writer.act('policy', id, 'send')
    const conflicts = [{ basis: law.row.id, clause: '第三条', words: '时限比法规长，已改为按法规。' }]
    await reviewer.answer('policy', id, 'agree', '注明了。', { compliance: 'noted', conflicts })
    const { rows, labels } = await writer.list('compliance_check', { policy: id })
    expect(rows[0]).toMatchObject({ conclusion: 'noted', conflicts, checkedBy: reviewer.id })
    expect(labels[law.row.id]).toBe('消费者权益保护法')
    expect(await refusal(writer.edit('compliance_check', rows[0]!.id, { conclusion: 'fit' }, 1))).toMatchObject({
      status: 422,
    })
    const stranger = await world.as('许知')
    expect(await refusal(stranger.create('regulation', { title: '我定的', issuer: '我' }))).toMatchObject({
      status: 403,
    })
  })
})

describe('适用范围', () => {
  // @covers PRN-01
  test('全公司包括总经理，离职的不算；指定部门连同下级；指定岗位只有那些人', async () => {
    const position = (await writer.list('position', { name: '店长' })).rows[0]!.id
    const [all, unit, post] = [
      await drafted(),
      await drafted({ scope: 'units', scopeUnits: [{ unit: await world.unit('门店部') }] }),
      await drafted({ scope: 'positions', scopePositions: [{ position }] }),
    ]
    const namesIn = async (id: string) =>
      (await view<ScopeView>(writer, `scope?id=${id}`)).people.map(({ name }) => name)
    expect(await namesIn(all)).toEqual(expect.arrayContaining(['林致远', '许知']))
    expect(await namesIn(all)).not.toContain('马跃')
    expect((await namesIn(unit)).sort()).toEqual(['王敏', '王敏', '许知', '赵启明'])
    expect(await namesIn(post)).toEqual(['王敏'])
  })

  // @covers POL-06
  test('解释部门、修订部门、生效规则都是字段，改版跟着走', async () => {
    const unit = await world.unit('门店部')
    const id = await inForce({ interpreter: unit, reviser: unit, effectRule: 'day', code: 'ZH-KF-03' })
    const next = await revised(id)
    const { row } = await writer.get('policy', next)
    expect(row).toMatchObject({
      interpreter: unit,
      reviser: unit,
      effectRule: 'day',
      code: 'ZH-KF-03',
      edition: 'V2.0',
    })
  })
})

describe('另起一版', () => {
  // @covers POL-05
  test('新版生效前旧版照常有效；锚点不变；没改的职责还是那一行，改了的换新，删了的停用', async () => {
    const id = await inForce()
    const before = await dutiesOf(id)
    const next = await revised(id)
    expect(await refusal(writer.act('policy', id, 'revise'))).toMatchObject({
      status: 409,
      message: expect.stringContaining('已经有一版在修订'),
    })
    expect((await clauses(next)).map(({ anchor }) => anchor)).toEqual((await clauses(id)).map(({ anchor }) => anchor))
    const rule = await clauseOf(next, '第三次')
    const measured = await clauseOf(next, '两人复核')
    await writer.act('clause', rule.id, 'amend', { fields: { text: '同一原因六十天内第三次出现，报告分管领导。' } })
    await writer.act('clause', measured.id, 'amend', { fields: { text: '量尺单由店长复核，写明测量基准。' } })
    const added = {
      policy: next,
      after: rule.id,
      level: '条',
      label: '第四条',
      title: '回访',
      text: '办结后回访客户。',
    }
    const fresh = (await writer.create('clause', added, 'add')).row
    expect((await clauses(next)).at(-1)).toMatchObject({ id: fresh.id, parent: null })

    const { changes } = await view<EditionsView>(writer, `editions?id=${next}`)
    expect(changes.map(({ kind, after }) => [kind, after?.label])).toEqual([
      ['changed', measured.label],
      ['changed', rule.label],
      ['added', '第四条'],
    ])
    await issue(next)
    expect([await status(id), await status(next)]).toEqual(['effective', 'published'])
    await world.timers(next)
    expect([await status(id), await status(next)]).toEqual(['superseded', 'effective'])

    const after = (await dutiesOf(next)).filter(({ status: now }) => now === 'active')
    const same = before.find(({ title }) => title.includes('建立投诉记录'))!
    expect(after.map(({ id: duty }) => duty)).toContain(same.id)
    expect(after.find(({ words }) => words.includes('测量基准'))).toBeDefined()
    expect(after).toHaveLength(before.length)
    const old = before.find(({ title }) => title.includes('两人复核'))!
    expect((await writer.get('duty', old.id)).row.status).toBe('closed')
  })

  test('审核退回的修订还是“修订中”，可以接着改', async () => {
    const next = await revised(await inForce())
    await writer.act('policy', next, 'send')
    await reviewer.answer('policy', next, 'return', '改动没有说明。')
    expect(await status(next)).toBe('revising')
    const clause = (await clauses(next))[0]!
    await writer.act('clause', clause.id, 'remove')
    expect(await refusal((await world.as('许知')).act('clause', clause.id, 'restore'))).toMatchObject({ status: 403 })
  })

  test.each([
    ['现行的制度', async () => inForce(), 409],
    [
      '已经送审的',
      async () => {
        const id = await drafted()
        await writer.act('policy', id, 'send')
        return id
      },
      409,
    ],
  ] as const)('%s加不进条款', async (_, make, code) => {
    const policy = await make()
    const line = { policy, level: '条', label: '第九条', title: '加一条', text: '试试' }
    expect(await refusal(writer.create('clause', line, 'add'))).toMatchObject({ status: code })
    expect(await refusal(writer.create('clause', line))).toMatchObject({ status: 422 })
    expect(await refusal((await world.as('许知')).create('clause', line, 'add'))).toMatchObject({ status: 403 })
  })
})

describe('阅读签收', () => {
  let id: string
  let clerk: Someone
  beforeAll(async () => {
    clerk = await world.as('许知')
    id = await inForce({ title: '签收用的制度' })
    await giveReadings(world.server)
  })
  const mine = async (who: Someone) => {
    const { mine: found } = await view<ReadersOf>(who, 'readers')
    return found.filter(({ title }) => title === '签收用的制度')
  }

  // @covers POL-07
  test('生效了，适用范围里每人一条；再跑一次不多出来；工作台上看得见', async () => {
    const people = (await view<ScopeView>(writer, `scope?id=${id}`)).count
    const count = () => world.sql(`select id from acknowledgement where policy = $1`, [id])
    expect(await count()).toHaveLength(people)
    const other = await world.node()
    await Promise.all([giveReadings(world.server), giveReadings(other.server)])
    await other.close()
    expect(await count()).toHaveLength(people)
    const { cards } = await (await clerk.send('GET', '/api/workbench')).json()
    expect(cards.map(({ key }: { key: string }) => key)).toContain('readings')
  })

  test('只有本人能签；签的话写着读了什么；签了就不能再签', async () => {
    const [own] = await mine(clerk)
    for (const other of [writer, signer, await world.as('王敏', '江州店')])
      expect(await refusal(other.act('acknowledgement', own!.id, 'sign'))).toMatchObject({ status: 403 })
    expect(await refusal(writer.create('acknowledgement', { policy: id }))).toMatchObject({ status: 403 })
    const { row } = await clerk.act('acknowledgement', own!.id, 'sign')
    expect(row).toMatchObject({ status: 'signed', words: '我已阅读《签收用的制度》全文，并会照此执行。' })
    expect(await refusal(clerk.act('acknowledgement', own!.id, 'sign'))).toMatchObject({ status: 409 })
  })

  // @covers POL-07
  test('还有谁没签：有名字、部门、等了几天；催一下他收到消息，一天一次，旁人催不了', async () => {
    const page = (await view<ReadersOf>(writer, 'readers')).policies.find((policy) => policy.id === id)!
    expect([page.signed, page.all]).toEqual([1, page.waiting.length + 1])
    const line = page.waiting.find(({ name }) => name === '白薇')!
    expect(line).toMatchObject({ unit: '运营部', days: 0 })
    const late = await world.as('白薇')
    expect(await refusal(clerk.act('acknowledgement', line.acknowledgement, 'remind'))).toMatchObject({ status: 403 })
    await writer.act('acknowledgement', line.acknowledgement, 'remind')
    expect((await late.messages())[0]).toMatchObject({ title: '请签收《签收用的制度》', link: `/policy/${id}` })
    expect(await refusal(writer.act('acknowledgement', line.acknowledgement, 'remind'))).toMatchObject({ status: 409 })
  })

  // @covers POL-07
  test('后来入职的，现行的制度都给他；离职的不用签了', async () => {
    const organiser = await world.as('程诗')
    const person = (await organiser.create('person', { no: '7001', name: '新来的' })).row
    const position = (await organiser.list('position', { name: '副店长' })).rows[0]!
    const since = world.now.toISOString().slice(0, 10)
    await organiser.create('appointment', { person: person.id, position: position.id, kind: 'main', since })
    await giveReadings(world.server)
    const open = () =>
      world.sql<{ policy: string }>(`select policy from acknowledgement where person = $1 and status = 'open'`, [
        person.id,
      ])
    const inForceNow = await world.sql(`select id from policy where status = 'effective' and scope = 'company'`)
    expect(await open()).toHaveLength(inForceNow.length)
    await organiser.act('person', person.id, 'leave')
    await giveReadings(world.server)
    expect(await open()).toEqual([])
  })

  test('新版生效：签过旧版的只签改了的条款，没签过的签全文，旧版没签的不用再签', async () => {
    const next = await revised(id)
    const rule = await clauseOf(next, '第三次')
    await writer.act('clause', rule.id, 'amend', { fields: { text: '六十天内第三次出现，报告分管领导。' } })
    await issue(next)
    await world.timers(next)
    await giveReadings(world.server)
    const [own] = (await mine(clerk)).filter(({ policy }) => policy === next)
    expect(own).toMatchObject({ part: 'changed', status: 'open', edition: 'V2.0' })
    const { row } = await clerk.act('acknowledgement', own!.id, 'sign')
    expect(row.words).toBe('我已阅读第三条的新内容，并会照此执行。')
    const [other] = await mine(await world.as('邓一鸣'))
    expect(other).toMatchObject({ policy: next, part: 'whole' })
    expect(await world.sql(`select id from acknowledgement where policy = $1 and status = 'open'`, [id])).toEqual([])
  })
})

describe('制度目录', () => {
  // @covers POL-12
  test('编号、归口、版本、状态、落地率、签收率、下次评估日，被取代的不在', async () => {
    const id = await inForce({ code: 'ZH-YY-77', nextReviewOn: '2027-01-01', title: '目录里的制度' })
    await giveReadings(world.server)
    const lines = await view<Record<string, unknown>[]>(await world.as('许知'), 'catalogue')
    const line = lines.find((one) => one.id === id)!
    expect(line).toMatchObject({
      code: 'ZH-YY-77',
      owner: '运营部',
      edition: 'V1.0',
      status: 'effective',
      nextReviewOn: '2027-01-01',
      signed: 0,
    })
    expect(Number(line.readers)).toBeGreaterThan(5)
    expect(Number(line.leaves)).toBeGreaterThan(Number(line.done))
    expect(lines.map((one) => one.status)).not.toContain('superseded')
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusal, type Someone, type World } from '#test/world.ts'
import type { EditionsView, ScopeView } from './contract.ts'
import { type Office, openOffice } from './fixture.ts'

let office: Office
let world: World
let writer: Someone
let reviewer: Someone
let council: Someone
let signer: Someone
let delegate: Someone
beforeAll(async () => {
  office = await openOffice()
  ;({ world, writer, reviewer, council, signer, delegate } = office)
})
afterAll(() => world.close())

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
    const id = await office.drafted({ consult: true, scope: 'units', scopeUnits: [{ unit }, { unit: shop }] })
    await writer.act('policy', id, 'send')
    expect(await office.status(id)).toBe('consulting')
    const [head, manager] = [await world.as('赵启明'), await world.as('王敏', '江州店')]
    expect((await reviewer.get('policy', id)).todo).toBeNull()
    expect((await refusal(head.answer('policy', id, 'remark'))).fields).toHaveProperty('opinion')
    await head.answer('policy', id, 'remark', '两人复核在小店做不到。')
    expect((await writer.get('policy', id)).todo).toBeNull()
    await manager.answer('policy', id, 'fine')
    expect((await writer.get('policy', id)).todo?.step).toBe('处理意见')
    expect((await refusal(writer.answer('policy', id, 'submit'))).fields).toHaveProperty('opinion')
    await writer.answer('policy', id, 'submit', '采纳：小店由店长复核。')
    expect(await office.status(id)).toBe('review')
    const said = (await writer.timeline('policy', id)).steps.flatMap(({ people }) =>
      people.map(({ opinion }) => opinion),
    )
    expect(said).toContain('两人复核在小店做不到。')
  })

  test('有人一直不答，三个工作日后不再等', async () => {
    const id = await office.drafted({
      consult: true,
      scope: 'units',
      scopeUnits: [{ unit: await world.unit('门店部') }],
    })
    await writer.act('policy', id, 'send')
    await world.timers(id)
    expect((await writer.get('policy', id)).todo?.step).toBe('处理意见')
    expect((await (await world.as('赵启明')).get('policy', id)).todo).toBeNull()
    await writer.answer('policy', id, 'return', '先不发了，再想想。')
    expect(await office.status(id)).toBe('draft')
  })

  // @covers POL-01
  test.each([
    ['人力资源管理类，没说不要', { category: 'people' }, 'staff'],
    ['别的类，说了要', { staff: 'yes' }, 'staff'],
    ['人力资源管理类，说了不要', { category: 'people', staff: 'no' }, 'deliberation'],
    ['别的类，没说', {}, 'deliberation'],
  ] as const)('%s', async (_, fields, next) => {
    const id = await office.drafted(fields)
    await writer.act('policy', id, 'send')
    await reviewer.answer('policy', id, 'agree', '', { compliance: 'fit' })
    expect(await office.status(id)).toBe(next)
    if (next !== 'staff') return
    const unsaid = await refusal(delegate.answer('policy', id, 'agree'))
    expect(Object.keys(unsaid.fields ?? {}).sort()).toEqual(['noticedOn', 'opinion'])
    await delegate.answer('policy', id, 'agree', '代表们没有意见。', { noticedOn: '2026-02-01' })
    expect(await office.status(id)).toBe('deliberation')
  })
})

describe('办得不对', () => {
  test.each([
    ['没有轮到的人审核', () => council, 'agree', { compliance: 'fit' }, /holds no todo/],
    ['审核不写合规结论', () => reviewer, 'agree', {}, /compliance/],
    ['有冲突，须先修改，却点同意', () => reviewer, 'agree', { compliance: 'conflict' }, /须先修改/],
    ['写了有冲突，一条也没列', () => reviewer, 'agree', { compliance: 'noted' }, /列出/],
  ] as const)('%s：不收', async (_, who, outcome, fields, words) => {
    const id = await office.drafted()
    await writer.act('policy', id, 'send')
    const refused = await who()
      .answer('policy', id, outcome, '可以。', fields)
      .catch((error: Error & { fields?: object }) => error)
    expect(`${(refused as Error).message} ${JSON.stringify((refused as { fields?: object }).fields)}`).toMatch(words)
    expect(await office.status(id)).toBe('review')
    expect(await world.sql('select id from compliance_check where policy = $1', [id])).toEqual([])
  })

  test('没有一个人当审核人：送给分管领导或管理员，话说明白，单子不丢', async () => {
    const organiser = await world.as('程诗')
    const [role] = (await organiser.list('role_holder', { role: 'policy_reviewer', status: 'active' })).rows
    await organiser.act('role_holder', role!.id, 'close')
    const id = await office.drafted()
    await writer.act('policy', id, 'send')
    expect((await organiser.get('policy', id)).todo?.step).toBe('制度审核')
    expect((await writer.messages()).map(({ title }) => title)).toContain(
      '制度审核：没有人担任“制度审核人”，按规则送系统管理员程诗',
    )
    await organiser.act('role_holder', role!.id, 'reopen')
  })

  test('适用范围没选全、编号别人在用、自发布之日起却写了以后的日子：都说是哪一项', async () => {
    const first = await office.drafted({ code: 'ZH-KF-09' })
    await writer.act('policy', first, 'send')
    const other = await office.drafted({ code: 'ZH-KF-09' })
    expect((await refusal(writer.act('policy', other, 'send'))).fields?.code).toContain('已经是')
    const nobody = await office.drafted({ scope: 'units' })
    expect((await refusal(writer.act('policy', nobody, 'send'))).fields).toHaveProperty('scopeUnits')
    const today = await office.drafted({ effectRule: 'issue' })
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
    const id = await office.drafted()
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
      await office.drafted(),
      await office.drafted({ scope: 'units', scopeUnits: [{ unit: await world.unit('门店部') }] }),
      await office.drafted({ scope: 'positions', scopePositions: [{ position }] }),
    ]
    const namesIn = async (id: string) =>
      (await office.view<ScopeView>(writer, `scope?id=${id}`)).people.map(({ name }) => name)
    expect(await namesIn(all)).toEqual(expect.arrayContaining(['林致远', '许知']))
    expect(await namesIn(all)).not.toContain('马跃')
    expect((await namesIn(unit)).sort()).toEqual(['王敏', '王敏', '许知', '赵启明'])
    expect(await namesIn(post)).toEqual(['王敏'])
  })

  // @covers POL-06
  test('解释部门、修订部门、生效规则都是字段，改版跟着走', async () => {
    const unit = await world.unit('门店部')
    const id = await office.inForce({ interpreter: unit, reviser: unit, effectRule: 'day', code: 'ZH-KF-03' })
    const next = await office.revised(id)
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
    const id = await office.inForce()
    const before = await dutiesOf(id)
    const next = await office.revised(id)
    expect(await refusal(writer.act('policy', id, 'revise'))).toMatchObject({
      status: 409,
      message: expect.stringContaining('已经有一版在修订'),
    })
    expect((await office.clauses(next)).map(({ anchor }) => anchor)).toEqual(
      (await office.clauses(id)).map(({ anchor }) => anchor),
    )
    const rule = await office.clauseOf(next, '第三次')
    const measured = await office.clauseOf(next, '两人复核')
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
    expect((await office.clauses(next)).at(-1)).toMatchObject({ id: fresh.id, parent: null })

    const { changes } = await office.view<EditionsView>(writer, `editions?id=${next}`)
    expect(changes.map(({ kind, after }) => [kind, after?.label])).toEqual([
      ['changed', measured.label],
      ['changed', rule.label],
      ['added', '第四条'],
    ])
    await office.issue(next)
    expect([await office.status(id), await office.status(next)]).toEqual(['effective', 'published'])
    await world.timers(next)
    expect([await office.status(id), await office.status(next)]).toEqual(['superseded', 'effective'])

    const after = (await dutiesOf(next)).filter(({ status: now }) => now === 'active')
    const same = before.find(({ title }) => title.includes('建立投诉记录'))!
    expect(after.map(({ id: duty }) => duty)).toContain(same.id)
    expect(after.find(({ words }) => words.includes('测量基准'))).toBeDefined()
    expect(after).toHaveLength(before.length)
    const old = before.find(({ title }) => title.includes('两人复核'))!
    expect((await writer.get('duty', old.id)).row.status).toBe('closed')
  })

  test('审核退回的修订还是“修订中”，可以接着改', async () => {
    const next = await office.revised(await office.inForce())
    await writer.act('policy', next, 'send')
    await reviewer.answer('policy', next, 'return', '改动没有说明。')
    expect(await office.status(next)).toBe('revising')
    const clause = (await office.clauses(next))[0]!
    await writer.act('clause', clause.id, 'remove')
    expect(await refusal((await world.as('许知')).act('clause', clause.id, 'restore'))).toMatchObject({ status: 403 })
  })

  test.each([
    ['现行的制度', async () => office.inForce(), 409],
    [
      '已经送审的',
      async () => {
        const id = await office.drafted()
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

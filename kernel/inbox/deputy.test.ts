import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { budgets, carry } from '#test/projects.ts'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'

let world: World
let starter: Someone
let operations: Someone
let overseer: Someone
let head: Someone
let deputy: Someone
beforeAll(async () => {
  world = await openWorld()
  starter = await world.as('许知')
  operations = await world.as('何静')
  overseer = await world.as('周晚晴')
  head = await world.as('王敏', '江州店')
  deputy = await world.as('白薇')
})
afterAll(() => world.close())
afterEach(async () => {
  const keeper = await world.as('程诗')
  for (const { id } of (await keeper.list('delegation', { status: 'active' })).rows)
    await keeper.act('delegation', id, 'revoke')
})

const day = (offset: number) => {
  const at = new Date(world.now.getTime() + offset * 86_400_000)
  return new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(at)
}
const delegate = async (from: Someone, to: string, [since, until]: readonly [number, number] = [0, 3]) => {
  const form = { person: from.id, deputy: to, since: day(since), until: day(until), reason: '出差' }
  return (await from.create('delegation', form)).row.id
}
const revoke = (from: Someone, id: string) => from.act('delegation', id, 'revoke')
const filed = async (title: string, who = starter) => {
  const unit = await world.unit('江州店')
  const form = { title, unit, background: '慢', goal: '快', content: '改', schedule: '六月' }
  return (await who.create('project', { ...form, ...budgets.B }, 'submit')).row.id
}
/** A project that waits for 公司审批, which is 周晚晴's to give. */
const decided = async (title: string, who = starter) => {
  const id = await filed(title, who)
  await carry(world, id, '公司审批')
  return id
}
const judged = { strategy: 'fits', resources: 'ready' }
const waiting = async (who: Someone, id: string) => (await who.inbox()).rows.find((row) => row.recordId === id)
const todoOf = async (id: string, name: string) => {
  const person = await world.person(name)
  const [row] = await world.sql<{ id: string }>(
    `select id from todo where record_id = $1 and person = $2 and step = '公司审批'`,
    [id, person],
  )
  return `/api/todos/${row?.id}`
}

describe('委托', () => {
  test('不相干的人：看不到别人的委托，也不能替别人委托', async () => {
    const id = await delegate(overseer, deputy.id, [30, 31])
    const stranger = await world.as('苏禾')
    expect((await stranger.list('delegation')).rows).toEqual([])
    expect(await refusal(stranger.get('delegation', id))).toMatchObject({ status: 404 })
    const form = { person: overseer.id, deputy: stranger.id, since: day(0), until: day(1), reason: '我来' }
    expect(await refusal(stranger.create('delegation', form))).toMatchObject({ status: 403 })
    expect((await (await world.as('程诗')).create('delegation', form)).row.status).toBe('active')
  })

  test.each([
    ['给自己', () => overseer.id, [0, 1], 'deputy', '不能委托给自己'],
    ['给离职的人', () => world.person('马跃'), [0, 1], 'deputy', '已不在职'],
    ['止早于起', () => deputy.id, [3, 1], 'until', '不能早于'],
  ] as const)('%s：不行，说出为什么', async (_name, to, period, field, words) => {
    const refused = await refusal(delegate(overseer, await to(), period))
    expect(refused).toMatchObject({ status: 422, fields: { [field]: expect.stringContaining(words) } })
  })

  test('不能互相委托；错开日子、改短以后可以，改回去不行', async () => {
    const id = await delegate(overseer, deputy.id, [50, 60])
    const refused = await refusal(delegate(deputy, overseer.id, [60, 61]))
    expect(refused).toMatchObject({ status: 422, fields: { deputy: expect.stringContaining('不能互相委托') } })
    await delegate(deputy, overseer.id, [61, 62])
    const { row } = await overseer.get('delegation', id)
    const longer = overseer.edit('delegation', id, { until: day(61) }, row.version)
    expect(await refusal(longer)).toMatchObject({ status: 422 })
  })

  test('两个人同时互相委托，只成一个', async () => {
    const results = await Promise.allSettled([
      delegate(overseer, deputy.id, [70, 71]),
      delegate(deputy, overseer.id, [70, 71]),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('代办', () => {
  test.each([
    ['还没开始', [1, 3], false],
    ['今天开始', [0, 3], true],
    ['今天结束', [-3, 0], true],
    ['昨天结束', [-3, -1], false],
  ] as const)('%s → 在不在代理人的待办里、看不看得到、办不办得了', async (name, period, can) => {
    const id = await decided(name)
    await delegate(overseer, deputy.id, period)
    expect((await waiting(deputy, id)) !== undefined).toBe(can)
    expect((await deputy.send('GET', `/api/project/${id}`)).status).toBe(can ? 200 : 404)
    expect((await deputy.list('project', { id })).rows).toHaveLength(can ? 1 : 0)
    const answer = { outcome: 'refuse', opinion: '先不做' }
    expect((await deputy.send('POST', await todoOf(id, '周晚晴'), answer)).status).toBe(can ? 200 : 404)
  })

  test('办的人和被代的人两个名字都在：待办、停在谁那里、流转记录、修改记录、消息', async () => {
    const given = await delegate(overseer, deputy.id)
    const id = await decided('两个名字')
    expect(await waiting(deputy, id)).toMatchObject({ step: '公司审批', behalf: '代周晚晴' })
    expect(await waiting(overseer, id)).not.toHaveProperty('behalf')
    expect((await deputy.get('project', id)).todo).toMatchObject({
      behalf: '代周晚晴',
      edit: ['strategy', 'resources'],
    })
    const mine = (await starter.inbox('started')).rows.find((row) => row.recordId === id)
    expect(mine?.stands).toMatch(/白薇（代周晚晴）/)
    expect((await deputy.send('PATCH', `/api/project/${id}`, { fields: {}, version: 1 })).status).toBe(403)

    await deputy.answer('project', id, 'approve', '同意', judged)
    const timeline = await overseer.timeline('project', id)
    expect(timeline.steps.at(-1)?.people[0]).toMatchObject({ name: '白薇（代周晚晴）', outcome: '批准' })
    const done = timeline.events.slice(0, timeline.events.findIndex(({ action }) => action === '批准') + 1)
    expect(done.at(-1)).toMatchObject({ who: '白薇（代周晚晴）', words: '同意' })
    expect(new Set(done.map(({ who }) => who))).toEqual(new Set(['白薇（代周晚晴）']))
    expect((await starter.messages())[0]?.body).toBe('白薇（代周晚晴，公司审批）：同意')
    expect((await overseer.messages())[0]?.title).toMatch(/^白薇代你办了项目.*《两个名字》$/)
    expect((await deputy.inbox('done')).rows[0]).toMatchObject({ title: '两个名字', behalf: '代周晚晴' })
    const [todo] = await world.sql(`select person, done_by from todo where record_id = $1 and outcome = 'approve'`, [
      id,
    ])
    expect(todo).toEqual({ person: overseer.id, done_by: deputy.id })

    await revoke(overseer, given)
    expect((await deputy.messages())[0]?.title).toBe('周晚晴收回了委托')
    expect((await deputy.get('project', id)).row.status).toBe('approved')
    expect((await overseer.timeline('project', id)).steps.at(-1)?.people[0]?.name).toBe('白薇（代周晚晴）')
  })

  test('代理人就是发起人：看得到自己的单，没有代办，也办不了；委托人照办', async () => {
    await delegate(overseer, starter.id)
    const id = await decided('自己的')
    expect(await waiting(starter, id)).toBeUndefined()
    expect((await starter.get('project', id)).todo).toBeNull()
    expect((await starter.inbox()).counts.todo).toBe((await starter.inbox()).rows.length)
    const answer = { outcome: 'approve', opinion: '我批' }
    expect((await starter.send('POST', await todoOf(id, '周晚晴'), answer)).status).toBe(404)
    const { steps } = await starter.timeline('project', id)
    expect(steps.flatMap(({ people }) => people.map(({ name }) => name))).not.toContain('许知（代周晚晴）')
    await overseer.answer('project', id, 'approve', '同意', judged)
  })

  test('两位代理人：都看得到，先办的算；后办的知道是谁办的；计数对得上', async () => {
    const other = await world.as('苏禾')
    for (const one of [deputy, other]) await delegate(overseer, one.id)
    const id = await decided('两位代理人')
    const { steps } = await overseer.timeline('project', id)
    const names = steps.find(({ state }) => state === 'current')?.people.map(({ name }) => name)
    expect(names).toContainEqual(expect.stringMatching(/^(白薇、苏禾|苏禾、白薇)（代周晚晴）$/))
    for (const one of [deputy, other]) {
      const { rows, counts } = await one.inbox()
      expect(rows.map(({ recordId }) => recordId)).toContain(id)
      expect(counts.todo).toBe(rows.length)
      const session = await (await one.send('GET', '/api/session')).json()
      expect(session.counts.todo).toBe(counts.todo)
    }
    await deputy.answer('project', id, 'approve', '同意', judged)
    const late = await other.send('POST', await todoOf(id, '周晚晴'), { outcome: 'approve' })
    expect([late.status, (await late.json()).message]).toEqual([409, '这张单白薇（代周晚晴）已经办过了，你不用再办。'])
  })

  test('一个人代两个人：自己的、代的排在一起，按时限，分页不重不漏', async () => {
    const given = await delegate(overseer, deputy.id)
    await delegate(operations, deputy.id)
    await Promise.all(Array.from({ length: 55 }, (_, index) => filed(`代办 ${index}`, head)))
    const first = await deputy.inbox()
    const rest = await (await deputy.send('GET', `/api/inbox?box=todo&cursor=${first.next}`)).json()
    const all = [...first.rows, ...rest.rows]
    expect(all).toHaveLength(first.counts.todo)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    const due = all.map(({ dueAt }) => String(dueAt ?? '9'))
    expect(due).toEqual([...due].sort())
    await revoke(overseer, given)
    expect((await deputy.inbox()).rows.map(({ behalf }) => behalf)).not.toContain('代周晚晴')
  })

  test('不能转委托：代理人的代理人看不到', async () => {
    const third = await world.as('苏禾')
    await delegate(overseer, deputy.id)
    await delegate(deputy, third.id)
    const id = await decided('不转手')
    expect(await waiting(deputy, id)).toBeDefined()
    expect(await waiting(third, id)).toBeUndefined()
  })

  test('代理人离职：办不了，名字也不再出现；委托人照办', async () => {
    const keeper = await world.as('程诗')
    const { row } = await keeper.create('person', { no: '4001', name: '要走的' })
    await delegate(overseer, row.id)
    const leaving = await world.as('要走的')
    const id = await decided('人走了')
    expect(await waiting(leaving, id)).toBeDefined()
    await keeper.act('person', row.id, 'leave')
    expect((await leaving.send('GET', '/api/inbox')).status).toBe(401)
    const { steps } = await overseer.timeline('project', id)
    expect(steps.flatMap(({ people }) => people.map(({ name }) => name))).toContain('周晚晴')
    await overseer.answer('project', id, 'approve', '同意', judged)
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'

let world: World
let lead: Someone
let owner: Someone
let operations: Someone
let stranger: Someone

beforeAll(async () => {
  world = await openWorld()
  lead = await world.as('赵启明')
  owner = await world.as('许知')
  operations = await world.as('何静')
  stranger = await world.as('苏禾')
})
afterAll(() => world.close())

const draft = (more: object = {}) => ({
  title: '量尺表换成新版',
  owner: owner.id,
  lead: lead.id,
  due: '2099-12-31',
  quality: '江州店每一单都用新版，没有漏填的尺寸。',
  ...more,
})
const issued = async (more: object = {}, by = lead) => (await by.create('task', draft(more), 'issue')).row
const running = async (more: object = {}, by = lead) => {
  const row = await issued(more, by)
  await owner.answer('task', row.id, 'take')
  return row
}
const filed = (task: string, more: object = {}, by = owner) =>
  by.create('task_report', { task, on: '2026-03-02', percent: 30, done: '换了一半。', ...more }, 'file')
const evidence = { evidence: '四十单都换了，逐单核对过。' }

describe('谁看得到任务', () => {
  test('不相干的人：列表里没有，打开、汇报、取消、看汇报都是“没有找到”', async () => {
    const { id } = await running()
    const reported = await filed(id)
    expect((await stranger.list('task')).rows).toEqual([])
    expect((await stranger.list('task_report', { task: id })).rows).toEqual([])
    const tries: (() => Promise<unknown>)[] = [
      () => stranger.get('task', id),
      () => stranger.act('task', id, 'cancel', { opinion: '不做了' }),
      () => stranger.get('task_report', reported.row.id),
      () => stranger.act('task_report', reported.row.id, 'file'),
      () => stranger.timeline('task_report', reported.row.id),
    ]
    for (const tried of tries) expect(await refusal(tried())).toMatchObject({ status: 404, code: 'absent' })
  })

  test('负责人、交办人、负责部门和它的上级负责人看得到，汇报跟着任务走', async () => {
    const { id } = await running()
    const reported = await filed(id)
    for (const reader of [owner, lead, await world.as('王敏', '江州店')]) {
      expect((await reader.get('task', id)).row.id).toBe(id)
      expect((await reader.get('task_report', reported.row.id)).row.id).toBe(reported.row.id)
      expect((await reader.list('task_report', { task: id })).rows).toHaveLength(1)
    }
  })

  test('看不到的任务下面，什么也放不进去', async () => {
    const { id } = await running()
    const into = { task: id, title: '有冲突', kind: 'conflict', detail: '谈不拢' }
    expect((await refusal(stranger.create('coordination', into, 'raise'))).fields).toHaveProperty('task')
    expect((await refusal(filed(id, {}, stranger))).status).toBe(403)
    const own = await stranger.create('coordination', { title: '别的事', kind: 'conflict', detail: '谈不拢' })
    expect((await refusal(stranger.edit('coordination', own.row.id, { task: id }, own.row.version))).status).toBe(422)
  })

  test('任务的页面：看得到的人知道有几条汇报；进行中才能汇报', async () => {
    const { id } = await issued()
    const parts = async (who: Someone) => (await who.send('GET', `/api/task/${id}/parts`)).json()
    expect((await parts(owner)).task_report).toEqual({ count: { value: 0, more: false }, canCreate: false })
    await owner.answer('task', id, 'take')
    await filed(id)
    expect((await parts(owner)).task_report).toEqual({ count: { value: 1, more: false }, canCreate: true })
    expect((await stranger.send('GET', `/api/task/${id}/parts`)).status).toBe(404)
    const meta = await (await owner.send('GET', '/api/meta/task')).json()
    expect(meta.parts.map((part: { record: string }) => part.record)).toEqual(['task_report', 'coordination'])
    const child = await (await owner.send('GET', '/api/meta/task_report')).json()
    expect(meta.who.read).toContain('运营初审人，且范围为“跨部门”时')
    expect(child).toMatchObject({
      presets: { on: (await world.server.store.directory()).day },
      partOf: ['task'],
      who: { read: '看得到该任务的人', create: '看得到该任务的人（任务为“进行中”时）' },
    })
  })
})

describe('下达', () => {
  // @covers PRJ-08
  test('没有截止日期或质量要求不能下达，缺的一次全说出来', async () => {
    const refused = await refusal(lead.create('task', { title: '空的', owner: owner.id, lead: lead.id }, 'issue'))
    expect(refused).toMatchObject({ status: 422, code: 'invalid' })
    expect(Object.keys(refused.fields ?? {}).sort()).toEqual(['due', 'quality'])
    for (const label of ['截止日期', '质量要求']) expect(refused.message).toContain(label)
  })

  test('截止日期已经过去、负责人已经离职，都下达不了', async () => {
    expect((await refusal(issued({ due: '2020-01-01' }))).fields).toHaveProperty('due')
    expect((await refusal(issued({ owner: await world.person('马跃') }))).fields).toHaveProperty('owner')
  })

  test('别人的草稿下达不了，下达以后不能再改', async () => {
    const made = await lead.create('task', draft())
    expect(await refusal(owner.act('task', made.row.id, 'issue'))).toMatchObject({ status: 403 })
    const { id } = await issued()
    const { version } = (await lead.get('task', id)).row
    expect(await refusal(lead.edit('task', id, { due: '2099-01-01' }, version))).toMatchObject({ status: 403 })
  })

  test('项目结束了，不能再往里下达任务', async () => {
    const project = await application()
    await world.sql(`update project set status = 'refused' where id = $1`, [project])
    expect(await refusal(issued({ project }))).toMatchObject({
      status: 403,
      message: expect.stringMatching(/项目.*《七天送到家》现在是“未通过”，不能发起任务.*还在/),
    })
  })
})

describe('接收', () => {
  test('不接收要写原因，回到草稿，原因送到交办人；换个人可以再下达', async () => {
    const { id } = await issued()
    expect((await refusal(owner.answer('task', id, 'decline'))).fields).toHaveProperty('opinion')
    await owner.answer('task', id, 'decline', '下周休假，请换一位。')
    expect((await lead.messages())[0]?.body).toContain('下周休假，请换一位。')
    const returned = await lead.get('task', id)
    expect(returned).toMatchObject({ row: { status: 'draft' }, can: ['issue', 'cancel'] })
    await lead.edit('task', id, { owner: await world.person('王敏', '江州店') }, returned.row.version)
    await lead.act('task', id, 'issue')
    expect((await (await world.as('王敏', '江州店')).get('task', id)).todo?.step).toBe('接收任务')
  })

  test('自己给自己的任务不用接收，验收由部门负责人办', async () => {
    const { id } = await issued({ lead: owner.id }, owner)
    expect((await owner.get('task', id)).todo?.step).toBe('办理任务')
    await owner.answer('task', id, 'finish', undefined, evidence)
    expect((await owner.get('task', id)).todo).toBeNull()
    expect((await (await world.as('王敏', '江州店')).get('task', id)).todo?.step).toBe('验收任务')
  })
})

describe('汇报', () => {
  // @covers PRJ-09
  test('负责人报进度和阻碍，任务上看得见，交办人马上知道', async () => {
    const { id } = await running()
    await filed(id, { blockers: '新版表还没印好。' })
    expect((await lead.get('task', id)).row).toMatchObject({
      progress: 30,
      reportedOn: '2026-03-02',
      blockers: '新版表还没印好。',
      light: 'warn',
    })
    expect((await lead.messages())[0]).toMatchObject({
      title: expect.stringContaining('有阻碍'),
      body: expect.stringContaining('30%'),
      link: `/r/task/${id}`,
    })
    await filed(id, { percent: 60 })
    expect((await lead.get('task', id)).row).toMatchObject({ progress: 60, blockers: null, light: 'good' })
  })

  test('不是负责人的不能替他报；没接收、已完成的不用报；比例和内容要填对', async () => {
    const { id } = await issued()
    expect(await refusal(filed(id))).toMatchObject({ status: 403 })
    await owner.answer('task', id, 'take')
    expect(await refusal(filed(id, {}, lead))).toMatchObject({
      status: 403,
      message: expect.stringContaining('负责人'),
    })
    const wrong = await refusal(owner.create('task_report', { task: id, on: '2026-03-02', percent: 101 }, 'file'))
    expect(Object.keys(wrong.fields ?? {}).sort()).toEqual(['done', 'percent'])
    const begun = await owner.create('task_report', { task: id, on: '2026-03-02', percent: 90, done: '快好了。' })
    await owner.answer('task', id, 'finish', undefined, evidence)
    expect(await refusal(owner.act('task_report', begun.row.id, 'file'))).toMatchObject({ status: 409 })
    expect(await refusal(filed(id))).toMatchObject({ status: 403 })
  })
})

describe('跨部门', () => {
  // @covers PRJ-11
  test('跨部门的任务有阻碍，自动提给运营协调；结果回到提出人确认，没解决再来一轮', async () => {
    const { id } = await running({}, operations)
    await filed(id, { blockers: '仓库不肯先发货。' })
    expect((await lead.get('task', id)).row.scope).toBe('cross')
    const [found] = (await owner.list('coordination', { task: id })).rows
    const handler = await world.as('邓一鸣')
    const todo = (await handler.get('coordination', found!.id)).todo
    expect([todo?.step, found?.detail]).toEqual(['运营协调', '仓库不肯先发货。'])
    expect((await refusal(handler.answer('coordination', found!.id, 'answer'))).fields).toHaveProperty('resolution')
    const resolution = { resolution: '供应链部明天先发两车。' }
    await handler.answer('coordination', found!.id, 'answer', undefined, resolution)
    expect((await refusal(owner.answer('coordination', found!.id, 'again'))).fields).toHaveProperty('opinion')
    await owner.answer('coordination', found!.id, 'again', '只来了一车。')
    await handler.answer('coordination', found!.id, 'answer', '第二车今晚到。', resolution)
    await owner.answer('coordination', found!.id, 'settled')
    expect((await owner.get('coordination', found!.id)).row.status).toBe('settled')
  })

  test('本部门里的阻碍不惊动运营', async () => {
    const { id } = await running({}, await world.as('王敏', '江州店'))
    await filed(id, { blockers: '人手不够。' })
    expect((await lead.get('task', id)).row.scope).toBe('own')
    expect((await owner.list('coordination', { task: id })).rows).toEqual([])
  })

  test('项目里的任务：看得到项目的人都看得到任务和汇报', async () => {
    const project = await application()
    const { id } = await running({ project })
    await filed(id)
    const management = await world.as('林致远')
    expect((await management.list('task', { project })).rows.map((row) => row.id)).toEqual([id])
    expect((await management.list('task_report', { task: id })).rows).toHaveLength(1)
    expect((await stranger.list('task', { project })).rows).toEqual([])
  })
})

describe('到期', () => {
  // @covers PRJ-09
  test('到了截止日期提醒负责人和交办人，两天后再告诉部门负责人，各一次', async () => {
    const { id } = await running()
    const manager = await world.as('王敏', '江州店')
    const due = await world.timers(id)
    expect(due.map((at) => at.toISOString())).toEqual(['2099-12-31T10:00:00.000Z', '2100-01-02T10:00:00.000Z'])
    const told = async (who: Someone, words: string) =>
      (await who.messages()).filter((one) => one.link === `/r/task/${id}` && one.title.includes(words)).length
    expect([await told(owner, '到了截止日期'), await told(lead, '到了截止日期')]).toEqual([1, 1])
    expect([await told(manager, '逾期两天'), await told(owner, '逾期两天')]).toEqual([1, 0])
    expect((await lead.get('task', id)).row.light).toBe('bad')
    await filed(id)
    expect((await lead.get('task', id)).row.light).toBe('bad')
  })
})

describe('验收', () => {
  // @covers PRJ-08
  test('没有完成情况不能提交；返工要写原因；合格要评定质量', async () => {
    const { id } = await running()
    expect((await refusal(owner.answer('task', id, 'finish'))).fields).toHaveProperty('evidence')
    await owner.answer('task', id, 'finish', undefined, evidence)
    expect((await refusal(lead.answer('task', id, 'rework'))).fields).toHaveProperty('opinion')
    await lead.answer('task', id, 'rework', '三单的尺寸没填。')
    expect((await owner.get('task', id)).todo?.step).toBe('办理任务')
    await owner.answer('task', id, 'finish', undefined, evidence)
    expect((await refusal(lead.answer('task', id, 'accept'))).fields).toHaveProperty('rating')
    await lead.answer('task', id, 'accept', undefined, { rating: 'fair' })
    expect((await owner.get('task', id)).row).toMatchObject({ status: 'done', rating: 'fair', progress: 100 })
    expect(await world.timers(id)).toEqual([])
  })

  test('不能跳步：没提交的验收不了，负责人自己验收不了，办完的不再办', async () => {
    const { id } = await running()
    expect(await refusal(lead.act('task', id, 'accept', { fields: { rating: 'good' } }))).toMatchObject({ status: 403 })
    await owner.answer('task', id, 'finish', undefined, evidence)
    expect(await refusal(owner.act('task', id, 'accept'))).toMatchObject({ status: 403 })
    await lead.answer('task', id, 'accept', undefined, { rating: 'good' })
    expect(await refusal(lead.act('task', id, 'cancel', { opinion: '算了' }))).toMatchObject({ status: 409 })
  })

  test('取消要写原因；负责人不能自己取消', async () => {
    const { id } = await running()
    expect(await refusal(owner.act('task', id, 'cancel', { opinion: '不想做' }))).toMatchObject({ status: 403 })
    expect((await refusal(lead.act('task', id, 'cancel'))).fields).toHaveProperty('opinion')
    expect((await lead.act('task', id, 'cancel', { opinion: '方案变了。' })).row.status).toBe('cancelled')
    expect((await owner.get('task', id)).todo).toBeNull()
    expect(await world.timers(id)).toEqual([])
  })
})

test('工作台上有我的任务，最急的在前；没有任务的人没有这张卡', async () => {
  await issued({
    due: world.now
      .toISOString()
      .slice(0, 10)
      .replace(/-\d\d-\d\d$/, '-12-31'),
    title: '年底前',
  })
  const card = async (who: Someone) =>
    (await (await who.send('GET', '/api/workbench')).json()).cards.find((one: { key: string }) => one.key === 'tasks')
  expect((await card(owner)).rows[0].title).toBe('年底前')
  expect((await card(owner)).link).toBe(`/r/task?owner=${owner.id}`)
  expect(await card(stranger)).toBeUndefined()
})

const application = async () =>
  (
    await lead.create('project', {
      title: '七天送到家',
      unit: await world.unit('门店部'),
      background: '慢',
      goal: '快',
      content: '改',
      schedule: '六月',
      budget: '1.00',
      units: 'one',
    })
  ).row.id

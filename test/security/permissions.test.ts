import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { meOf } from '#kernel/identity/directory.ts'
import { asSystem } from '#kernel/process/command.ts'
import type { Field } from '#kernel/record/field.ts'
import type { Action, AnyRecord } from '#kernel/record/record.ts'
import { holds, type Me } from '#kernel/record/who.ts'
import { openWorld, type Someone, type World } from '#test/world.ts'

/** A person by name, the two 王敏 by post. */
const kinds: Readonly<Record<string, readonly [name: string, unit?: string]>> = {
  总经理: ['林致远'],
  副总经理: ['周晚晴'],
  系统管理员: ['程诗'],
  运营部部长: ['何静'],
  制度专员: ['苏禾'],
  不相干的人: ['白薇'],
  门店部部长: ['赵启明'],
  门店部会计: ['王敏', '门店部'],
  店长: ['王敏', '江州店'],
  申请人: ['许知'],
}

let world: World
const people: Record<string, Someone> = {}
const rows: Record<string, string> = {}
beforeAll(async () => {
  world = await openWorld()
  for (const [kind, who] of Object.entries(kinds)) people[kind] = await world.as(...(who as [string]))
  await fill()
})
afterAll(() => world.close())

/** One row of every record. */
async function fill() {
  const [writer, organiser] = [people.制度专员!, people.系统管理员!]
  const held = { name: '总经理办公会', kind: 'office', quorum: '2/3' }
  const committee = (await organiser.create('committee', held)).row.id
  const seat = { committee, person: organiser.id, post: 'secretary', since: '2020-01-01' }
  await organiser.create('committee_member', seat)
  const absent = { person: writer.id, deputy: organiser.id, since: '2020-01-01', until: '2020-01-02', reason: '出差' }
  await writer.create('delegation', absent)
  for (const name of Object.keys(world.server.registry.records)) {
    const [found] = await world.sql<{ id: string }>(`select id from "${name}" limit 1`)
    if (found) rows[name] = found.id
  }
  rows.project = (await people.申请人!.create('project', await form())).row.id
  const file = await writer.upload('制度.txt', new TextEncoder().encode('办公制度\n第一条 目的\n为了有序。\n'))
  const owner = await world.unit('运营部')
  const imported = await writer.create('policy_import', { file, owner }, 'read')
  rows.policy_import = imported.row.id
  rows.policy = String((await writer.act('policy_import', rows.policy_import, 'confirm')).row.policy)
  rows.clause = (await writer.list('clause')).rows[0]!.id
  const carrier = { policy: rows.policy, clause: rows.clause, kind: 'check', target: 'x', words: '抽查' }
  rows.carrier = (await writer.create('carrier', carrier)).row.id
  const task = {
    title: '装公告屏',
    owner: people.申请人!.id,
    lead: writer.id,
    due: '2099-12-31',
    quality: '两小时内看得到',
  }
  rows.task = (await writer.create('task', task, 'issue')).row.id
  await people.申请人!.answer('task', rows.task, 'take')
  const report = { task: rows.task, on: '2026-01-05', percent: 10, done: '装了一家' }
  rows.task_report = (await people.申请人!.create('task_report', report)).row.id
  const matter = { title: '防火墙没批', kind: 'conflict', task: rows.task, detail: '一周了' }
  rows.coordination = (await people.申请人!.create('coordination', matter)).row.id
  const lesson = { title: '先试六家', category: 'lesson', body: '先试点再推开。' }
  rows.article = (await people.申请人!.create('article', lesson)).row.id
  rows.duty = (await organiser.create('duty', { unit: owner, title: '例会', part: 'lead' })).row.id
  for (const def of Object.values(world.server.registry.records)) await fillOne(def)
}

/** A row of a record that the stories above did not make, with whatever its fields ask for. */
async function fillOne(def: AnyRecord) {
  if (rows[def.name]) return
  const fields = Object.entries(def.fields as Record<string, Field>).filter(([, field]) => field.required)
  for (const [, { to }] of fields) if (to) await fillOne(world.server.registry.records[to]!)
  const values = Object.fromEntries(fields.map(([name, field]) => [name, sample(field)]))
  await world.server.store.submit({
    command: {
      kind: 'run',
      rule: 'company.row',
      input: { record: def.name, values: { ...values, createdBy: people.申请人!.id } },
    },
    actor: asSystem('测试'),
    origin: '测试',
  })
  rows[def.name] = (await world.sql<{ id: string }>(`select id from "${def.name}" limit 1`))[0]!.id
}

function sample(field: Field): unknown {
  if (field.kind === 'ref') return rows[field.to!]
  if (field.kind === 'choice') return Object.keys(field.choices!)[0]
  const samples: Readonly<Record<string, unknown>> = {
    text: '样例',
    number: Number(field.min ?? 1),
    money: field.min ?? '1.00',
    date: '2026-03-02',
    month: '2026-03',
    time: '2026-03-02T01:00:00Z',
    flag: true,
    lines: [],
    data: {},
  }
  return samples[field.kind]
}

const form = async () => ({
  title: '七天送到家',
  unit: await world.unit('江州店'),
  background: '慢',
  goal: '快',
  content: '改',
  schedule: '六月',
  budget: '1.00',
  units: 'one',
})

/** What the server answers when a right is tried in a way that changes nothing: the form holds a field that is none. */
const probe = { fields: { 不存在: 1 } }
const verdict = (status: number) => ({ 403: '不可以', 404: '看不到', 409: '现在不行', 422: '可以' })[status] ?? status

describe.each(Object.keys(kinds))('%s', (kind) => {
  test('every record: what the page offers is what the server does, and what the rule says', async () => {
    const me = meOf(await world.server.store.directory(), people[kind]!.id)
    for (const def of Object.values(world.server.registry.records)) {
      const id = rows[def.name]
      expect([def.name, id]).toEqual([def.name, expect.any(String)])
      expect([def.name, await tried(people[kind]!, def, id!)]).toEqual([def.name, await allowed(def, me, id!)])
    }
  })
})

async function tried(who: Someone, def: AnyRecord, id: string) {
  const actions = Object.keys(def.actions)
  const view = await who.send('GET', `/api/${def.name}/${id}`)
  const shown = view.status === 200 ? await view.json() : undefined
  const listed = await who.list(def.name, { id })
  const meta = await (await who.send('GET', `/api/meta/${def.name}`)).json()
  const results = await Promise.all(
    actions.map(async (name) => {
      const { status } = await who.send('POST', `/api/${def.name}/${id}/${name}`, probe)
      return [name, verdict(status)] as const
    }),
  )
  const edit = (await who.send('PATCH', `/api/${def.name}/${id}`, { fields: {}, version: 0 })).status
  return {
    read: view.status === 200,
    listed: listed.rows.length === 1,
    create: verdict((await who.send('POST', `/api/${def.name}`, probe)).status),
    offersCreate: meta.canCreate,
    edit: edit === 409,
    offersEdit: (shown?.edit ?? []).length > 0,
    can: results.filter(([, answer]) => answer === '可以').map(([name]) => name),
    offers: shown?.can ?? [],
  }
}

async function allowed(def: AnyRecord, me: ReturnType<typeof meOf>, id: string) {
  const columns = Object.entries(def.fields as Record<string, Field>)
  const [stored] = await world.sql<Record<string, unknown>>(
    `select *, created_by as "createdBy" from "${def.name}" where id = $1`,
    [id],
  )
  const row = { ...stored, status: String(stored?.status) }
  expect(columns.length).toBeGreaterThan(0)
  const seen = await seenBy(me, def, stored ?? {})
  const read = holds(def.allow.read, me, row, { seen }) || (await isShared(me, id))
  const draft = { createdBy: me.id, createdUnit: me.units[0] ?? null }
  const create = holds(def.allow.create, me, draft)
  const edit = read && (def.editIn ?? [row.status]).includes(row.status) && holds(def.allow.edit, me, row, { seen })
  const actions: [string, Action][] = Object.entries(def.actions)
  const can = actions
    .filter(([, action]) => read && action.from.includes(row.status) && holds(action.allow, me, row, { seen }))
    .map(([name]) => name)
  return {
    read,
    listed: read,
    create: create ? '可以' : '不可以',
    offersCreate: create,
    edit,
    offersEdit: edit,
    can,
    offers: can,
  }
}

/** The states of the rows above that the person reads, by field: what each of them answers when it is opened. */
async function seenBy(me: Me, def: AnyRecord, stored: Record<string, unknown>): Promise<Record<string, string>> {
  const asked = Object.entries(def.above ?? {}).map(async ([field, above]) => {
    const answer = stored[field] ? await asker(me).send('GET', `/api/${above.name}/${stored[field]}`) : undefined
    return answer?.status === 200 ? [[field, String((await answer.json()).row.status)] as const] : []
  })
  return Object.fromEntries((await Promise.all(asked)).flat())
}

const asker = (me: Me) => Object.values(people).find((one) => one.id === me.id)!
const isShared = async (me: Me, id: string) =>
  (await world.sql('select from share where record_id = $1 and person = $2', [id, me.id])).length > 0

/** One line for a kind of person: whether the row is seen, what can be edited, which buttons and which todo there are. */
async function line(kind: string, record: string, id: string): Promise<string> {
  const answer = await people[kind]!.send('GET', `/api/${record}/${id}`)
  if (answer.status !== 200) return `${kind}：看不到`
  const { can, edit, todo } = await answer.json()
  const outcomes = todo ? [`待办 ${todo.outcomes.map(({ label }: { label: string }) => label).join('/')}`] : []
  const words = [...(edit.length > 0 ? ['改'] : []), ...can, ...outcomes]
  return `${kind}：${words.join('、') || '看'}`
}
const table = (record: string, id: string) => Promise.all(Object.keys(kinds).map((kind) => line(kind, record, id)))
/** The lines of everybody; those not named may look, or see nothing. */
const expected = (more: Readonly<Record<string, string>>, otherwise: string) =>
  Object.keys(kinds).map((kind) => `${kind}：${more[kind] ?? otherwise}`)

describe('项目，一格一格手写', () => {
  const others = { 系统管理员: '看不到', 制度专员: '看不到', 不相干的人: '看不到', 门店部会计: '看不到' }

  test('草稿', async () => {
    expect(await table('project', rows.project!)).toEqual(expected({ ...others, 申请人: '改、submit' }, '看'))
  })

  test('审批、退回、初审、未通过', async () => {
    const { id } = (await people.申请人!.create('project', await form(), 'submit')).row
    const decide = '待办 批准/退回修改/不同意'
    expect(await table('project', id)).toEqual(expected({ ...others, 店长: decide }, '看'))
    await people.店长!.answer('project', id, 'return', '补数')
    const { row } = await people.申请人!.get('project', id)
    expect(await table('project', id)).toEqual(expected({ ...others, 申请人: '改、submit' }, '看'))
    await people.申请人!.edit('project', id, { units: 'few' }, row.version)
    await people.申请人!.act('project', id, 'submit')
    const judge = '待办 同意/退回修改/不同意'
    expect(await table('project', id)).toEqual(expected({ ...others, 店长: judge }, '看'))
    await people.店长!.answer('project', id, 'agree', '好')
    expect(await table('project', id)).toEqual(expected({ ...others, 运营部部长: judge }, '看'))
    await people.运营部部长!.answer('project', id, 'refuse', '不做')
    expect(await table('project', id)).toEqual(expected({ ...others, 申请人: 'refile' }, '看'))
  })

  test('C 级筹备：不要分计划，负责人启动，管理层可以终止，别人只看', async () => {
    const { id } = (await people.申请人!.create('project', await form(), 'submit')).row
    await people.店长!.answer('project', id, 'approve', '好', { strategy: 'fits', resources: 'ready' })
    await people.运营部部长!.answer('project', id, 'read')
    const managers = { 总经理: 'terminate', 副总经理: 'terminate' }
    expect(await table('project', id)).toEqual(expected({ ...others, ...managers, 申请人: 'start' }, '看'))
  })
})

describe('制度，一格一格手写', () => {
  test('起草、审核、审议、签发、现行', async () => {
    const id = rows.policy!
    expect(await table('policy', id)).toEqual(expected({ 制度专员: '改、send、drop' }, '看'))
    await people.制度专员!.act('policy', id, 'send')
    expect(await table('policy', id)).toEqual(expected({ 运营部部长: '待办 同意/退回修改' }, '看'))
    await people.运营部部长!.answer('policy', id, 'agree', '', { compliance: 'fit' })
    expect(await table('policy', id)).toEqual(expected({ 副总经理: '待办 同意/退回修改' }, '看'))
    await people.副总经理!.answer('policy', id, 'agree')
    expect(await table('policy', id)).toEqual(expected({ 总经理: '待办 签发/退回修改' }, '看'))
    await people.总经理!.answer('policy', id, 'sign', '同意', { effectiveOn: '2026-01-01' })
    expect(await table('policy', id)).toEqual(expected({}, '看'))
    await world.timers(id)
    expect(await table('policy', id)).toEqual(expected({ 制度专员: 'revise、repeal' }, '看'))
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { meOf } from '#kernel/identity/directory.ts'
import { columnOf } from '#kernel/record/column.ts'
import type { Field } from '#kernel/record/field.ts'
import { type Action, type AnyRecord, firstState } from '#kernel/record/record.ts'
import { holds } from '#kernel/record/who.ts'
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
  rows.duty = (await organiser.create('duty', { unit: owner, title: '例会', part: 'lead' })).row.id
  for (const def of Object.values(world.server.registry.records)) rows[def.name] ??= await plant(def, writer.id)
}

/** A row past the store, in its first state: of records that only rules make, or that need a longer story. */
async function plant(def: AnyRecord, createdBy: string): Promise<string> {
  const fields = Object.entries(def.fields as Record<string, Field>).filter(([, field]) => field.required)
  const columns = fields.map(([name]) => `"${columnOf(def, name).column}"`)
  const values = [createdBy, firstState(def), ...fields.map(([, field]) => sampleOf(field))]
  const number = def.number ? [['number', `'${def.name}-1'`] as const] : []
  const [row] = await world.sql<{ id: string }>(
    `insert into "${def.name}" (${['id', ...number.map(([name]) => name), 'created_at', 'updated_at', 'created_by', 'status', ...columns].join()})
     values (${['gen_random_uuid()', ...number.map(([, value]) => value), 'now()', 'now()', ...values.map((_, at) => `$${at + 1}`)].join()}) returning id`,
    values,
  )
  return row!.id
}

function sampleOf(field: Field): unknown {
  if (field.kind === 'ref') return rows[field.to!]
  if (field.kind === 'choice') return Object.keys(field.choices ?? {})[0]
  if (field.kind === 'lines' || field.kind === 'data') return '[]'
  if (field.kind === 'date') return '2026-01-01'
  return field.kind === 'number' || field.kind === 'money' ? 1 : '样'
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
  const read = holds(def.allow.read, me, row)
  const draft = { createdBy: me.id, createdUnit: me.units[0] ?? null }
  const create = holds(def.allow.create, me, draft)
  const edit = read && (def.editIn ?? [row.status]).includes(row.status) && holds(def.allow.edit, me, row)
  const actions: [string, Action][] = Object.entries(def.actions)
  const can = actions
    .filter(([, action]) => read && action.from.includes(row.status) && holds(action.allow, me, row))
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

  test('初审、审批、退回、未通过', async () => {
    const { id } = (await people.申请人!.create('project', await form(), 'submit')).row
    const judge = '待办 同意/退回修改/不同意'
    expect(await table('project', id)).toEqual(expected({ ...others, 运营部部长: judge }, '看'))
    await people.运营部部长!.answer('project', id, 'agree', '可行', { feasibility: 'yes', necessity: 'yes' })
    const decide = '待办 批准/退回修改/不同意'
    expect(await table('project', id)).toEqual(expected({ ...others, 总经理: decide, 副总经理: decide }, '看'))
    await people.总经理!.answer('project', id, 'return', '补数')
    expect(await table('project', id)).toEqual(expected({ ...others, 申请人: '改、submit' }, '看'))
    await people.申请人!.act('project', id, 'submit')
    await people.运营部部长!.answer('project', id, 'refuse', '不做')
    expect(await table('project', id)).toEqual(expected({ ...others, 申请人: 'refile' }, '看'))
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

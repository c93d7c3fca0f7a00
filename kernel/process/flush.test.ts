import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { budgets } from '#test/projects.ts'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'
import type { Server } from '../server.ts'
import { as, type Command } from './command.ts'

let world: World
let applicant: Someone
let operations: Someone
let form: Readonly<Record<string, unknown>>
beforeAll(async () => {
  world = await openWorld()
  // Who heads the shop: nobody below judges it, so it comes to 运营初审 at once, where two could take it.
  applicant = await world.as('王敏', '江州店')
  operations = await world.as('何静')
  form = {
    title: '七天送到家',
    unit: await world.unit('江州店'),
    background: '慢',
    goal: '快',
    content: '改',
    schedule: '六月',
    ...budgets.B,
  }
})
afterAll(() => world.close())

const count = async (from: string, values: readonly unknown[] = []) =>
  Number((await world.sql<{ count: number }>(`select count(*) as count from ${from}`, values))[0]?.count)
const create = { kind: 'create', record: 'project' } as const
const submit = (server: Server, person: string, command: Command, key = randomUUID()) =>
  server.store.submit({ command, actor: as(person), origin: '测试', key })
const filed = () => applicant.create('project', form, 'submit').then(({ row }) => row)
const agree = { outcome: 'agree', opinion: '可行。', fields: { feasibility: 'yes', necessity: 'yes' } }
const settled = (results: PromiseSettledResult<unknown>[]) => results.filter(({ status }) => status === 'fulfilled')

describe('the same request twice', () => {
  test('without a key is refused before anything happens', async () => {
    const before = await count('project')
    const answer = await applicant.send('POST', '/api/project', { fields: form }, { key: '' })
    expect(answer.status).toBe(422)
    expect(await count('project')).toBe(before)
  })

  test('one after the other, at once, and after a restart: one effect and the same answer', async () => {
    const key = randomUUID()
    const before = await count('project')
    const send = () => applicant.send('POST', '/api/project', { fields: form, action: 'submit' }, { key })
    const clicks = await Promise.all(Array.from({ length: 5 }, send))
    const later = await send()
    const ids = await Promise.all([...clicks, later].map(async (answer) => (await answer.json()).row.id))
    expect(new Set(ids).size).toBe(1)
    const restarted = await world.node()
    const again = await submit(restarted.server, applicant.id, { ...create, fields: form, action: 'submit' }, key)
    await restarted.close()
    expect(again.id).toBe(ids[0])
    expect(await count('project')).toBe(before + 1)
    expect(await count(`todo where record_id = $1`, [ids[0]])).toBe(2)
  })

  test('on two nodes at once', async () => {
    const other = await world.node()
    const before = await count('project')
    for (let round = 0; round < 8; round += 1) {
      const key = randomUUID()
      const both = [world.server, other.server].map((server) =>
        submit(server, applicant.id, { ...create, fields: form, action: 'submit' }, key),
      )
      const [one, two] = await Promise.all(both)
      expect(two).toEqual(one)
      const todo = (await operations.get('project', one!.id)).todo!.id
      const answerKey = randomUUID()
      const command = { kind: 'outcome', todo, ...agree } as const
      const [first, second] = await Promise.all(
        [world.server, other.server].map((server) => submit(server, operations.id, command, answerKey)),
      )
      expect(second).toEqual(first)
    }
    await other.close()
    expect(await count('project')).toBe(before + 8)
  })

  test('the key of another person opens nothing and breaks nothing', async () => {
    const key = randomUUID()
    await submit(world.server, applicant.id, { ...create, fields: form }, key)
    const answer = await operations.send('POST', '/api/project', { fields: form }, { key })
    expect(answer.status).toBe(409)
  })

  test('a refused one may be sent again with the same key, corrected', async () => {
    const key = randomUUID()
    expect((await applicant.send('POST', '/api/project', { fields: {} }, { key })).status).toBe(422)
    expect((await applicant.send('POST', '/api/project', { fields: form }, { key })).status).toBe(201)
  })
})

describe('people at the same thing', () => {
  test('two edit one record: the second is told who and when, and what the row is now', async () => {
    const { row } = await applicant.create('project', form)
    await applicant.edit('project', row.id, { goal: '九成' }, row.version)
    const refused = await refusal(applicant.edit('project', row.id, { goal: '全部', schedule: '七月' }, row.version))
    expect(refused).toMatchObject({ status: 409, code: 'conflict', by: '王敏', at: expect.stringMatching(/^2\d{3}-/) })
    expect(refused.message).toContain('项目目标')
    expect(refused.current).toMatchObject({ goal: '九成', schedule: '六月', version: row.version + 1 })
  })

  test('twenty answer one todo at once: one wins, the others learn who and when', async () => {
    const [{ id: role }] = (await world.sql<{ id: string }>(
      `select id from role_holder where role = 'operations'`,
    )) as [{ id: string }]
    expect(role).toBeDefined()
    const organiser = await world.as('程诗')
    const people = await Promise.all(
      Array.from({ length: 20 }, (_, index) => organiser.create('person', { no: `r${index}`, name: `审核${index}` })),
    )
    for (const { row } of people)
      await organiser.create('role_holder', { role: 'operations', person: row.id, since: '2026-01-01' })
    const { id } = await filed()
    const todos = await world.sql<{ id: string; person: string }>(
      `select id, person from todo where record_id = $1 and state = 'open'`,
      [id],
    )
    expect(todos).toHaveLength(22)
    const answers = await Promise.allSettled(
      todos.map((todo) => submit(world.server, todo.person, { kind: 'outcome', todo: todo.id, ...agree })),
    )
    expect(settled(answers)).toHaveLength(1)
    const [done] = await world.sql<{ by: string }>(
      `select name as by from todo join person p on p.id = done_by where record_id = $1 and state = 'done'`,
      [id],
    )
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ code: 'conflict', detail: { by: done?.by, at: expect.any(String) } })
    expect(await count(`event where record_id = $1 and action = 'pass'`, [id])).toBe(1)
    expect(await count(`todo where record_id = $1 and step = '财务会签'`, [id])).toBe(1)
    for (const { row } of (await organiser.list('role_holder', { role: 'operations', limit: '100' })).rows
      .filter(({ person }) => people.some(({ row: hired }) => hired.id === person))
      .map((row) => ({ row })))
      await organiser.act('role_holder', row.id, 'close')
  })

  test('two nodes at one case: one wins, the other answers conflict', async () => {
    const other = await world.node()
    for (let round = 0; round < 8; round += 1) {
      const { id } = await filed()
      const todos = await world.sql<{ id: string; person: string }>(
        'select id, person from todo where record_id = $1',
        [id],
      )
      const answers = await Promise.allSettled(
        todos.map((todo, index) =>
          submit(index === 0 ? world.server : other.server, todo.person, { kind: 'outcome', todo: todo.id, ...agree }),
        ),
      )
      expect(settled(answers)).toHaveLength(1)
      expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
    }
    await other.close()
  })
})

describe('commands that share a transaction', () => {
  test('a failing one does not take the others with it', async () => {
    const good = Array.from({ length: 6 }, () => applicant.create('project', form, 'submit'))
    const bad = [
      applicant.create('project', { title: '空' }),
      applicant.act('project', randomUUID(), 'submit'),
      applicant.create('unit', { name: '我的' }),
    ]
    const results = await Promise.allSettled([...good, ...bad])
    expect(results.map(({ status }) => status)).toEqual([...Array(6).fill('fulfilled'), ...Array(3).fill('rejected')])
  })

  test('one that the database refuses is answered with its field, the others are done', async () => {
    const organiser = await world.as('程诗')
    await organiser.create('person', { no: 'same', name: '甲' })
    const people = ['a', 'same', 'b', 'same', 'c'].map((no) => organiser.create('person', { no, name: '乙' }))
    const results = await Promise.allSettled(people)
    expect(settled(results)).toHaveLength(3)
    for (const result of results)
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ status: 422, fields: { no: expect.stringContaining('已经有同样的') } })
  })

  test('two hundred at once: numbers without a gap and without a double', async () => {
    const other = await world.node()
    const before = await numbers()
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_, index) =>
        submit(index % 2 ? world.server : other.server, applicant.id, {
          ...create,
          fields: index % 10 === 9 ? { title: '缺' } : form,
        }),
      ),
    )
    await other.close()
    expect(settled(results)).toHaveLength(180)
    const made = (await numbers()).slice(before.length)
    const last = before.at(-1) ?? 0
    expect(made).toEqual(Array.from({ length: 180 }, (_, index) => last + 1 + index))
  })

  test('one that waits too long for a lock says so and lets the others go on', async () => {
    const { row } = await applicant.create('project', form)
    const results = await whileLocked('project', row.id, () => [
      applicant.edit('project', row.id, { goal: '全部' }, row.version),
      applicant.create('project', form),
    ])
    expect(results).toMatchObject([
      { reason: { status: 409, message: expect.stringContaining('别人正在办') } },
      { value: { row: { status: 'draft' } } },
    ])
  })

  test('so does one whose rule waits for a row of its own', async () => {
    const writer = await world.as('苏禾')
    const file = await writer.upload('制度.txt', new TextEncoder().encode('办公制度\n第一条 目的\n为了有序。\n'))
    const owner = await world.unit('运营部')
    const { row } = await writer.create('policy_import', { file, owner }, 'read')
    const policy = String((await writer.act('policy_import', row.id, 'confirm')).row.policy)
    const [clause] = (await writer.list('clause', { policy })).rows
    const results = await whileLocked('policy', policy, () => [
      writer.act('clause', clause!.id, 'amend', { fields: { title: '宗旨', text: '为了有序。' } }),
    ])
    expect(results).toMatchObject([{ reason: { status: 409, message: expect.stringContaining('别人正在办') } }])
    expect((await writer.get('clause', clause!.id)).row.title).toBe('目的')
  })

  /** Holds a row as another program might, and ends each wait for it at once instead of after three seconds. */
  async function whileLocked(record: string, id: string, ask: () => Promise<unknown>[]) {
    const owner = new pg.Client({ connectionString: world.url })
    await owner.connect()
    await owner.query('begin')
    await owner.query(`select from ${record} where id = $1 for update`, [id])
    let over = false
    const asked = Promise.allSettled(ask()).finally(() => {
      over = true
    })
    while (!over)
      await owner.query(
        `select pg_cancel_backend(pid), pg_sleep(0.02) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    await owner.query('rollback')
    await owner.end()
    return asked
  }

  const numbers = async () =>
    (await world.sql<{ n: number }>(`select right(number, -8)::int as n from project order by 1`)).map(({ n }) => n)
})

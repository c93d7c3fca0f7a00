import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { meOf } from '#kernel/identity/directory.ts'
import { readingAs } from '#kernel/record/reading.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
let owner: pg.Client
beforeAll(async () => {
  world = await openWorld()
  owner = new pg.Client({ connectionString: world.url })
  await owner.connect()
  const applicant = await world.as('许知')
  const unit = await world.unit('江州店')
  await applicant.create('project', { ...form, unit }, 'submit')
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const form = {
  title: '甲',
  background: '乙',
  goal: '丙',
  content: '丁',
  schedule: '戊',
  budget: '1.00',
  units: 'one',
}
const tables = async (where = 'true') => {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and ${where} order by 1`,
  )
  return rows.map(({ name }) => name)
}
const readable = () => tables(`has_table_privilege('jingwei_reader', c.oid, 'select')`)
const attempt = (role: 'reader' | 'writer', sql: string) =>
  world.server.db[role].query(sql).then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('the reader, with whom every person reads', () => {
  test('sees no row of any table without a person', async () => {
    const names = await readable()
    expect(names).toEqual(
      expect.arrayContaining(['project', 'policy', 'person', 'todo', 'event', 'message', 'step_log', 'document']),
    )
    let filled = 0
    for (const name of names) {
      const count = async (sql: Pick<pg.Pool, 'query'>) =>
        (await sql.query(`select count(*) as n from "${name}"`)).rows[0].n
      if ((await count(owner)) > 0) filled += 1
      expect([name, await count(world.server.db.reader)]).toEqual([name, 0])
    }
    expect(filled).toBeGreaterThan(12)
  })

  test('stands behind forced row-level security on every table that it may read', async () => {
    const bare = await tables(
      `has_table_privilege('jingwei_reader', c.oid, 'select') and not (c.relrowsecurity and c.relforcerowsecurity)`,
    )
    expect(bare).toEqual([])
    const { rows } = await owner.query(
      `select rolbypassrls or rolsuper as free from pg_roles where rolname like 'jingwei%'`,
    )
    expect(rows).toEqual([{ free: false }, { free: false }])
  })

  test('writes nothing at all', async () => {
    for (const right of ['insert', 'update', 'delete', 'truncate', 'references', 'trigger'])
      expect([right, await tables(`has_table_privilege('jingwei_reader', c.oid, '${right}')`)]).toEqual([right, []])
    expect(await attempt('reader', `update project set title = 'x'`)).toBe('42501')
    expect(await attempt('reader', `insert into share select 'project', id, id, 'x', now() from person`)).toBe('42501')
    expect(await attempt('reader', 'create table mine ()')).toBe('42501')
  })

  test('does not reach passwords, sessions, keys, files or what the install keeps', async () => {
    const names = await readable()
    for (const secret of [
      'credential',
      'session',
      'invitation',
      'attempt',
      'file',
      'install',
      'command',
      'job',
      'seal',
      'counter',
    ])
      expect(names).not.toContain(secret)
  })
})

describe('the writer, with whom flushes and jobs write', () => {
  test('adds to the journal and to the step log, and takes nothing from them', async () => {
    for (const name of ['event', 'seal', 'step_log', 'share', 'file'])
      for (const right of ['update', 'delete', 'truncate'])
        expect([
          name,
          right,
          await tables(`c.relname = '${name}' and has_table_privilege('jingwei_writer', c.oid, '${right}')`),
        ]).toEqual([name, right, []])
    expect(await attempt('writer', `update event set opinion = 'x'`)).toBe('42501')
    expect(await attempt('writer', 'delete from event')).toBe('42501')
    expect(await attempt('writer', 'truncate step_log')).toBe('42501')
  })

  test('deletes no record of the business, and makes no table', async () => {
    for (const name of Object.keys(world.server.registry.records))
      expect(await attempt('writer', `delete from "${name}"`)).toBe('42501')
    expect(await attempt('writer', 'create table mine ()')).toBe('42501')
    expect(await attempt('writer', 'drop table event')).toBe('42501')
  })
})

describe('a deputy, who does the todos of somebody else', () => {
  test('reads what waits for that person while they stand in, not what that person may read besides', async () => {
    const [principal, deputy] = [await world.as('王敏', '江州店'), await world.as('白薇')]
    const [waits] = (await principal.inbox()).rows
    const applicant = await world.as('许知')
    const drawn = await applicant.create('project', { ...form, unit: await world.unit('江州店') })
    expect((await principal.get('project', drawn.row.id)).row.status).toBe('draft')
    const seen = async (table: string, column: string) => {
      const me = meOf(await world.server.store.directory(), deputy.id)
      const { rows } = await readingAs(world.server.db, me, (sql) =>
        sql.query<{ id: string }>(`select "${column}" as id from "${table}"`),
      )
      return rows.map(({ id }) => id)
    }
    const everything = async () => ({
      project: await seen('project', 'id'),
      todo: await seen('todo', 'record_id'),
      process_case: await seen('process_case', 'record_id'),
      share: await seen('share', 'record_id'),
    })
    const nothing = { project: [], todo: [], process_case: [], share: [] }
    expect(await everything()).toEqual(nothing)
    const period = { since: '2020-01-01', until: '2199-12-31' }
    const given = await principal.create('delegation', {
      ...period,
      deputy: deputy.id,
      person: principal.id,
      reason: '休假',
    })
    const one = [waits!.recordId]
    expect(await everything()).toEqual({ project: one, todo: one, process_case: one, share: [] })
    await principal.act('delegation', given.row.id, 'revoke')
    expect(await everything()).toEqual(nothing)
  })
})

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '#test/world.ts'

let world: World
let owner: pg.Client
beforeAll(async () => {
  world = await openWorld()
  owner = new pg.Client({ connectionString: world.url })
  await owner.connect()
  const applicant = await world.as('许知')
  const unit = await world.unit('江州店')
  const form = {
    title: '甲',
    unit,
    background: '乙',
    goal: '丙',
    content: '丁',
    schedule: '戊',
    budget: '1.00',
    units: 'one',
  }
  await applicant.create('project', form, 'submit')
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

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

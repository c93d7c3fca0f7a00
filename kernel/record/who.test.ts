import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reading } from '../db.ts'
import { type Ground, openGround } from '../identity/fixture.ts'
import { ref, text } from './field.ts'
import { record } from './record.ts'
import { tableStatements } from './table.ts'
import { readArms, readConditions, settingsOf } from './where.ts'
import { holds, type Me, say, type Who } from './who.ts'

const units = Array.from({ length: 4 }, () => randomUUID())
const people = Array.from({ length: 4 }, () => randomUUID())
/** Roles and values are typed by people: they may hold whatever means something to SQL or to an array literal. */
const words = ['operations', 'a,b', 'a', 'b', '{', '}', '"', "it's", '\\', '负责 人', 'NULL', '']

const atom = fc.oneof(
  fc.constantFrom<Who>('everyone', 'nobody', 'todo'),
  fc.constantFrom('createdBy', 'owner').map((holder): Who => ({ holder })),
  fc.constantFrom('place', 'createdUnit').map((unit): Who => ({ unit })),
  fc.constantFrom('place', 'createdUnit').map((unitTree): Who => ({ unitTree })),
  fc.constantFrom('place', 'createdUnit').map((head): Who => ({ head })),
  fc.constantFrom('place', 'createdUnit').map((oversees): Who => ({ oversees })),
  fc.constantFrom('operations', 'a', 'b').map((role): Who => ({ role })),
  fc.constantFrom('open', "it's").map((is): Who => ({ field: 'word', is })),
  fc.constantFrom('draft', 'done').map((is): Who => ({ field: 'status', is })),
)
const rule: fc.Arbitrary<Who> = fc.letrec<{ rule: Who }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 2 },
    atom,
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((all): Who => ({ all })),
  ),
})).rule
const some = (from: readonly string[]) => fc.uniqueArray(fc.constantFrom(...from), { maxLength: 2 })
const person: fc.Arbitrary<Me> = fc.record({
  id: fc.constantFrom(...people),
  name: fc.constant('某'),
  units: some(units),
  unitTree: some(units),
  heads: some(units),
  oversees: some(units),
  roles: some(words),
  standsFor: some(people),
})
const maybe = (from: readonly string[]) => fc.constantFrom(null, ...from)
const row = fc.record({
  createdBy: maybe(people),
  createdUnit: maybe(units),
  owner: maybe(people),
  place: maybe(units),
  word: maybe(['open', "it's", 'other']),
  status: fc.constantFrom('draft', 'done'),
  shared: maybe(people),
})

const thing = (read: Who) =>
  record('thing', {
    label: '东西',
    title: 'word',
    fields: { word: text('词'), owner: ref('负责人', 'person'), place: ref('地点', 'unit') },
    states: { draft: '草稿', done: '完成' },
    allow: { read, create: 'nobody', edit: 'nobody' },
    views: { list: ['word'] },
  })

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

type Row = Record<string, string | null> & { id: string }
async function makeTable(read: Who, rows: readonly Row[]) {
  await ground.owner.query('drop table if exists thing')
  for (const statement of tableStatements(thing(read))) await ground.owner.query(statement)
  await ground.owner.query('truncate share')
  for (const { id, word, owner, place, status, createdBy, createdUnit, shared } of rows) {
    await ground.owner.query(
      'insert into thing (id, word, owner, place, status, created_by, created_unit, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, now(), now())',
      [id, word, owner, place, status, createdBy, createdUnit],
    )
    if (shared)
      await ground.owner.query(
        `insert into share (record, record_id, person, why, at) values ('thing', $1, $2, 'copy', now())`,
        [id, shared],
      )
  }
}

describe('who may', () => {
  test('is the same in memory, as the filter of a list, and as row-level security alone', async () => {
    await fc.assert(
      fc.asyncProperty(rule, fc.array(row, { minLength: 5, maxLength: 9 }), person, async (read, made, me) => {
        const rows = made.map((values) => ({ id: randomUUID(), ...values }) as Row)
        await makeTable(read, rows)
        const expected = rows.filter((one) => holds(read, me, one) || one.shared === me.id).map(({ id }) => id)
        const arms = `select id from thing t where ${readConditions(thing(read)).join(' or ')}`
        const ids = (sql: string, slots: unknown[] = []) =>
          reading(ground.db, settingsOf(me), async (client) =>
            (await client.query<{ id: string }>(sql, slots)).rows.map(({ id }) => id).sort(),
          )
        const slots: unknown[] = []
        const own = readArms(thing(read), me, (value) => `$${slots.push(value)}`).join(' or ')
        expect(await ids(`select id from thing t where ${own}`, slots)).toEqual(expected.sort())
        expect(await ids(arms)).toEqual(expected)
        expect(await ids('select id from thing')).toEqual(expected)
        expect(await unguarded(settingsOf(me), arms)).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('nobody without a context sees a row, whatever the rule says', async () => {
    const one = { id: randomUUID(), status: 'draft', createdBy: people[0]!, shared: people[0]! } as unknown as Row
    for (const read of ['everyone', { holder: 'createdBy' }, { role: '' }, { field: 'status', is: 'draft' }] as Who[]) {
      await makeTable(read, [one])
      expect((await ground.db.reader.query('select id from thing')).rows).toEqual([])
    }
  })

  test('reads as a sentence', () => {
    const labels = {
      field: (name: string) => ({ unit: '申请部门', createdBy: '经办人' })[name] ?? name,
      role: () => '运营初审人',
    }
    expect(say([{ holder: 'createdBy' }, { head: 'unit' }, { role: 'operations' }], labels)).toBe(
      '经办人本人；或申请部门负责人；或运营初审人',
    )
    expect(say({ all: [{ role: 'operations' }, { unit: 'unit' }] }, labels)).toBe('运营初审人，且申请部门的成员')
    expect([say('everyone', labels), say('nobody', labels), say([], labels)]).toEqual([
      '所有员工',
      '任何人都不可以',
      '任何人都不可以',
    ])
  })
})

/** The filter as the writer runs it, whom no policy limits: what the arms alone let through. */
async function unguarded(settings: Readonly<Record<string, string>>, sql: string): Promise<string[]> {
  const client = await ground.db.writer.connect()
  try {
    await client.query('begin')
    for (const [name, value] of Object.entries(settings))
      await client.query('select set_config($1, $2, true)', [name, value])
    return (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id).sort()
  } finally {
    await client.query('rollback')
    client.release()
  }
}

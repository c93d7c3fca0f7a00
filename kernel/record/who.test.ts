import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reading } from '../db.ts'
import { type Ground, openGround } from '../identity/fixture.ts'
import { withAbove } from './above.ts'
import { ref, text } from './field.ts'
import { type AnyRecord, record } from './record.ts'
import { tableStatements } from './table.ts'
import { readArms, readConditions, settingsOf } from './where.ts'
import { alternatives, holds, type Me, say, type Who } from './who.ts'

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
/** Rules that also look at the row above. */
const deepAtom = fc.oneof(
  { arbitrary: atom, weight: 2 },
  {
    arbitrary: fc.constantFrom<Who>(
      { readable: 'whole' },
      { readable: 'whole', in: ['done'] },
      { readable: 'whole', in: [] },
    ),
    weight: 3,
  },
)
const rulesOf = (atoms: fc.Arbitrary<Who>): fc.Arbitrary<Who> =>
  fc.letrec<{ rule: Who }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 2 },
      atoms,
      fc.array(tie('rule'), { minLength: 1, maxLength: 3 }),
      fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((all): Who => ({ all })),
    ),
  })).rule
const rule = rulesOf(atom)
/** As long as rules are in definitions: three levels of long ones multiply to queries that take minutes to plan. */
const isShort = (who: Who) => alternatives(who).length <= 3 && alternatives(who).flat().length <= 4
const shortRule = rule.filter(isShort)
const deepRule = rulesOf(deepAtom).filter(isShort)
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

/** Three records, each row part of one of the record before it. */
const levels = (reads: readonly [Who, Who, Who]): AnyRecord[] => {
  const name = (level: number) => `thing${level === 0 ? '' : level}`
  const defs = reads.map((read, level) => {
    const base = thing(read)
    const whole = ref('所属', name(level - 1), { part: true })
    return { ...base, name: name(level), fields: level === 0 ? base.fields : { ...base.fields, whole } }
  })
  return Object.values(withAbove(Object.fromEntries(defs.map((def) => [def.name, def]))))
}

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

type Row = Record<string, string | null> & { id: string }
const makeTable = (read: Who, rows: readonly Row[]) => makeTables([thing(read)], [rows])

async function makeTables(defs: readonly AnyRecord[], rows: readonly (readonly Row[])[]) {
  await ground.owner.query('drop table if exists thing, thing1, thing2 cascade')
  await ground.owner.query('truncate share')
  for (const [level, def] of defs.entries()) {
    for (const statement of tableStatements(def)) await ground.owner.query(statement)
    for (const one of rows[level] ?? []) await insert(def, one)
  }
}

async function insert(def: AnyRecord, { id, word, owner, place, status, createdBy, createdUnit, shared, whole }: Row) {
  const more = 'whole' in def.fields ? [whole] : []
  await ground.owner.query(
    `insert into ${def.name} (id, word, owner, place, status, created_by, created_unit, created_at, updated_at${more.length > 0 ? ', whole' : ''})
     values ($1, $2, $3, $4, $5, $6, $7, now(), now()${more.length > 0 ? ', $8' : ''})`,
    [id, word, owner, place, status, createdBy, createdUnit, ...more],
  )
  if (shared)
    await ground.owner.query('insert into share (record, record_id, person, why, at) values ($1, $2, $3, $4, now())', [
      def.name,
      id,
      shared,
      'copy',
    ])
}

describe('who may', () => {
  test('is the same in memory, as the filter of a list, and as row-level security alone', async () => {
    await fc.assert(
      fc.asyncProperty(rule, fc.array(row, { minLength: 5, maxLength: 9 }), person, async (read, made, me) => {
        const rows = made.map((values) => ({ id: randomUUID(), ...values }) as Row)
        await makeTable(read, rows)
        const expected = rows.filter((one) => holds(read, me, one) || one.shared === me.id).map(({ id }) => id)
        await expectFolds(thing(read), me, expected.sort())
      }),
      { numRuns: 60 },
    )
  })

  test('through the rows above, level by level, is the same in memory, as the filter of a list, and as row-level security', async () => {
    const world = fc.tuple(shortRule, deepRule, deepRule)
    const made = fc.array(fc.tuple(row, fc.nat(3)), { minLength: 3, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(world, fc.tuple(made, made, made), person, async (reads, things, me) => {
        const defs = levels(reads)
        const rows: Row[][] = []
        for (const level of things) {
          const above = rows.at(-1)
          rows.push(
            level.map(([values, at]) => ({ id: randomUUID(), ...values, whole: above?.[at]?.id ?? null }) as Row),
          )
        }
        await makeTables(defs, rows)
        const visible: Map<string, string>[] = []
        for (const [level, def] of defs.entries()) {
          const seenOf = (one: Row) => {
            const state = visible[level - 1]?.get(String(one.whole))
            return (state === undefined ? {} : { whole: state }) as Readonly<Record<string, string>>
          }
          const seen = rows[level]!.filter(
            (one) => one.shared === me.id || holds(def.allow.read, me, one, { seen: seenOf(one) }),
          )
          visible.push(new Map(seen.map((one) => [one.id, String(one.status)])))
          await expectFolds(def, me, seen.map(({ id }) => id).sort())
          for (const { id } of rows[level - 1]?.slice(0, 1) ?? [])
            expect(await partRows(def, me, id)).toEqual(
              seen
                .filter((one) => one.whole === id)
                .map((one) => one.id)
                .sort(),
            )
        }
      }),
      { numRuns: 20 },
    )
  }, 60_000)

  test('a definition that was never put together is a defect, not an open door', () => {
    const loose = { ...thing({ readable: 'owner' }), name: 'thing1' }
    expect(() => readConditions(loose)).toThrow('leads nowhere')
  })

  test('nobody without a context sees a row, whatever the rule says', async () => {
    const one = { id: randomUUID(), status: 'draft', createdBy: people[0]!, shared: people[0]! } as unknown as Row
    for (const read of ['everyone', { holder: 'createdBy' }, { role: '' }, { field: 'status', is: 'draft' }] as Who[]) {
      await makeTable(read, [one])
      expect((await ground.db.reader.query('select id from thing')).rows).toEqual([])
    }
  })

  test.each<[Who, string]>([
    [{ readable: 'project' }, '看得到该项目的人'],
    [{ readable: 'project', in: ['running', 'x'] }, '看得到该项目的人（项目为“执行中”、“x”时）'],
    [{ field: 'status', is: 'running' }, '项目为“执行中”时'],
  ])('%j reads as %s', (who, sentence) => {
    const value = (_: string, code: string) => (code === 'running' ? '执行中' : code)
    expect(say(who, { field: () => '项目', role: String, value })).toBe(sentence)
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

/** The rows that a person reads are these by each fold of the rule: as a list's arms, as conditions, as policy, unguarded. */
async function expectFolds(def: AnyRecord, me: Me, expected: readonly string[]) {
  const arms = `select id from ${def.name} t where ${readConditions(def).join(' or ')}`
  const ids = (sql: string, values: unknown[] = []) =>
    reading(ground.db, settingsOf(me), async (client) =>
      (await client.query<{ id: string }>(sql, values)).rows.map(({ id }) => id).sort(),
    )
  for (const few of 'whole' in def.fields ? [0, 2, 1000] : [1000]) {
    const slots: unknown[] = []
    const own = readArms(def, me, (value) => `$${slots.push(value)}`, {}, few).join(' or ')
    expect(await ids(`select id from ${def.name} t where ${own}`, slots)).toEqual(expected)
  }
  expect(await ids(arms)).toEqual(expected)
  expect(await ids(`select id from ${def.name}`)).toEqual(expected)
  expect(await unguarded(settingsOf(me), arms)).toEqual(expected)
}

/** The rows of one row above, as its tab asks for them. */
async function partRows(def: AnyRecord, me: Me, whole: string): Promise<string[]> {
  const slots: unknown[] = [whole]
  const own = readArms(def, me, (value) => `$${slots.push(value)}`, { whole }).join(' or ')
  return reading(ground.db, settingsOf(me), async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select id from ${def.name} t where t.whole = $1 and (${own})`,
      slots,
    )
    return rows.map(({ id }) => id).sort()
  })
}

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

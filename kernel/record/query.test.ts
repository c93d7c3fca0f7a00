import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reading } from '../db.ts'
import { type Ground, openGround } from '../identity/fixture.ts'
import { date, flag, money, month, number, text, time } from './field.ts'
import type { Wanted } from './filter.ts'
import { countRows, listRows } from './query.ts'
import { record } from './record.ts'
import { tableStatements } from './table.ts'
import { settingsOf } from './where.ts'

const thing = record('thing', {
  label: '东西',
  title: 'name',
  fields: {
    name: text('名称', { search: true }),
    amount: money('金额'),
    count: number('数量', { integer: true }),
    weight: number('重量'),
    day: date('日期'),
    month: month('月份'),
    at: time('时间'),
    done: flag('完成'),
  },
  states: { open: '在办', closed: '已办' },
  allow: { read: ['everyone', { holder: 'createdBy' }], create: 'nobody', edit: 'nobody' },
  views: { list: ['name'] },
})
const me = { id: randomUUID(), name: '某', units: [], unitTree: [], heads: [], oversees: [], roles: [], standsFor: [] }

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  for (const statement of tableStatements(thing)) await ground.owner.query(statement)
  const rows = [
    [null, null, null, null, null, null, null, null],
    ['50%_折', '-3.50', -1, -0.5, '2026-02-28', '2026-02', '2026-02-28T16:00:00Z', false],
    ["it's", '12.80', 7, 1e300, '2199-12-31', '2026-12', '2026-02-28T16:00:00.123456Z', true],
    ['\\', '12.80', 7, 0, '1900-01-01', null, null, null],
    [null, '9999999999999999.99', null, null, null, null, null, null],
  ]
  for (let copy = 0; copy < 3; copy += 1)
    for (const row of rows)
      await ground.owner.query(
        `insert into thing (id, name, amount, count, weight, day, month, at, done, status, created_by, created_at, updated_at)
         values ($9, $1, $2, $3, $4, $5, $6, $7, $8, $10, $11, '2026-01-01', '2026-01-01')`,
        [...row, randomUUID(), copy === 0 ? 'closed' : 'open', copy === 1 ? me.id : null],
      )
})
afterAll(() => ground.close())

const list = (wanted: Wanted) => reading(ground.db, settingsOf(me), (sql) => listRows(sql, thing, me, wanted))
const count = (wanted: Wanted) => reading(ground.db, settingsOf(me), (sql) => countRows(sql, thing, me, wanted))

describe('a list', () => {
  const sortable = ['name', 'amount', 'count', 'weight', 'day', 'month', 'at', 'done', 'createdAt', 'status', 'version']
  test.each(sortable.flatMap((name) => [name, `-${name}`]))(
    'by %s: every row once, page by page, empty ones too',
    async (sort) => {
      const found: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({ sort, limit: 2, ...(cursor ? { cursor } : {}) })
        found.push(...page.rows.map(({ id }) => id))
        cursor = page.next
      } while (cursor)
      expect(found).toHaveLength(15)
      expect(new Set(found).size).toBe(15)
    },
  )

  test('finds words as they are, signs that mean something to LIKE too', async () => {
    const names = async (q: string) => [...new Set((await list({ q })).rows.map(({ name }) => name))]
    expect(await names('%')).toEqual(['50%_折'])
    expect(await names('_')).toEqual(['50%_折'])
    expect(await names("'")).toEqual(["it's"])
    expect(await names('\\')).toEqual(['\\'])
    expect(await names('   ')).toHaveLength(4)
  })

  test('counts each row once though two rules let it through', async () => {
    expect(await count({})).toEqual({
      '': { value: 15, more: false },
      open: { value: 10, more: false },
      closed: { value: 5, more: false },
    })
    expect((await list({ status: ['closed'] })).rows).toHaveLength(5)
    expect((await list({ limit: 0 })).rows).toHaveLength(15)
    expect((await list({ limit: -5 })).rows).toHaveLength(1)
  })

  test('keeps amounts, days and instants as they were written', async () => {
    const [row] = (await list({ q: "it's" })).rows
    expect(row).toMatchObject({
      amount: '12.80',
      day: '2199-12-31',
      month: '2026-12',
      at: '2026-02-28T16:00:00.123456Z',
      done: true,
    })
  })
})

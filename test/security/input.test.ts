import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type Someone, type World } from '#test/world.ts'

let world: World
let someone: Someone
let project: string
beforeAll(async () => {
  world = await openWorld()
  someone = await world.as('许知')
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
  for (let i = 0; i < 3; i += 1) project = (await someone.create('project', form)).row.id
})
afterAll(() => world.close())

/** Whatever was sent, the answer is one for people: never a defect, and a refusal is in Chinese words. */
async function answered(answer: Response, what: string) {
  const text = await answer.text()
  if (answer.status >= 500) throw new Error(`${what} → ${answer.status} ${text}`)
  if (answer.status < 400) return
  const { code, message } = JSON.parse(text) as { code: string; message: string }
  if (!code || !/[一-龥]/.test(message)) throw new Error(`${what} → ${text}`)
}

const odd = fc.oneof(
  fc.constantFrom('', '\0', '\ud800', '%', "'", '"', '\\', '__proto__', 'constructor', 'toString', '-', '-createdAt'),
  fc.constantFrom('NaN', 'Infinity', '-1', '1e999', '0', '9'.repeat(40), '2026-02-30', 'null', '{}', '[]', '😀'),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const names = fc.oneof(
  fc.constantFrom('q', 'sort', 'cursor', 'limit', 'status', 'id', 'unit', 'createdBy', 'budget', 'version', 'reading'),
  odd,
)
const records = fc.constantFrom(
  'project',
  'policy',
  'clause',
  'carrier',
  'policy_import',
  'duty',
  'unit',
  'position',
  'person',
  'appointment',
  'oversight',
  'role_holder',
)
const cursor = fc
  .tuple(odd, fc.constantFrom('01a1ff86-4a9d-764a-b8d2-000000000000', 'x'))
  .map((place) => Buffer.from(JSON.stringify(place)).toString('base64url'))
const sorts = fc.constantFrom(
  'title',
  'budget',
  '-budget',
  'createdAt',
  '-updatedAt',
  'version',
  'order',
  'since',
  'headcount',
  'reading',
  'unit',
  'number',
)

describe('a list', () => {
  test.each([
    ['an unknown record', '/api/nothing', 404],
    ['a record with the name of something built in', '/api/constructor', 404],
    ['a process with such a name', '/api/processes/constructor', 404],
    ['an id that is none', '/api/project/1', 404],
    ['a wrong cursor', '/api/project?cursor=abc', 422],
    [
      'a cursor of another order',
      `/api/project?sort=budget&cursor=${Buffer.from('["x","01a1ff86-4a9d-764a-b8d2-000000000000"]').toString('base64url')}`,
      422,
    ],
    ['a wrong sort', '/api/project?sort=nothing', 422],
    ['a sort by something built in', '/api/project?sort=constructor', 422],
    ['an unknown filter', '/api/project?nothing=1', 422],
    ['a word with NUL', '/api/project?q=%00', 422],
    ['a filter with NUL', '/api/project?title=%00', 422],
    ['an unknown box', '/api/inbox?box=nothing', 422],
    ['a wrong place in a box', '/api/inbox?cursor=WyJ4IiwiMDFhMWZmODYtNGE5ZC03NjRhLWI4ZDItMDAwMDAwMDAwMDAwIl0', 422],
  ])('%s is answered with words', async (_, path, status) => {
    const answer = await someone.send('GET', path)
    const body = await answer.json()
    expect([answer.status, body.message]).toEqual([status, expect.stringMatching(/^[^{}[\]]*[一-龥][^{}[\]]*$/)])
    expect(body.message).not.toContain('function')
  })

  test('a word finds nothing where no field is searched', async () => {
    expect(await someone.list('role_holder', { q: '程诗' })).toMatchObject({ rows: [], count: { value: 0 } })
  })

  test('any query at all', async () => {
    const query = fc.array(fc.tuple(names, fc.oneof(odd, cursor, sorts)), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(records, query, async (record, pairs) => {
        const path = `/api/${record}?${new URLSearchParams(pairs)}`
        await answered(await someone.send('GET', path), path)
      }),
      { numRuns: 250 },
    )
  })

  test('any order, any page: every row once', async () => {
    const fields = {
      project: ['title', 'budget', 'createdAt', 'number', 'status', 'version', 'grade', 'schedule'],
      person: ['no', 'name', 'joined', 'sn', 'mobile', 'pinyin'],
      position: ['headcount', 'rank', 'name'],
    }
    const who = await world.as('程诗')
    for (const [record, sortable] of Object.entries(fields)) {
      const reader = record === 'project' ? someone : who
      const all = (await reader.list(record, { limit: '500' })).rows.map(({ id }) => id).sort()
      for (const name of sortable.flatMap((field) => [field, `-${field}`])) {
        const found: string[] = []
        let next: string | null = null
        do {
          const page = await reader.list(record, { sort: name, limit: '2', ...(next ? { cursor: next } : {}) })
          found.push(...page.rows.map(({ id }) => id))
          next = page.next
        } while (next)
        expect([name, found.sort()]).toEqual([name, all])
      }
    }
  })
})

describe('a body', () => {
  test.each([
    ['is not JSON', '{', 422],
    ['is huge', JSON.stringify({ fields: { title: 'x'.repeat(1_100_000) } }), 413],
    ['is deep', `${'['.repeat(200)}${']'.repeat(200)}`, 422],
    ['is very deep', `{"fields":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`, 422],
    ['is a list', '[]', 422],
    ['is null', 'null', 422],
    ['has a prototype', '{"fields":{"__proto__":{"title":"x"}},"__proto__":{"action":"submit"}}', 422],
    ['has a constructor', '{"fields":{"constructor":{"prototype":{"admin":true}}}}', 422],
    ['has a NUL', '{"fields":{"title":"a\\u0000b"}}', 422],
  ])('that %s is refused with words', async (_, body, status) => {
    const answer = await someone.send('POST', '/api/project', new TextEncoder().encode(body))
    expect([answer.status, (await answer.json()).message]).toEqual([status, expect.stringMatching(/[一-龥]/)])
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })

  test('with several faults names all of them, built-in names too', async () => {
    const fields = { title: '', budget: '1.234', units: 'lots', unit: 'x', constructor: 1, toString: 2, 多的: 3 }
    const answer = await someone.send('POST', '/api/project', { fields })
    const missing = ['background', 'goal', 'content', 'schedule']
    expect(Object.keys((await answer.json()).fields).sort()).toEqual([...Object.keys(fields), ...missing].sort())
  })

  test.each(['constructor', '__proto__', 'toString', 'nothing'])('no action is called %s', async (action) => {
    await answered(await someone.send('POST', `/api/project/${project}/${action}`, {}), action)
    const made = await someone.send('POST', '/api/project', { fields: {}, action })
    await answered(made, action)
    expect((await someone.send('POST', `/api/project/${project}/${action}`, {})).status).toBe(404)
  })

  test('an edit of a row that cannot be is absent, and does not disturb others', async () => {
    const both = await Promise.all([
      someone.send('PATCH', '/api/project/not-an-id', { fields: {}, version: 1 }),
      someone.send('PATCH', `/api/project/${project}`, { fields: { goal: '新' }, version: 1 }),
    ])
    expect(both.map(({ status }) => status)).toEqual([404, 200])
  })

  test('half a character is refused in words, not a defect', async () => {
    const { row } = await someone.get('project', project)
    const body = new TextEncoder().encode(`{"fields":{"goal":"好\\ud83d"},"version":${row.version}}`)
    await answered(await someone.send('PATCH', `/api/project/${project}`, body), 'lone surrogate')
  })

  test('any body at all', async () => {
    const value = fc.oneof(
      odd,
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.jsonValue({ maxDepth: 3 }),
    )
    const field = fc.oneof(
      fc.constantFrom(
        'title',
        'unit',
        'budget',
        'units',
        'since',
        'until',
        'name',
        'no',
        'headcount',
        'order',
        'effectiveOn',
        'complete',
        'choices',
        'units',
        'file',
        'person',
        'role',
      ),
      odd,
    )
    const body = fc.record(
      {
        fields: fc.oneof(fc.dictionary(field, value, { noNullPrototype: true }), value),
        action: odd,
        version: value,
        opinion: value,
        outcome: value,
      },
      { requiredKeys: [] },
    )
    const target = fc.constantFrom(
      '',
      `/${project}`,
      `/${project}/submit`,
      '/01a1ff86-4a9d-764a-b8d2-000000000000/close',
      '/x',
      '/x/y',
    )
    const people = await Promise.all(['许知', '程诗', '苏禾'].map((name) => world.as(name)))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...people),
        records,
        target,
        fc.constantFrom('POST', 'PATCH'),
        body,
        async (who, record, path, method, sent) => {
          const url = `/api/${record}${path}`
          await answered(await who.send(method, url, sent), `${method} ${url} ${JSON.stringify(sent)}`)
        },
      ),
      { numRuns: 300 },
    )
  })
})

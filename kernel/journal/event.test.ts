import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Ground, openGround } from '../identity/fixture.ts'
import { canonical, exactNumbers } from './canonical.ts'
import { digestOf, type EventContent, type StoredEvent, storedColumns, storedDigest, writeEvents } from './event.ts'

const quiet: EventContent = {
  at: '2026-11-23T01:00:00.123456Z',
  kind: 'record',
  record: 'project',
  recordId: null,
  action: 'edit',
  person: null,
  acting: null,
  before: null,
  after: null,
  opinion: null,
  origin: '10.1.1.7',
  concerns: [],
}

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())
beforeEach(async () => void (await ground.owner.query('truncate event')))

const stored = async () =>
  (await ground.db.writer.query<StoredEvent>(`select ${storedColumns} from event e order by id`)).rows

describe('the digest of an event', () => {
  test('can be made again from the stored row, whatever was in it', async () => {
    const word = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''))
    const value = fc.oneof(
      word,
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    )
    const values = fc.dictionary(word, fc.oneof(value, fc.array(value), fc.dictionary(word, value)))
    const events = fc.record({
      at: fc
        .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .chain((at) => fc.constantFrom<string | Date>(at, at.toISOString(), at.toISOString().replace('Z', '456Z'))),
      kind: word,
      record: word,
      recordId: fc.option(fc.uuid()),
      action: word,
      person: fc.option(fc.uuid()),
      acting: fc.option(word),
      before: fc.option(values),
      after: fc.option(values),
      opinion: fc.option(word),
      origin: word,
      concerns: fc.array(fc.uuid(), { maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(events, { minLength: 1, maxLength: 8 }), async (written) => {
        await ground.owner.query('truncate event')
        await writeEvents(ground.db.writer, written)
        const rows = await stored()
        expect(rows).toHaveLength(written.length)
        for (const row of rows) expect(storedDigest(row)?.toString('hex')).toBe(row.digest.toString('hex'))
        expect(rows.map((row) => row.digest)).toEqual(written.map(digestOf))
      }),
      { numRuns: 60 },
    )
  })

  test('does not depend on the order in which fields were written', () => {
    expect(digestOf({ ...quiet, after: { a: 1, b: 2 } })).toEqual(digestOf({ ...quiet, after: { b: 2, a: 1 } }))
  })

  test('changes with every column', () => {
    const changes: Partial<EventContent>[] = [
      { at: '2026-11-23T01:00:00.123457Z' },
      { kind: 'x' },
      { record: 'x' },
      { recordId: '00000000-0000-7000-8000-000000000000' },
      { action: 'x' },
      { person: '00000000-0000-7000-8000-000000000000' },
      { acting: 'x' },
      { before: { a: 1 } },
      { after: { a: 1 } },
      { opinion: '' },
      { origin: 'x' },
      { concerns: ['00000000-0000-7000-8000-000000000000'] },
    ]
    const digests = changes.map((change) => digestOf({ ...quiet, ...change }).toString('hex'))
    expect(Object.keys(Object.assign({}, ...changes)).sort()).toEqual(Object.keys(quiet).sort())
    expect(new Set([...digests, digestOf(quiet).toString('hex')]).size).toBe(changes.length + 1)
  })

  test('notices digits that were added to a number beyond what JavaScript can hold', async () => {
    await writeEvents(ground.db.writer, [{ ...quiet, after: { share: 0.1, count: 1e21, tiny: 1.5e-9 } }])
    expect(storedDigest((await stored())[0]!)).toBeDefined()
    await ground.owner.query(`update event set after = jsonb_set(after, '{share}', '0.10000000000000000001')`)
    expect(storedDigest((await stored())[0]!)).toBeUndefined()
  })
})

describe('canonical JSON', () => {
  test('sorts by UTF-16 units and writes numbers as ECMAScript does (RFC 8785, appendix B and section 3.2.3)', () => {
    const numbers = [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0]
    expect(canonical(numbers)).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]')
    expect(canonical({ '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    )
  })

  test('every double is exact in the form that PostgreSQL prints', async () => {
    const doubles = fc.array(fc.double({ noDefaultInfinity: true, noNaN: true }), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(doubles, async (values) => {
        const { rows } = await ground.owner.query('select $1::jsonb::text as text', [JSON.stringify(values)])
        expect(exactNumbers(rows[0].text)).toBe(true)
        expect(exactNumbers(rows[0].text.replace(']', ', 0.10000000000000000001]'))).toBe(false)
      }),
      { numRuns: 50 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../types.ts'
import { compileFeel, compileTests, FeelProblem } from './compile.ts'
import { value, world } from './fixture.ts'
import { fromFeel, tagged, toFeel } from './json.ts'
import { parseFeel } from './parse.ts'
import { FeelError, outermost } from './scope.ts'

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, scale]) => tagged('number', `${digits}e-${scale}`))
const day = fc
  .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, number]) => tagged('date', isoOf(year, month, number)))

function isoOf(year: number, month: number, number: number): string {
  const digits = String(Math.abs(year)).padStart(4, '0')
  return `${year < 0 ? '-' : ''}${digits}-${String(month).padStart(2, '0')}-${String(number).padStart(2, '0')}`
}

describe('laws', () => {
  it('of decimals: sums commute, differences turn back, products distribute', () => {
    const law = compileFeel('a + b = b + a and a + b - b = a and a * (b + c) = a * b + a * c and not(a < b and a >= b)')
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(law.evaluate(world({ a, b, c }))).toBe(true)
      }),
    )
  })

  it('of days: what is added can be taken away, and the difference is what was added', () => {
    const law = compileFeel('d + n * @"P1D" - n * @"P1D" = d and (d + n * @"P1D" - d) / @"P1D" = n')
    fc.assert(
      fc.property(day, fc.integer({ min: -100_000, max: 100_000 }), (d, n) => {
        expect(law.evaluate(world({ d, n }))).toBe(true)
      }),
    )
  })

  it('of text: what is written as text is read as the same value', () => {
    const law = compileFeel(
      'date(string(d)) = d and number(string(n)) = n and duration(string(n * @"PT1S")) = n * @"PT1S"',
    )
    fc.assert(
      fc.property(day, fc.integer(), (d, n) => {
        expect(law.evaluate(world({ d, n }))).toBe(true)
      }),
    )
  })

  it('negative zero is zero', () => {
    expect(fromFeel(toFeel([-0]))).toEqual([0])
  })

  it('JSON goes in and comes out as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        fc.pre(!JSON.stringify(json).includes('$type') && !JSON.stringify(json).includes('__proto__'))
        expect(fromFeel(toFeel(json))).toEqual(JSON.parse(JSON.stringify(json)))
      }),
    )
  })
})

describe('the short way for plain values', () => {
  const fact: fc.Arbitrary<Json> = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom<Json>(0.1, 0.3, 0.30000000000000004, 2 ** 53, null, true, false, 'A', '', '3'),
    fc.constantFrom<Json>(tagged('number', '0.3'), tagged('date', '2026-01-01')),
  )
  const texts = [
    'a > 0.3',
    'a = 0.3',
    'a != b',
    'a <= b',
    'a = "A" and b < 3',
    'a or b = true',
    'a + b',
    'a - 1 = b * 2',
  ]
  const more = ['if a > b then "more" else a', 'a', 'a + 0.1 > 0.3', '1e300 > a', 'a = 12345678901234567890.1']

  it.each([...texts, ...more])('%s gives the same as the long one', (text) => {
    const expression = compileFeel(text)
    fc.assert(
      fc.property(fact, fact, (a, b) => {
        const facts: { [name: string]: Json } = { a, b }
        const plain = (name: string) => facts[name]
        const long = fromFeel(expression.evaluate(world(facts)))
        const short = fromFeel(expression.evaluate({ ...world(facts), plain }))
        expect(short === 0 ? 0 : short).toEqual(long === 0 ? 0 : long)
      }),
    )
  })
})

describe('no text does harm', () => {
  const pieces = fc.constantFrom(
    ...['a', '1', '"x"', '(', ')', '[', ']', '{', '}', ':', ',', '..', '.', '+', '-', '*', '/', '**', '<', '=', '!='],
    ...[
      'in',
      'and',
      'or',
      'if',
      'then',
      'else',
      'for',
      'return',
      'some',
      'satisfies',
      'instance of',
      'list<',
      '>',
      'not',
    ],
    ...[
      'function',
      'external',
      'between',
      '@"P1D"',
      '?',
      'item',
      'sum',
      '，',
      '“',
      '//',
      '/*',
      '\\',
      '中文',
      'null',
      'partial',
    ],
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(' ')),
  )

  it('it is refused with words, or evaluates to something', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (source, lenient) => {
        const here = world({ a: [1, 2] })
        const ways = [
          () => compileFeel(source, { lenient }).evaluate(here),
          () => compileTests(parseFeel(source, 'UnaryTests', { lenient }), { lenient })(toFeel(1), outermost(here)),
        ]
        for (const evaluate of ways) {
          try {
            evaluate()
          } catch (error) {
            expect(error instanceof FeelProblem || error instanceof FeelError ? '' : error).toBe('')
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

it.each(['0.1 + 0.2 = 0.3', '1 / 3 * 3 < 1', '0.1 * 3 = 0.3'])('%s holds exactly', (text) => {
  expect(value(text)).toBe(true)
})

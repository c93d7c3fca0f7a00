import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition } from './table.ts'
import { covers, feelOf, fromFeel, readTest, sayTest, type Test } from './words.ts'

test.each([
  ['days', '≤3 天', '<= 3'],
  ['days', '3天以内', '<= 3'],
  ['days', '不超过 3 天', '<= 3'],
  ['days', '>3 且 ≤10 天', '(3..10]'],
  ['days', '1～3 天', '[1..3]'],
  ['days', '0.5', '[0.5..0.5]'],
  ['amount', '≤5,000 元', '<= 5000'],
  ['amount', '＞50 万元', '> 500000'],
  ['amount', '5-20 万元', '[50000..200000]'],
  ['amount', '2 万以上', '>= 20000'],
  ['grade', 'C 级', '"C"'],
  ['grade', 'A、B', '"A", "B"'],
  ['budgeted', '是', 'true'],
  ['starterIsHead', '否', 'false'],
  ['kind', '合同已批', '"合同已批"'],
  ['kind', '-', '-'],
  ['kind', '', '-'],
] as const)('%s 写“%s”，规则是 %s', (column, words, feel) => {
  expect(feelOf(readTest(column, words)!)).toBe(feel)
})

test.each([
  ['days', '三四天'],
  ['days', '≤'],
  ['days', '10～3'],
  ['amount', '很多'],
  ['amount', '>10 且 >20'],
  ['budgeted', '也许'],
] as const)('%s 写“%s”读不懂', (column, words) => {
  expect(readTest(column, words)).toBeUndefined()
})

test('写成字再读回来是同一个意思，写成规则再读回来也是', () => {
  const number = fc.integer({ min: 0, max: 10_000_000 }).map((cents) => cents / 100)
  const bound = fc.record({ value: number, included: fc.boolean() })
  const range = fc.oneof(
    bound.map((high): Test => ({ is: 'range', high })),
    bound.map((low): Test => ({ is: 'range', low })),
    fc
      .tuple(bound, bound)
      .filter(([low, high]) => low.value < high.value)
      .map(([low, high]): Test => ({ is: 'range', low, high })),
  )
  const any = fc.oneof(
    range.map((value): [Condition, Test] => ['amount', value]),
    range.map((value): [Condition, Test] => ['days', value]),
    fc.boolean().map((value): [Condition, Test] => ['budgeted', { is: 'flag', value }]),
    fc
      .subarray(['A', 'B', 'C'], { minLength: 1 })
      .map((values): [Condition, Test] => ['grade', { is: 'words', values }]),
  )
  fc.assert(
    fc.property(any, ([column, value]) => {
      expect(fromFeel(feelOf(value))).toEqual(value)
      expect(readTest(column, sayTest(column, value))).toEqual(value)
      expect(covers(value, value)).toBe(true)
    }),
  )
})

describe('管得住', () => {
  test.each([
    ['≤5', '≤3', true],
    ['≤3', '≤5', false],
    ['<3', '≤3', false],
    ['≤3', '<3', true],
    ['', '≤3', true],
    ['≤3', '', false],
    ['1～9', '2～3', true],
    ['>3', '2～9', false],
  ])('“%s”管得住“%s”：%s', (wide, narrow, held) => {
    expect(covers(readTest('days', wide)!, readTest('days', narrow)!)).toBe(held)
  })
})

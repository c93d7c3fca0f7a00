import { describe, expect, it } from 'vitest'
import type { Json } from '../types.ts'
import { compileFeel } from './compile.ts'
import { value } from './fixture.ts'

describe('a name', () => {
  const facts = { 'Loan-Amount': 5, Loan: 7, Amount: 2, 'values in a list': [1, 2], '🐎': 3, '月 份': 4, 'a/b': 1 }
  const options = { names: Object.keys(facts) }
  it.each<[string, Json]>([
    ['Loan-Amount * 2', 10],
    ['Loan - Amount', 5],
    ['every i in values in a list satisfies i > 0', true],
    ['🐎 + 1', 4],
    ['月  份 + a/b', 5],
    ['{foo+bar: 1, x: foo+bar + 1}.x', 2],
    ['{"a and b": 2}.a and b', 2],
    ['[{first name: "晴"}][first name = "晴"].first name', ['晴']],
    ['{sum: function(a) a, r: sum(3)}.r', 3],
    ['{f: count, r: f([1, 2])}.r', 2],
    ['function(if applicable) if applicable', null],
  ])('%s gives %j', (text, expected) => {
    expect(value(text, facts, options)).toEqual(expected)
  })
})

describe('what is written', () => {
  it.each<[string, Json]>([
    ['"\\uD83D\\uDC0E" = "\\U01F40E"', true],
    ['string length("\\\\u0009")', 6],
    ['1 in ((1 + 1) * 2 - 3)', true],
    ['5 in (> 3, null)', true],
    ['10 in !=11', true],
    ['-(function(a) a)(10)', -10],
    ['--10', 10],
    ['2 ** 3 ** 2', 64],
    ['1.5e2 + .5', 150.5],
    ['if true then 1 else 2 + 3', 1],
    ['[1, 2, 3][item > 1][1]', 2],
    ['{a: {b: [1, 2]}}.a.b[2]', 2],
    ['(function(a: number, b: number) a - b)(b: 1, a: 3)', 2],
    ['(function(a: number) a)("x")', null],
    ['(function(a: number) a)([4])', 4],
  ])('%s gives %j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })

  it.each(['1 +', '[1..', 'for x in', '{a 1}', 'f(a: 1, 2)', '"a', '1 instance of', 'and', 'x.', '(1'])(
    '%s is refused',
    (text) => {
      expect(() => compileFeel(text)).toThrow(/第 \d+ 个字/)
    },
  )

  it('reads brackets that may mean two things in good time', () => {
    expect(() => compileFeel('x in ('.repeat(60))).toThrow()
    expect(() => compileFeel('[1..a['.repeat(60))).toThrow()
  })
})

describe('a model of others', () => {
  it.each<[string, Json]>([
    ['[abs(1, 1), 2]', [null, 2]],
    ['abs(number: -1)', null],
    ['@"foo"', null],
    ['nobody(1)', null],
    ['{a: 1, a: 2}', null],
    ['1 instance of tUnknown', false],
  ])('%s gives %j instead of being refused', (text, expected) => {
    expect(value(text, {}, { lenient: true })).toEqual(expected)
  })

  it('tells why null came out', () => {
    const heard: string[] = []
    const expression = compileFeel('amonut + 1')
    expression.evaluate({
      look: () => undefined,
      now: '',
      zone: 'UTC',
      functions: {},
      warn: (message) => heard.push(message),
    })
    expect(heard[0]).toBe('没有叫「amonut」的变量。')
  })
})

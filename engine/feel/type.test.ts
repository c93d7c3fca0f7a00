import { describe, expect, it } from 'vitest'
import { compileFeel } from './compile.ts'
import { value, world } from './fixture.ts'
import { toFeel } from './json.ts'
import { outermost } from './scope.ts'
import { coerceTo, conforms } from './type.ts'
import type { Type } from './values.ts'

const number: Type = { is: 'plain', name: 'number' }
const grade: Type = { is: 'custom', name: 'tGrade', of: () => number }
const tree: Type = {
  is: 'context',
  members: new Map<string, Type>([['children', { is: 'list', of: { is: 'custom', name: 'tTree', of: () => tree } }]]),
}

describe('instance of', () => {
  it.each<[string, boolean]>([
    ['null instance of Any', false],
    ['[1, 2] instance of list<number>', true],
    ['[1, "2"] instance of list<number>', false],
    ['{a: 1, b: "x"} instance of context<a: number>', true],
    ['{a: null} instance of context<a: string>', true],
    ['{} instance of context<a: string>', false],
    ['[1..3] instance of range<number>', true],
    ['["a".."c"] instance of range<number>', false],
    ['(function(a: number) a) instance of function<number> -> Any', true],
    ['(function(a: number) a) instance of function<string> -> Any', false],
    ['(function() 1) instance of function<number> -> Any', false],
    ['@"2026-01-01T00:00:00" instance of date and time', true],
    ['@"P1Y" instance of years and months duration', true],
    ['1 instance of number and true', true],
    ['9 instance of tGrade', true],
  ])('%s is %s', (text, expected) => {
    const types = (name: string) => (name === 'tGrade' ? grade : undefined)
    expect(value(text, {}, { types })).toBe(expected)
  })

  it('refuses a type that nobody knows', () => {
    expect(() => compileFeel('1 instance of tFoo')).toThrow('不认识类型「tFoo」')
  })
})

describe('a value becomes what a type wants', () => {
  const plain = (name: 'string' | 'date and time'): Type => ({ is: 'plain', name })

  it.each<[string, unknown, Type, unknown]>([
    ['a list of one its item', ['a'], plain('string'), 'a'],
    ['an item a list of one', 10, { is: 'list', of: number }, [10]],
    [
      'a date its midnight',
      toFeel({ $type: 'date', value: '2026-01-01' }),
      plain('date and time'),
      '2026-01-01T00:00:00Z',
    ],
    ['nothing else anything', ['a', 'b'], plain('string'), null],
    ['what a type of a model is made of', [9], grade, 9],
    ['null stays null', null, number, null],
  ])('%s', (_, given, type, expected) => {
    const converted = coerceTo(givenOf(given), type, outermost(world()))
    const wanted =
      expected === '2026-01-01T00:00:00Z' ? toFeel({ $type: 'date and time', value: expected }) : toFeel(expected)
    expect(converted).toEqual(wanted)
  })

  it('a type may hold itself', () => {
    expect(conforms(toFeel({ children: [{ children: [] }] }), tree, outermost(world()))).toBe(true)
    expect(conforms(toFeel({ children: [{ kids: [] }] }), tree, outermost(world()))).toBe(false)
  })
})

function givenOf(given: unknown) {
  return typeof given === 'object' && given !== null && 'is' in given
    ? (given as ReturnType<typeof toFeel>)
    : toFeel(given)
}

import { describe, expect, it } from 'vitest'
import type { Json } from '../types.ts'
import { value } from './fixture.ts'

const gives = (cases: [string, Json][]) =>
  it.each(cases)('%s gives %j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })

describe('patterns are those of XPath', () => {
  gives([
    ['matches("x", "[A-Z-[OI]]", "i")', true],
    ['matches("i", "[A-Z-[OI]]", "i")', false],
    ['matches("q", "[^Q]", "i")', false],
    ['matches("\\u212A", "k", "i")', true],
    ['matches("abcd\\n\\ndefg\\n ", "^$", "m")', true],
    ['matches("Mary\\u000DJones", "Mary.Jones")', false],
    ['matches("hello world", " hello[ ]world", "x")', true],
    ['matches("经纬", "\\p{IsCJKUnifiedIdeographs}{2}")', true],
    ['matches("aA", "(a)\\1", "i")', true],
    ['matches("h", "(.)\\2")', null],
    ['matches("abcd", "(asd)[\\1]")', null],
    ['matches("a", "a", "q")', null],
    ['matches("aab", "^(a+?)(a*)b$")', true],
    ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
    ['replace("abracadabra", "a.*?a", "*")', '*c*bra'],
    ['replace("a1", "(a)", "$12\\\\$")', 'a2$1'],
    ['replace("abc", "x*", "-")', null],
    ['split("a1b22c", "\\d+")', ['a', 'b', 'c']],
    ['split("a", "")', null],
  ])
})

describe('ranges', () => {
  gives([
    ['before([1..10], (10..20])', true],
    ['after(12, [1..10])', true],
    ['meets(range1: [1..5], range2: [5..10])', true],
    ['overlaps before([1..5], (1..5])', true],
    ['overlaps after([3..8], [1..5])', true],
    ['finishes(5, [1..5])', true],
    ['finished by([1..5], 5)', true],
    ['includes([1..10], [4..6))', true],
    ['during(1, (1..10])', false],
    ['starts([1..5], [1..10])', true],
    ['started by([1..10], 1)', true],
    ['coincides(3, 3)', true],
    ['includes(> 5, 7)', true],
    ['meets(1, 2)', null],
    ['before(1, "a")', null],
    ['range("[1..3)") = [1..3)', true],
    ['range("[3..1]")', null],
    ['range("[date(\\"1970-01-01\\")..@\\"1970-01-02\\"]").end.day', 2],
    ['range("[1..1+1]")', null],
    ['(< 10) = (null..10)', false],
    ['(=10) = (=10)', true],
    ['[1..10).end included', false],
  ])
})

describe('numbers, texts, lists and contexts', () => {
  gives([
    ['round up(-5.5, 0)', -6],
    ['round half down(-1.126, 2)', -1.13],
    ['floor(1.56, null)', null],
    ['round down(5.5, 6177)', null],
    ['decimal(1/3, 2.5)', 0.33],
    ['modulo(-10.1, 4.5)', 3.4],
    ['number("1.000.000,01", ".", ",")', 1000000.01],
    ['number("1,000.00", ",", ",")', null],
    ['upper case(["a"])', 'A'],
    ['string({"{": [1, "\\"x\\""]})', '{"{": [1, "\\"x\\""]}'],
    ['string join(["a", null, "c"], "X")', 'aXc'],
    ['substring("foobar", 3, 3.8)', 'oba'],
    ['any([null, false])', null],
    ['all([])', true],
    ['mode([])', []],
    ['median(8, 2, 5, 7)', 6],
    ['sort([3, 1, 2])', [1, 2, 3]],
    ['list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)', [5, 5, 7, 8]],
    ['list replace(["a", "b"], 2, "x")', ['a', 'x']],
    ['insert before([1], 3, 2)', null],
    ['context put({x: 1, y: {a: 0}}, ["y", "a"], 2)', { x: 1, y: { a: 2 } }],
    ['context put(context: {y: {a: 0}}, key: ["y", "a"], value: 2)', null],
    ['context merge([{a: 1}, {a: 2, b: 3}])', { a: 2, b: 3 }],
    ['context([{key: "a", value: 1}, {key: "a", value: 2}])', null],
    ['get value({}, "toString")', null],
    ['concatenate([1], 2, [[3]])', [1, 2, [3]]],
    ['abs(1, 2)', null],
    ['today(1)', null],
  ])
})

describe('functions of Java', () => {
  const call = (type: string, signature: string, args: string) =>
    value(`{f: function(a, b) external {java: {class: "${type}", method signature: "${signature}"}}, r: f(${args})}.r`)

  it('are those of its library for numbers and texts, and no others', () => {
    expect(call('java.lang.Math', 'max(double, double)', '1.5, 2.5')).toBe(2.5)
    expect(call('java.lang.Math', 'max(int, int)', '1.5, 2')).toBeNull()
    expect(call('java.lang.String', 'format(java.lang.String, [Ljava.lang.Object;)', '"foo %s", "bar"')).toBe('foo bar')
    expect(call('java.lang.Runtime', 'exec(java.lang.String, java.lang.String)', '"ls", "/"')).toBeNull()
    expect(call('java.lang.Math', 'constructor(double, double)', '1, 2')).toBeNull()
  })
})

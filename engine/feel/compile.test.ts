import { describe, expect, it } from 'vitest'
import type { Facts, Functions, Json } from '../types.ts'
import { compileFeel, compileTests } from './compile.ts'
import { fromFeel, tagged, toFeel } from './json.ts'
import { parseFeel } from './parse.ts'
import { outermost, type World } from './scope.ts'

const NOW = '2026-02-28T17:30:00Z'

function world(facts: Facts, functions: Functions = {}): World {
  const look = (name: string) => (Object.hasOwn(facts, name) ? toFeel(facts[name]) : undefined)
  return { look, now: NOW, zone: 'Asia/Shanghai', functions }
}

function value(text: string, facts: Facts = {}, functions: Functions = {}): Json {
  return fromFeel(compileFeel(text).evaluate(world(facts, functions)))
}

const date = (iso: string) => tagged('date', iso)

describe('a condition of a process', () => {
  const application = {
    追加金额: tagged('number', '12000.50'),
    review: 'agree',
    部门: { 名称: '财务部' },
    期限: date('2026-03-31'),
  }

  it.each<[string, Json]>([
    ['review = "agree"', true],
    ['追加金额 > 10000 and review = "agree"', true],
    ['追加金额 in [10000..20000] and review = "reject"', false],
    ['追加金额 in [10000..12000] or review = "agree"', true],
    ['not(review = "agree")', false],
    ['review in ("agree", "reject")', true],
    ['追加金额 between 1 and 12000.49', false],
    ['部门.名称 = "财务部"', true],
    ['期限 - today() < @"P31D"', true],
    ['没有填的字段 > 5', null],
    ['没有填的字段 = null', true],
    ['not(没有填的字段 in [1..5])', null],
    ['追加金额 in [0..没有填的字段]', null],
    ['if 追加金额 > 10000 then "分管领导" else "部门负责人"', '分管领导'],
  ])('%s gives %j', (text, expected) => {
    expect(value(text, application)).toEqual(expected)
  })
})

describe('values and operators', () => {
  it.each<[string, Json]>([
    ['0.1 + 0.2', 0.3],
    ['1 / 3 * 3 = 1', false],
    ['2 ** 10 - 1', 1023],
    ['-2 ** 2', 4],
    ['10 - 2 - 3', 5],
    ['1 / 0', null],
    ['"a" + "b"', 'ab'],
    ['1 + "a"', null],
    ['true and null', null],
    ['false and null', false],
    ['true or null', true],
    ['1 = "1"', null],
    ['[1, 2] = [1, 2]', true],
    ['{a: 1} = {a: 1}', true],
    ['5 in > 3', true],
    ['3 in (1..3]', true],
    ['3 in [1..3)', false],
    ['3 in [[1, 2], 3]', true],
    ['"\\u4e2d\\n"', '中\n'],
    ['{a: 1, b: a + 1}.b', 2],
    ['{"a b": 2}.a b', 2],
    ['1 instance of number', true],
    ['@"P2D" instance of days and time duration', true],
    ['// 说明\n1 /* 一 */ + 1', 2],
  ])('%s gives %j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })

  it('keeps 34 digits', () => {
    expect(value('1 / 3')).toEqual(tagged('number', '0.3333333333333333333333333333333333'))
    expect(value('12345678901234567890.12 + 0.01')).toEqual(tagged('number', '12345678901234567890.13'))
  })
})

describe('lists and iterations', () => {
  it.each<[string, Json]>([
    ['for i in 1..3 return i * i', [1, 4, 9]],
    ['for i in 3..1, j in [10, 20] return i + j', [13, 23, 12, 22, 11, 21]],
    ['for i in 0..5 return if i = 0 then 1 else i * partial[-1]', [1, 1, 2, 6, 24, 120]],
    ['some x in [1, 2] satisfies x > 1', true],
    ['every x in [1, 2] satisfies x > 1', false],
    ['every x in [] satisfies x > 1', true],
    ['[1, 2, 3][2]', 2],
    ['[1, 2, 3][-1]', 3],
    ['[1, 2, 3][4]', null],
    ['[1, 2, 3][item > 1]', [2, 3]],
    ['[{k: 1, v: "a"}, {k: 2, v: "b"}][k > 1].v', ['b']],
    ['count([1, null])', 2],
    ['sum(1, 2, 3)', 6],
    ['sum([])', null],
    ['mean([1, 2])', 1.5],
    ['min(["b", "a"])', 'a'],
    ['max([@"P1D", @"PT30H"])', tagged('days and time duration', 'P1DT6H')],
    ['distinct values([1, 2, 1])', [1, 2]],
    ['flatten([1, [2, [3]]])', [1, 2, 3]],
    ['sort([3, 1, 2], function(x, y) x < y)', [1, 2, 3]],
    ['index of([1, 2, 1], 1)', [1, 3]],
    ['sublist([1, 2, 3], -2)', [2, 3]],
    ['insert before([1, 3], 2, 2)', [1, 2, 3]],
    ['list contains(["a"], "a")', true],
    ['string join(["a", "b"], "、")', 'a、b'],
    ['all([true, null])', null],
    ['median([1, 4, 2, 3])', 2.5],
    ['stddev([2, 4, 7, 5])', tagged('number', '2.081665999466132735282297706979931')],
  ])('%s gives %j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })
})

describe('text, number and context functions', () => {
  it.each<[string, Json]>([
    ['substring("经纬运营", 3)', '运营'],
    ['substring("经纬运营", -2, 1)', '运'],
    ['string length("😀a")', 2],
    ['substring before("a-b", "-")', 'a'],
    ['contains("追加用款", "用款")', true],
    ['matches("ZJ-202601-0001", "^ZJ-\\d{6}-\\d{4}$")', true],
    ['replace("abcd", "(ab)|(a)", "[1=$1]")', '[1=ab]cd'],
    ['split("a;b;;", ";")', ['a', 'b', '', '']],
    ['number("1,000.5", ",", ".")', 1000.5],
    ['number("x")', null],
    ['string(1.10)', '1.1'],
    ['string([1, "a"])', '[1, "a"]'],
    ['decimal(1/3, 2)', 0.33],
    ['round half up(5.5, 0)', 6],
    ['floor(-1.5)', -2],
    ['modulo(-12, 5)', 3],
    ['floor(n: 1.56, scale: 1)', 1.5],
    ['get value({a: 1}, "a")', 1],
    ['context put({a: 1}, "b", 2)', { a: 1, b: 2 }],
    ['get entries({a: 1})', [{ key: 'a', value: 1 }]],
    ['{f: function(x) x + 1, r: f(2)}.r', 3],
    ['upper case(1)', null],
  ])('%s gives %j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })
})

describe('dates and durations', () => {
  it.each<[string, Json]>([
    ['today()', date('2026-03-01')],
    ['date("2026-01-31") + @"P1M"', date('2026-02-28')],
    ['date("2026-02-30")', null],
    ['date(2026, 1, 5).weekday', 1],
    ['date("2026-03-01") - date("2026-02-01")', tagged('days and time duration', 'P28D')],
    ['(date("2026-03-01") - date("2026-02-01")).days', 28],
    ['date and time("2026-01-01T08:00:00") < date and time("2026-01-01T08:00:01")', true],
    ['date and time("2026-01-01T08:00:00+08:00") = date and time("2026-01-01T00:00:00Z")', true],
    ['time("08:30:00") + duration("PT45M")', tagged('time', '09:15:00')],
    [
      'years and months duration(date("2024-02-29"), date("2026-01-01"))',
      tagged('years and months duration', 'P1Y10M'),
    ],
    ['duration("P1D") * 2', tagged('days and time duration', 'P2D')],
    ['duration("P1Y") / duration("P1M")', 12],
    ['day of week(date("2026-01-05"))', 'Monday'],
    ['@"P1DT2H" > @"P1D"', true],
    ['for d in @"2026-01-30"..@"2026-02-01" return d.day', [30, 31, 1]],
    ['string(@"PT90M")', 'PT1H30M'],
  ])('%s gives %j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })
})

describe('functions of the house', () => {
  it('get and give plain values', () => {
    const functions = { role: (name: Json) => ({ kind: 'role', name }) }
    expect(value('role("finance")', {}, functions)).toEqual({ kind: 'role', name: 'finance' })
    expect(value('[role("a"), role("b")].name', {}, functions)).toEqual(['a', 'b'])
  })

  it('stop the evaluation when nobody provides them', () => {
    expect(() => value('role("finance")')).toThrow('没有叫「role」的函数')
  })
})

describe('a mistake is found when the expression is compiled', () => {
  it.each<[string, string]>([
    ['', '表达式是空的'],
    ['amount >', '没有写完'],
    ['review = “agree”', '全角标点'],
    ['sum(a，b)', '全角标点'],
    ['review == "agree"', '只写一个 ='],
    ['a && b', '读不懂「&& b」'],
    ['@"2026-02-30"', '不是日期'],
    ['1 2', '读不懂'],
    ['floor(x: 1)', '没有这样的参数'],
    ['('.repeat(5000), '嵌套超过'],
    [`${'('.repeat(300)}1${')'.repeat(300)}`, '嵌套超过'],
  ])('%s', (text, message) => {
    expect(() => compileFeel(text)).toThrow(message)
  })

  it('knows the names that there are', () => {
    const known = { names: ['amount', 'items'], functions: ['role'] }
    expect(() => compileFeel('amonut > 1', known)).toThrow(
      '第 1 个字：没有叫「amonut」的字段或变量。是不是「amount」？',
    )
    expect(() => compileFeel('amount > 1 and rol("x")', known)).toThrow('没有叫「rol」的函数')
    expect(() => compileFeel('for i in items return i + partial[1]', known)).not.toThrow()
    expect(() => compileFeel('items[price > 1]', known)).not.toThrow()
    expect(() => compileFeel('{f: function(x) x, g: f(amount)}', known)).not.toThrow()
  })

  it('takes a name with an operator in it when it is known', () => {
    const expression = compileFeel('Loan-Amount + 1', { names: ['Loan-Amount'] })
    expect(fromFeel(expression.evaluate(world({ 'Loan-Amount': 1 })))).toBe(2)
  })
})

describe('an expression cannot harm its host', () => {
  it.each([
    'for i in 1..1000000000 return i',
    'for i in 1..1000, j in 1..1000 return i',
    'count(for i in 1..500 return concatenate(for j in 1..500 return j))',
    '{f: function(g) g(g), r: f(f)}.r',
    'for i in 1..20000 return 9.99 ** 999.5',
    'for i in -1e15..1e15 return i',
    'string join(for i in 1..100000 return "经纬运营", "")',
    'distinct values(for i in 1..100000 return i)',
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")',
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(?:(((a|a))))*$")',
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+a+)+b")',
    'matches(string join(for i in 1..2000 return "a", ""), "a*a*a*b")',
    'for i in 1..40 return if i = 1 then [1] else [partial[-1], partial[-1]]',
    '{l: for i in 1..40 return if i = 1 then [1] else [partial[-1], partial[-1]], r: l[-1] = l[-1]}.r',
    '{l: for i in 1..40 return if i = 1 then [1] else [partial[-1], partial[-1]], r: l[-1].a}.r',
    '{l: for i in 1..40 return if i = 1 then {a: 1} else {a: partial[-1], b: partial[-1]}, r: index of(l, l[-1])}.r',
    '{l: for i in 1..2000 return i, r: for i in l return 0 in l}.r',
    '{l: for i in 1..2000 return {key: string(i), value: i}, r: for i in l return get entries(context(l))}.r',
    '{s: string join(for i in 1..2000 return "abcdefghij"), r: for i in 1..2000 return substring(s, 2)}.r',
    'for i in 1..20000 return @"2026-01-01T10:00:00@Europe/Paris" + @"P1D" * i',
    'for i in 1..20000 return 1.0000001 ** 1234567',
  ])('%s is stopped', (text) => {
    const started = performance.now()
    expect(() => value(text)).toThrow()
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('reaches no prototype', () => {
    expect(value('constructor', {})).toBeNull()
    expect(value('x.constructor', { x: {} })).toBeNull()
    expect(value('x.__proto__', { x: {} })).toBeNull()
    expect(() => value('toString()', {})).toThrow('没有叫')
  })
})

describe('unary tests', () => {
  it.each<[string, unknown, boolean]>([
    ['-', 1, true],
    ['> 5, < 2', 1, true],
    ['[1..5]', 6, false],
    ['"A","B"', 'B', true],
    ['not("A","B")', 'C', true],
    ['null', null, true],
    ['? > 5 and ? < 7', 6, true],
    ['contains(?, "用款")', '追加用款', true],
    ['> date("2026-01-01")', tagged('date', '2026-02-01'), true],
    ['> 5', 'x', false],
    ['not(> 5)', null, false],
    ['["A", "B"]', 'A', true],
    ['true', false, false],
  ])('%s for %j is %s', (text, input, expected) => {
    expect(compileTests(parseFeel(text, 'UnaryTests'))(toFeel(input), outermost(world({})))).toBe(expected)
  })
})

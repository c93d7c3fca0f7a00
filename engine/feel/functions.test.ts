import { describe, expect, it } from 'vitest'
import { pairsOf, value } from './fixture.ts'

/** The built-in functions of DMN 1.5, 10.3.4: by position, by name, with too few, too many, null and wrong arguments. Each line: an expression, and what it is. */
const cases = (table: string) =>
  it.each(pairsOf(table))('%s is %s', (text, expected) => {
    expect(value(text, {}, { lenient: true })).toEqual(value(expected))
  })

describe('conversions, and not (10.3.4.1 and .2)', () => {
  cases(String.raw`
    not(negand: true)  →  false
    not(true, false)  →  null
    not("x")  →  null
    not([true])  →  false
    number(from: "1 000,0", grouping separator: " ", decimal separator: ",")  →  1000
    number("1,000.0", ",", ".")  →  1000
    number("1.000.000,01", ".", ",")  →  1000000.01
    number("1", null, null)  →  1
    number(from: "1")  →  1
    number("abc")  →  null
    number("1", "x", ".")  →  null
    number("1", ".", ".")  →  null
    number("", null, null)  →  null
    number("-1")  →  -1
    number(".5")  →  0.5
    number("1,1", null, ",")  →  1.1
    string(from: 1)  →  "1"
    string(1e10)  →  "10000000000"
    string(null)  →  null
    string(true)  →  "true"
    string([1,"a",null])  →  "[1, \"a\", null]"
    string(@"P1D")  →  "P1D"
    string([1..2])  →  "[1..2]"
    string("a\"b")  →  "a\"b"
    string(0.1+0.2)  →  "0.3"
    string(1/3)  →  "0.3333333333333333333333333333333333"
    range("[18..21)")  →  [18..21)
    range(from: "[2..3]")  →  [2..3]
    range("[3..1]")  →  null
    range("")  →  null
    range("[1..\"a\"]")  →  null
    range(null)  →  null
    string length("\uD83D\uDC0E")  →  1
    string(-1.50)  →  "-1.5"
    string(1e-7)  →  "0.0000001"
    string(123456789012345678901234567890)  →  "123456789012345678901234567890"
    string([])  →  "[]"
    string({})  →  "{}"
    string([[1,[2]],{a: null}])  →  "[[1, [2]], {a: null}]"
    string((1..2])  →  "(1..2]"
  `)
})

describe('lists, also given one by one, and sort (10.3.4.4 and .7)', () => {
  cases(`
    all([true, null, true])  →  null
    all([null, false])  →  false
    all(true, "x")  →  null
    all(null)  →  null
    all()  →  null
    all(list: [true])  →  true
    all([])  →  true
    stddev([2,4,7,5])  →  2.081665999466132735282297706979931
    stddev(list: [1,2,3])  →  1
    stddev([1])  →  null
    stddev([])  →  null
    stddev([1,null])  →  null
    stddev(2,4,7,5)  →  2.081665999466132735282297706979931
    sort([1,4,3], function(x,y) x<y)  →  [1, 3, 4]
    sort(list: [1,4,3], precedes: function(x,y) x>y)  →  [4, 3, 1]
    sort(null)  →  null
    list replace([2,4,7,8], 3, 6)  →  [2, 4, 6, 8]
    list replace([2,4,7,8], -1, 6)  →  [2, 4, 7, 6]
    list replace([2,4,7,8], 0, 6)  →  null
    list replace([2,4,7,8], 5, 6)  →  null
    list replace(list: [2,4,7,8], match: function(item,newItem) item<newItem, newItem: 5)  →  [5, 5, 7, 8]
    list replace(list: [2,4,7,8], position: 1, newItem: 5)  →  [5, 4, 7, 8]
    list replace(null, 1, 5)  →  null
    list replace(1, 1, 5)  →  [5]
    list replace([1,2], function(item) item = 1, 5)  →  null
    list replace([1,2], function(item, newItem) null, 5)  →  null
    list replace([1,2], "a", 5)  →  null
    list replace([1,2], null, 5)  →  null
    list replace([1,2], 1, null)  →  [null, 2]
    list replace([1, 2], 1)  →  null
    list contains(list: [1,2], element: 2)  →  true
    list contains([1,null], null)  →  true
    list contains(null, null)  →  null
    list contains([1], null)  →  false
    list contains(1, 1)  →  true
    count(list: [1])  →  1
    count(1)  →  1
    count(null)  →  null
    count([null])  →  1
    count(1,2)  →  null
    min(list: [1,2])  →  1
    min("a","b")  →  "a"
    min([])  →  null
    min([1,"a"])  →  null
    min(@"2020-01-01", @"2019-01-01")  →  @"2019-01-01"
    min(@"PT1S", @"PT2S")  →  @"PT1S"
    min([null,1])  →  null
    min(null)  →  null
    min()  →  null
    max([@"P1Y",@"P2Y"])  →  @"P2Y"
    max([true,false])  →  null
    sum([1,2,3])  →  6
    sum(list: [1])  →  1
    sum([])  →  null
    sum(["a"])  →  null
    sum([1,null])  →  null
    mean([1,2,3])  →  2
    mean(1)  →  1
    mean([])  →  null
    mean([1,null])  →  null
    sublist(list: [4,5,6], start position: 1, length: 2)  →  [4, 5]
    sublist([4,5,6], 1)  →  [4, 5, 6]
    sublist([4,5,6], -2)  →  [5, 6]
    sublist([4,5,6], -2, 1)  →  [5]
    sublist([4,5,6], 0)  →  null
    sublist([4,5,6], 4)  →  null
    sublist([4,5,6], [2])  →  [5, 6]
    append([1], 2, 3)  →  [1, 2, 3]
    append(1, 2)  →  [1, 2]
    append([1], null)  →  [1, null]
    append([1])  →  null
    append(list: [1], item: 2)  →  [1, 2]
    append([], [1])  →  [[1]]
    concatenate([1],[2],[3])  →  [1, 2, 3]
    concatenate(null, [1])  →  null
    concatenate()  →  null
    concatenate([1])  →  [1]
    concatenate(list: [1])  →  [1]
    insert before(list: [1,3], position: 2, newItem: 2)  →  [1, 2, 3]
    insert before([1,3], -1, 2)  →  [1, 2, 3]
    insert before([1,3], [1], 2)  →  [2, 1, 3]
    insert before([1,3], 0, 2)  →  null
    remove(list: [1,2,3], position: 2)  →  [1, 3]
    remove([1,2,3], [2])  →  [1, 3]
    remove([1,2,3], -1)  →  [1, 2]
    remove([1,2,3], 4)  →  null
    reverse(list: [1,2])  →  [2, 1]
    reverse(1)  →  [1]
    reverse(null)  →  null
    index of(list: [1,2,3,2], match: 2)  →  [2, 4]
    index of([1,null], null)  →  [2]
    index of([1], 2)  →  []
    index of(null, 1)  →  null
    union([1,2],[2,3])  →  [1, 2, 3]
    union([1,null],[null])  →  [1, null]
    union(null)  →  null
    union(list: [1,1])  →  [1]
    distinct values([1,2,3,2,1])  →  [1, 2, 3]
    distinct values([1,null,null,"1"])  →  [1, null, "1"]
    distinct values(1)  →  [1]
    flatten([[1,2],[[3]], 4])  →  [1, 2, 3, 4]
    flatten(list: [[1]])  →  [1]
    flatten(1)  →  [1]
    flatten(null)  →  null
    product([2,3,4])  →  24
    product(2,3,4)  →  24
    median([])  →  null
    mode([6,3,9,6,6])  →  [6]
    mode([6,1,9,6,1])  →  [1, 6]
    sort(list: [3,1], precedes: function(x,y) x<y)  →  [1, 3]
    sort([3,1], "x")  →  null
    sort([{a:2},{a:1}], function(x,y) x.a<y.a)  →  [{a: 1}, {a: 2}]
    sort([3,1], function(x) x)  →  null
    list replace([1,2], [1], 5)  →  [5, 2]
  `)
})

describe('numbers (10.3.4.5)', () => {
  cases(`
    sqrt(number: 4)  →  2
    sqrt(-1)  →  null
    sqrt("4")  →  null
    odd(number: 5)  →  true
    odd(-3)  →  true
    ceiling(1.5)  →  2
    ceiling(-1.56, 1)  →  -1.5
    ceiling(n: 1.56, scale: 1)  →  1.6
    ceiling(1.5, null)  →  null
    round half up(5.5, 0)  →  6
    round half up(-5.5, 0)  →  -6
    round half up(1.121, 2)  →  1.12
    round half up(-1.126, 2)  →  -1.13
    round half up(n: 5.5, scale: 0)  →  6
    decimal(n: 1/3, scale: 2)  →  0.33
    decimal(1.5, 0)  →  2
    decimal(2.5, 0)  →  2
    decimal(125, -1)  →  120
    decimal(1.5)  →  null
    decimal(0.515, 2)  →  0.52
    floor(n: 1.5)  →  1
    floor(-1.5)  →  -2
    floor(-1.56, 1)  →  -1.6
    floor(n: 1.56, scale: 1)  →  1.5
    ceiling(n: -1.5)  →  -1
    ceiling(1.5, 6177)  →  null
    round up(n: 5.5, scale: 0)  →  6
    round up(-5.5, 0)  →  -6
    round down(n: -5.5, scale: 0)  →  -5
    round half up(1.5)  →  null
    round half down(n: 5.5, scale: 0)  →  5
    abs(n: -1)  →  1
    abs(@"-PT5H")  →  @"PT5H"
    abs(@"-P1Y")  →  @"P1Y"
    modulo(dividend: 12, divisor: 5)  →  2
    modulo(-12, 5)  →  3
    modulo(12, -5)  →  -3
    modulo(12, 0)  →  null
    sqrt(16)  →  4
    exp(1000000)  →  null
    odd(number: 1)  →  true
    even(number: 0)  →  true
    abs (-1)  →  1
    decimal(-2.5, 0)  →  -2
    decimal(3.5, 0)  →  4
    decimal(12345, -2)  →  12300
    decimal(12350, -2)  →  12400
    decimal(12250, -2)  →  12200
    round up(1.001, 2)  →  1.01
    round down(-1.009, 2)  →  -1
    round half up(2.5, 0)  →  3
    round half down(2.5, 0)  →  2
    round half up(-2.5, 0)  →  -3
    round half down(-2.5, 0)  →  -2
    round half up(125, -1)  →  130
    floor(123.456, -1)  →  120
    ceiling(123.456, -1)  →  130
    floor(-0.5)  →  -1
    abs(null)  →  null
    abs("1")  →  null
    modulo(10.1, 4.5)  →  1.1
    modulo(-10.1, -4.5)  →  -1.1
    modulo(5, 3.0)  →  2
    exp(0)  →  1
    log(1)  →  0
    log(0)  →  null
    log(-1)  →  null
    sqrt(0)  →  0
    abs instance of function  →  true
  `)
})

describe('days of the calendar (10.3.4.10)', () => {
  cases(`
    day of week(@"2019-09-17")  →  "Tuesday"
    day of week(date: @"2019-09-17")  →  "Tuesday"
    day of week(null)  →  null
    day of year(date: @"2019-09-17")  →  260
    week of year(date: @"2019-09-17")  →  38
    week of year(@"2003-12-29")  →  1
    week of year(@"2005-01-01")  →  53
    month of year(date: @"2019-09-17")  →  "September"
    day of week(@"2019-09-17T00:00:00Z")  →  "Tuesday"
    day of week("2019-09-17")  →  null
    day of week([@"2019-09-17"])  →  "Tuesday"
  `)
})

describe('contexts, and is (10.3.4.6 and .8)', () => {
  cases(`
    get value({a:1}, "a")  →  1
    get value(m: {a:1}, key: "a")  →  1
    get value(null, "a")  →  null
    get value({a:null}, "a")  →  null
    context merge([{a:1},{b:2}])  →  {a: 1, b: 2}
    context merge(contexts: [{a:1},{b:2}])  →  {a: 1, b: 2}
    context merge({a:1})  →  {a: 1}
    context merge([])  →  {}
    context merge([{a:1}, null])  →  null
    context merge(null)  →  null
    context merge([{a:{b:1}},{a:{c:2}}])  →  {a: {c: 2}}
    is(value1: 1, value2: 1)  →  true
    is(@"23:00:50Z", @"23:00:50")  →  false
    is(@"2012-12-25", @"23:00:50")  →  false
    is(null, null)  →  true
    is([1],1)  →  false
    get value(m: {a: 1}, key: "a")  →  1
    get value([{a: 1}], "a")  →  1
    get value({a: 1}, null)  →  null
    get value({a: 1}, 1)  →  null
    get entries(m: {a: 1})  →  [{key: "a", value: 1}]
    get entries({})  →  []
    get entries(null)  →  null
    context put(context: {a:1}, key: "b", value: 2)  →  {a: 1, b: 2}
    context put(context: {a:{b:1}}, keys: ["a","b"], value: 2)  →  {a: {b: 2}}
    context put({a:1}, null, 2)  →  null
    context put([{a:1}], "a", 2)  →  {a: 2}
    context(entries: [{key: "a", value: 1}])  →  {a: 1}
    context({key: "a", value: 1})  →  {a: 1}
    context([])  →  {}
    context([{key: "a", value: null}])  →  {a: null}
  `)
})

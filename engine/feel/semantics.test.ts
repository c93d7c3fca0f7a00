import { describe, expect, it } from 'vitest'
import { pairsOf, value } from './fixture.ts'

/** The expressions of DMN 1.5, 10.3.1 and 10.3.2. Each line: an expression, and what it is. */
const cases = (table: string) =>
  it.each(pairsOf(table))('%s is %s', (text, expected) => {
    expect(value(text, {}, { lenient: true })).toEqual(value(expected))
  })

describe('literals, arithmetic, if, for, some, every and functions (10.3.1.2, 10.3.2.13 to .15)', () => {
  cases(String.raw`
    1 between 0 and 5  →  true
    1 between null and 5  →  null
    6 between null and 5  →  false
    "b" between "a" and "c"  →  true
    @"2020-01-01" between @"2019-01-01" and @"2021-01-01"  →  true
    1 between "a" and 5  →  null
    2 ** -1  →  0.5
    0**0  →  1
    "a"**2  →  null
    for i in 1..3 return i  →  [1, 2, 3]
    for i in 3..1 return i  →  [3, 2, 1]
    for i in -1..1 return i  →  [-1, 0, 1]
    for i in [1..3] return i  →  [1, 2, 3]
    for i in (1..4) return i  →  [2, 3]
    for x in 1..3, y in x..3 return x*y  →  [1, 2, 3, 4, 6, 9]
    for i in 0..4 return if i = 0 then 1 else i * partial[-1]  →  [1, 1, 2, 6, 24]
    for i in @"2020-01-01"..@"2020-01-03" return i  →  [@"2020-01-01", @"2020-01-02", @"2020-01-03"]
    for i in 1 return i  →  [1]
    for i in null return i  →  null
    for i in [] return i  →  []
    for i in "a".."c" return i  →  null
    (function(a) a + 1)(2)  →  3
    {f: function(a,b) a-b, r: f(b:1,a:3)}.r  →  2
    (function(a: number) a)("x")  →  null
    (function() 5)()  →  5
    (function(a) a)()  →  null
    {f: function(a) function(b) a+b, r: f(1)(2)}.r  →  3
    (function(f, a) f(a))(function(x) x+1, 2)  →  3
    (function(f) f([1,2]))(count)  →  2
    (function(x: list<number>) count(x))(5)  →  1
    (function(x: number) x)([5])  →  5
    every x in [1,2,3] satisfies x > 0  →  true
    every x in [] satisfies false  →  true
    some x in [] satisfies true  →  false
    some x in null satisfies true  →  null
    every x in [1,null] satisfies x > 0  →  null
    some x in [1,null] satisfies x > 0  →  true
    some x in 1..3 satisfies x = 2  →  true
    every x in [1..3] satisfies x > 0  →  true
    some x in [1,2], y in [2,3] satisfies x = y  →  true
    some x in [1,2] satisfies "a"  →  null
    if null then 1 else 2  →  2
    if true then 1 else 2 + 3  →  1
    (if false then 1 else 2) + 3  →  5
    "\u0041\t\"\\"  →  "A\t\"\\"
    "\uD83D\uDC0E"  →  "🐎"
    .872  →  0.872
    -.872  →  -0.872
    --1  →  1
    -(-1)  →  1
    -"a"  →  null
    1 - -1  →  2
    2*-3  →  -6
    2 + 3 * 4 ** 2  →  50
    (2+3)*4  →  20
    10/4  →  2.5
    10/0  →  null
    1/3  →  0.3333333333333333333333333333333333
    0.1*3  →  0.3
    1e6144*10  →  null
    9999999999999999999999999999999999 + 1  →  1e+34
    1 = 1.0  →  true
    "a" = "A"  →  false
    1 = "1"  →  null
    null = null  →  true
    1 = null  →  false
    null != 1  →  true
    1 != "1"  →  null
    1 < null  →  null
    "a" < "b"  →  true
    true < false  →  null
    "a" + "b"  →  "ab"
    "a" + 1  →  null
    "a" - "b"  →  null
    "a" * 2  →  null
    1 + null  →  null
    for a in [1,2] return {b: a, c: b+1}  →  [{b: 1, c: 2}, {b: 2, c: 3}]
    for x in [1,2] return for x in [3] return x  →  [[3], [3]]
    for x in [[1,2],[3]] return x[1]  →  [1, 3]
    for x in [1,2,3][item > 1] return x  →  [2, 3]
    for i in 1..2, j in 1..i return [i,j]  →  [[1, 1], [2, 1], [2, 2]]
    (1 < 2) = true  →  true
    (1..3)  →  (1..3)
    (>5).start  →  5
    (>5).end  →  null
    (>5).start included  →  false
    (>5).end included  →  false
    (<=5) = (<=5)  →  true
    is(1, 1.0)  →  true
    context put({}, "a", {b: 1}).a.b  →  1
    for x in [1,2], x in [x, x*10] return x  →  [1, 10, 2, 20]
    0.00000000000000000000000000000001 + 1  →  1.00000000000000000000000000000001
    1e400 * 1e400  →  1e+800
    10 ** 6145  →  null
    (-2) ** 3  →  -8
    0 ** -1  →  null
    1.0 = 1.000  →  true
    100 = 1E2  →  true
  `)
})

describe('contexts, paths and filters (10.3.2.5, 10.3.2.6)', () => {
  cases(`
    {f: abs, r: f(-1)}.r  →  1
    {a: function(x) x*2, b: [1,2,3], c: for i in b return a(i)}.c  →  [2, 4, 6]
    {fact: function(n) if n <= 1 then 1 else n * fact(n-1), r: fact(5)}.r  →  120
    {f: function(x: number, y: string) string(x)+y, r: f(y: "a", x: 1)}.r  →  "1a"
    [function(x) x, function(x) x+1][2](5)  →  6
    {a: {f: function(x) x+1}}.a.f(2)  →  3
    {m: {f: function(x) x+1}, r: m.f(2)}.r  →  3
    sort([1,2,3], function(a: number, b: number) a > b)  →  [3, 2, 1]
    {x: 5, r: if "x" then 1 else 2}.r  →  2
    {a: 1, b: a + 1}.b  →  2
    {a: 1, "b c": 2}.b c  →  2
    {a b: 1, c: a b + 1}.c  →  2
    {a: {b: {c: 1}}}.a.b.c  →  1
    {a: 1}.b  →  null
    null.a  →  null
    {x: 5, r: "x".a}.r  →  null
    [{a: 1},{a: 2}].a  →  [1, 2]
    [{a: {b: 1}}].a.b  →  [1]
    [].a  →  []
    {}.a  →  null
    {}  →  {}
    [1,2,3][item > 1]  →  [2, 3]
    [1,2,3][item > 1][1]  →  2
    [{a:1,b:2},{a:2,b:3}][a=2].b  →  [3]
    [{a:1},{a:2}][a=1][1].a  →  1
    [1,2,3][1.0]  →  1
    [1,2,3][null]  →  []
    null[true]  →  []
    [null][1]  →  null
    [[1,2],[3]][1]  →  [1, 2]
    [[1,2],[3]][1][2]  →  2
    {a: [1,2,3]}.a[2]  →  2
    5[1]  →  5
    5[2]  →  null
    {a:1}[a=2]  →  []
    [1] = [1]  →  true
    {a:1} = {a:1.0}  →  true
    {a:1,b:2} = {b:2,a:1}  →  true
    {a:1} = {a:1,b:null}  →  false
    [1,null] = [1,null]  →  true
    [1..2] = [1..2]  →  true
    [1..2] = [1..2)  →  false
    {Loan-Amount: 1, r: Loan-Amount + 1}.r  →  2
    {a*b: 1, r: a*b}.r  →  1
    {a/b: 1, r: a/b + 1}.r  →  2
    {a'b: 1, r: a'b}.r  →  1
    {is it: true, r: is it}.r  →  true
    {for rent: true, r: for rent}.r  →  true
    {time of day: 3, r: time of day + 1}.r  →  4
    {date: 3, r: date + 1}.r  →  4
    {in: 3}.in  →  3
    {and: 3}.and  →  3
    {not: 3}.not  →  3
    {名 称: 3, r: 名 称}.r  →  3
    {🐎: 3, r: 🐎}.r  →  3
    {a1: 3, r: a1}.r  →  3
    {_a: 3}._a  →  3
    {ü: 3, r: ü*2}.r  →  6
    {a: 1, a: 2}  →  null
    {a: 1, "a": 2}  →  null
    { a : 1 , b : { c : a } }.b.c  →  1
    [1,2,3][some x in [2,3] satisfies x = item]  →  [2, 3]
    [{x:1,y:[1,2]}][y[1] = 1].x  →  [1]
    {x: 5, r: x + 1}.r  →  6
    {x: 5, r: x[1]}.r  →  5
    {x: 5, r: x in [1..5] and x > 3}.r  →  true
    {x: 5, r: x in (1,2,5)}.r  →  true
    {x: 5, r: x in [1,5]}.r  →  true
    {x: 5, r: not(x in [1..2])}.r  →  true
    {x: 5, r: x between 1 and 5 and true}.r  →  true
    [1,2,3] [2]  →  2
    [1 .. 3]  →  [1..3]
    ]1..3[  →  (1..3)
    [1..3[  →  [1..3)
    [1..3].start  →  1
    [1..3].end included  →  true
    is([1..2],[1..2])  →  true
    {a: {b: 1}, c: a.b}.c  →  1
    {f: function(a, b) a + b, g: f(b: 2, a: 1)}.g  →  3
    {a:1} in {a:1}  →  true
    {a: 1, b: {a: 2, c: a}}.b.c  →  2
    {a: 1, b: {c: a, a: 2}}.b.c  →  1
    {count: 5, r: count + 1}.r  →  6
    {min: function(a,b) 99, r: min(1,2)}.r  →  99
    {x: 1, f: function(x) x, r: f(7)}.r  →  7
    {x: 1, f: function(y) x + y, x2: 5, r: f(7)}.r  →  8
    [{x:1},{x:2}][x = 2 and item.x = 2]  →  [{x: 2}]
    {x: 2, r: [{x:1},{x:2}][x = 2]}.r  →  [{x: 2}]
    {y: 2, r: [{x:1},{x:2}][x = y]}.r  →  [{x: 2}]
    [[1,2],[3,4]][item[1] = 3]  →  [[3, 4]]
    [1,2,3,4][even(item)]  →  [2, 4]
    [1,2,3][-1]  →  3
    {a: [1,2,3], b: a[item > 1]}.b  →  [2, 3]
    {a: 1} in [{a: 1}]  →  true
    {x: 5, r: x in (>= 5, "a")}.r  →  true
  `)
})

describe('in and between (10.3.2.8, table 55)', () => {
  cases(`
    5 in ]1..5[  →  false
    5 in [1..5[  →  false
    "foo" in ["bar","foo"]  →  true
    null in null  →  true
    null in [null]  →  true
    true in [true,false]  →  true
    5 in (> 3, < 1)  →  true
    5 in (>3)  →  true
    5 in > 3 and true  →  true
    "b" in ["a".."c"]  →  true
    1 in [1..1]  →  true
    1 in (1..1)  →  false
    1 in (null, 1)  →  true
    not(5 in (1..3))  →  true
  `)
})

describe('and, or, not (10.3.2.10, tables 50 to 52)', () => {
  cases(`
    not(null)  →  null
    not(1)  →  null
    null and false  →  false
    null or true  →  true
    null or null  →  null
    1 or true  →  true
    "a" and true  →  null
  `)
})

describe('instance of (10.3.2.9)', () => {
  cases(`
    [1..5] instance of range<number>  →  true
    {x: 5, r: x instance of number}.r  →  true
    "a" instance of string  →  true
    null instance of Any  →  false
    [1,2] instance of list<number>  →  true
    [1,"a"] instance of list<number>  →  false
    [] instance of list<number>  →  true
    {a: 1} instance of context<a: number>  →  true
    {a: 1, b: 2} instance of context<a: number>  →  true
    "a" instance of Any  →  true
    1 instance of string  →  false
    [1,2] instance of list  →  true
    {a:1} instance of context  →  true
    [1..2] instance of range<string>  →  false
    true instance of boolean  →  true
    {a: null} instance of context<a: string>  →  true
    {} instance of context<a: string>  →  false
    [null] instance of list<number>  →  true
  `)
})

describe('the order of texts (10.3.2.3.2)', () => {
  cases(String.raw`
    "abc"[1]  →  "abc"
    "\U01F40E"  →  "🐎"
    "\uFF5E" < "\U01F40E"  →  true
    "\U01F40E" < "\U01F40F"  →  true
    "a\U01F40E" > "a\uE000"  →  true
    "ab" < "abc"  →  true
    sort(["\U01F40E","\uFF5E","b","a"])  →  ["a", "b", "～", "🐎"]
  `)
})

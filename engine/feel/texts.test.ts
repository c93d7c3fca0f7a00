import { describe, expect, it } from 'vitest'
import { pairsOf, value } from './fixture.ts'

/** The functions on strings of DMN 1.5, 10.3.4.3, and the patterns of XPath. Each line: an expression, and what it is. */
const cases = (table: string) =>
  it.each(pairsOf(table))('%s is %s', (text, expected) => {
    expect(value(text, {}, { lenient: true })).toEqual(value(expected))
  })

describe('strings (10.3.4.3)', () => {
  cases(String.raw`
    split("John Doe", "\\s")  →  ["John", "Doe"]
    split("a;b;c;;", ";")  →  ["a", "b", "c", "", ""]
    split(string: "a b", delimiter: " ")  →  ["a", "b"]
    split("", ";")  →  [""]
    lower case("ABC")  →  "abc"
    lower case(string: "ABC")  →  "abc"
    contains("foobar","oo")  →  true
    contains("foobar","")  →  true
    contains(string: "foobar", match: "of")  →  false
    substring(string: "foobar", start position: 3)  →  "obar"
    substring(string: "foobar", start position: 3, length: 3)  →  "oba"
    substring("foobar", -2, 1)  →  "a"
    substring("\U01F40Eab", 2)  →  "ab"
    substring("foobar", 0)  →  null
    substring("foobar", 7)  →  ""
    substring("foobar", 3, -1)  →  null
    substring("foobar", 3, 1, 1)  →  null
    substring(["foobar"], [3])  →  "obar"
    string length(string: "\U01F40Eab")  →  3
    string length(null)  →  null
    string length()  →  null
    upper case(string: "ß")  →  "SS"
    lower case("ÀÉ")  →  "àé"
    substring before(string: "foobar", match: "bar")  →  "foo"
    substring before("foobar", "")  →  ""
    substring before("foobar", "xyz")  →  ""
    substring after("foobar", "")  →  "foobar"
    substring after("", "a")  →  ""
    substring after(string: "foobar", match: "ob")  →  "ar"
    replace(input: "banana", pattern: "a", replacement: "o")  →  "bonono"
    replace(input: "banana", pattern: "A", replacement: "o", flags: "i")  →  "bonono"
    replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")  →  "[1=ab][2=]cd"
    contains("foo", null)  →  null
    starts with(string: "foobar", match: "fo")  →  true
    starts with("foo", "")  →  true
    ends with(string: "foobar", match: "r")  →  true
    matches(input: "foobar", pattern: "^fo*bar")  →  true
    matches("foobar", "^fo*bar", null)  →  true
    split(string: "John Doe", delimiter: "\\s")  →  ["John", "Doe"]
    string join(list: ["a","b"], delimiter: "-")  →  "a-b"
    string join(["a","b"], ["-"])  →  "a-b"
    string join(["a","b"])  →  "ab"
  `)
})

describe('patterns of XPath, for matches, replace and split (10.3.4.3)', () => {
  cases(String.raw`
    matches("abc", "B", "i")  →  true
    matches("a\nb", "a.b")  →  false
    matches("a\nb", "a.b", "s")  →  true
    matches("a\nb", "^b$", "m")  →  true
    matches("a\nb", "^b$")  →  false
    matches("hello world", "hello\ sworld", "x")  →  true
    matches("helloworld", "hello world", "x")  →  true
    matches("helloworld", "hello[ ]world", "x")  →  false
    matches("abc", "ABC", "si")  →  true
    matches("abc", "abc", "")  →  true
    matches("abc", "abc", "g")  →  null
    matches("abc", "(", "")  →  null
    matches("abc", "[", "")  →  null
    matches("abc", "a{2,1}")  →  null
    matches("aa", "a{2}")  →  true
    matches("abc", "\\p{Lu}")  →  false
    matches("aBc", "\\p{Lu}")  →  true
    matches("abc", "\\P{L}")  →  false
    matches("a1", "\\d")  →  true
    matches("a b", "\\s")  →  true
    matches("abc", "\\bb")  →  null
    matches("abc", "(?=a)")  →  null
    matches("abc", "(?:a)b")  →  true
    matches("abab", "^(ab)\\1$")  →  true
    matches("x", "[^a-z]")  →  false
    matches("x", "[a-z-[x]]")  →  false
    matches("-", "[a-]")  →  true
    matches("-", "[-a]")  →  true
    matches("^", "[a^]")  →  true
    matches("]", "[\\]]")  →  true
    matches("\t", "\\t")  →  true
    matches("a", "a??")  →  true
    matches("", "")  →  true
    matches("a", "")  →  true
    matches("abc", "a|")  →  true
    matches("é", "\\p{L}")  →  true
    matches("\U01F40E", "^.$")  →  true
    matches("𝒜", "^\\p{Lu}$")  →  true
    matches("a", "\\p{IsBasicLatin}")  →  true
    matches("a", "\\p{IsFoo}")  →  null
    matches("a", "\\p{Foo}")  →  null
    matches(":", "\\i")  →  true
    matches("9", "\\c")  →  true
    matches("a", "\\x61")  →  null
    matches("a.b", "a.b", "q")  →  null
    matches("a", "*")  →  null
    matches("a", "a**")  →  null
    matches("a", "a+?")  →  true
    matches("$", "\\$")  →  true
    matches("a$b", "a\\$b")  →  true
    matches("a", "^^a$$")  →  true
    replace("abracadabra", "bra", "*")  →  "a*cada*"
    replace("abracadabra", "a", "")  →  "brcdbr"
    replace("abracadabra", "a(.)", "a$1$1")  →  "abbraccaddabbra"
    replace("abracadabra", ".*?", "$1")  →  null
    replace("AAAA", "A+", "b")  →  "b"
    replace("AAAA", "A+?", "b")  →  "bbbb"
    replace("darted", "^(.*?)d(.*)$", "$1c$2")  →  "carted"
    replace("reluctant", "r.*?t", "X")  →  "Xant"
    replace("0123456789", "(\\d{3})(\\d{3})(\\d{4})", "($1) $2-$3")  →  "(012) 345-6789"
    replace("abc", "b", "$")  →  null
    replace("abc", "b", "\\")  →  null
    replace("abc", "b", "\\\\")  →  "a\\c"
    replace("abc", "b", "\\$")  →  "a$c"
    replace("abc", "[a-z]", "#", "")  →  "###"
    replace("abc", "[a-z]", "#", null)  →  "###"
    replace("a.b.c", "[a-z]", "#", "s")  →  "#.#.#"
    replace("abc", "[A-Z]", "#", "ix")  →  "###"
    replace("\U01F40Eab", "a", "x")  →  "🐎xb"
    replace("foobar", "", "x")  →  null
    replace("foobar", "^", "x")  →  null
    replace("foobar", "a", null)  →  null
    replace(null, "a", "b")  →  null
    split("a|b", "\\|")  →  ["a", "b"]
    split("abc", "x")  →  ["abc"]
    split(null, "x")  →  null
    split("aXbxc", "[xX]")  →  ["a", "b", "c"]
    split("a\U01F40Eb", "\U01F40E")  →  ["a", "b"]
    contains("\U01F40E", "\U01F40E")  →  true
    substring after("a\U01F40Eb", "\U01F40E")  →  "b"
    upper case("\U010428")  →  "𐐀"
  `)
})

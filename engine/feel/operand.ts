import type { Ast } from './ast.ts'
import { FeelProblem } from './problem.ts'
import {
  attempt,
  isFree,
  learn,
  need,
  type Reader,
  sees,
  skip,
  syntaxProblem,
  take,
  takeName,
  takePattern,
  takeWord,
  within,
  word,
} from './reader.ts'
import { parseAt } from './temporal.ts'
import { numberOf } from './values.ts'

const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y
const STRING = /"(?:[^"\\]|\\[\s\S])*"/y
const KEY = /[^\s:,(){}[\]"“”，：][^:,{}[\]"“”，：]*/y
const ARGUMENT = /([\p{L}_][^:,(){}[\]"]*?)\s*:/uy
/** An operator of comparison, the longer ones first. */
export const COMPARE = /<=|>=|!=|=|<|>/y

/** Reads an operand with the paths, filters and calls behind it (DMN 1.5, 10.3.1.2, rules 2.g to 2.j). */
export function operand(reader: Reader): Ast {
  let ast = reader.ready ?? readPrimary(reader)
  reader.ready = undefined
  for (;;) {
    const next = readBehind(reader, ast)
    if (!next) return ast
    ast = next
  }
}

function readBehind(reader: Reader, of: Ast): Ast | undefined {
  if (sees(reader, '[')) {
    return reader.ending ? attempt(reader, () => readFilter(reader, of)) : readFilter(reader, of)
  }
  if (sees(reader, '(')) return readCall(reader, of)
  return sees(reader, '.') && !sees(reader, '..') ? readPath(reader, of) : undefined
}

function readPath(reader: Reader, of: Ast): Ast {
  need(reader, '.')
  const name = takeName(reader)
  if (name === undefined) throw syntaxProblem(reader, reader.at)
  return { is: 'path', of, name }
}

/** Inside the brackets an opening bracket is a filter again, and any word may be a property of the item. */
function readFilter(reader: Reader, of: Ast): Ast {
  return closed(reader, () => {
    need(reader, '[')
    const by = within(reader, ['item'], true, () => reader.expression(reader))
    need(reader, ']')
    return { is: 'filter', of, by }
  })
}

function readCall(reader: Reader, callee: Ast): Ast {
  const at = callee.is === 'name' ? callee.at : reader.at
  need(reader, '(')
  return closed(reader, () => {
    const names: string[] = []
    const args: Ast[] = []
    while (!take(reader, ')')) {
      if (args.length > 0) need(reader, ',')
      const name = takePattern(reader, ARGUMENT)?.[1]
      if (name !== undefined) names.push(name.replace(/\s+/g, ' '))
      if (names.length !== (name === undefined ? 0 : args.length + 1)) throw syntaxProblem(reader, reader.at)
      args.push(reader.expression(reader))
    }
    return names.length > 0 ? { is: 'call', callee, args, names, at } : { is: 'call', callee, args, at }
  })
}

function readPrimary(reader: Reader): Ast {
  skip(reader)
  const mark = reader.text.charAt(reader.at)
  const number = takePattern(reader, NUMBER)
  if (number) return { is: 'literal', value: numberOf(number[0]) }
  if (mark === '"') return { is: 'literal', value: readString(reader) }
  if (mark === '@') return readAtLiteral(reader)
  if (mark === '(') return readParenthesis(reader)
  if (mark === '[') return readBracket(reader)
  if (mark === '{') return readContext(reader)
  if (mark === ']') return readReversed(reader)
  if (take(reader, '?')) return { is: 'input' }
  return readWord(reader)
}

const WORDS: { [word: string]: boolean | null } = { true: true, false: false, null: null }

function readWord(reader: Reader): Ast {
  const at = reader.at
  const next = word(reader)
  if (Object.hasOwn(WORDS, next) && takeWord(reader, next)) return { is: 'literal', value: WORDS[next] ?? null }
  const name = takeName(reader)
  if (name === undefined) throw syntaxProblem(reader, at)
  return { is: 'name', name, at, free: isFree(reader, name), known: reader.known.has(name) }
}

function readAtLiteral(reader: Reader): Ast {
  const at = reader.at
  need(reader, '@')
  const text = readString(reader)
  const value = parseAt(text)
  if (value === null && !reader.lenient)
    throw new FeelProblem(at, `@"${text}" 不是日期、时间或时长，要写成 2026-01-31、P2D 这样。`)
  return { is: 'literal', value }
}

/** `(1)`, `(1..5]`, or an end of a range such as `(> 5)`. */
function readParenthesis(reader: Reader): Ast {
  need(reader, '(')
  return closed(reader, () => {
    const operator = takePattern(reader, COMPARE)
    if (operator) reader.at -= operator[0].length
    const inner = reader.expression(reader)
    if (sees(reader, '..')) return readRangeEnd(reader, inner, false)
    need(reader, ')')
    return inner
  })
}

/** `[1, 2]` or `[1..5]`. */
function readBracket(reader: Reader): Ast {
  need(reader, '[')
  return closed(reader, () => {
    const items: Ast[] = []
    while (!take(reader, ']')) {
      if (items.length > 0) need(reader, ',')
      const item = reader.expression(reader)
      if (items.length === 0 && sees(reader, '..')) return readRangeEnd(reader, item, true)
      items.push(item)
    }
    return { is: 'list', items }
  })
}

/** `]1..5]`, whose start is excluded. */
function readReversed(reader: Reader): Ast {
  need(reader, ']')
  return closed(reader, () => {
    const low = reader.expression(reader)
    if (!sees(reader, '..')) throw syntaxProblem(reader, reader.at)
    return readRangeEnd(reader, low, false)
  })
}

/** Reads from `..` to the end of a range; an opening bracket there excludes its end. */
export function readRangeEnd(reader: Reader, low: Ast, lowIncluded: boolean): Ast {
  need(reader, '..')
  const outside = reader.ending
  reader.ending = true
  const high = reader.expression(reader)
  reader.ending = outside
  const mark = takePattern(reader, /[\])[]/y)?.[0]
  if (mark === undefined) throw syntaxProblem(reader, reader.at)
  return { is: 'range', low, high, lowIncluded, highIncluded: mark === ']' }
}

function readContext(reader: Reader): Ast {
  need(reader, '{')
  return closed(reader, () =>
    within(reader, [], false, () => {
      const entries: { key: string; value: Ast }[] = []
      while (!take(reader, '}')) {
        if (entries.length > 0) need(reader, ',')
        const key = readKey(reader)
        need(reader, ':')
        entries.push({ key, value: reader.expression(reader) })
        reader.scope.names.add(key)
        learn(reader.special, key)
      }
      return { is: 'context', entries }
    }),
  )
}

function readKey(reader: Reader): string {
  if (sees(reader, '"')) return readString(reader)
  const key = takePattern(reader, KEY)?.[0]
  if (!key) throw syntaxProblem(reader, reader.at)
  return key.trim().replace(/\s+/g, ' ')
}

function readString(reader: Reader): string {
  const found = takePattern(reader, STRING)
  if (!found) throw syntaxProblem(reader, reader.at)
  return unquote(found[0])
}

const ESCAPES: { [letter: string]: string } = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' }

/** The content of a string literal. An escape that FEEL does not know stays as it is written, so that `"\d"` is a pattern. */
function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|([\s\S]))/g, (_, four, six, letter) => {
    if (four) return String.fromCharCode(Number.parseInt(four, 16))
    if (six) return String.fromCodePoint(Math.min(Number.parseInt(six, 16), 0x10ffff))
    return ESCAPES[letter] ?? `\\${letter}`
  })
}

/** Reads something that has brackets of its own, in which `[` is nothing but a filter or a list. */
function closed<T>(reader: Reader, read: () => T): T {
  const outside = reader.ending
  reader.ending = false
  const result = read()
  reader.ending = outside
  return result
}

import type { Ast } from './ast.ts'
import { FeelProblem } from './problem.ts'
import type { Type } from './values.ts'

/** Names of one level of an expression; where it is `open`, anything may be a name, as inside a filter. */
export type Scope = { names: Set<string>; open: boolean; outer?: Scope }

/** The text that is being read, how far, and what its names may be. */
export type Reader = {
  text: string
  at: number
  depth: number
  /** Attempts to read a place in another way that are left. */
  tries: number
  scope: Scope
  /** Names with spaces, operators or keywords in them, as patterns that match where they stand. */
  special: Map<string, RegExp>
  /** Names that were declared from outside. */
  known: ReadonlySet<string>
  /** An operand that was read before it was known to be one. */
  ready?: Ast
  /** Whether an opening bracket may close a range, as in `[1..5[`. */
  ending: boolean
  lenient: boolean
  types: (name: string) => Type | undefined
  /** Reads an expression of any kind. */
  expression: (reader: Reader) => Ast
}

const START = '[\\p{L}\\p{Nl}_\\u2070-\\u218F\\u{10000}-\\u{EFFFF}]'
const PART = '[\\p{L}\\p{N}\\p{M}_\\u00B7\\u203F\\u2040\\u2070-\\u218F\\u{10000}-\\u{EFFFF}]'
const WORD = new RegExp(`${START}${PART}*`, 'uy')
const SIMPLE = new RegExp(`^${START}${PART}*( ${START}${PART}*)*$`, 'u')
const IS_PART = new RegExp(PART, 'u')
const SPACE = /(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)*/y

/** Words that end a name of several words that nobody declared. */
const STOPS = new Set(['and', 'or', 'in', 'between', 'instance', 'then', 'else', 'return', 'satisfies'])

/** Words that begin something else than a name. */
const STARTS = new Set(['if', 'for', 'some', 'every', 'function', 'not', 'true', 'false', 'null'])

/** Punctuation that Chinese keyboards give, and what FEEL wants instead. */
const FULL_WIDTH: { [mark: string]: string } = {
  '，': ',',
  '（': '(',
  '）': ')',
  '“': '"',
  '”': '"',
  '；': ';',
  '：': ':',
  '＝': '=',
  '＞': '>',
  '＜': '<',
}

/** What cannot be read at a place, in words that help. */
export function syntaxProblem({ text }: Reader, at: number): FeelProblem {
  const rest = text.slice(at).trim()
  if (rest === '') return new FeelProblem(at, '表达式没有写完。')
  const mark = rest.charAt(0)
  const half = Object.hasOwn(FULL_WIDTH, mark) ? FULL_WIDTH[mark] : undefined
  if (half) return new FeelProblem(at, `「${mark}」是全角标点，请改用半角的 ${half}。`)
  return new FeelProblem(at, `读不懂「${rest.slice(0, 12)}」。`)
}

/** Goes past spaces and comments. */
export function skip(reader: Reader): void {
  SPACE.lastIndex = reader.at
  SPACE.test(reader.text)
  reader.at = Math.max(reader.at, SPACE.lastIndex)
}

/** Whether a mark comes next; spaces before it are gone past. */
export function sees(reader: Reader, mark: string): boolean {
  skip(reader)
  return reader.text.startsWith(mark, reader.at)
}

/** Takes a mark if it comes next. */
export function take(reader: Reader, mark: string): boolean {
  const isThere = sees(reader, mark)
  if (isThere) reader.at += mark.length
  return isThere
}

/** Takes a mark, or fails. */
export function need(reader: Reader, mark: string): void {
  if (!take(reader, mark)) throw syntaxProblem(reader, reader.at)
}

/** The word that comes next, without taking it; empty where there is none. */
export function word(reader: Reader): string {
  skip(reader)
  WORD.lastIndex = reader.at
  return WORD.exec(reader.text)?.[0] ?? ''
}

/** Takes a keyword if it comes next. */
export function takeWord(reader: Reader, keyword: string): boolean {
  if (word(reader) !== keyword) return false
  reader.at += keyword.length
  return true
}

/** Takes a keyword, or fails. */
export function needWord(reader: Reader, keyword: string): void {
  if (!takeWord(reader, keyword)) throw syntaxProblem(reader, reader.at)
}

/** Takes what a pattern with the flag y matches here; undefined when it does not. */
export function takePattern(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  skip(reader)
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)
  if (found) reader.at = pattern.lastIndex
  return found ?? undefined
}

/** Makes a name known that has spaces, operators or keywords in it; others are read without help. */
export function learn(special: Map<string, RegExp>, name: string): void {
  const words = name.split(' ')
  const isEasy = SIMPLE.test(name) && !STARTS.has(words[0] ?? '') && !words.some((part) => STOPS.has(part))
  if (isEasy || name === '' || special.has(name)) return
  const escaped = name.trim().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  special.set(name, new RegExp(escaped.replace(/\s+/g, '\\s+'), 'uy'))
}

/**
 * Takes a name, the longest that fits (DMN 1.5, 10.3.1.4): a known one, or words side by side. `undefined` where none is.
 */
export function takeName(reader: Reader): string | undefined {
  skip(reader)
  let [name, end] = joined(reader)
  for (const [known, pattern] of reader.special) {
    pattern.lastIndex = reader.at
    if (!pattern.test(reader.text) || pattern.lastIndex < end) continue
    const isWhole = !(IS_PART.test(known.at(-1) ?? '') && IS_PART.test(characterAt(reader.text, pattern.lastIndex)))
    if (isWhole) [name, end] = [known, pattern.lastIndex]
  }
  if (end === reader.at) return undefined
  reader.at = end
  return name
}

/** Words side by side up to a keyword that can follow an operand. */
function joined(reader: Reader): [string, number] {
  const words: string[] = []
  let end = reader.at
  const look = { ...reader }
  for (let next = word(look); next !== '' && !STOPS.has(next); next = word(look)) {
    words.push(next)
    end = look.at += next.length
    if (!/\s/.test(look.text.charAt(end))) break
  }
  return [words.join(' '), end]
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

/** Reads a part with more names than outside. */
export function within<T>(reader: Reader, names: Iterable<string>, open: boolean, read: () => T): T {
  const outer = reader.scope
  reader.scope = { names: new Set(names), open, outer }
  for (const name of names) learn(reader.special, name)
  try {
    return read()
  } finally {
    reader.scope = outer
  }
}

/** Whether a name can be no local one. */
export function isFree(reader: Reader, name: string): boolean {
  for (let scope: Scope | undefined = reader.scope; scope; scope = scope.outer) {
    if (scope.open || scope.names.has(name)) return false
  }
  return true
}

/** Tries to read; where that fails everything is as before, and undefined comes back. */
export function attempt<T>(reader: Reader, read: () => T): T | undefined {
  const { at, depth, ending } = reader
  try {
    return read()
  } catch (error) {
    if (!(error instanceof FeelProblem) || reader.tries <= 0) throw error
    reader.tries -= 1
    Object.assign(reader, { at, depth, ending, ready: undefined })
    return undefined
  }
}

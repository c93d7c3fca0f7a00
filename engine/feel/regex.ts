import { categoryOf, ESCAPED_SETS, foldOf, type Set1 } from './regex-set.ts'

/** A regular expression as a tree; `any` is the dot. */
export type Regex =
  | { is: 'set'; has: Set1 }
  | { is: 'start' | 'end' }
  | { is: 'back'; group: number }
  | { is: 'group'; index?: number; of: Regex }
  | { is: 'sequence'; items: Regex[] }
  | { is: 'choice'; options: Regex[] }
  | { is: 'repeat'; of: Regex; least: number; most: number; greedy: boolean }

export type Flags = { dotAll: boolean; multiline: boolean; ignoreCase: boolean }
export type Compiled = { regex: Regex; groups: number; flags: Flags }

type Parser = { text: string[]; at: number; flags: Flags; groups: number; open: Set<number>; depth: number }

const DEPTH = 50
const MOST = 1_000

/** What is wrong with a pattern; it never leaves this file. */
class Misfit extends Error {}

/**
 * Reads a pattern of XPath (XQuery 1.0 and XPath 2.0 Functions and Operators, 7.6.1) with the flags s, m, i and x; null
 * when it is none. It is run by regex-match.ts, which counts its steps, so that no pattern can run without end (C52).
 */
export function parseRegex(pattern: string, flags: string): Compiled | null {
  if (!/^[smix]*$/.test(flags)) return null
  const isSpaced = flags.includes('x')
  const options = { dotAll: flags.includes('s'), multiline: flags.includes('m'), ignoreCase: flags.includes('i') }
  const text = [...(isSpaced ? withoutSpace(pattern) : pattern)]
  const parser: Parser = { text, at: 0, flags: options, groups: 0, open: new Set(), depth: 0 }
  try {
    const regex = readChoice(parser)
    return parser.at < text.length ? null : { regex, groups: parser.groups, flags: options }
  } catch (error) {
    if (error instanceof Misfit) return null
    throw error
  }
}

/** The flag x takes white space out, but for that inside brackets. */
function withoutSpace(pattern: string): string {
  let depth = 0
  return pattern.replace(/\\[\s\S]|[\s[\]]/g, (mark) => {
    if (mark === '[') depth += 1
    if (mark === ']') depth -= 1
    if (/^\\\s$/.test(mark)) return depth > 0 ? mark : '\\'
    return /^\s$/.test(mark) && depth === 0 ? '' : mark
  })
}

function readChoice(parser: Parser): Regex {
  parser.depth += 1
  if (parser.depth > DEPTH) throw new Misfit()
  const options = [readSequence(parser)]
  while (take(parser, '|')) options.push(readSequence(parser))
  parser.depth -= 1
  return options.length === 1 && options[0] ? options[0] : { is: 'choice', options }
}

function readSequence(parser: Parser): Regex {
  const items: Regex[] = []
  while (parser.at < parser.text.length && peek(parser) !== '|' && peek(parser) !== ')') items.push(readPiece(parser))
  return { is: 'sequence', items }
}

function readPiece(parser: Parser): Regex {
  const of = readAtom(parser)
  const bounds = readBounds(parser)
  if (!bounds) return of
  const [least, most] = bounds
  if (least > most || (most !== Number.POSITIVE_INFINITY && most > MOST) || least > MOST) throw new Misfit()
  return { is: 'repeat', of, least, most, greedy: !take(parser, '?') }
}

function readBounds(parser: Parser): [number, number] | undefined {
  if (take(parser, '*')) return [0, Number.POSITIVE_INFINITY]
  if (take(parser, '+')) return [1, Number.POSITIVE_INFINITY]
  if (take(parser, '?')) return [0, 1]
  if (!take(parser, '{')) return undefined
  let written = ''
  while (!take(parser, '}')) written += next(parser)
  const [, least, comma, most] = /^(\d+)(,?)(\d*)$/.exec(written) ?? []
  if (least === undefined || (!comma && most)) throw new Misfit()
  return [Number(least), most ? Number(most) : comma ? Number.POSITIVE_INFINITY : Number(least)]
}

function readAtom(parser: Parser): Regex {
  const mark = next(parser)
  if (mark === '^') return { is: 'start' }
  if (mark === '$') return { is: 'end' }
  if (mark === '(') return readGroup(parser)
  if (mark === '[') return { is: 'set', has: readSet(parser) }
  if (mark === '.') return { is: 'set', has: parser.flags.dotAll ? () => true : (c) => c !== '\n' && c !== '\r' }
  if (mark === '\\') return /\d/.test(peek(parser)) ? readBack(parser) : { is: 'set', has: readEscape(parser).has }
  if ('?*+{}]'.includes(mark)) throw new Misfit()
  return { is: 'set', has: only(parser, mark) }
}

function readGroup(parser: Parser): Regex {
  const isPlain = peek(parser) === '?'
  if (isPlain && !(take(parser, '?') && take(parser, ':'))) throw new Misfit()
  const index = isPlain ? undefined : ++parser.groups
  if (index !== undefined) parser.open.add(index)
  const of = readChoice(parser)
  if (!take(parser, ')')) throw new Misfit()
  if (index === undefined) return { is: 'group', of }
  parser.open.delete(index)
  return { is: 'group', index, of }
}

/** `\1`: the digits that make the longest number of a group that is closed already. */
function readBack(parser: Parser): Regex {
  let group = Number(next(parser))
  while (/\d/.test(peek(parser)) && group * 10 + Number(peek(parser)) <= parser.groups) {
    group = group * 10 + Number(next(parser))
  }
  if (group === 0 || group > parser.groups || parser.open.has(group)) throw new Misfit()
  return { is: 'back', group }
}

/** `[a-z-[aeiou]]`, behind its opening bracket. */
function readSet(parser: Parser): Set1 {
  const isNegated = take(parser, '^')
  const parts: Set1[] = []
  let without: Set1 | undefined
  while (!take(parser, ']')) {
    if (without) throw new Misfit()
    if (peek(parser) === '-' && parser.text[parser.at + 1] === '[') {
      parser.at += 2
      without = readSet(parser)
    } else parts.push(readMember(parser, parts.length === 0))
  }
  if (parts.length === 0) throw new Misfit()
  const has: Set1 = (c) => parts.some((part) => part(c)) !== isNegated
  const excluded = without
  return excluded ? (c) => has(c) && !excluded(c) : has
}

function readMember(parser: Parser, isFirst: boolean): Set1 {
  const low = readCharacter(parser, isFirst)
  if (low.char === undefined) return low.has
  const isRange = peek(parser) === '-' && ![']', '['].includes(parser.text[parser.at + 1] ?? ']')
  if (!isRange) return low.has
  parser.at += 1
  const high = readCharacter(parser, false)
  if (high.char === undefined) throw new Misfit()
  return between(parser, low.char, high.char)
}

function readCharacter(parser: Parser, isFirst: boolean): { has: Set1; char?: string } {
  const mark = next(parser)
  if (mark === '\\') return readEscape(parser)
  if (mark === '[' || (mark === '-' && !isFirst && peek(parser) !== ']')) throw new Misfit()
  return { has: only(parser, mark), char: mark }
}

const SINGLE: { [letter: string]: string } = { n: '\n', r: '\r', t: '\t' }

function readEscape(parser: Parser): { has: Set1; char?: string } {
  const letter = next(parser)
  if (letter === 'p' || letter === 'P') return { has: readCategory(parser, letter === 'P') }
  if (Object.hasOwn(ESCAPED_SETS, letter)) return { has: ESCAPED_SETS[letter] ?? (() => false) }
  const char = SINGLE[letter] ?? ('\\|.-^?*+{}()[]$'.includes(letter) ? letter : undefined)
  if (char === undefined) throw new Misfit()
  return { has: only(parser, char), char }
}

function readCategory(parser: Parser, isNegated: boolean): Set1 {
  if (!take(parser, '{')) throw new Misfit()
  let name = ''
  while (!take(parser, '}')) name += next(parser)
  const has = categoryOf(name)
  if (!has) throw new Misfit()
  return (c) => has(c) !== isNegated
}

function only({ flags }: Parser, char: string): Set1 {
  if (!flags.ignoreCase) return (c) => c === char
  const folded = foldOf(char)
  return (c) => foldOf(c) === folded
}

function between({ flags }: Parser, low: string, high: string): Set1 {
  const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0]
  if (from > to) throw new Misfit()
  const has = (c: string) => {
    const code = c.codePointAt(0) ?? -1
    return code >= from && code <= to
  }
  return flags.ignoreCase ? (c) => [c, c.toLowerCase(), c.toUpperCase(), foldOf(c)].some(has) : has
}

function peek({ text, at }: Parser): string {
  return text[at] ?? ''
}

function next(parser: Parser): string {
  const mark = parser.text[parser.at]
  if (mark === undefined) throw new Misfit()
  parser.at += 1
  return mark
}

function take(parser: Parser, mark: string): boolean {
  const isThere = peek(parser) === mark
  if (isThere) parser.at += 1
  return isThere
}

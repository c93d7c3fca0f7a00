import type { SyntaxNode } from '@lezer/common'
import { FeelProblem } from './problem.ts'

/** The text that is being read, and how deep the reader is in it. */
export type Reader = { text: string; depth: number }

/** Punctuation that Chinese keyboards give, and what FEEL wants instead. */
export const FULL_WIDTH: { [mark: string]: string } = {
  '，': ',',
  '（': '(',
  '）': ')',
  '“': '"',
  '”': '"',
  '；': ';',
  '：': ':',
  '＝': '=',
}

/** What cannot be read at a place, in words that help. */
export function syntaxProblem(text: string, at: number): FeelProblem {
  const rest = text.slice(at).trim()
  if (rest === '') return new FeelProblem(at, '表达式没有写完。')
  const mark = rest.charAt(0)
  const half = FULL_WIDTH[mark]
  if (half) return new FeelProblem(at, `「${mark}」是全角标点，请改用半角的 ${half}。`)
  return new FeelProblem(at, `读不懂「${rest.slice(0, 12)}」。`)
}

const MARKS = new Set([
  ...['LineComment', 'BlockComment', 'ArithOp', 'CompareOp', '(', ')', '[', ']', '{', '}', '.', '..', '<', '>'],
  ...[
    'for',
    'in',
    'return',
    'if',
    'then',
    'else',
    'some',
    'every',
    'satisfies',
    'or',
    'and',
    'between',
    'instance',
    'of',
  ],
  ...['function', 'not'],
])

/** The children of a node that carry meaning. */
export function parts(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!MARKS.has(child.name)) found.push(child)
  }
  return found
}

/** The first two of them; the node itself where there is none. */
export function pair(node: SyntaxNode): [SyntaxNode, SyntaxNode | undefined] {
  const [first, second] = parts(node)
  return [first ?? node, second]
}

/** The text of a node. */
export function textOf(reader: Reader, node: SyntaxNode): string {
  return reader.text.slice(node.from, node.to)
}

const ESCAPES: { [letter: string]: string } = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' }

/** An escape that FEEL does not know stays as it is written, so that `"\d"` is a pattern. */

/** The content of a string literal. */
export function unquote(text: string): string {
  const code = (hex: string) => String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff))
  return text.slice(1, -1).replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))/g, (_, four, six, letter) => {
    if (four ?? six) return code(four ?? six)
    return ESCAPES[letter] ?? `\\${letter}`
  })
}

import type { SyntaxNode } from '@lezer/common'
import { parser, trackVariables } from 'lezer-feel'
import type { Ast } from './ast.ts'
import { FeelProblem } from './problem.ts'
import { read } from './read.ts'
import { parts, type Reader, syntaxProblem } from './syntax.ts'

/** What to read: one expression, or the unary tests of a decision table's cell. */
export type Top = 'Expression' | 'UnaryTests'

const CHARACTERS = 5_000

/**
 * Reads FEEL (DMN 1.5, 10.3.1) into a tree. `names` are known names, which is needed for those that hold operators or
 * keywords, such as `Loan-Amount`. Throws `FeelProblem` with the place and Chinese words at the first mistake.
 */
export function parseFeel(text: string, top: 'Expression', names?: Iterable<string>): Ast
export function parseFeel(text: string, top: 'UnaryTests', names?: Iterable<string>): { tests: Ast[]; negated: boolean }
export function parseFeel(text: string, top: Top, names: Iterable<string> = []) {
  if (text.length > CHARACTERS) throw new FeelProblem(0, `表达式超过 ${CHARACTERS} 个字。`)
  if (text.trim() === '') throw new FeelProblem(0, '表达式是空的。')
  const known = Object.fromEntries([...names].map((name) => [name, 1]))
  const tree = parser.configure({ top, contextTracker: trackVariables(known) }).parse(text)
  refuseErrors(tree.topNode, text)
  const reader = { text, depth: 0 }
  return top === 'Expression' ? readTop(reader, tree.topNode) : readUnaryTests(reader, tree.topNode)
}

function refuseErrors(top: SyntaxNode, text: string): void {
  const cursor = top.cursor()
  do {
    if (cursor.type.isError) throw syntaxProblem(text, cursor.from)
  } while (cursor.next())
}

function readTop(reader: Reader, top: SyntaxNode): Ast {
  const expressions = parts(top)
  const [first, second] = expressions
  if (!first) throw new FeelProblem(0, '表达式是空的。')
  if (second) throw new FeelProblem(second.from, '这里多了一个表达式。')
  return read(reader, first)
}

function readUnaryTests(reader: Reader, top: SyntaxNode): { tests: Ast[]; negated: boolean } {
  if (top.getChild('Wildcard')) return { tests: [], negated: false }
  const tests = top.getChild('PositiveUnaryTests')
  if (!tests) throw syntaxProblem(reader.text, 0)
  return { tests: parts(tests).map((test) => read(reader, test)), negated: top.getChild('not') !== null }
}

import type { Ast } from './ast.ts'
import { readExpression, readTest } from './expression.ts'
import { FeelProblem } from './problem.ts'
import { attempt, learn, need, type Reader, sees, skip, syntaxProblem, take, takeWord } from './reader.ts'
import type { Type } from './values.ts'

/** What to read: one expression, or the unary tests of a decision table's cell. */
export type Top = 'Expression' | 'UnaryTests'

/** What helps reading: names with spaces, operators or keywords in them, types by name, and whether to look over mistakes. */
export type Reading = {
  names?: Iterable<string>
  /** Names that were learnt before, see `learnAll`. */
  learnt?: ReadonlyMap<string, RegExp>
  types?: (name: string) => Type | undefined
  lenient?: boolean
}

/** Several tests in one cell; `negated` when none of them may hold. */
export type UnaryTests = { tests: Ast[]; negated: boolean }

const CHARACTERS = 5_000
const TRIES = 20

/**
 * Reads FEEL (DMN 1.5, 10.3.1) into a tree. Throws `FeelProblem` with the place and Chinese words at the first mistake.
 */
export function parseFeel(text: string, top: 'Expression', reading?: Reading): Ast
export function parseFeel(text: string, top: 'UnaryTests', reading?: Reading): UnaryTests
export function parseFeel(text: string, top: Top, reading: Reading = {}): Ast | UnaryTests {
  if (text.length > CHARACTERS) throw new FeelProblem(0, `表达式超过 ${CHARACTERS} 个字。`)
  if (text.trim() === '') throw new FeelProblem(0, '表达式是空的。')
  const reader = readerOf(text, reading)
  return top === 'Expression' ? whole(reader, () => reader.expression(reader)) : readUnaryTests(reader)
}

/** Learns names once for many expressions. */
export function learnAll(names: Iterable<string>): ReadonlyMap<string, RegExp> {
  const special = new Map<string, RegExp>()
  for (const name of names) learn(special, name)
  return special
}

function readerOf(text: string, { names = [], learnt = new Map(), types, lenient = false }: Reading): Reader {
  const special = new Map([...PROPERTIES, ...learnt])
  for (const name of names) learn(special, name)
  return {
    text,
    at: 0,
    depth: 0,
    tries: TRIES,
    scope: { names: new Set(), open: false },
    special,
    ending: false,
    lenient,
    types: types ?? (() => undefined),
    expression: readExpression,
  }
}

const PROPERTIES = learnAll(['start included', 'end included', 'time offset'])

/** Reads to the end of the text. */
function whole<T>(reader: Reader, read: () => T): T {
  const result = read()
  skip(reader)
  if (reader.at < reader.text.length) throw syntaxProblem(reader, reader.at)
  return result
}

/** `-`, `not(…)`, or tests with commas (DMN 1.5, 10.3.1.2, rules 13 to 17). */
function readUnaryTests(reader: Reader): UnaryTests {
  if (reader.text.trim() === '-') return { tests: [], negated: false }
  const negated = attempt(reader, () => whole(reader, () => readNegated(reader)))
  if (negated) return { tests: negated, negated: true }
  return { tests: whole(reader, () => readTests(reader)), negated: false }
}

function readNegated(reader: Reader): Ast[] {
  if (!takeWord(reader, 'not') || !sees(reader, '(')) throw syntaxProblem(reader, reader.at)
  need(reader, '(')
  const tests = readTests(reader)
  need(reader, ')')
  return tests
}

function readTests(reader: Reader): Ast[] {
  const tests = [readTest(reader)]
  while (take(reader, ',')) tests.push(readTest(reader))
  return tests
}

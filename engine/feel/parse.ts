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
export function parseFeel(text: string, top: 'Expression', reading?: Reading | readonly string[]): Ast
export function parseFeel(text: string, top: 'UnaryTests', reading?: Reading | readonly string[]): UnaryTests
export function parseFeel(text: string, top: Top, reading: Reading | readonly string[] = {}): Ast | UnaryTests {
  if (text.length > CHARACTERS) throw new FeelProblem(0, `表达式超过 ${CHARACTERS} 个字。`)
  if (text.trim() === '') throw new FeelProblem(0, '表达式是空的。')
  const reader = readerOf(text, isNames(reading) ? { names: reading } : reading)
  return top === 'Expression' ? whole(reader, () => reader.expression(reader)) : readUnaryTests(reader)
}

function isNames(reading: Reading | readonly string[]): reading is readonly string[] {
  return Array.isArray(reading)
}

function readerOf(text: string, { names = [], types, lenient = false }: Reading): Reader {
  const special = new Map(BUILTIN)
  const known = new Set(names)
  for (const name of known) learn(special, name)
  return {
    text,
    at: 0,
    depth: 0,
    tries: TRIES,
    scope: { names: new Set(), open: false },
    special,
    known,
    ending: false,
    lenient,
    types: types ?? (() => undefined),
    expression: readExpression,
  }
}

/** The built-in functions that have keywords in their names. */
const BUILTIN = new Map<string, RegExp>()
for (const name of ['date and time', 'years and months duration']) learn(BUILTIN, name)

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

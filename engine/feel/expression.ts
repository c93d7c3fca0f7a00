import type { Ast, CompareOperator, Iteration, MathOperator, Parameter } from './ast.ts'
import { COMPARE, operand, readRangeEnd } from './operand.ts'
import { FeelProblem } from './problem.ts'
import {
  learn,
  need,
  needWord,
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
import { readType } from './type-reader.ts'

const DEPTH = 100

/**
 * Reads an expression (DMN 1.5, 10.3.1.2, rules 1 and 2), at most 100 levels deep, so that no text can exhaust the
 * stack. Operators bind as the rules are ordered there: `or`, `and`, comparison, sums, products, powers, minus.
 */
export function readExpression(reader: Reader): Ast {
  const start = reader.at
  reader.depth += 1
  if (reader.depth > DEPTH) throw new FeelProblem(start, `表达式嵌套超过 ${DEPTH} 层。`)
  const ast = readOpenTest(reader) ?? readLogic(reader)
  reader.depth -= 1
  return ast
}

/** One test of a cell or of `in (…)`: an end of a range such as `> 5`, or an expression. */
export function readTest(reader: Reader): Ast {
  return readOpenTest(reader) ?? reader.expression(reader)
}

function readOpenTest(reader: Reader): Ast | undefined {
  if (reader.ready) return undefined
  const operator = takePattern(reader, COMPARE)?.[0] as CompareOperator | undefined
  return operator && { is: 'test', operator, right: readSum(reader) }
}

function readLogic(reader: Reader): Ast {
  let left = readConjunction(reader)
  while (takeWord(reader, 'or')) left = { is: 'or', left, right: readConjunction(reader) }
  return left
}

function readConjunction(reader: Reader): Ast {
  let left = readComparison(reader)
  while (takeWord(reader, 'and')) left = { is: 'and', left, right: readComparison(reader) }
  return left
}

function readComparison(reader: Reader): Ast {
  let left = readSum(reader)
  for (;;) {
    const next = readComparisonWith(reader, left)
    if (!next) return left
    left = next
  }
}

function readComparisonWith(reader: Reader, left: Ast): Ast | undefined {
  const operator = takePattern(reader, COMPARE)?.[0] as CompareOperator | undefined
  if (operator) {
    if (sees(reader, '=')) throw new FeelProblem(reader.at - 1, '比较符号连着写了两个；相等只写一个 =。')
    return { is: 'compare', operator, left, right: readSum(reader) }
  }
  if (takeWord(reader, 'in')) return { is: 'in', of: left, tests: readInTests(reader) }
  if (!takeWord(reader, 'between')) return undefined
  const low = readSum(reader)
  needWord(reader, 'and')
  return { is: 'between', of: left, low, high: readSum(reader) }
}

/** What follows `in`: one test, or several in parentheses, which may also turn out to be an operand: `in (a + b) * 2`. */
function readInTests(reader: Reader): Ast[] {
  const single = readOpenTest(reader)
  if (single) return [single]
  if (!take(reader, '(')) return [readSum(reader)]
  const tests = [readTest(reader)]
  const [first] = tests
  if (first && sees(reader, '..')) return [readOn(reader, readRangeEnd(reader, first, false))]
  while (take(reader, ',')) tests.push(readTest(reader))
  need(reader, ')')
  return first && tests.length === 1 ? [readOn(reader, first)] : tests
}

/** Reads on behind an operand that is there already. */
function readOn(reader: Reader, ready: Ast): Ast {
  reader.ready = ready
  return readSum(reader)
}

function readSum(reader: Reader): Ast {
  let left = readProduct(reader)
  for (;;) {
    const operator = takePattern(reader, /[+-]/y)?.[0] as MathOperator | undefined
    if (!operator) return left
    left = { is: 'math', operator, left, right: readProduct(reader) }
  }
}

function readProduct(reader: Reader): Ast {
  let left = readPower(reader)
  for (;;) {
    const operator = takePattern(reader, /\*(?!\*)|\//y)?.[0] as MathOperator | undefined
    if (!operator) return left
    left = { is: 'math', operator, left, right: readPower(reader) }
  }
}

function readPower(reader: Reader): Ast {
  let left = readNegation(reader)
  while (take(reader, '**')) left = { is: 'math', operator: '**', left, right: readNegation(reader) }
  return left
}

function readNegation(reader: Reader): Ast {
  let minuses = 0
  while (!reader.ready && take(reader, '-')) minuses += 1
  if (minuses > DEPTH) throw new FeelProblem(reader.at, `表达式嵌套超过 ${DEPTH} 层。`)
  let ast = readInstance(reader)
  for (; minuses > 0; minuses -= 1) ast = { is: 'negate', of: ast }
  return ast
}

function readInstance(reader: Reader): Ast {
  let of = readTextual(reader) ?? operand(reader)
  while (takeWord(reader, 'instance')) {
    needWord(reader, 'of')
    of = { is: 'instance', of, type: readType(reader) }
  }
  return of
}

function readTextual(reader: Reader): Ast | undefined {
  if (reader.ready) return undefined
  const keyword = word(reader)
  const read = Object.hasOwn(TEXTUAL, keyword) ? TEXTUAL[keyword] : undefined
  if (!read || !isKeyword(reader, keyword)) return undefined
  reader.at += keyword.length
  return read(reader)
}

const TEXTUAL: { [keyword: string]: (reader: Reader) => Ast } = {
  if: readIf,
  for: readFor,
  some: (reader) => readQuantified(reader, 'some'),
  every: (reader) => readQuantified(reader, 'every'),
  function: readFunction,
}

/** A declared name such as `if applicable` is no keyword. */
function isKeyword(reader: Reader, keyword: string): boolean {
  const look = { ...reader }
  const name = takeName(look) ?? ''
  return name === keyword || !reader.special.has(name)
}

function readIf(reader: Reader): Ast {
  const condition = reader.expression(reader)
  needWord(reader, 'then')
  const yes = reader.expression(reader)
  needWord(reader, 'else')
  return { is: 'if', condition, yes, no: reader.expression(reader) }
}

function readFor(reader: Reader): Ast {
  return readIterations(reader, [], (iterations) => {
    needWord(reader, 'return')
    const body = within(reader, ['partial'], false, () => reader.expression(reader))
    return { is: 'for', iterations, body }
  })
}

function readQuantified(reader: Reader, is: 'some' | 'every'): Ast {
  return readIterations(reader, [], (iterations) => {
    needWord(reader, 'satisfies')
    return { is, iterations, body: reader.expression(reader) }
  })
}

/** Each iteration sees the names of those before it, and so does the body. */
function readIterations(reader: Reader, before: Iteration[], body: (iterations: Iteration[]) => Ast): Ast {
  const name = takeName(reader)
  if (name === undefined) throw syntaxProblem(reader, reader.at)
  needWord(reader, 'in')
  const over = reader.expression(reader)
  const to = take(reader, '..') ? reader.expression(reader) : undefined
  const iterations = [...before, { name, over, ...(to ? { to } : {}) }]
  if (iterations.length > DEPTH) throw new FeelProblem(reader.at, `循环嵌套超过 ${DEPTH} 层。`)
  return within(reader, [name], false, () =>
    take(reader, ',') ? readIterations(reader, iterations, body) : body(iterations),
  )
}

function readFunction(reader: Reader): Ast {
  need(reader, '(')
  const parameters: Parameter[] = []
  while (!take(reader, ')')) {
    if (parameters.length > 0) need(reader, ',')
    parameters.push(readParameter(reader))
  }
  const external = takeWord(reader, 'external')
  const names = parameters.map(({ name }) => name)
  const body = within(reader, names, false, () => reader.expression(reader))
  return { is: 'function', parameters, body, external }
}

function readParameter(reader: Reader): Parameter {
  skip(reader)
  const name = takePattern(reader, /[^\s,:(){}[\]"][^,:(){}[\]"]*/y)?.[0].trim()
  if (!name) throw syntaxProblem(reader, reader.at)
  learn(reader.special, name)
  return take(reader, ':') ? { name, type: readType(reader) } : { name }
}

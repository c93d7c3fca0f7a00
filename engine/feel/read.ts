import type { SyntaxNode } from '@lezer/common'
import type { Ast, CompareOperator, Iteration, MathOperator } from './ast.ts'
import { FeelProblem } from './problem.ts'
import { FULL_WIDTH, pair, parts, type Reader, syntaxProblem, textOf, unquote } from './syntax.ts'
import { parseAt } from './temporal.ts'
import { Decimal, type TypeName } from './values.ts'

const DEPTH = 100

/** Reads one node, at most 100 levels deep, so that no text can exhaust the stack. */
export function read(reader: Reader, node: SyntaxNode): Ast {
  const readNode = READERS[node.name]
  if (!readNode) throw new FeelProblem(node.from, `还不支持「${textOf(reader, node).slice(0, 20)}」这种写法。`)
  reader.depth += 1
  if (reader.depth > DEPTH) throw new FeelProblem(node.from, `表达式嵌套超过 ${DEPTH} 层。`)
  const ast = readNode(reader, node)
  reader.depth -= 1
  return ast
}

const READERS: { [name: string]: (reader: Reader, node: SyntaxNode) => Ast } = {
  null: () => ({ is: 'literal', value: null }),
  BooleanLiteral: (reader, node) => ({ is: 'literal', value: textOf(reader, node) === 'true' }),
  NumericLiteral: (reader, node) => ({ is: 'literal', value: new Decimal(textOf(reader, node).replace(/\s/g, '')) }),
  StringLiteral: (reader, node) => ({ is: 'literal', value: unquote(textOf(reader, node)) }),
  AtLiteral: readAtLiteral,
  DateTimeLiteral: (reader, node) => (node.getChild('AtLiteral') ? readOnly(reader, node) : readCall(reader, node)),
  DateTimeConstructor: readName,
  SpecialFunctionName: readName,
  VariableName: readName,
  '?': () => ({ is: 'input' }),
  ParenthesizedExpression: readOnly,
  PositiveUnaryTest: readOnly,
  IterationContext: readOnly,
  FunctionBody: readOnly,
  ArithmeticExpression: readArithmetic,
  Comparison: readComparison,
  Conjunction: (reader, node) => readLogic(reader, node, 'and'),
  Disjunction: (reader, node) => readLogic(reader, node, 'or'),
  SimplePositiveUnaryTest: readTest,
  Interval: readInterval,
  IfExpression: readIf,
  ForExpression: (reader, node) => readIteration(reader, node, 'for'),
  QuantifiedExpression: (reader, node) => readIteration(reader, node, node.getChild('some') ? 'some' : 'every'),
  PathExpression: readPath,
  FilterExpression: readFilter,
  FunctionInvocation: readCall,
  FunctionDefinition: readFunction,
  List: (reader, node) => ({ is: 'list', items: parts(node).map((item) => read(reader, item)) }),
  Context: readContext,
  InstanceOfExpression: readInstance,
}

function readName(reader: Reader, node: SyntaxNode): Ast {
  const name = textOf(reader, node).replace(/\s+/g, ' ')
  const mark = [...name].find((character) => Object.hasOwn(FULL_WIDTH, character))
  if (mark)
    throw new FeelProblem(node.from + name.indexOf(mark), `「${mark}」是全角标点，请改用半角的 ${FULL_WIDTH[mark]}。`)
  return { is: 'name', name, at: node.from }
}

function readAtLiteral(reader: Reader, node: SyntaxNode): Ast {
  const text = unquote(textOf(reader, node.lastChild ?? node))
  const value = parseAt(text)
  if (value === null) throw new FeelProblem(node.from, `@"${text}" 不是日期、时间或时长，要写成 2026-01-31、P2D 这样。`)
  return { is: 'literal', value }
}

function readArithmetic(reader: Reader, node: SyntaxNode): Ast {
  const [left, right] = pair(node)
  const operator = textOf(reader, node.getChild('ArithOp') ?? node)
  if (!right) return { is: 'negate', of: read(reader, left) }
  return { is: 'math', operator: operator as MathOperator, left: read(reader, left), right: read(reader, right) }
}

function readComparison(reader: Reader, node: SyntaxNode): Ast {
  if (node.getChild('in')) return readIn(reader, node)
  const [of, low, high] = parts(node).map((part) => read(reader, part))
  if (of && low && high) return { is: 'between', of, low, high }
  if (!of || !low) throw syntaxProblem(reader.text, node.to)
  if (low.is === 'test' && !reader.text.slice(node.from, node.to).includes('(')) {
    throw new FeelProblem(node.from, '比较符号连着写了两个；相等只写一个 =。')
  }
  const operator = textOf(reader, node.getChild('CompareOp') ?? node) as CompareOperator
  return { is: 'compare', operator, left: of, right: low }
}

/**
 * `x in [1..5] and y`: the grammar takes `[1..5] and y` for the test. `and` and `or` bind more loosely than `in`
 * (DMN 1.5, 10.3.1.2, rule 2), so what follows the first operand is put back around the whole comparison.
 */
function readIn(reader: Reader, node: SyntaxNode): Ast {
  const [left, ...rest] = parts(node)
  if (!left) throw syntaxProblem(reader.text, node.to)
  const of = read(reader, left)
  const list = rest[0]?.name === 'PositiveUnaryTests' ? parts(rest[0]) : rest
  const tests = list.map((test) => read(reader, test))
  const [only] = tests
  return list.length === 1 && only && !isParenthesized(list[0]) ? aroundFirst(only, of) : { is: 'in', of, tests }
}

function aroundFirst(test: Ast, of: Ast): Ast {
  if (test.is !== 'and' && test.is !== 'or') return { is: 'in', of, tests: [test] }
  return { ...test, left: aroundFirst(test.left, of) }
}

function isParenthesized(test: SyntaxNode | undefined): boolean {
  return test?.firstChild?.name === 'ParenthesizedExpression'
}

function readLogic(reader: Reader, node: SyntaxNode, is: 'and' | 'or'): Ast {
  const [left, right] = pair(node)
  if (!right) throw syntaxProblem(reader.text, node.to)
  return { is, left: read(reader, left), right: read(reader, right) }
}

function readTest(reader: Reader, node: SyntaxNode): Ast {
  const interval = node.getChild('Interval')
  if (interval) return readInterval(reader, interval)
  const operator = textOf(reader, node.getChild('CompareOp') ?? node) as CompareOperator
  return { is: 'test', operator, right: readOnly(reader, node) }
}

function readInterval(reader: Reader, node: SyntaxNode): Ast {
  const [low, high] = pair(node)
  if (!high) throw syntaxProblem(reader.text, node.to)
  return {
    is: 'range',
    low: read(reader, low),
    high: read(reader, high),
    lowIncluded: textOf(reader, node).startsWith('['),
    highIncluded: textOf(reader, node).endsWith(']'),
  }
}

function readIf(reader: Reader, node: SyntaxNode): Ast {
  const [condition, yes, no] = parts(node).map((part) => read(reader, part))
  if (!condition || !yes || !no) throw syntaxProblem(reader.text, node.to)
  return { is: 'if', condition, yes, no }
}

function readIteration(reader: Reader, node: SyntaxNode, is: 'for' | 'some' | 'every'): Ast {
  const [over, body] = parts(node)
  if (!over || !body) throw syntaxProblem(reader.text, node.to)
  return { is, iterations: parts(over).map((part) => readOver(reader, part)), body: read(reader, body) }
}

function readOver(reader: Reader, node: SyntaxNode): Iteration {
  const [name, source] = pair(node)
  const [over, to] = source?.name === 'IterationContext' ? parts(source) : [source]
  if (!over) throw syntaxProblem(reader.text, node.to)
  const iteration = { name: textOf(reader, name), over: read(reader, over) }
  return to ? { ...iteration, to: read(reader, to) } : iteration
}

function readPath(reader: Reader, node: SyntaxNode): Ast {
  const [of, name] = pair(node)
  if (!name) throw syntaxProblem(reader.text, node.to)
  return { is: 'path', of: read(reader, of), name: textOf(reader, name) }
}

function readFilter(reader: Reader, node: SyntaxNode): Ast {
  const [of, by] = pair(node)
  if (!by) throw syntaxProblem(reader.text, node.to)
  return { is: 'filter', of: read(reader, of), by: read(reader, by) }
}

function readCall(reader: Reader, node: SyntaxNode): Ast {
  const [callee, given] = pair(node)
  const at = node.from
  const args = given ? parts(given) : []
  if (given?.name !== 'NamedParameters') {
    return { is: 'call', callee: read(reader, callee), args: args.map((arg) => read(reader, arg)), at }
  }
  const names = args.map((arg) => textOf(reader, pair(arg)[0]))
  const values = args.map((arg) => read(reader, pair(arg)[1] ?? arg))
  return { is: 'call', callee: read(reader, callee), args: values, names, at }
}

function readFunction(reader: Reader, node: SyntaxNode): Ast {
  const body = node.getChild('FunctionBody')
  const parameters = node.getChild('FormalParameters')
  if (!body || node.getChild('external')) throw new FeelProblem(node.from, '不能调用外部函数。')
  const names = parameters ? parts(parameters).map((part) => textOf(reader, part.firstChild ?? part)) : []
  return { is: 'function', parameters: names, body: read(reader, body) }
}

function readContext(reader: Reader, node: SyntaxNode): Ast {
  const entries = parts(node).map((entry) => {
    const [key, value] = pair(entry)
    if (!value) throw syntaxProblem(reader.text, entry.to)
    const name = textOf(reader, key)
    return { key: name.startsWith('"') ? unquote(name) : name, value: read(reader, value) }
  })
  return { is: 'context', entries }
}

const TYPES = new Set([
  ...[
    'null',
    'boolean',
    'string',
    'number',
    'date',
    'time',
    'date and time',
    'list',
    'context',
    'function',
    'range',
    'Any',
  ],
  ...['days and time duration', 'years and months duration'],
])

function readInstance(reader: Reader, node: SyntaxNode): Ast {
  const [of, type] = pair(node)
  const name = type ? textOf(reader, type).replace(/\s+/g, ' ').replace(/<.*$/, '').trim() : ''
  if (!TYPES.has(name)) throw new FeelProblem(node.from, `不认识类型「${name}」。`)
  return { is: 'instance', of: read(reader, of), type: name as TypeName | 'Any' }
}

function readOnly(reader: Reader, node: SyntaxNode): Ast {
  const [only] = parts(node)
  if (!only) throw syntaxProblem(reader.text, node.to)
  return read(reader, only)
}

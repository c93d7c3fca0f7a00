import { calculate, negate } from './arithmetic.ts'
import type { Ast, CompareOperator, MathOperator } from './ast.ts'
import { builtinValue, compileCall } from './call.ts'
import { and, COMPARISONS, or, passes } from './compare.ts'
import { externalFunction } from './external.ts'
import { compileIteration } from './iterate.ts'
import { compileFilter, property } from './path.ts'
import { FeelProblem } from './problem.ts'
import { type Frame, find, inner, look, spend, unknown } from './scope.ts'
import { isInstance } from './type.ts'
import { integer, isDateTime, isTime, typeOf, type Value } from './values.ts'

/** A part of an expression, ready to run in a frame. */
export type Run = (frame: Frame) => Value

type Of<Is extends Ast['is']> = Extract<Ast, { is: Is }>
export type Compile = (ast: Ast) => Run

/** Compiles trees. Local names are looked up in frames, everything else in the world. */
export function compilerOf(lenient: boolean): Compile {
  const compile: Compile = (ast) => {
    if (ast.is === 'call') return compileCall(ast, compile, lenient)
    const fixed = ast.is === 'list' || ast.is === 'context' ? fixedValue(ast) : undefined
    if (fixed !== undefined) return () => fixed
    if (ast.is === 'context') return compileContext(ast, compile, lenient)
    return compileNode(ast, compile)
  }
  return compile
}

/** The value of a list or context of nothing but literals, which is made once; undefined for all others. */
function fixedValue(ast: Ast): Value | undefined {
  if (ast.is === 'literal') return ast.value
  if (ast.is !== 'list' && ast.is !== 'context') return undefined
  const parts = ast.is === 'list' ? ast.items : ast.entries.map(({ value }) => value)
  const values: Value[] = []
  for (const part of parts) {
    const value = fixedValue(part)
    if (value === undefined) return undefined
    values.push(value)
  }
  if (ast.is === 'list') return values
  const context = new Map(ast.entries.map(({ key }, at): [string, Value] => [key, values[at] ?? null]))
  return context.size === values.length ? context : undefined
}

function compileNode(ast: Exclude<Ast, { is: 'call' | 'context' }>, compile: Compile): Run {
  switch (ast.is) {
    case 'literal':
      return () => ast.value
    case 'input':
      return (frame) => look(frame, '?')
    case 'name':
      return compileName(ast)
    case 'path':
      return compilePath(ast, compile)
    case 'filter':
      return compileFilter(compile(ast.of), compile(ast.by))
    case 'list':
      return compileList(ast.items.map(compile))
    case 'math':
      return compileMath(ast, compile)
    case 'negate':
      return compileNegate(compile(ast.of))
    case 'compare':
      return compileCompare(ast.operator, compile(ast.left), compile(ast.right))
    case 'between':
      return compileBetween(compile(ast.of), compile(ast.low), compile(ast.high))
    case 'in':
      return compileIn(
        compile(ast.of),
        ast.tests.map((test) => compileTest(test, compile)),
      )
    case 'test':
      return compileOpenRange(ast.operator, compile(ast.right))
    case 'range':
      return compileRange(ast, compile)
    case 'and':
    case 'or':
      return compileLogic(ast.is === 'and' ? and : or, compile(ast.left), compile(ast.right))
    case 'if':
      return compileIf(compile(ast.condition), compile(ast.yes), compile(ast.no))
    case 'for':
    case 'some':
    case 'every':
      return compileIteration(ast, compile)
    case 'function':
      return compileFunction(ast, compile)
    case 'instance':
      return compileInstance(ast, compile)
  }
}

/** A name that nobody has may be that of a built-in function. */
function compileName({ name }: Of<'name'>): Run {
  const otherwise = (frame: Frame): Value =>
    builtinValue(name, frame) ?? unknown(frame, () => `没有叫「${name}」的变量。`)
  return (frame) => {
    const value = find(frame, name)
    return value === undefined ? otherwise(frame) : value
  }
}

function compilePath({ of, name }: Of<'path'>, compile: Compile): Run {
  const run = compile(of)
  return (frame) => {
    const value = run(frame)
    return property(value, name, frame) ?? unknown(frame, () => `${typeOf(value)} 没有「${name}」。`)
  }
}

function compileList(items: Run[]): Run {
  return (frame) => {
    spend(frame, items.length)
    return items.map((item) => item(frame))
  }
}

/** Later entries of a context see the earlier ones (DMN 1.5, 10.3.2.6); the same key twice is no context. */
function compileContext({ entries }: Of<'context'>, compile: Compile, lenient: boolean): Run {
  const twice = entries.find(({ key }, index) => entries.findIndex((other) => other.key === key) !== index)
  if (twice && !lenient) throw new FeelProblem(0, `「${twice.key}」写了两次。`)
  if (twice) return (frame) => unknown(frame, () => `「${twice.key}」写了两次。`)
  const runs = entries.map(({ key, value }) => ({ key, run: compile(value) }))
  return (frame) => {
    spend(frame, runs.length)
    const context = new Map<string, Value>()
    const within = inner(frame, context)
    for (const { key, run } of runs) context.set(key, run(within))
    return context
  }
}

/** What takes longer counts as so many sums: a power with a fraction above, a large power, a named time zone. */
const COST = { fraction: 500, power: 50, zone: 40 }

function costOf(operator: MathOperator, left: Value, right: Value): number {
  if (operator === '**') {
    const power = integer(right)
    if (power === undefined) return COST.fraction
    return Math.abs(power) > 100 ? COST.power : 1
  }
  return hasNamedZone(left) || hasNamedZone(right) ? COST.zone : 1
}

function hasNamedZone(value: Value): boolean {
  return (isDateTime(value) || isTime(value)) && typeof value.zone === 'string'
}

function compileMath({ operator, left, right }: Of<'math'>, compile: Compile): Run {
  const [first, second] = [compile(left), compile(right)]
  return (frame) => {
    const [one, two] = [first(frame), second(frame)]
    spend(frame, costOf(operator, one, two))
    const result = calculate(operator, one, two)
    if (typeof result === 'string') spend(frame, result.length / 8)
    return result ?? unknown(frame, () => `${typeOf(one)} ${operator} ${typeOf(two)} 没有结果。`)
  }
}

function compileNegate(of: Run): Run {
  return (frame) => negate(of(frame))
}

function compileCompare(operator: CompareOperator, left: Run, right: Run): Run {
  const holds = COMPARISONS[operator]
  return (frame) => {
    const [one, two] = [left(frame), right(frame)]
    return holds(one, two, frame) ?? unknown(frame, () => `${typeOf(one)} ${operator} ${typeOf(two)} 比不了。`)
  }
}

function compileBetween(of: Run, low: Run, high: Run): Run {
  return (frame) => {
    const value = of(frame)
    return and(COMPARISONS['>='](value, low(frame)), () => COMPARISONS['<='](value, high(frame)))
  }
}

function compileIn(of: Run, tests: Run[]): Run {
  return (frame) => anyOf(tests, inner(frame, new Map([['?', of(frame)]])))
}

/** True when one test holds, null when none does but one cannot tell. */
function anyOf(tests: Run[], frame: Frame): boolean | null {
  return tests.reduce<boolean | null>((result, test) => or(result, () => test(frame)), false)
}

/**
 * One unary test on the input `?` (DMN 1.5, 7.3.3): an end of a range or a range contains it, a list holds it, a boolean
 * expression that speaks of `?` is true, and any other value equals it; what is true without the input holds for all.
 */
function compileTest(ast: Ast, compile: Compile): Run {
  if (ast.is === 'test') return compileCompare(ast.operator, (frame) => look(frame, '?'), compile(ast.right))
  const run = compile(ast)
  const isQuestion = mentionsInput(ast)
  const isClaim = CLAIMS.has(ast.is)
  return (frame) => {
    const value = run(frame)
    if (isQuestion) return asBoolean(value)
    const input = look(frame, '?')
    return (isClaim && value === true && typeof input !== 'boolean') || passes(input, value, frame)
  }
}

/** What says something true or false, which need not be about the input. */
const CLAIMS = new Set<Ast['is']>(['compare', 'and', 'or', 'in', 'between', 'some', 'every', 'instance', 'call'])

function asBoolean(value: Value): boolean | null {
  return typeof value === 'boolean' ? value : null
}

function mentionsInput(ast: unknown): boolean {
  if (typeof ast !== 'object' || ast === null) return false
  return ('is' in ast && ast.is === 'input') || Object.values(ast).some(mentionsInput)
}

/** `> 5` where a value is wanted: the range with one open end. */
function compileOpenRange(operator: CompareOperator, end: Run): Run {
  const isIncluded = operator.includes('=')
  return (frame) => {
    const value = end(frame)
    if (operator === '=' || operator === '!=') {
      return {
        is: 'range',
        low: value,
        high: value,
        lowIncluded: isEqual(operator),
        highIncluded: isEqual(operator),
        operator,
      }
    }
    return operator.startsWith('<')
      ? { is: 'range', high: value, lowIncluded: false, highIncluded: isIncluded }
      : { is: 'range', low: value, lowIncluded: isIncluded, highIncluded: false }
  }
}

function isEqual(operator: CompareOperator): boolean {
  return operator === '='
}

function compileRange({ low, high, lowIncluded, highIncluded }: Of<'range'>, compile: Compile): Run {
  const [first, second] = [compile(low), compile(high)]
  if (low.is === 'literal' && high.is === 'literal') {
    const range: Value = { is: 'range', low: low.value, high: high.value, lowIncluded, highIncluded }
    return () => range
  }
  return (frame) => ({ is: 'range', low: first(frame), high: second(frame), lowIncluded, highIncluded })
}

function compileLogic(combine: typeof and, left: Run, right: Run): Run {
  return (frame) => combine(left(frame), () => right(frame))
}

function compileIf(condition: Run, yes: Run, no: Run): Run {
  return (frame) => (condition(frame) === true ? yes(frame) : no(frame))
}

/** A definition of a function; one that is `external` can only be of those in external.ts. */
function compileFunction({ parameters, body, external }: Of<'function'>, compile: Compile): Run {
  const run = compile(body)
  const names = parameters.map(({ name }) => name)
  const types = parameters.some(({ type }) => type) ? { types: parameters.map(({ type }) => type) } : {}
  if (external) return (frame) => externalFunction(names, run(frame)) ?? unknown(frame, () => '不能调用外部函数。')
  return (frame) => ({
    is: 'function',
    parameters: names,
    ...types,
    call: (args) => run(inner(frame, new Map(names.map((name, index) => [name, args[index] ?? null])))),
  })
}

function compileInstance({ of, type }: Of<'instance'>, compile: Compile): Run {
  const run = compile(of)
  return (frame) => isInstance(run(frame), type, frame)
}

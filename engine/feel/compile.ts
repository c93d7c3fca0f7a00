import { calculate, negate } from './arithmetic.ts'
import type { Ast, CompareOperator } from './ast.ts'
import { builtinValue, compileCall } from './call.ts'
import { and, COMPARISONS, or, passes } from './compare.ts'
import { type Constant, constantTest } from './constant.ts'
import { externalFunction } from './external.ts'
import { compileIteration } from './iterate.ts'
import { checkNames, type Known } from './names.ts'
import { parseFeel } from './parse.ts'
import { compileFilter, property } from './path.ts'
import { FeelProblem } from './problem.ts'
import { type Plain, quickOf, UNSURE } from './quick.ts'
import { FeelError, type Frame, find, inner, look, outermost, spend, unknown, type World } from './scope.ts'
import { isInstance } from './type.ts'
import { decimalOf, type Type, typeOf, type Value } from './values.ts'

export { FeelProblem } from './problem.ts'

/** `names`: the variables there are; `functions`: those beside the built-in ones. What is not given is not checked. */
export type FeelOptions = Known & {
  /** Names that hold operators or keywords, such as `Loan-Amount`; they are read as one name and not checked. */
  spelled?: Iterable<string>
  /** The types that a model defines, for `instance of` and parameters. */
  types?: (name: string) => Type | undefined
  /**
   * For models of others: calls with wrong arguments, absent functions, impossible dates after `@` and unknown types give
   * null when they are evaluated, as the standard has it, instead of being refused beforehand.
   */
  lenient?: boolean
}

/** A compiled expression. */
export type Expression = { text: string; evaluate: (world: World) => Value }

/**
 * Compiled unary tests: whether the input passes. `isFixed` when that depends on the input alone, and `words` are the only
 * texts that pass, where the tests are nothing but texts.
 */
export type Tests = {
  text: string
  matches: (input: Value, world: World) => boolean
  isFixed?: boolean
  words?: readonly string[]
}

/** A part of an expression, ready to run in a frame. */
export type Run = (frame: Frame) => Value

/**
 * Compiles a FEEL expression to closures. Throws `FeelProblem` for a mistake in the text or a name that nobody knows;
 * evaluating never throws for the data (FEEL gives null), only `FeelError` for endless work or a function that is absent.
 */
export function compileFeel(text: string, options: FeelOptions = {}): Expression {
  const ast = parseFeel(text, 'Expression', reading(options))
  checkNames(ast, options)
  if (ast.is === 'literal') return { text, evaluate: () => ast.value }
  const run = compile(ast, options)
  const evaluate = (world: World) => guarded(run, outermost(world))
  const quick = quickOf(ast)
  if (!quick) return { text, evaluate }
  return {
    text,
    evaluate: (world) => {
      const value = quick(world)
      return value === UNSURE ? evaluate(world) : valueOf(value)
    },
  }
}

/** Compiles the unary tests of a decision table's cell, such as `-`, `> 5`, `"a","b"`, `not([1..3])`. */
export function compileUnaryTests(text: string, options: FeelOptions = {}): Tests {
  const { tests, negated } = parseFeel(text, 'UnaryTests', reading(options))
  for (const test of tests) checkNames(test, options)
  const constants = tests.map(constantTest)
  if (constants.every((one) => one !== undefined)) return fixedTests(text, constants, negated)
  const compileNested = compilerOf(options)
  const runs = tests.map((test) => compileTest(test, compileNested))
  const any: Run = (frame) => anyOf(runs, frame)
  const matches = (input: Value, world: World) => {
    return guarded(any, inner(outermost(world), new Map([['?', input]]))) === !negated
  }
  return { text, matches }
}

/** Tests against constants need no names, and so no frame. */
function fixedTests(text: string, tests: Constant[], negated: boolean): Tests {
  const words = negated ? [] : tests.flatMap(({ word }) => word ?? [])
  const matches = (input: Value) => {
    let result: boolean | null = tests.length === 0 ? !negated : false
    for (const { holds } of tests) {
      const held = holds(input)
      if (held === true) return !negated
      if (held === null) result = null
    }
    return result === !negated
  }
  const isWords = words.length > 0 && words.length === tests.length
  return { text, matches, isFixed: true, ...(isWords ? { words } : {}) }
}

function reading({ names = [], spelled = [], types, lenient }: FeelOptions) {
  const known = [...names, ...spelled]
  return { names: known, ...(types ? { types } : {}), ...(lenient ? { lenient } : {}) }
}

function valueOf(plain: Plain): Value {
  return typeof plain === 'number' ? decimalOf(plain) : plain
}

/** A stack that overflows in spite of the limits is an endless expression too. */
function guarded(run: Run, frame: Frame): Value {
  try {
    return run(frame)
  } catch (error) {
    if (error instanceof RangeError) throw new FeelError(`表达式算不下去：${error.message}`)
    throw error
  }
}

/** Compiles a tree that was read before, to run in a frame. */
export function compile(ast: Ast, options: FeelOptions = {}): Run {
  return compilerOf(options)(ast)
}

type Of<Is extends Ast['is']> = Extract<Ast, { is: Is }>
type Compile = (ast: Ast) => Run

/** Compiles trees. Local names are looked up in frames, everything else in the world. */
function compilerOf({ lenient = false }: FeelOptions): Compile {
  const compile: Compile = (ast) => {
    if (ast.is === 'call') return compileCall(ast, compile, lenient)
    if (ast.is === 'context') return compileContext(ast, compile, lenient)
    return compileNode(ast, compile)
  }
  return compile
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
    if (Array.isArray(value)) spend(frame, value.length)
    return property(value, name) ?? unknown(frame, () => `${typeOf(value)} 没有「${name}」。`)
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

function compileMath({ operator, left, right }: Of<'math'>, compile: Compile): Run {
  const [first, second] = [compile(left), compile(right)]
  return (frame) => {
    const [one, two] = [first(frame), second(frame)]
    const result = calculate(operator, one, two)
    spend(frame, typeof result === 'string' ? 1 + result.length / 8 : 1)
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
    return holds(one, two) ?? unknown(frame, () => `${typeOf(one)} ${operator} ${typeOf(two)} 比不了。`)
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
 * expression that speaks of `?` is true, and any other value equals it.
 */
function compileTest(ast: Ast, compile: Compile): Run {
  if (ast.is === 'test') return compileCompare(ast.operator, (frame) => look(frame, '?'), compile(ast.right))
  const run = compile(ast)
  const isQuestion = mentionsInput(ast)
  return (frame) => {
    const value = run(frame)
    return isQuestion ? asBoolean(value) : passes(look(frame, '?'), value)
  }
}

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
      return { is: 'range', low: value, high: value, lowIncluded: isEqual(operator), highIncluded: isEqual(operator), operator }
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
  return (frame) => isInstance(run(frame), type)
}

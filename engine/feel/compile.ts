import { calculate, negate } from './arithmetic.ts'
import type { Ast, CompareOperator } from './ast.ts'
import { compileCall } from './call.ts'
import { and, COMPARISONS, or, passes } from './compare.ts'
import { type Constant, constantTest } from './constant.ts'
import { compileIteration } from './iterate.ts'
import { checkNames, type Known } from './names.ts'
import { parseFeel } from './parse.ts'
import { compileFilter, property } from './path.ts'
import { FeelError, type Frame, inner, look, outermost, spend, type World } from './scope.ts'
import { typeOf, type Value } from './values.ts'

export { FeelProblem } from './problem.ts'

/** `names`: the variables there are; `functions`: those beside the built-in ones. What is not given is not checked. */
export type FeelOptions = Known & {
  /** Names that hold operators or keywords, such as `Loan-Amount`; they are read as one name and not checked. */
  spelled?: Iterable<string>
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
  const ast = parseFeel(text, 'Expression', spellings(options))
  checkNames(ast, options)
  if (ast.is === 'literal') return { text, evaluate: () => ast.value }
  const run = compile(ast)
  return { text, evaluate: (world) => guarded(() => run(outermost(world))) }
}

/** Compiles the unary tests of a decision table's cell, such as `-`, `> 5`, `"a","b"`, `not([1..3])`. */
export function compileUnaryTests(text: string, options: FeelOptions = {}): Tests {
  const { tests, negated } = parseFeel(text, 'UnaryTests', spellings(options))
  for (const test of tests) checkNames(test, options)
  const constants = tests.map(constantTest)
  if (constants.every((one) => one !== undefined)) return fixedTests(text, constants, negated)
  const runs = tests.map(compileTest)
  const matches = (input: Value, world: World) => {
    const frame = inner(outermost(world), new Map([['?', input]]))
    const result = guarded(() => anyOf(runs, frame))
    return result === !negated
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

function spellings({ names = [], spelled = [] }: FeelOptions): string[] {
  return [...names, ...spelled]
}

/** A stack that overflows in spite of the limits is an endless expression too. */
function guarded<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof RangeError) throw new FeelError(`表达式算不下去：${error.message}`)
    throw error
  }
}

/** Compiles a tree. Local names are looked up in frames, everything else in the world. */
export function compile(ast: Ast): Run {
  switch (ast.is) {
    case 'literal':
      return () => ast.value
    case 'input':
      return (frame) => look(frame, '?')
    case 'name':
      return (frame) => look(frame, ast.name)
    case 'path':
      return compilePath(ast)
    case 'filter':
      return compileFilter(compile(ast.of), compile(ast.by))
    case 'call':
      return compileCall(ast, compile)
    case 'list':
      return compileList(ast.items.map(compile))
    case 'context':
      return compileContext(ast)
    case 'math':
      return compileMath(ast)
    case 'negate':
      return compileNegate(compile(ast.of))
    case 'compare':
      return compileCompare(ast.operator, compile(ast.left), compile(ast.right))
    case 'between':
      return compileBetween(compile(ast.of), compile(ast.low), compile(ast.high))
    case 'in':
      return compileIn(compile(ast.of), ast.tests.map(compileTest))
    case 'test':
      return compileOpenRange(ast.operator, compile(ast.right))
    case 'range':
      return compileRange(ast)
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
      return compileFunction(ast)
    case 'instance':
      return compileInstance(ast)
  }
}

type Of<Is extends Ast['is']> = Extract<Ast, { is: Is }>

function compilePath({ of, name }: Of<'path'>): Run {
  const run = compile(of)
  return (frame) => property(run(frame), name)
}

function compileList(items: Run[]): Run {
  return (frame) => {
    spend(frame, items.length)
    return items.map((item) => item(frame))
  }
}

/** Later entries of a context see the earlier ones (DMN 1.5, 10.3.2.6). */
function compileContext({ entries }: Of<'context'>): Run {
  const runs = entries.map(({ key, value }) => ({ key, run: compile(value) }))
  return (frame) => {
    spend(frame, runs.length)
    const context = new Map<string, Value>()
    const within = inner(frame, context)
    for (const { key, run } of runs) context.set(key, run(within))
    return context
  }
}

function compileMath({ operator, left, right }: Of<'math'>): Run {
  const [first, second] = [compile(left), compile(right)]
  return (frame) => {
    const result = calculate(operator, first(frame), second(frame))
    spend(frame, typeof result === 'string' ? 1 + result.length / 8 : 1)
    return result
  }
}

function compileNegate(of: Run): Run {
  return (frame) => negate(of(frame))
}

function compileCompare(operator: CompareOperator, left: Run, right: Run): Run {
  const holds = COMPARISONS[operator]
  return (frame) => holds(left(frame), right(frame))
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
function compileTest(ast: Ast): Run {
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
    if (operator === '!=') return null
    if (operator === '=') return { is: 'range', low: value, high: value, lowIncluded: true, highIncluded: true }
    return operator.startsWith('<')
      ? { is: 'range', high: value, lowIncluded: false, highIncluded: isIncluded }
      : { is: 'range', low: value, lowIncluded: isIncluded, highIncluded: false }
  }
}

function compileRange({ low, high, lowIncluded, highIncluded }: Of<'range'>): Run {
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

function compileFunction({ parameters, body }: Of<'function'>): Run {
  const run = compile(body)
  return (frame) => ({
    is: 'function',
    parameters,
    call: (args) => run(inner(frame, new Map(parameters.map((name, index) => [name, args[index] ?? null])))),
  })
}

function compileInstance({ of, type }: Of<'instance'>): Run {
  const run = compile(of)
  return (frame) => {
    const actual = typeOf(run(frame))
    return type === 'Any' ? actual !== 'null' : actual === type
  }
}

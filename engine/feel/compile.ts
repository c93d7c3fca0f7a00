import type { Ast } from './ast.ts'
import { type Constant, constantTest } from './constant.ts'
import { checkNames, type Known } from './names.ts'
import { anyOf, compilerOf, compileTest, type Run } from './nodes.ts'
import { parseFeel } from './parse.ts'
import { type Plain, quickOf, UNSURE } from './quick.ts'
import { FeelError, type Frame, inner, outermost, type World } from './scope.ts'
import { decimalOf, type Type, type Value } from './values.ts'

export type { Run } from './nodes.ts'
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
      return value === UNSURE ? evaluate(world) : feelOf(value)
    },
  }
}

/** Compiles the unary tests of a decision table's cell, such as `-`, `> 5`, `"a","b"`, `not([1..3])`. */
export function compileUnaryTests(text: string, options: FeelOptions = {}): Tests {
  const { tests, negated } = parseFeel(text, 'UnaryTests', reading(options))
  for (const test of tests) checkNames(test, options)
  const constants = tests.map(constantTest)
  if (constants.every((one) => one !== undefined)) return fixedTests(text, constants, negated)
  const compileNested = compilerOf(options.lenient ?? false)
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

function feelOf(plain: Plain): Value {
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
  return compilerOf(options.lenient ?? false)(ast)
}

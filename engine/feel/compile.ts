import type { Ast } from './ast.ts'
import { checkNames, type Known } from './names.ts'
import { compilerOf, type Run } from './nodes.ts'
import { parseFeel, type UnaryTests } from './parse.ts'
import { type Plain, quickOf, UNSURE } from './quick.ts'
import { FeelError, type Frame, inner, outermost, type World } from './scope.ts'
import { decimalOf, type Type, type Value } from './values.ts'

export type { Run } from './nodes.ts'
export { FeelProblem } from './problem.ts'

/** `names`: the variables there are; `functions`: those beside the built-in ones. What is not given is not checked. */
export type FeelOptions = Known & {
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
 * Compiles a FEEL expression to closures. Throws `FeelProblem` for a mistake in the text or a name that nobody knows;
 * evaluating never throws for the data (FEEL gives null), only `FeelError` for endless work or a function that is absent.
 */
export function compileFeel(text: string, options: FeelOptions = {}): Expression {
  const ast = parseFeel(text, 'Expression', options)
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

/** Compiles the tests of a cell: whether an input passes them. No tests at all let everything pass (`-`). */
export function compileTests(
  { tests, negated }: UnaryTests,
  options: FeelOptions = {},
): (input: Value, frame: Frame) => boolean {
  if (tests.length === 0) return () => !negated
  const run = compile({ is: 'in', of: { is: 'input' }, tests }, options)
  return (input, frame) => run(inner(frame, new Map([['?', input]]))) === !negated
}

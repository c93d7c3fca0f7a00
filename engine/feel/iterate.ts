import type { Ast, Iteration } from './ast.ts'
import { and, compare, isMoment, or } from './compare.ts'
import type { Run } from './compile.ts'
import { type Frame, inner, spend } from './scope.ts'
import { addDuration, daysOf } from './temporal.ts'
import { Decimal, integer, isRange, type Value } from './values.ts'

type Loop = Extract<Ast, { is: 'for' | 'some' | 'every' }>
type Source = { name: string; values: (frame: Frame) => Value[] | null }

/**
 * Compiles `for`, `some` and `every` (DMN 1.5, 10.3.2.14 and .15): several iterations are nested, the last one turning
 * fastest; `partial` holds the results of a `for` so far. Something that is not a list counts as a list of one.
 */
export function compileIteration({ is, iterations, body }: Loop, compile: (ast: Ast) => Run): Run {
  const sources = iterations.map((iteration) => compileSource(iteration, compile))
  const run = compile(body)
  if (is === 'for') return compileFor(sources, run)
  const combine = is === 'some' ? or : and
  return (frame) => {
    let result: boolean | null = is === 'every'
    const isKnown = visit(sources, frame, (within) => {
      result = combine(result, () => run(within))
    })
    return isKnown ? result : null
  }
}

function compileFor(sources: Source[], body: Run): Run {
  return (frame) => {
    const partial: Value[] = []
    const outer = inner(frame, new Map([['partial', partial]]))
    const isKnown = visit(sources, outer, (within) => {
      partial.push(body(within))
    })
    return isKnown ? partial : null
  }
}

/** Runs through all combinations; false as soon as a source is nothing that one can run through. */
function visit([source, ...rest]: Source[], frame: Frame, each: (frame: Frame) => void): boolean {
  if (!source) {
    each(frame)
    return true
  }
  const values = source.values(frame)
  if (values === null) return false
  return values.every((value) => {
    spend(frame)
    return visit(rest, inner(frame, new Map([[source.name, value]])), each)
  })
}

function compileSource({ name, over, to }: Iteration, compile: (ast: Ast) => Run): Source {
  const from = compile(over)
  if (!to) return { name, values: (frame) => listOf(from(frame), frame) }
  const end = compile(to)
  return { name, values: (frame) => sequence(from(frame), end(frame), frame) }
}

function listOf(value: Value, frame: Frame): Value[] | null {
  if (value === null) return null
  if (isRange(value)) return sequence(value.low ?? null, value.high ?? null, frame)
  return Array.isArray(value) ? value : [value]
}

/** All whole numbers or days from one end to the other, upwards or downwards, both included. */
function sequence(from: Value, to: Value, frame: Frame): Value[] | null {
  const [low, high] = [integer(from), integer(to)]
  if (low !== undefined && high !== undefined) {
    const step = low <= high ? 1 : -1
    spend(frame, Math.abs(high - low) + 1)
    return Array.from({ length: Math.abs(high - low) + 1 }, (_, index) => new Decimal(low + index * step))
  }
  return isMoment(from) && isMoment(to) ? days(from, to, frame) : null
}

const DAY = 86_400_000_000_000n

function days(from: Value, to: Value, frame: Frame): Value[] | null {
  const direction = compare(from, to)
  if (direction === undefined) return null
  const values: Value[] = []
  for (let day = from; isMoment(day); day = addDuration(day, daysOf(direction > 0 ? -DAY : DAY))) {
    const order = compare(day, to) ?? 0
    if (direction > 0 ? order < 0 : order > 0) return values
    spend(frame)
    values.push(day)
  }
  return values
}

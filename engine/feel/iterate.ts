import type { Ast, Iteration } from './ast.ts'
import { and, compare, or } from './compare.ts'
import { addDuration } from './moment.ts'
import type { Run } from './nodes.ts'
import { type Frame, inner, spend, unknown } from './scope.ts'
import { daysOf, decimalOf, integer, isDated, isRange, type Range, type Value } from './values.ts'

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
  if (value === null) return unknown(frame, () => '循环的范围是空值。')
  if (isRange(value)) return valuesOf(value, frame)
  return Array.isArray(value) ? value : [value]
}

/** The whole numbers or days of a range value, without the ends that it excludes. */
function valuesOf({ low = null, high = null, lowIncluded, highIncluded }: Range, frame: Frame): Value[] | null {
  const values = sequence(low, high, frame)
  if (!values) return null
  const isAt = (value: Value | undefined, included: boolean) => value !== undefined && !included
  const from = isAt(values[0], lowIncluded) ? 1 : 0
  return isAt(values.at(-1), highIncluded) ? values.slice(from, -1) : values.slice(from)
}

/** All whole numbers or days from one end to the other, upwards or downwards, both included. */
function sequence(from: Value, to: Value, frame: Frame): Value[] | null {
  const [low, high] = [integer(from), integer(to)]
  if (low !== undefined && high !== undefined) {
    const step = low <= high ? 1 : -1
    spend(frame, Math.abs(high - low) + 1)
    return Array.from({ length: Math.abs(high - low) + 1 }, (_, index) => decimalOf(low + index * step))
  }
  if (isDated(from) && isDated(to) && compare(from, to) !== undefined) return days(from, to, frame)
  return unknown(frame, () => '循环的两端要么都是整数，要么都是日期。')
}

const DAY = 86_400_000_000_000n

function days(from: Value, to: Value, frame: Frame): Value[] {
  const step = (compare(from, to) ?? 0) <= 0 ? 1 : -1
  const values: Value[] = []
  for (let day = from; isDated(day) && (compare(day, to) ?? 1) * step <= 0; ) {
    spend(frame)
    values.push(day)
    day = addDuration(day, daysOf(BigInt(step) * DAY))
  }
  return values
}

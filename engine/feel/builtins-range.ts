import type { Ast } from './ast.ts'
import type { Builtins } from './builtins.ts'
import { parseDate } from './calendar.ts'
import { compare } from './compare.ts'
import { parseFeel } from './parse.ts'
import { FeelProblem } from './problem.ts'
import { type Frame, spend } from './scope.ts'
import { parseDateTime, parseDuration, parseTime } from './temporal.ts'
import { isRange, type Range, typeOf, type Value } from './values.ts'

/** How the ends of two ranges stand to each other: negative, zero or positive. A point is the range of itself alone. */
type Ends = {
  first: Range
  second: Range
  starts: number
  ends: number
  /** The end of the first against the start of the second, and the start of the first against the end of the second. */
  endToStart: number
  startToEnd: number
}
type Relation = (ends: Ends) => boolean
type Kind = 'point' | 'range'

/** Functions on ranges (DMN 1.5, 10.3.4.9, table 78), and `range` (10.3.4.1). */
export const rangeFunctions: Builtins = {
  before: between(isBefore, ['point point', 'point range', 'range point', 'range range']),
  after: swapped(isBefore, ['point point', 'point range', 'range point', 'range range']),
  meets: between(meets, ['range range']),
  'met by': swapped(meets, ['range range']),
  overlaps: between(overlaps, ['range range']),
  'overlaps before': between(overlapsBefore, ['range range']),
  'overlaps after': swapped(overlapsBefore, ['range range']),
  finishes: between(finishes, ['point range', 'range range']),
  'finished by': swapped(finishes, ['range point', 'range range']),
  includes: between(includes, ['range point', 'range range']),
  during: swapped(includes, ['point range', 'range range']),
  starts: between(starts, ['point range', 'range range']),
  'started by': swapped(starts, ['range point', 'range range']),
  coincides: between(coincides, ['point point', 'range range']),
  range: {
    signatures: [['from']],
    call: ([from = null], frame) => (typeof from === 'string' ? parseRange(from, frame) : null),
  },
}

function isBefore({ first, second, endToStart }: Ends): boolean {
  return endToStart < 0 || (endToStart === 0 && !(first.highIncluded && second.lowIncluded))
}

function meets({ first, second, endToStart }: Ends): boolean {
  return endToStart === 0 && first.highIncluded && second.lowIncluded
}

function overlaps(ends: Ends): boolean {
  const { first, second, startToEnd } = ends
  return !isBefore(ends) && (startToEnd < 0 || (startToEnd === 0 && first.lowIncluded && second.highIncluded))
}

function overlapsBefore(ends: Ends): boolean {
  const { first, second } = ends
  const startsEarlier = ends.starts < 0 || (ends.starts === 0 && first.lowIncluded && !second.lowIncluded)
  const endsEarlier = ends.ends < 0 || (ends.ends === 0 && (!first.highIncluded || second.highIncluded))
  return startsEarlier && !isBefore(ends) && endsEarlier
}

function finishes({ first, second, ...ends }: Ends): boolean {
  const startsLater = ends.starts > 0 || (ends.starts === 0 && (!first.lowIncluded || second.lowIncluded))
  return first.highIncluded === second.highIncluded && ends.ends === 0 && startsLater
}

function includes({ first, second, ...ends }: Ends): boolean {
  const startsEarlier = ends.starts < 0 || (ends.starts === 0 && (first.lowIncluded || !second.lowIncluded))
  return startsEarlier && (ends.ends > 0 || (ends.ends === 0 && (first.highIncluded || !second.highIncluded)))
}

function starts({ first, second, ...ends }: Ends): boolean {
  const endsEarlier = ends.ends < 0 || (ends.ends === 0 && (!first.highIncluded || second.highIncluded))
  return ends.starts === 0 && first.lowIncluded === second.lowIncluded && endsEarlier
}

function coincides({ first, second, ...ends }: Ends): boolean {
  const areAlike = first.lowIncluded === second.lowIncluded && first.highIncluded === second.highIncluded
  return ends.starts === 0 && ends.ends === 0 && areAlike
}

function between(relation: Relation, forms: string[]): Builtins[string] {
  return relate(forms, (first, second) => holds(relation, first, second))
}

function swapped(relation: Relation, forms: string[]): Builtins[string] {
  return relate(forms, (first, second) => holds(relation, second, first))
}

function relate(forms: string[], call: (first: Value, second: Value) => Value): Builtins[string] {
  return {
    signatures: forms.map(parametersOf),
    call: ([first = null, second = null]) => {
      return forms.includes(`${kindOf(first)} ${kindOf(second)}`) ? call(first, second) : null
    },
  }
}

/** `point1` and `point2` where both are of one kind, else `point` and `range`. */
function parametersOf(form: string): string[] {
  const [first = '', second = ''] = form.split(' ')
  return first === second ? [`${first}1`, `${second}2`] : [first, second]
}

function kindOf(value: Value): Kind {
  return isRange(value) ? 'range' : 'point'
}

function holds(relation: Relation, left: Value, right: Value): boolean | null {
  const [first, second] = [asRange(left), asRange(right)]
  const ends = {
    starts: order(first.low, second.low, -1, -1),
    ends: order(first.high, second.high, 1, 1),
    endToStart: order(first.high, second.low, 1, -1),
    startToEnd: order(first.low, second.high, -1, 1),
  }
  return Object.values(ends).some(Number.isNaN) ? null : relation({ first, second, ...ends })
}

function asRange(value: Value): Range {
  return isRange(value) ? value : { is: 'range', low: value, high: value, lowIncluded: true, highIncluded: true }
}

/** The order of two ends; one that is absent lies infinitely far on its side. NaN where they cannot be compared. */
function order(left: Value | undefined, right: Value | undefined, leftSide: number, rightSide: number): number {
  if (left === undefined) return right === undefined ? leftSide - rightSide : leftSide
  if (right === undefined) return -rightSide
  return compare(left, right) ?? Number.NaN
}

const CALLS: { [name: string]: (text: string) => Value } = {
  date: parseDate,
  time: parseTime,
  'date and time': parseDateTime,
  duration: parseDuration,
}

/** A range from text such as `[1..3)`, whose ends are literals of one type in their order (DMN 1.5, table 66). */
function parseRange(text: string, frame: Frame): Value {
  spend(frame, text.length / 4)
  const ast = parsed(text)
  if (ast?.is !== 'range') return null
  const [low, high] = [literal(ast.low), literal(ast.high)]
  const isOrdered = typeOf(low) === typeOf(high) && (compare(low, high) ?? 1) <= 0
  const { lowIncluded, highIncluded } = ast
  return isOrdered ? { is: 'range', low, high, lowIncluded, highIncluded } : null
}

function parsed(text: string): Ast | undefined {
  try {
    return parseFeel(text, 'Expression')
  } catch (error) {
    if (error instanceof FeelProblem) return undefined
    throw error
  }
}

function literal(ast: Ast): Value {
  if (ast.is === 'literal') return ast.value
  if (ast.is === 'negate') {
    const value = literal(ast.of)
    return typeOf(value) === 'number' && value !== null && typeof value === 'object' && 'neg' in value
      ? value.neg()
      : null
  }
  const [argument] = ast.is === 'call' && !ast.names && ast.args.length === 1 ? ast.args : []
  if (ast.is !== 'call' || ast.callee.is !== 'name' || argument?.is !== 'literal') return null
  const call = Object.hasOwn(CALLS, ast.callee.name) ? CALLS[ast.callee.name] : undefined
  return call && typeof argument.value === 'string' ? call(argument.value) : null
}

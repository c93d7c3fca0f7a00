import type { Ast } from '../feel/ast.ts'
import { dayNumber } from '../feel/calendar.ts'
import { compare } from '../feel/compare.ts'
import { compile } from '../feel/compile.ts'
import { daysLater } from '../feel/moment.ts'
import { nowhere } from '../feel/scope.ts'
import { Decimal, type FeelDate, isDate, isNumber, type Value } from '../feel/values.ts'
import type { UnaryTests } from './workshop.ts'

/**
 * The cells of one column as an index. The constants that they mention cut the numbers, texts and days into regions, on each
 * of which every cell gives the same answer: `bits` holds, region by region, `words` words with one bit for each rule. Cells
 * that look at more than the input are `open`: their bits are always set, and they have to be asked.
 */
export type Column = {
  words: number
  bits: Uint32Array
  open: readonly boolean[]
  /** Ends in order; `doubles` are what a JavaScript number makes of them, `ties` how that number compares with the end. */
  numbers: { ends: readonly Decimal[]; doubles: Float64Array; ties: Int8Array; from: number }
  texts: { ends: readonly string[]; places: ReadonlyMap<string, number>; from: number; isOrdered: boolean }
  days: { ends: Float64Array; from: number }
  /** Regions of `null`, `false` and `true`. */
  single: { none: number; no: number; yes: number }
}

/** Makes the index of a column from its cells, rule by rule. */
export function columnOf(cells: readonly UnaryTests[]): Column {
  const ends = cells.map(endsOf)
  const known = ends.flatMap((own) => own ?? [])
  const numbers = distinct(known.filter(isNumber))
  const texts = distinct(known.filter((end) => typeof end === 'string'))
  const days = distinct(known.filter(isDate))
  const words = Math.max(1, Math.ceil(cells.length / 32))
  const fromTexts = regions(numbers)
  const fromDays = fromTexts + regions(texts)
  const none = fromDays + regions(days)
  const bits = new Uint32Array((none + 3) * words)
  for (const [rule, cell] of cells.entries()) {
    const own = ends[rule]
    const set = (from: number, to: number) => {
      for (let at = from; at <= to; at += 1) bits[at * words + (rule >> 5)]! |= 1 << (rule & 31)
    }
    if (!own) set(0, none + 2)
    else {
      const passes = (value: Value) => cell.passes(value, nowhere())
      fill(numbers, own.filter(isNumber), NUMBERS, passes, set, 0)
      fill(
        texts,
        own.filter((end) => typeof end === 'string'),
        TEXTS,
        passes,
        set,
        fromTexts,
      )
      fill(days, own.filter(isDate), DAYS, passes, set, fromDays)
      for (const [at, value] of [null, false, true].entries()) if (passes(value)) set(none + at, none + at)
    }
  }
  const doubles = Float64Array.from(numbers, (end) => end.toNumber())
  return {
    words,
    bits,
    open: ends.map((own) => own === undefined),
    numbers: {
      ends: numbers,
      doubles,
      ties: Int8Array.from(numbers, (end) => new Decimal(end.toNumber()).cmp(end)),
      from: 0,
    },
    texts: {
      ends: texts,
      places: new Map(texts.map((end, at) => [end, fromTexts + 2 * at + 1])),
      from: fromTexts,
      isOrdered: cells.some((cell, rule) => ends[rule] && cell.tests.some((test) => test.is !== 'literal')),
    },
    days: { ends: Float64Array.from(days, dayNumber), from: fromDays },
    single: { none, no: none + 1, yes: none + 2 },
  }
}

/** The region of a value; undefined for a kind of value that has none. */
export function regionOf(column: Column, value: Value): number | undefined {
  if (value === null) return column.single.none
  if (typeof value === 'boolean') return value ? column.single.yes : column.single.no
  if (typeof value === 'string') return regionOfText(column, value)
  if (isNumber(value)) return regionOfNumber(column, value.toNumber(), value)
  return isDate(value) ? regionOfDay(column, dayNumber(value)) : undefined
}

/**
 * The region of a number. Doubles decide wherever they differ; where one is the double of an end, the exact number does.
 * @param exact the number itself, or as it is written; left out, it is the double
 */
export function regionOfNumber(column: Column, double: number, exact?: Decimal | string): number {
  const { ends, doubles, ties, from } = column.numbers
  let at = lowerBound(doubles, double)
  for (; at < doubles.length && doubles[at] === double; at += 1) {
    const order = exact === undefined ? ties[at]! : new Decimal(exact).cmp(ends[at]!)
    if (order <= 0) return from + 2 * at + (order === 0 ? 1 : 0)
  }
  return from + 2 * at
}

export function regionOfText({ texts: { ends, places, from, isOrdered } }: Column, text: string): number {
  const place = places.get(text)
  if (place !== undefined) return place
  if (!isOrdered) return from + 2 * ends.length
  const at = ends.findIndex((end) => (compare(text, end) ?? 0) < 0)
  return from + 2 * (at === -1 ? ends.length : at)
}

/** The region of a day, by its number. */
export function regionOfDay({ days: { ends, from } }: Column, day: number): number {
  const at = lowerBound(ends, day)
  return from + 2 * at + (ends[at] === day ? 1 : 0)
}

/** Samples of a kind: something below an end, between two neighbours, above an end, and anything at all. */
type Samples<Kind> = {
  below: (end: Kind) => Kind
  between: (low: Kind, high: Kind) => Kind
  above: (end: Kind) => Kind
  any: Kind
}

const NUMBERS: Samples<Decimal> = {
  below: (end) => end.minus(end.abs()).minus(1),
  between: (low, high) => low.plus(high).div(2),
  above: (end) => end.plus(end.abs()).plus(1),
  any: new Decimal(0),
}
const TEXTS: Samples<string> = { below: () => '', between: (low) => `${low}\0`, above: (end) => `${end}\0`, any: '' }
const DAYS: Samples<FeelDate> = {
  below: (end) => daysLater(end, -1) ?? end,
  between: (low) => daysLater(low, 1) ?? low,
  above: (end) => daysLater(end, 1) ?? end,
  any: { is: 'date', year: 2000, month: 1, day: 1 },
}

/** Sets the bits of one cell: it gives one answer between two of its own ends, and its own at each. */
function fill<Kind extends Value>(
  all: readonly Kind[],
  own: readonly Kind[],
  samples: Samples<Kind>,
  passes: (value: Value) => boolean,
  set: (from: number, to: number) => void,
  start: number,
): void {
  const mine = distinct(own)
  const last = mine.at(-1)
  let from = 0
  for (const [nth, end] of mine.entries()) {
    const before = mine[nth - 1]
    const place = placeOf(all, end)
    if (passes(before === undefined ? samples.below(end) : samples.between(before, end)))
      set(start + from, start + 2 * place)
    if (passes(end)) set(start + 2 * place + 1, start + 2 * place + 1)
    from = 2 * place + 2
  }
  if (passes(last === undefined ? samples.any : samples.above(last))) set(start + from, start + 2 * all.length)
}

/** The place of an end among all ends, which are in order. */
function placeOf(all: readonly Value[], end: Value): number {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((compare(all[middle]!, end) ?? 0) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The constants of a cell; undefined when it looks at more than the input, or at kinds of values that are not indexed. */
function endsOf({ tests }: UnaryTests): Value[] | undefined {
  const ends: Value[] = []
  for (const test of tests) {
    const parts = test.is === 'range' ? [test.low, test.high] : [test.is === 'test' ? test.right : test]
    for (const part of parts) {
      const value = constant(part)
      if (value === undefined) return undefined
      ends.push(value)
    }
  }
  return ends
}

function constant(ast: Ast): Value | undefined {
  const value = isConstant(ast) ? compile(ast)(nowhere()) : undefined
  const isIndexed =
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (value !== undefined && (isNumber(value) || isDate(value)))
  return isIndexed ? value : undefined
}

function isConstant(ast: Ast): boolean {
  if (ast.is === 'literal') return true
  if (ast.is === 'negate') return ast.of.is === 'literal'
  return ast.is === 'call' && ast.callee.is === 'name' && ast.callee.name === 'date' && ast.args.every(isConstant)
}

function regions(ends: readonly unknown[]): number {
  return 2 * ends.length + 1
}

function distinct<Kind extends Value>(values: readonly Kind[]): Kind[] {
  const sorted = values.toSorted((left, right) => compare(left, right) ?? 0)
  return sorted.filter((value, at) => at === 0 || compare(sorted[at - 1]!, value) !== 0)
}

function lowerBound(ends: Float64Array, value: number): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

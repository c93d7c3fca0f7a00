import { calculate } from './arithmetic.ts'
import type { Builtins } from './builtins.ts'
import { and, compare, equal, or } from './compare.ts'
import { deeper, type Frame, spend } from './scope.ts'
import { Decimal, decimalOf, finite, integer, isFunction, isNumber, truncated, type Value } from './values.ts'

/** Functions on lists (DMN 1.5, 10.3.4.4). What takes one list also takes its items one by one: `sum(1, 2, 3)`. */
export const listFunctions: Builtins = {
  count: of((list) => decimalOf(list.length)),
  min: variadic((items) => extreme(items, (order) => order < 0)),
  max: variadic((items) => extreme(items, (order) => order > 0)),
  sum: variadic((items) => total(items)),
  product: variadic((items) => {
    const product = numbersIn(items)?.reduce((left, right) => left.times(right))
    return product ? finite(product) : null
  }),
  mean: variadic((items) => calculate('/', total(items), decimalOf(items.length))),
  median: variadic(median),
  stddev: variadic(deviation),
  mode: variadic(mostFrequent),
  all: variadic((items) => items.reduce<boolean | null>((left, right) => and(left, () => right), true)),
  any: variadic((items) => items.reduce<boolean | null>((left, right) => or(left, () => right), false)),
  'list contains': of((list, element, _, frame) => holds(list, element, frame), ['list', 'element']),
  append: variadicAfter((list, items) => [...list, ...items]),
  concatenate: { signatures: [['list', '...']], call: (lists, frame) => joined(lists, frame) },
  union: {
    signatures: [['list', '...']],
    call: (lists, frame) => {
      const all = joined(lists, frame)
      return all && unique(all, frame)
    },
  },
  'distinct values': of((list, _, __, frame) => unique(list, frame)),
  reverse: of((list) => list.toReversed()),
  flatten: of((list, _, __, frame) => flattened(list, frame)),
  remove: of((list, position) => replaceAt(list, position, []), ['list', 'position']),
  'insert before': of((list, position, item) => insertBefore(list, position, item), ['list', 'position', 'newItem']),
  'list replace': {
    signatures: [
      ['list', 'position', 'newItem'],
      ['list', 'match', 'newItem'],
    ],
    call: ([list = null, at = null, item = null], frame) =>
      list === null ? null : replaced(asList(list), at, item, frame),
  },
  'index of': of((list, match, _, frame) => positions(list, match, frame), ['list', 'match']),
  sublist: of((list, start, length) => sublist(list, start, length), ['list', 'start position', 'length?']),
  sort: of((list, precedes, _, frame) => sorted(list, precedes, frame), ['list', 'precedes?']),
}

type OnList = (list: Value[], second: Value, third: Value, frame: Frame) => Value

/** The first argument is a list, or becomes a list of one. */
function of(call: OnList, parameters = ['list']): Builtins[string] {
  return {
    signatures: [parameters],
    call: ([first = null, second = null, third = null], frame) => {
      if (first === null) return null
      const list = asList(first)
      spend(frame, list.length)
      return call(list, second, third, frame)
    },
  }
}

function asList(value: Value): Value[] {
  return Array.isArray(value) ? value : [value]
}

function variadic(call: (items: Value[]) => Value): Builtins[string] {
  return {
    signatures: [['list', '...']],
    call: (args, frame) => {
      const items = args.length === 1 && Array.isArray(args[0]) ? args[0] : args
      spend(frame, items.length)
      return items.length === 1 && items[0] === null ? null : call(items)
    },
  }
}

function variadicAfter(call: (list: Value[], items: Value[]) => Value): Builtins[string] {
  return {
    signatures: [['list', 'item', '...']],
    call: ([list = null, ...items], frame) => {
      if (list === null) return null
      const values = asList(list)
      spend(frame, values.length)
      return call(values, items)
    },
  }
}

function numbersIn(items: Value[]): Decimal[] | null {
  return items.length > 0 && items.every(isNumber) ? items : null
}

/** Numbers and durations can be added; a list of nothing has no sum. */
function total(items: Value[]): Value {
  const [first, ...rest] = items
  if (first === undefined || typeof first === 'string') return null
  return rest.reduce((left, right) => calculate('+', left, right), first)
}

function extreme(items: Value[], isBetter: (order: number) => boolean): Value {
  let best: Value = items[0] ?? null
  for (const item of items) {
    const order = compare(item, best)
    if (order === undefined) return null
    if (isBetter(order)) best = item
  }
  return best
}

function median(items: Value[]): Value {
  const numbers = numbersIn(items)?.toSorted((left, right) => left.cmp(right))
  const upper = numbers?.[Math.floor(numbers.length / 2)]
  const lower = numbers?.[Math.ceil(numbers.length / 2) - 1]
  return upper && lower ? upper.plus(lower).div(2) : null
}

/** The sample standard deviation: divided by one less than the number of items. */
function deviation(items: Value[]): Value {
  const numbers = numbersIn(items)
  if (!numbers || numbers.length < 2) return null
  const mean = Decimal.sum(...numbers).div(numbers.length)
  const squares = numbers.map((number) => number.minus(mean).pow(2))
  return Decimal.sum(...squares)
    .div(numbers.length - 1)
    .sqrt()
}

function mostFrequent(items: Value[]): Value {
  const counts = new Map<string, number>()
  const numbers = numbersIn(items)
  if (!numbers) return items.length === 0 ? [] : null
  for (const number of numbers) counts.set(number.toFixed(), (counts.get(number.toFixed()) ?? 0) + 1)
  const most = Math.max(...counts.values())
  const found = [...counts].filter(([, count]) => count === most).map(([text]) => new Decimal(text))
  return found.sort((left, right) => left.cmp(right))
}

function holds(list: Value[], element: Value, frame: Frame): boolean {
  spend(frame, list.length)
  return list.some((item) => equal(item, element, frame) === true)
}

function joined(lists: Value[], frame: Frame): Value[] | null {
  if (lists.includes(null)) return null
  const result = lists.flatMap(asList)
  spend(frame, result.length)
  return result
}

function unique(list: Value[], frame: Frame): Value[] {
  const found: Value[] = []
  for (const item of list) {
    if (!holds(found, item, frame)) found.push(item)
  }
  return found
}

function flattened(list: Value[], frame: Frame): Value[] {
  spend(frame, list.length)
  return list.flatMap((item) => (Array.isArray(item) ? deeper(frame, () => flattened(item, frame)) : [item]))
}

/** A position counts from 1, or from the end when negative; undefined when the list has no such place. */
function placeOf(list: Value[], position: Value): number | undefined {
  const place = integer(position)
  if (place === undefined || place === 0 || Math.abs(place) > list.length) return undefined
  return place > 0 ? place - 1 : list.length + place
}

function replaceAt(list: Value[], position: Value, items: Value[]): Value {
  const place = placeOf(list, position)
  return place === undefined ? null : list.toSpliced(place, 1, ...items)
}

function insertBefore(list: Value[], position: Value, item: Value): Value {
  const place = placeOf(list, position)
  return place === undefined ? null : list.toSpliced(place, 0, item)
}

function positions(list: Value[], match: Value, frame: Frame): Value {
  return list.flatMap((item, index) => (equal(item, match, frame) === true ? [decimalOf(index + 1)] : []))
}

/** A position may be at most one item behind the last, where nothing is left; fractions are cut off. */
function sublist(list: Value[], start: Value, length: Value): Value {
  const from = truncated(start)
  const count = length === null ? list.length : truncated(length)
  if (from === undefined || from === 0 || Math.abs(from) > list.length || count === undefined || count < 0) return null
  const place = from > 0 ? from - 1 : list.length + from
  return list.slice(place, place + count)
}

/** By position, or every item for which the function of item and new item is true (DMN 1.5, table 75). */
function replaced(list: Value[], at: Value, item: Value, frame: Frame): Value {
  spend(frame, list.length)
  if (!isFunction(at)) return replaceAt(list, at, [item])
  if (at.parameters.length !== 2) return null
  const matches = list.map((old) => deeper(frame, () => at.call([old, item])))
  if (matches.some((match) => typeof match !== 'boolean')) return null
  return list.map((old, index) => (matches[index] === true ? item : old))
}

/** In the natural order, or as a function of two items says which comes first. Stable. */
function sorted(list: Value[], precedes: Value, frame: Frame): Value {
  if (precedes === null) return naturally(list)
  if (!isFunction(precedes) || precedes.parameters.length !== 2) return null
  const comesFirst = (left: Value, right: Value) => deeper(frame, () => precedes.call([left, right])) === true
  return list.toSorted((left, right) => (comesFirst(left, right) ? -1 : comesFirst(right, left) ? 1 : 0))
}

function naturally(list: Value[]): Value {
  const areAlike = list.every((item) => compare(item, list[0] ?? null) !== undefined)
  return areAlike ? list.toSorted((left, right) => compare(left, right) ?? 0) : null
}

import type { Builtins } from './builtins.ts'
import { not } from './compare.ts'
import { fromFeel } from './json.ts'
import { compileRegex } from './regex.ts'
import type { Frame } from './scope.ts'
import { spend } from './scope.ts'
import { formatValue } from './temporal.ts'
import { Decimal, integer, isFunction, isNumber, isRange, type Value } from './values.ts'

/** Functions on strings, and the conversions to string and number (DMN 1.5, 10.3.4.1 to .3). */
export const textFunctions: Builtins = {
  not: { signatures: [['negand']], call: ([value = null]) => not(value) },
  string: { signatures: [['from']], call: ([value = null]) => (value === null ? null : format(value)) },
  number: {
    signatures: [['from', 'grouping separator', 'decimal separator']],
    call: ([from = null, grouping = null, decimal = null]) => toNumber(from, grouping, decimal),
  },
  'string length': of(['string'], (text) => new Decimal([...text].length)),
  'upper case': of(['string'], (text) => text.toUpperCase()),
  'lower case': of(['string'], (text) => text.toLowerCase()),
  trim: of(['string'], (text) => text.trim()),
  'substring before': of(['string', 'match'], (text, match) => text.slice(0, Math.max(text.indexOf(match), 0))),
  'substring after': of(['string', 'match'], (text, match) => {
    const at = text.indexOf(match)
    return at === -1 ? '' : text.slice(at + match.length)
  }),
  contains: of(['string', 'match'], (text, match) => text.includes(match)),
  'starts with': of(['string', 'match'], (text, match) => text.startsWith(match)),
  'ends with': of(['string', 'match'], (text, match) => text.endsWith(match)),
  split: of(['string', 'delimiter'], (text, delimiter, frame) => {
    const regex = compileRegex(delimiter, 'u', text)
    const found = regex ? text.split(regex) : null
    spend(frame, found?.length ?? 0)
    return found
  }),
  substring: {
    signatures: [['string', 'start position', 'length']],
    call: ([text = null, start = null, length = null]) => substring(text, start, length),
  },
  matches: {
    signatures: [['input', 'pattern', 'flags']],
    call: ([text = null, pattern = null, flags = '']) => {
      if (typeof text !== 'string' || typeof pattern !== 'string') return null
      return compileRegex(pattern, typeof flags === 'string' ? flags : '', text)?.test(text) ?? null
    },
  },
  replace: {
    signatures: [['input', 'pattern', 'replacement', 'flags']],
    call: ([text = null, pattern = null, replacement = null, flags = '']) => {
      if (typeof text !== 'string' || typeof pattern !== 'string' || typeof replacement !== 'string') return null
      const regex = compileRegex(pattern, `g${typeof flags === 'string' ? flags : ''}`, text)
      return regex ? text.replace(regex, replacement.replace(/\$0/g, '$$&')) : null
    },
  },
  'string join': {
    signatures: [['list', 'delimiter']],
    call: ([list = null, delimiter = null]) => {
      const items = Array.isArray(list) ? list.filter((item) => item !== null) : [list]
      if (!items.every((item) => typeof item === 'string')) return null
      return items.join(typeof delimiter === 'string' ? delimiter : '')
    },
  },
}

function of(parameters: string[], call: (first: string, second: string, frame: Frame) => Value): Builtins[string] {
  return {
    signatures: [parameters],
    call: (args, frame) => {
      const texts = args.filter((arg) => typeof arg === 'string')
      const [first = '', second = ''] = texts
      return texts.length === parameters.length && args.length === texts.length ? call(first, second, frame) : null
    },
  }
}

/** The text of a value as `string()` gives it: no quotes around a string, no exponent in a number. */
function format(value: Value): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (isNumber(value)) return value.toFixed()
  if (value === null || isFunction(value)) return 'null'
  if (Array.isArray(value)) return `[${value.map(quoted).join(', ')}]`
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${key}: ${quoted(item)}`).join(', ')}}`
  if (!isRange(value)) return formatValue(value)
  const [low, high] = [value.low ?? null, value.high ?? null].map(quoted)
  return `${value.lowIncluded ? '[' : '('}${low}..${high}${value.highIncluded ? ']' : ')'}`
}

function quoted(value: Value): string {
  return typeof value === 'string' ? JSON.stringify(fromFeel(value)) : format(value)
}

function toNumber(from: Value, grouping: Value, decimal: Value): Value {
  if (isNumber(from)) return from
  if (typeof from !== 'string') return null
  const plain = typeof grouping === 'string' ? from.replaceAll(grouping, '') : from
  const text = typeof decimal === 'string' ? plain.replaceAll(decimal, '.') : plain
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? new Decimal(text) : null
}

/** Positions count characters from 1, or from the end when negative. */
function substring(text: Value, start: Value, length: Value): Value {
  const from = integer(start)
  const count = length === null ? Number.POSITIVE_INFINITY : integer(length)
  if (typeof text !== 'string' || from === undefined || from === 0 || count === undefined || count < 0) return null
  const characters = [...text]
  const begin = from > 0 ? from - 1 : Math.max(characters.length + from, 0)
  return characters.slice(begin, begin + count).join('')
}

import type { Builtins } from './builtins.ts'
import { not } from './compare.ts'
import { format } from './format.ts'
import { type Pattern, patternOf } from './regex-match.ts'
import { type Frame, spend } from './scope.ts'
import { decimalOf, isNumber, numberOf, truncated, type Value } from './values.ts'

/** Functions on strings, and the conversions to string and number (DMN 1.5, 10.3.4.1 to .3). */
export const textFunctions: Builtins = {
  not: { signatures: [['negand']], call: ([value = null]) => not(value) },
  string: { signatures: [['from']], call: ([value = null], frame) => (value === null ? null : format(value, frame)) },
  number: {
    signatures: [['from'], ['from', 'grouping separator', 'decimal separator']],
    call: ([from = null, grouping = null, decimal = null]) => toNumber(from, grouping, decimal),
  },
  'string length': of(['string'], (text, _, frame) => decimalOf(charactersOf(text, frame).length)),
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
  split: of(['string', 'delimiter'], split),
  substring: {
    signatures: [['string', 'start position', 'length?']],
    call: (args, frame) => (args.length === 3 && args[2] === null ? null : substring(args, frame)),
  },
  matches: {
    signatures: [['input', 'pattern', 'flags?']],
    call: ([text = null, pattern = null, flags = null], frame) => {
      const found = typeof text === 'string' ? regex(pattern, flags) : null
      return found && found.find(charactersOf(String(text), frame), 0, () => spend(frame)) !== undefined
    },
  },
  replace: {
    signatures: [['input', 'pattern', 'replacement', 'flags?']],
    call: ([text = null, pattern = null, replacement = null, flags = null], frame) => {
      if (typeof text !== 'string' || typeof replacement !== 'string') return null
      const found = regex(pattern, flags)
      return found && replace(text, found, replacement, frame)
    },
  },
  'string join': {
    signatures: [['list', 'delimiter?']],
    call: ([list = null, delimiter = null], frame) => {
      if (list === null || (delimiter !== null && typeof delimiter !== 'string')) return null
      const items = Array.isArray(list) ? list.filter((item) => item !== null) : [list]
      if (!items.every((item) => typeof item === 'string')) return null
      const joined = items.join(delimiter ?? '')
      spend(frame, joined.length / 8)
      return joined
    },
  },
}

function of(parameters: string[], call: (first: string, second: string, frame: Frame) => Value): Builtins[string] {
  return {
    signatures: [parameters],
    call: ([first = null, second = parameters.length === 1 ? '' : null], frame) => {
      return typeof first === 'string' && typeof second === 'string' ? call(first, second, frame) : null
    },
  }
}

/** The characters of a text, of which those beyond 16 bits are one as well (DMN 1.5, 10.3.2.3.2). */
function charactersOf(text: string, frame: Frame): string[] {
  spend(frame, text.length / 16)
  return [...text]
}

function toNumber(from: Value, grouping: Value, decimal: Value): Value {
  if (isNumber(from) && grouping === null && decimal === null) return from
  const isGroup = grouping === null || grouping === ' ' || grouping === ',' || grouping === '.'
  const isPoint = decimal === null || decimal === ',' || decimal === '.'
  if (typeof from !== 'string' || !isGroup || !isPoint || (grouping !== null && grouping === decimal)) return null
  const plain = grouping === null ? from : from.replaceAll(grouping, '')
  const isForeign = decimal === ',' && plain.includes('.')
  const text = decimal === null || isForeign ? plain : plain.replace(decimal, '.')
  return !isForeign && /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? numberOf(text) : null
}

/** Positions count characters from 1, or from the end when negative; fractions are cut off. */
function substring([text = null, start = null, length = null]: Value[], frame: Frame): Value {
  const from = truncated(start)
  const count = length === null ? Number.POSITIVE_INFINITY : truncated(length)
  if (typeof text !== 'string' || from === undefined || from === 0 || count === undefined || count < 0) return null
  const characters = charactersOf(text, frame)
  const begin = from > 0 ? from - 1 : Math.max(characters.length + from, 0)
  return characters.slice(begin, begin + count).join('')
}

function regex(pattern: Value, flags: Value): Pattern | null {
  const isFit = typeof pattern === 'string' && (flags === null || typeof flags === 'string')
  return isFit ? patternOf(pattern, flags ?? '') : null
}

/** A pattern that nothing at all matches cannot say where to cut. */
function split(text: string, delimiter: string, frame: Frame): Value {
  const found = patternOf(delimiter, '')
  const step = () => spend(frame)
  if (!found || found.find([], 0, step)) return null
  const characters = charactersOf(text, frame)
  const parts: string[] = []
  let from = 0
  for (let next = found.find(characters, 0, step); next; next = found.find(characters, from, step)) {
    parts.push(characters.slice(from, next.from).join(''))
    from = next.to
  }
  return [...parts, characters.slice(from).join('')]
}

/** `$1` in a replacement is what the first group took, `$0` the whole; `\$` and `\\` are the marks themselves. */
function replace(text: string, pattern: Pattern, replacement: string, frame: Frame): Value {
  const step = () => spend(frame)
  const parts = replacement.match(/\\[\\$]|\$\d+|[^\\$]+/g) ?? []
  if (pattern.find([], 0, step) || parts.join('') !== replacement) return null
  const characters = charactersOf(text, frame)
  let [from, written] = [0, '']
  for (let next = pattern.find(characters, 0, step); next; next = pattern.find(characters, from, step)) {
    const taken = (group: number) => {
      const [begin, end] = group === 0 ? [next?.from, next?.to] : (next?.groups[group] ?? [0, 0])
      return characters.slice(begin, end).join('')
    }
    const between = characters.slice(from, next.from).join('')
    written += between + parts.map((part) => filled(part, pattern.groups, taken)).join('')
    spend(frame, written.length / 64)
    if (next.to === from && next.to === next.from) return null
    from = next.to
  }
  return written + characters.slice(from).join('')
}

/** A part of a replacement, filled in. `$12` is the twelfth group where there are so many, else the first and a 2. */
function filled(part: string, groups: number, taken: (group: number) => string): string {
  if (part.startsWith('\\')) return part.slice(1)
  if (!part.startsWith('$')) return part
  let digits = part.length - 1
  while (digits > 1 && Number(part.slice(1, digits + 1)) > groups) digits -= 1
  const group = Number(part.slice(1, digits + 1))
  return (group <= groups ? taken(group) : '') + part.slice(digits + 1)
}

import type { Builtins } from './builtins.ts'
import { equal, includes } from './compare.ts'
import { isRange, typeOf, type Value } from './values.ts'

/** Functions on contexts and ranges, and `is` (DMN 1.5, 10.3.4.8, .9 and .7). */
export const contextFunctions: Builtins = {
  'get value': {
    signatures: [['m', 'key']],
    call: ([context = null, key = null]) => {
      return context instanceof Map && typeof key === 'string' ? (context.get(key) ?? null) : null
    },
  },
  'get entries': {
    signatures: [['m']],
    call: ([context = null]) => (context instanceof Map ? [...context].map(([key, value]) => entry(key, value)) : null),
  },
  'context put': {
    signatures: [['context', 'key', 'value']],
    call: ([context = null, key = null, value = null]) => {
      return context instanceof Map && typeof key === 'string' ? new Map([...context, [key, value]]) : null
    },
  },
  'context merge': {
    signatures: [['contexts']],
    call: ([contexts = null]) => {
      if (!Array.isArray(contexts) || !contexts.every((context) => context instanceof Map)) return null
      return new Map(contexts.flatMap((context) => [...context]))
    },
  },
  context: { signatures: [['entries']], call: ([entries = null]) => contextOf(entries) },
  includes: {
    signatures: [['range', 'point']],
    call: ([range = null, point = null]) => (isRange(range) ? includes(range, point) : null),
  },
  is: {
    signatures: [['value1', 'value2']],
    call: ([left = null, right = null]) => typeOf(left) === typeOf(right) && equal(left, right) === true,
  },
}

function entry(key: string, value: Value): Value {
  return new Map<string, Value>([
    ['key', key],
    ['value', value],
  ])
}

function contextOf(entries: Value): Value {
  const context = new Map<string, Value>()
  for (const item of Array.isArray(entries) ? entries : [entries]) {
    const key = item instanceof Map ? item.get('key') : undefined
    if (!(item instanceof Map) || typeof key !== 'string' || context.has(key)) return null
    context.set(key, item.get('value') ?? null)
  }
  return context
}

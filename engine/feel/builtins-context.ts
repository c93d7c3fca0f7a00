import type { Builtins } from './builtins.ts'
import { isSame } from './compare.ts'
import { type Frame, spend } from './scope.ts'
import type { Context, Value } from './values.ts'

/** Functions on contexts, and `is` (DMN 1.5, 10.3.4.8 and .7). */
export const contextFunctions: Builtins = {
  'get value': {
    signatures: [['m', 'key']],
    call: ([context = null, key = null]) => {
      return context instanceof Map && typeof key === 'string' ? (context.get(key) ?? null) : null
    },
  },
  'get entries': {
    signatures: [['m']],
    call: ([context = null], frame) => {
      if (!(context instanceof Map)) return null
      spend(frame, context.size)
      return [...context].map(([key, value]) => entry(key, value))
    },
  },
  'context put': {
    signatures: [
      ['context', 'key', 'value'],
      ['context', 'keys', 'value'],
    ],
    takes: { key: 'string', keys: 'list' },
    call: ([context = null, key = null, value = null], frame) =>
      put(context, Array.isArray(key) ? key : [key], value, frame),
  },
  'context merge': {
    signatures: [['contexts']],
    call: ([contexts = null], frame) => {
      const list = Array.isArray(contexts) ? contexts : [contexts]
      if (!list.every((context) => context instanceof Map)) return null
      for (const context of list) spend(frame, 1 + context.size)
      return new Map(list.flatMap((context) => [...context]))
    },
  },
  context: { signatures: [['entries']], call: ([entries = null], frame) => contextOf(entries, frame) },
  is: {
    signatures: [['value1?', 'value2?']],
    call: ([left = null, right = null], frame) => isSame(left, right, frame),
  },
}

function entry(key: string, value: Value): Value {
  return new Map<string, Value>([
    ['key', key],
    ['value', value],
  ])
}

/** A new context with a value at the end of a path of keys; null when the path leads through something else. */
function put(context: Value, [key = null, ...rest]: Value[], value: Value, frame: Frame): Context | null {
  if (!(context instanceof Map) || typeof key !== 'string') return null
  spend(frame, 1 + context.size)
  const inside = rest.length === 0 ? value : put(context.get(key) ?? null, rest, value, frame)
  return inside === null && rest.length > 0 ? null : new Map([...context, [key, inside]])
}

function contextOf(entries: Value, frame: Frame): Value {
  const context = new Map<string, Value>()
  for (const item of Array.isArray(entries) ? entries : [entries]) {
    spend(frame)
    const key = item instanceof Map ? item.get('key') : undefined
    const value = item instanceof Map ? item.get('value') : undefined
    if (typeof key !== 'string' || value === undefined || context.has(key)) return null
    context.set(key, value)
  }
  return context
}

import { type Frame, spend } from './scope.ts'
import { formatValue } from './temporal.ts'
import { isFunction, isNumber, isRange, type Value } from './values.ts'

/** The text of a value as `string()` gives it: no quotes around a string, no exponent in a number (DMN 1.5, table 66). */
export function format(value: Value, frame: Frame): string {
  spend(frame)
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (isNumber(value)) {
    spend(frame, Math.abs(value.e) / 8)
    return value.toFixed()
  }
  if (value === null || isFunction(value)) return 'null'
  if (Array.isArray(value)) return `[${value.map((item) => quoted(item, frame)).join(', ')}]`
  if (value instanceof Map) {
    return `{${[...value].map(([key, item]) => `${formatKey(key)}: ${quoted(item, frame)}`).join(', ')}}`
  }
  if (!isRange(value)) return formatValue(value)
  const [low, high] = [value.low ?? null, value.high ?? null].map((end) => quoted(end, frame))
  if (value.operator) return `${value.operator} ${low}`
  if (value.low === undefined) return `<${value.highIncluded ? '=' : ''} ${high}`
  if (value.high === undefined) return `>${value.lowIncluded ? '=' : ''} ${low}`
  return `${value.lowIncluded ? '[' : '('}${low}..${high}${value.highIncluded ? ']' : ')'}`
}

function quoted(value: Value, frame: Frame): string {
  if (typeof value !== 'string') return format(value, frame)
  spend(frame, value.length / 8)
  return JSON.stringify(value)
}

function formatKey(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}\p{M}_ ]*$/u.test(key) ? key : JSON.stringify(key)
}

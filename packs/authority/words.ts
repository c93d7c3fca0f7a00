import { type Condition, conditions } from './table.ts'

/** What a cell says about a value: any, a range of numbers, yes or no, one of some words. */
export type Test =
  | { readonly is: 'any' }
  | { readonly is: 'range'; readonly low?: Bound; readonly high?: Bound }
  | { readonly is: 'flag'; readonly value: boolean }
  | { readonly is: 'words'; readonly values: readonly string[] }
export interface Bound {
  readonly value: number
  /** Whether the bound itself belongs to the range. */
  readonly included: boolean
}

export const any: Test = { is: 'any' }

/**
 * Reads a cell as people write it: 「≤3 天」「>5 万元」「1～3」「5 万元以内」「是」「C 级」「A、B」; empty or 「-」 is any.
 * @returns the test, or undefined when it cannot be read
 */
export function readTest(column: Condition, cell: string | undefined): Test | undefined {
  const words = (cell ?? '').normalize('NFKC').trim()
  if (words === '' || words === '-' || words === '不限') return any
  const { kind } = conditions[column]
  if (kind === 'flag') return flagOf(words)
  if (kind === 'grade') return wordsOf(words.replaceAll(/\s*级/g, ''))
  return kind === 'words' ? wordsOf(words) : readRange(words)
}

/** The test as people write it, e.g. 「≤5 万元」; any is the empty cell. */
export function sayTest(column: Condition, test: Test): string {
  if (test.is === 'any') return ''
  if (test.is === 'flag') return test.value ? '是' : '否'
  if (test.is === 'words') return test.values.map((value) => (column === 'grade' ? `${value} 级` : value)).join('、')
  return sayRange(column, test)
}

/** The test as FEEL unary tests (DMN 1.5, 7.3.2), e.g. `<= 50000`. */
export function feelOf(test: Test): string {
  if (test.is === 'any') return '-'
  if (test.is === 'flag') return String(test.value)
  if (test.is === 'words') return test.values.map((value) => JSON.stringify(value)).join(', ')
  const { low, high } = test
  if (low && high) return `${low.included ? '[' : '('}${low.value}..${high.value}${high.included ? ']' : ')'}`
  if (high) return `${high.included ? '<=' : '<'} ${high.value}`
  return `${low?.included ? '>=' : '>'} ${low?.value}`
}

/** The test that `feelOf` wrote; undefined for FEEL that the grid has no words for. */
export function fromFeel(source: string): Test | undefined {
  const text = source.trim()
  if (text === '-' || text === '') return any
  if (text === 'true' || text === 'false') return { is: 'flag', value: text === 'true' }
  const one = /^(<=|<|>=|>)\s*(-?[\d.]+)$/.exec(text)
  if (one) return rangeOf(one[1]!, Number(one[2]))
  const two = /^([[(])(-?[\d.]+)\.\.(-?[\d.]+)([\])])$/.exec(text)
  if (two)
    return {
      is: 'range',
      low: { value: Number(two[2]), included: two[1] === '[' },
      high: { value: Number(two[3]), included: two[4] === ']' },
    }
  const values = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([quoted]) => JSON.parse(quoted) as string)
  return values.length > 0 ? { is: 'words', values } : undefined
}

/** Whether every value that the second test lets through, the first lets through too. */
export function covers(wide: Test, narrow: Test): boolean {
  if (wide.is === 'any') return true
  if (narrow.is === 'any' || wide.is !== narrow.is) return false
  if (wide.is === 'flag') return wide.value === (narrow as typeof wide).value
  if (wide.is === 'words') return (narrow as typeof wide).values.every((value) => wide.values.includes(value))
  const inner = narrow as typeof wide
  return reaches(wide.low, inner.low, 1) && reaches(wide.high, inner.high, -1)
}

/** An amount as people write it: 「5,000 元」「5 万元」. */
export function sayMoney(value: number): string {
  const tens = value / 10_000
  if (Math.abs(value) >= 10_000 && Number.isInteger(Math.round(tens * 1e6) / 1e2)) return `${grouped(tens)} 万元`
  return `${grouped(value)} 元`
}

const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')

function reaches(wide: Bound | undefined, inner: Bound | undefined, side: 1 | -1): boolean {
  if (!wide) return true
  if (!inner) return false
  const further = (inner.value - wide.value) * side
  return further > 0 || (further === 0 && (wide.included || !inner.included))
}

function flagOf(words: string): Test | undefined {
  if (['是', '√', '有'].includes(words)) return { is: 'flag', value: true }
  return ['否', '×', '无'].includes(words) ? { is: 'flag', value: false } : undefined
}

function wordsOf(words: string): Test {
  const values = words
    .split(/\s*[、;/]\s*/)
    .map((value) => value.trim())
    .filter(Boolean)
  return { is: 'words', values }
}

const amount = String.raw`(\d[\d,]*(?:\.\d+)?)\s*(万)?\s*(?:个?工作日|天|日|元)?`
const signs = `(<=|>=|<|>|≤|≥|不超过|超过|不少于|少于|不足|大于|小于|满)`

function readRange(words: string): Test | undefined {
  const between = new RegExp(`^${amount}\\s*(?:~|-|–|—|至|到)\\s*${amount}$`).exec(words)
  if (between) {
    const unit = between[2] ?? between[4]
    const [low, high] = [numberOf(between[1], unit), numberOf(between[3], between[4])]
    return low <= high
      ? { is: 'range', low: { value: low, included: true }, high: { value: high, included: true } }
      : undefined
  }
  const parts = words.split(/\s*(?:且|并且|,\s+)\s*/).map(readBound)
  if (parts.length > 2 || parts.some((part) => part === undefined)) return undefined
  const [one, two] = parts as { low?: Bound; high?: Bound }[]
  const both = { ...one, ...two }
  if (two && (!both.low || !both.high || both.low.value > both.high.value)) return undefined
  return { is: 'range', ...both }
}

function readBound(words: string): { low?: Bound; high?: Bound } | undefined {
  const before = new RegExp(`^${signs}\\s*${amount}$`).exec(words)
  if (before) return rangeOf(before[1]!, numberOf(before[2], before[3]))
  const after = new RegExp(`^${amount}\\s*(以内|以下|及以下|以上|及以上)$`).exec(words)
  if (after) return rangeOf(after[3]!.endsWith('上') ? '>=' : '<=', numberOf(after[1], after[2]))
  const exact = new RegExp(`^=?\\s*${amount}$`).exec(words)
  if (!exact) return undefined
  const bound = { value: numberOf(exact[1], exact[2]), included: true }
  return { low: bound, high: bound }
}

function rangeOf(sign: string, value: number): Extract<Test, { is: 'range' }> {
  const included = ['<=', '>=', '≤', '≥', '不超过', '不少于', '满'].includes(sign)
  const upper = ['<', '<=', '≤', '不超过', '少于', '不足', '小于'].includes(sign)
  return { is: 'range', [upper ? 'high' : 'low']: { value, included } }
}

const numberOf = (digits = '', unit?: string) => Number(digits.replaceAll(',', '')) * (unit ? 10_000 : 1)

function sayRange(column: Condition, { low, high }: Extract<Test, { is: 'range' }>): string {
  const say = (value: number) => (conditions[column].kind === 'money' ? sayMoney(value) : `${value} 天`)
  if (low && high && low.value === high.value) return say(low.value)
  const parts = [
    low && `${low.included ? '≥' : '>'}${say(low.value)}`,
    high && `${high.included ? '≤' : '<'}${say(high.value)}`,
  ]
  return parts.filter(Boolean).join(' 且 ')
}

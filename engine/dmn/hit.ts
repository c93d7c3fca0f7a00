import { calculate } from '../feel/arithmetic.ts'
import { compare, equal } from '../feel/compare.ts'
import { Decimal, type Value } from '../feel/values.ts'

/** `UNIQUE`, `FIRST` … as written in the file; `COLLECT` may carry an aggregation. */
export type HitPolicy = 'UNIQUE' | 'ANY' | 'PRIORITY' | 'FIRST' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER'
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX'

/** A rule that applies: its number in the table, from 1, and the values of its output columns. */
export type Hit = { rule: number; outputs: Value[] }

/** The answer of a table, or why its policy is broken: an ambiguous table must not go unnoticed. */
export type Found = { value: Value } | { broken: string }

/**
 * Makes the answer of a table from the rules that apply, of which there is at least one (DMN 1.5, 8.2.10). `priorities` are
 * the allowed values of each output column, best first.
 */
export function combine(
  hits: Hit[],
  policy: HitPolicy,
  aggregation: Aggregation | undefined,
  priorities: readonly (readonly Value[])[],
  answer: (hit: Hit) => Value,
): Found {
  const [first, ...others] = policy === 'PRIORITY' || policy === 'OUTPUT ORDER' ? byPriority(hits, priorities) : hits
  if (!first) return { value: null }
  switch (policy) {
    case 'UNIQUE':
      if (others.length > 0) return { broken: `${rulesOf(hits)}同时适用，而这张表每次只能有一条适用。` }
      return { value: answer(first) }
    case 'ANY':
      if (others.some((other) => !areAlike(first, other))) return { broken: `${rulesOf(hits)}同时适用，结果却不一样。` }
      return { value: answer(first) }
    case 'FIRST':
    case 'PRIORITY':
      return { value: answer(first) }
    case 'OUTPUT ORDER':
    case 'RULE ORDER':
      return { value: [first, ...others].map(answer) }
    case 'COLLECT':
      return { value: aggregate(hits.map(answer), aggregation) }
  }
}

function areAlike(one: Hit, other: Hit): boolean {
  return other.outputs.every((output, index) => equal(output, one.outputs[index] ?? null) === true)
}

function rulesOf(hits: Hit[]): string {
  return `第 ${hits.map((hit) => hit.rule).join('、')} 条规则`
}

function byPriority(hits: Hit[], priorities: readonly (readonly Value[])[]): Hit[] {
  const ranks = (hit: Hit) => hit.outputs.map((output, column) => rankOf(output, priorities[column] ?? []))
  return hits.toSorted((left, right) => {
    const others = ranks(right)
    return (
      ranks(left)
        .map((rank, column) => rank - (others[column] ?? 0))
        .find((difference) => difference !== 0) ?? 0
    )
  })
}

function rankOf(output: Value, priorities: readonly Value[]): number {
  const rank = priorities.findIndex((value) => equal(value, output) === true)
  return rank === -1 ? priorities.length : rank
}

function aggregate(values: Value[], aggregation: Aggregation | undefined): Value {
  const best = (isBetter: (order: number) => boolean) => (left: Value, right: Value) => {
    return isBetter(compare(right, left) ?? 0) ? right : left
  }
  switch (aggregation) {
    case undefined:
      return values
    case 'COUNT':
      return new Decimal(values.length)
    case 'SUM':
      return values.reduce((left, right) => calculate('+', left, right))
    case 'MIN':
      return values.reduce(best((order) => order < 0))
    case 'MAX':
      return values.reduce(best((order) => order > 0))
  }
}

import { calculate } from '../feel/arithmetic.ts'
import { compare, equal } from '../feel/compare.ts'
import { FeelError } from '../feel/scope.ts'
import { Decimal, type Value } from '../feel/values.ts'

/** `UNIQUE`, `FIRST` … as written in the file; `COLLECT` may carry an aggregation. */
export type HitPolicy = 'UNIQUE' | 'ANY' | 'PRIORITY' | 'FIRST' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER'
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX'

/** A rule that applies: its number in the table, from 1, and the values of its output columns. */
export type Hit = { rule: number; outputs: Value[] }

/**
 * Makes the answer of a table from the rules that apply (DMN 1.5, 8.2.10). `priorities` are the allowed values of each
 * output column, best first. Throws `FeelError` where the policy is broken: an ambiguous table must not go unnoticed.
 */
export function combine(
  hits: Hit[],
  policy: HitPolicy,
  aggregation: Aggregation | undefined,
  priorities: Value[][],
  answer: (hit: Hit) => Value,
): Value {
  switch (policy) {
    case 'UNIQUE':
      return answer(onlyOne(hits))
    case 'ANY':
      return answer(allAlike(hits))
    case 'FIRST':
      return answer(first(hits))
    case 'PRIORITY':
      return answer(first(byPriority(hits, priorities)))
    case 'OUTPUT ORDER':
      return byPriority(hits, priorities).map(answer)
    case 'RULE ORDER':
      return hits.map(answer)
    case 'COLLECT':
      return aggregate(hits.map(answer), aggregation)
  }
}

function first(hits: Hit[]): Hit {
  const [hit] = hits
  if (!hit) throw new FeelError('没有一条规则适用。')
  return hit
}

function onlyOne(hits: Hit[]): Hit {
  if (hits.length > 1) throw new FeelError(`${rulesOf(hits)}同时适用，而这张表每次只能有一条适用。`)
  return first(hits)
}

function allAlike(hits: Hit[]): Hit {
  const [one, ...others] = hits
  const differs = others.some(
    (other) => !other.outputs.every((output, index) => equal(output, one?.outputs[index] ?? null)),
  )
  if (differs) throw new FeelError(`${rulesOf(hits)}同时适用，结果却不一样。`)
  return first(hits)
}

function rulesOf(hits: Hit[]): string {
  return `第 ${hits.map((hit) => hit.rule).join('、')} 条规则`
}

function byPriority(hits: Hit[], priorities: Value[][]): Hit[] {
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

function rankOf(output: Value, priorities: Value[]): number {
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

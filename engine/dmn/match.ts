import type { Frame } from '../feel/scope.ts'
import type { Value } from '../feel/values.ts'
import { type Column, columnOf, regionOf } from './column.ts'
import type { Rule } from './table.ts'

/** The index of a table: a column for each input, and for each rule the columns that have to be asked. */
export type Index = {
  rules: readonly Rule[]
  columns: readonly Column[]
  words: number
  asked: readonly (readonly number[])[]
}

/** Makes the index of rules, which each have `columns` cells. */
export function indexOf(rules: readonly Rule[], columns: number): Index {
  const made = Array.from({ length: columns }, (_, at) => columnOf(rules.flatMap(({ tests }) => tests[at] ?? [])))
  const asked = rules.map((_, rule) => made.flatMap((column, at) => (column.open[rule] ? [at] : [])))
  return { rules, columns: made, words: Math.max(1, Math.ceil(rules.length / 32)), asked }
}

/**
 * The rules that apply, in their order; only the first where that is enough. A cell that looks at more than the input is
 * asked only where all others of its rule pass.
 */
export function matching(index: Index, inputs: readonly Value[], frame: Frame, isFirstEnough: boolean): Rule[] {
  const regions = index.columns.map((column, at) => regionOf(column, inputs[at] ?? null))
  const unknown = regions.flatMap((region, at) => (region === undefined ? [at] : []))
  const found: Rule[] = []
  each(index, regions, (number) => {
    const rule = index.rules[number]!
    const asked = unknown.length === 0 ? index.asked[number]! : [...new Set([...index.asked[number]!, ...unknown])]
    const applies = asked.every((column) => rule.tests[column]!.passes(inputs[column] ?? null, frame))
    if (applies) found.push(rule)
    return !(applies && isFirstEnough)
  })
  return found
}

/** Calls for the number of every rule whose cells all pass, until told to stop; a region that is unknown rules nothing out. */
export function each(
  { columns, words, rules }: Index,
  regions: readonly (number | undefined)[],
  call: (rule: number) => boolean,
): void {
  for (let word = 0; word < words; word += 1) {
    let rest = word === words - 1 && rules.length % 32 > 0 ? (1 << (rules.length % 32)) - 1 : -1
    if (rules.length === 0) rest = 0
    for (let at = 0; at < columns.length && rest !== 0; at += 1) {
      const region = regions[at]
      if (region !== undefined) rest &= columns[at]!.bits[region * words + word]!
    }
    while (rest !== 0) {
      const bit = 31 - Math.clz32(rest & -rest)
      rest &= rest - 1
      if (!call(word * 32 + bit)) return
    }
  }
}

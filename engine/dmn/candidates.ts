import type { Tests } from '../feel/compile.ts'
import type { Value } from '../feel/values.ts'

/** The rules that may apply to these inputs, in the order of the table; every one that applies is among them. */
export type Candidates<Rule> = (inputs: readonly Value[]) => readonly Rule[]

/**
 * An index of a table's rules by the column that says most often which texts pass (事项 of an authority table), so that a
 * question looks at the rules of its own text only. A column behind cells that compute is never taken: such a cell may
 * fail, and a failure must be heard.
 */
export function candidatesOf<Rule extends { tests: Tests[] }>(rules: Rule[], columns: number): Candidates<Rule> {
  const column = bestColumn(rules, columns)
  if (column === undefined) return () => rules
  const wordsOf = (rule: Rule) => rule.tests[column]?.words
  const words = new Set(rules.flatMap((rule) => wordsOf(rule) ?? []))
  const others = rules.filter((rule) => !wordsOf(rule))
  const byWord = new Map([...words].map((word): [string, Rule[]] => [word, []]))
  for (const rule of rules) for (const word of new Set(wordsOf(rule) ?? words)) byWord.get(word)?.push(rule)
  return (inputs) => {
    const input = inputs[column]
    return typeof input === 'string' ? (byWord.get(input) ?? others) : rules
  }
}

function bestColumn(rules: readonly { tests: Tests[] }[], columns: number): number | undefined {
  let best: { column: number; count: number } | undefined
  for (let column = 0; column < columns; column += 1) {
    const count = rules.filter(({ tests }) => tests[column]?.words).length
    if (count * 2 > rules.length && count > (best?.count ?? 0)) best = { column, count }
    if (!rules.every(({ tests }) => tests[column]?.isFixed)) break
  }
  return best?.column
}

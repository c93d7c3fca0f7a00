import type { Ast } from './ast.ts'
import { COMPARISONS, includes, passes } from './compare.ts'
import type { Range, Value } from './values.ts'

/** A unary test that looks at nothing but the input; `word` is the text that passes, where it is one. */
export type Constant = { holds: (input: Value) => boolean | null; word?: string }

/** A test against a constant, as most cells of decision tables are: `"报销"`, `true`, `<= 50000`, `[1..3]`. Else undefined. */
export function constantTest(ast: Ast): Constant | undefined {
  if (ast.is === 'test' && ast.right.is === 'literal') {
    const [compare, end] = [COMPARISONS[ast.operator], ast.right.value]
    return { holds: (input) => compare(input, end) }
  }
  if (ast.is === 'range' && ast.low.is === 'literal' && ast.high.is === 'literal') {
    const { lowIncluded, highIncluded } = ast
    const range: Range = { is: 'range', low: ast.low.value, high: ast.high.value, lowIncluded, highIncluded }
    return { holds: (input) => includes(range, input) }
  }
  if (ast.is !== 'literal') return undefined
  const { value } = ast
  return { holds: (input) => passes(input, value), ...(typeof value === 'string' ? { word: value } : {}) }
}

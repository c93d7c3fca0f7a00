import type { Type, Value } from './values.ts'

export type MathOperator = '+' | '-' | '*' | '/' | '**'
export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** Where an iteration takes its values from: a list, a range value, or two ends. */
export type Iteration = { name: string; over: Ast; to?: Ast }

/** A parameter of a function definition. */
export type Parameter = { name: string; type?: Type }

/**
 * A FEEL expression as a tree. `at` is the offset in the text, for messages. A name that is `free` can be no local one,
 * so that only the world has to be asked; one that is `known` was declared by whoever compiles.
 */
export type Ast =
  | { is: 'literal'; value: Value }
  | { is: 'input' }
  | { is: 'name'; name: string; at: number; free?: boolean; known?: boolean }
  | { is: 'path'; of: Ast; name: string }
  | { is: 'filter'; of: Ast; by: Ast }
  | { is: 'call'; callee: Ast; args: Ast[]; names?: string[]; at: number }
  | { is: 'list'; items: Ast[] }
  | { is: 'context'; entries: { key: string; value: Ast }[] }
  | { is: 'math'; operator: MathOperator; left: Ast; right: Ast }
  | { is: 'negate'; of: Ast }
  | { is: 'compare'; operator: CompareOperator; left: Ast; right: Ast }
  | { is: 'between'; of: Ast; low: Ast; high: Ast }
  | { is: 'in'; of: Ast; tests: Ast[] }
  | { is: 'test'; operator: CompareOperator; right: Ast }
  | { is: 'range'; low: Ast; high: Ast; lowIncluded: boolean; highIncluded: boolean }
  | { is: 'and' | 'or'; left: Ast; right: Ast }
  | { is: 'if'; condition: Ast; yes: Ast; no: Ast }
  | { is: 'for' | 'some' | 'every'; iterations: Iteration[]; body: Ast }
  | { is: 'function'; parameters: Parameter[]; body: Ast; external: boolean }
  | { is: 'instance'; of: Ast; type: Type }

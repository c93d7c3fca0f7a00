import type { Ast } from './ast.ts'
import { BUILTINS } from './builtins.ts'
import { FeelProblem } from './problem.ts'

/** The names that an expression may use; a part that is not given is not checked. */
export type Known = { names?: Iterable<string>; functions?: Iterable<string> }

type Names = { variables?: Set<string>; functions?: Set<string> }

/**
 * Refuses names that nobody knows, with their place. Inside a filter any name may be a property of an item, so only
 * functions are checked there.
 */
export function checkNames(ast: Ast, known: Known): void {
  const names: Names = {}
  if (known.names) names.variables = new Set(known.names)
  if (known.functions) names.functions = new Set(known.functions)
  check(ast, names)
}

function check(ast: Ast, names: Names): void {
  switch (ast.is) {
    case 'literal':
      break
    case 'name':
      checkVariable(ast, names)
      break
    case 'call':
      checkCall(ast, names)
      break
    case 'filter':
      check(ast.of, names)
      check(ast.by, { ...names, variables: undefined })
      break
    case 'for':
    case 'some':
    case 'every':
      checkIteration(ast, names)
      break
    case 'function':
      check(
        ast.body,
        withNames(
          names,
          ast.parameters.map(({ name }) => name),
        ),
      )
      break
    case 'instance':
      check(ast.of, names)
      break
    case 'context':
      checkContext(ast, names)
      break
    default:
      checkAll(Object.values(ast).flat(), names)
  }
}

function checkCall({ callee, args }: Extract<Ast, { is: 'call' }>, names: Names): void {
  if (callee.is === 'name') checkFunction(callee, names)
  else check(callee, names)
  checkAll(args, names)
}

function checkContext({ entries }: Extract<Ast, { is: 'context' }>, names: Names): void {
  let within = names
  for (const { key, value } of entries) {
    check(value, within)
    within = withNames(within, [key])
  }
}

function checkAll(parts: unknown[], names: Names): void {
  for (const part of parts) {
    if (isAst(part)) check(part, names)
  }
}

function checkIteration({ iterations, body }: Extract<Ast, { is: 'for' | 'some' | 'every' }>, names: Names): void {
  let within = names
  for (const { name, over, to } of iterations) {
    check(over, within)
    if (to) check(to, within)
    within = withNames(within, [name])
  }
  check(body, withNames(within, ['partial']))
}

function checkVariable({ name, at }: Extract<Ast, { is: 'name' }>, { variables }: Names): void {
  if (!variables || variables.has(name) || Object.hasOwn(BUILTINS, name)) return
  throw new FeelProblem(at, `没有叫「${name}」的字段或变量。${hint(name, variables)}`)
}

function checkFunction({ name, at }: Extract<Ast, { is: 'name' }>, { variables, functions }: Names): void {
  if (!functions || functions.has(name) || variables?.has(name) || Object.hasOwn(BUILTINS, name)) return
  throw new FeelProblem(at, `没有叫「${name}」的函数。${hint(name, functions)}`)
}

/** The most similar known name, by shared start, for someone who misspelt. */
function hint(name: string, known: Set<string>): string {
  const near = [...known].find((other) => other.toLowerCase().startsWith(name.slice(0, 3).toLowerCase()))
  return near ? `是不是「${near}」？` : ''
}

/** A local name may hold a function, so it counts as both. */
function withNames({ variables, functions }: Names, added: string[]): Names {
  return {
    variables: variables && new Set([...variables, ...added]),
    functions: functions && new Set([...functions, ...added]),
  }
}

function isAst(value: unknown): value is Ast {
  return typeof value === 'object' && value !== null && 'is' in value
}

import type { Ast } from '../feel/ast.ts'
import { compileCall } from '../feel/call.ts'
import type { Run } from '../feel/compile.ts'
import { compileIteration } from '../feel/iterate.ts'
import { compileFilter } from '../feel/path.ts'
import { inner, spend } from '../feel/scope.ts'
import { isNumber, type Value } from '../feel/values.ts'
import { compileFunction } from './function.ts'
import { compileTable } from './table.ts'
import { attribute, childOf, childrenOf, textOf, type XmlNode } from './tree.ts'
import { nothing, type Scope, typedRun, type Workshop } from './workshop.ts'

/** Compiles what an expression of the standard holds, with the names that it sees. */
export type Compile = (node: XmlNode, scope: Scope) => Run

const EXPRESSIONS: { readonly [name: string]: (node: XmlNode, scope: Scope, tools: Workshop) => Run } = {
  literalExpression: compileLiteral,
  decisionTable: compileTable,
  context: compileContext,
  invocation: compileInvocation,
  list: compileList,
  relation: compileRelation,
  functionDefinition: (node, scope, tools) =>
    compileFunction(node, scope, tools, (body, seen) => compileBoxed(body, seen, tools)),
  conditional: compileConditional,
  filter: compileBoxedFilter,
  for: compileLoop,
  some: compileLoop,
  every: compileLoop,
}

/** The expression inside an element, of whatever kind it is; undefined when there is none. */
export function expressionIn(node: XmlNode): XmlNode | undefined {
  return childOf(node, ...Object.keys(EXPRESSIONS))
}

/** Compiles a boxed expression (DMN 1.5, 10.2); its value is of the type that it declares, else null. */
export function compileBoxed(node: XmlNode, scope: Scope, tools: Workshop): Run {
  const compile = EXPRESSIONS[node.name]
  if (!compile) {
    tools.refuse(node, `不认识表达式「${node.name}」。`)
    return () => null
  }
  return typedRun(tools.type(attribute(node, 'typeRef'), node), compile(node, scope, tools), '表达式的结果')
}

/** The expression inside an element; one that is missing is refused. */
export function compileInside(node: XmlNode | undefined, holder: XmlNode, scope: Scope, tools: Workshop): Run {
  const expression = node && expressionIn(node)
  if (expression) return compileBoxed(expression, scope, tools)
  tools.refuse(node ?? holder, `「${(node ?? holder).name}」里没有表达式。`)
  return () => null
}

function compileLiteral(node: XmlNode, scope: Scope, tools: Workshop): Run {
  const language = attribute(node, 'expressionLanguage')
  if (language && !/feel/i.test(language)) tools.refuse(node, `表达式的语言「${language}」不能运行，只能用 FEEL。`)
  if (childOf(node, 'importedValues')) tools.refuse(node, '表达式的值从别的文件导入，现在不能运行。')
  const source = textOf(node, 'text')
  return source ? tools.expression(source, node, '表达式', scope).run : () => null
}

/** Entries see those before them; an entry without a name is the result (DMN 1.5, 10.2.1.4). */
function compileContext(node: XmlNode, scope: Scope, tools: Workshop): Run {
  let seen = scope
  const entries = childrenOf(node, 'contextEntry').map((entry) => {
    const variable = childOf(entry, 'variable')
    const name = variable && attribute(variable, 'name')
    const type = tools.type(variable && attribute(variable, 'typeRef'), entry)
    const run = typedRun(type, compileInside(entry, entry, seen, tools), `「${name ?? '结果'}」`)
    if (name !== undefined) seen = [...seen, name]
    return { name, run }
  })
  return (frame) => {
    spend(frame, entries.length)
    const context = new Map<string, Value>()
    const within = inner(frame, context)
    for (const { name, run } of entries) {
      if (name === undefined) return run(within)
      context.set(name, run(within))
    }
    return context
  }
}

/** A call by the names of parameters (DMN 1.5, 10.2.1.3). */
function compileInvocation(node: XmlNode, scope: Scope, tools: Workshop): Run {
  const called = expressionIn(node)
  const bindings = childrenOf(node, 'binding').map((binding) => {
    const parameter = childOf(binding, 'parameter')
    const name = (parameter && attribute(parameter, 'name')) ?? ''
    const expression = expressionIn(binding)
    const type = tools.type(parameter && attribute(parameter, 'typeRef'), binding)
    const run: Run = expression ? compileBoxed(expression, scope, tools) : () => null
    return { name, run: typedRun(type, run, `参数「${name}」`) }
  })
  const source = called?.name === 'literalExpression' ? textOf(called, 'text') : undefined
  const { ast, run } = source
    ? tools.expression(source, node, '要调用的函数', scope)
    : { ast: HERE, run: compileInside(node, node, scope, tools) }
  const args = bindings.map((_, index): Ast => ({ is: 'name', name: `${index}`, at: 0 }))
  const runs = new Map<Ast, Run>(bindings.map((binding, index) => [args[index]!, binding.run]))
  const callee = ast.is === 'name' ? ast : HERE
  const call = { is: 'call' as const, callee, args, names: bindings.map(({ name }) => name), at: 0 }
  try {
    return compileCall(call, (part) => runs.get(part) ?? run, tools.lenient)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    tools.refuse(node, error.message)
    return () => null
  }
}

/** Stands in a tree for a part that is compiled already. */
const HERE: Ast = { is: 'list', items: [] }

function compileList(node: XmlNode, scope: Scope, tools: Workshop): Run {
  const items = node.children.filter((child) => Object.hasOwn(EXPRESSIONS, child.name))
  const runs = items.map((item) => compileBoxed(item, scope, tools))
  return (frame) => {
    spend(frame, runs.length)
    return runs.map((run) => run(frame))
  }
}

/** A list of contexts, one for each row (DMN 1.5, 10.2.1.6). */
function compileRelation(node: XmlNode, scope: Scope, tools: Workshop): Run {
  const columns = childrenOf(node, 'column').map((column) => ({
    name: attribute(column, 'name') ?? '',
    type: tools.type(attribute(column, 'typeRef'), column),
  }))
  const rows = childrenOf(node, 'row').map((row) => {
    const cells = row.children.filter((child) => Object.hasOwn(EXPRESSIONS, child.name))
    if (cells.length !== columns.length) tools.refuse(row, '这一行的格子数和列数不一样。')
    return columns.map(({ name, type }, index) => {
      const cell = cells[index]
      const run: Run = cell ? compileBoxed(cell, scope, tools) : () => null
      return { name, run: typedRun(type, run, `「${name}」`) }
    })
  })
  return (frame) =>
    rows.map((cells) => {
      spend(frame, cells.length)
      return new Map(cells.map(({ name, run }): [string, Value] => [name, run(frame)]))
    })
}

/** A condition that is neither true nor false nor null makes the whole null (DMN 1.5, 10.2.1.8). */
function compileConditional(node: XmlNode, scope: Scope, tools: Workshop): Run {
  const [condition, yes, no] = ['if', 'then', 'else'].map((part) =>
    compileInside(childOf(node, part), node, scope, tools),
  )
  return (frame) => {
    const value = condition!(frame)
    if (value !== null && typeof value !== 'boolean') return nothing(frame, '条件的结果既不是真也不是假。')
    return value ? yes!(frame) : no!(frame)
  }
}

/** What is asked of the items has to be true, false or null, or the number of an item (DMN 1.5, 10.2.1.9). */
function compileBoxedFilter(node: XmlNode, scope: Scope, tools: Workshop): Run {
  const list = compileInside(childOf(node, 'in'), node, scope, tools)
  const match = compileInside(childOf(node, 'match'), node, [...scope, 'item'], tools)
  return judging(match, isNumber, '筛选的条件既不是真也不是假。', (by) => compileFilter(list, by))
}

/** Runs something that asks a condition again and again; null where that once says what is no answer. */
function judging(condition: Run, allows: (value: Value) => boolean, reason: string, compile: (by: Run) => Run): Run {
  return (frame) => {
    let isBroken = false
    const judged: Run = (within) => {
      const value = condition(within)
      isBroken ||= value !== null && typeof value !== 'boolean' && !allows(value)
      return value
    }
    const value = compile(judged)(frame)
    return isBroken ? nothing(frame, reason) : value
  }
}

/**
 * `for`, `some` and `every` as boxes, with the meaning that they have as text (DMN 1.5, 10.2.1.10 to .12). What is asked of
 * the items has to be true, false or null.
 */
function compileLoop(node: XmlNode, scope: Scope, tools: Workshop): Run {
  const is = node.name as 'for' | 'some' | 'every'
  const name = attribute(node, 'iteratorVariable') ?? ''
  if (name === '') tools.refuse(node, '循环没有变量名。')
  const source = childOf(node, 'in')
  const type = tools.type(source && attribute(source, 'typeRef'), source ?? node)
  const over = typedRun(type, compileInside(source, node, scope, tools), '循环的范围')
  const seen = [...scope, name, ...(is === 'for' ? ['partial'] : [])]
  const body = compileInside(childOf(node, is === 'for' ? 'return' : 'satisfies'), node, seen, tools)
  const inside: Ast = { is: 'list', items: [] }
  const loop = { is, iterations: [{ name, over: HERE }], body: inside }
  const looping = (by: Run) => compileIteration(loop, (part) => (part === inside ? by : over))
  return is === 'for' ? looping(body) : judging(body, () => false, '循环的条件既不是真也不是假。', looping)
}

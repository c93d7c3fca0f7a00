import type { Ast } from '../feel/ast.ts'
import type { Run } from '../feel/compile.ts'
import type { Frame } from '../feel/scope.ts'
import { Decimal, type Value } from '../feel/values.ts'
import { type Aggregation, combine, type Hit, type HitPolicy } from './hit.ts'
import { type Index, indexOf, matching } from './match.ts'
import { attribute, childOf, childrenOf, textOf, type XmlNode } from './tree.ts'
import { type ItemType, readText } from './type.ts'
import { nothing, type Scope, typed, typedRun, type UnaryTests, valuesOf, type Workshop } from './workshop.ts'

export type Input = { label: string; ast: Ast; run: Run; type: ItemType; allowed?: UnaryTests }
export type Output = {
  name: string
  type: ItemType
  priorities: readonly Value[]
  allowed?: UnaryTests
  standard?: Run
}
export type Rule = { number: number; tests: readonly UnaryTests[]; entries: readonly { ast: Ast; run: Run }[] }
export type Table = {
  inputs: readonly Input[]
  outputs: readonly Output[]
  rules: readonly Rule[]
  index: Index
  policy: HitPolicy
  aggregation?: Aggregation
}

const POLICIES: HitPolicy[] = ['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER']
const AGGREGATIONS: Aggregation[] = ['SUM', 'COUNT', 'MIN', 'MAX']

/**
 * Compiles a decision table (DMN 1.5, 8). One output column gives its value, several give a context by column name.
 * Where no rule applies the defaults of the columns are given, else null, and 0 for a count. The orientation is only how
 * a table is drawn: its rules are written the same way in all three.
 */
export function compileTable(node: XmlNode, scope: Scope, tools: Workshop): Run {
  const table = readTable(node, scope, tools)
  return (frame) => askTable(table, frame)
}

/** The answer of a table in a frame. A policy that is broken and an input that is not allowed give null with the reason. */
export function askTable(table: Table, frame: Frame): Value {
  const inputs: Value[] = []
  for (const { label, run, type, allowed } of table.inputs) {
    const value = typed(type, readText(run(frame), type), frame, `「${label}」`)
    if (value !== null && allowed && !allowed.passes(value, frame)) {
      return nothing(frame, `「${label}」的值不在允许的范围（${allowed.text}）里。`)
    }
    inputs.push(value)
  }
  return answer(table, matching(table.index, inputs, frame, table.policy === 'FIRST'), frame)
}

/** The answer from the rules that apply. */
export function answer(table: Table, rules: readonly Rule[], frame: Frame): Value {
  if (rules.length === 0) return whenNone(table, frame)
  const hits = rules.map((rule) => hitOf(table, rule, frame))
  const priorities = table.outputs.map((output) => output.priorities)
  const found = combine(hits, table.policy, table.aggregation, priorities, (hit) => answerOf(table, hit.outputs))
  return 'broken' in found ? nothing(frame, found.broken) : found.value
}

/** Reads a table, ready to be asked. */
export function readTable(node: XmlNode, scope: Scope, tools: Workshop): Table {
  const policy = (attribute(node, 'hitPolicy') ?? 'UNIQUE') as HitPolicy
  const aggregation = attribute(node, 'aggregation') as Aggregation | undefined
  const outputs = childrenOf(node, 'output').map((output, index) => readOutput(output, index, node, scope, tools))
  const inputs = childrenOf(node, 'input').map((input) => readInput(input, scope, tools))
  const rules = childrenOf(node, 'rule').map((rule, index) =>
    readRule(rule, index + 1, inputs.length, outputs.length, scope, tools),
  )
  if (!POLICIES.includes(policy)) tools.refuse(node, `不认识命中策略「${policy}」。`)
  if (aggregation && !AGGREGATIONS.includes(aggregation)) tools.refuse(node, `不认识汇总方式「${aggregation}」。`)
  if (outputs.length === 0) tools.refuse(node, '判定表没有输出列。')
  if (aggregation && outputs.length > 1) tools.refuse(node, '有几个输出列的判定表不能汇总。')
  if (policy === 'PRIORITY' || policy === 'OUTPUT ORDER') {
    const isRanked = outputs.some((output) => output.priorities.length > 0)
    if (!isRanked) tools.refuse(node, '按优先级的判定表要在输出列里写出允许的值，从高到低。')
  }
  return {
    inputs,
    outputs,
    rules,
    index: indexOf(rules, inputs.length),
    policy,
    ...(aggregation ? { aggregation } : {}),
  }
}

function readInput(node: XmlNode, scope: Scope, tools: Workshop): Input {
  const written = childOf(node, 'inputExpression')
  const source = textOf(written, 'text') ?? ''
  const allowed = textOf(childOf(node, 'inputValues'), 'text')
  const label = attribute(node, 'label') ?? source
  if (source === '') tools.refuse(node, '输入列没有表达式。')
  return {
    label,
    ...(source ? tools.expression(source, node, '输入列', scope) : { ast: NOTHING, run: () => null }),
    type: tools.type(written && attribute(written, 'typeRef'), node),
    ...(allowed ? { allowed: tools.tests(allowed, node, '输入列允许的值', scope) } : {}),
  }
}

const NOTHING: Ast = { is: 'literal', value: null }

function readOutput(node: XmlNode, index: number, table: XmlNode, scope: Scope, tools: Workshop): Output {
  const written = textOf(childOf(node, 'outputValues'), 'text')
  const standard = textOf(childOf(node, 'defaultOutputEntry'), 'text')
  const typeRef =
    attribute(node, 'typeRef') ?? (childrenOf(table, 'output').length === 1 ? typeAround(table) : undefined)
  const type = tools.type(typeRef, node)
  return {
    name: attribute(node, 'name') ?? `${index + 1}`,
    type: attribute(node, 'typeRef') ? type : { is: 'any' },
    priorities: valuesOf(written, type, tools),
    ...(written ? { allowed: tools.tests(written, node, '输出列允许的值', scope) } : {}),
    ...(standard ? { standard: tools.expression(standard, node, '默认输出', scope).run } : {}),
  }
}

/** The type of a table with one output is that of its decision, where the column says none (DMN 1.5, 8.2.5). */
function typeAround(table: XmlNode): string | undefined {
  const variable = table.parent && childOf(table.parent, 'variable')
  return attribute(table, 'typeRef') ?? (variable && attribute(variable, 'typeRef'))
}

function readRule(node: XmlNode, number: number, inputs: number, outputs: number, scope: Scope, tools: Workshop): Rule {
  const conditions = childrenOf(node, 'inputEntry')
  const entries = childrenOf(node, 'outputEntry')
  if (conditions.length !== inputs || entries.length !== outputs) {
    tools.refuse(node, `第 ${number} 条规则的格子数和列数不一样。`)
  }
  return {
    number,
    // An empty cell means “any”, as editors write it.
    tests: Array.from({ length: inputs }, (_, at) =>
      tools.tests(textOf(conditions[at], 'text') ?? '-', conditions[at] ?? node, `第 ${number} 条规则的条件`, scope),
    ),
    entries: Array.from({ length: outputs }, (_, at) =>
      tools.expression(textOf(entries[at], 'text') ?? 'null', entries[at] ?? node, `第 ${number} 条规则的结果`, scope),
    ),
  }
}

function hitOf({ outputs }: Table, { number, entries }: Rule, frame: Frame): Hit {
  const values = entries.map(({ run }, index) => {
    const output = outputs[index]
    const value = output ? typed(output.type, run(frame), frame, `第 ${number} 条规则的结果`) : null
    if (value === null || !output?.allowed || output.allowed.passes(value, frame)) return value
    return nothing(frame, `第 ${number} 条规则的结果不在允许的范围（${output.allowed.text}）里。`)
  })
  return { rule: number, outputs: values }
}

function answerOf({ outputs }: Table, values: Value[]): Value {
  if (outputs.length === 1) return values[0] ?? null
  return new Map(outputs.map((output, index) => [output.name, values[index] ?? null]))
}

function whenNone(table: Table, frame: Frame): Value {
  if (table.aggregation === 'COUNT') return new Decimal(0)
  if (!table.outputs.some((output) => output.standard)) return null
  const runs = table.outputs.map((output) => typedRun(output.type, output.standard ?? (() => null), '默认输出'))
  const found = answerOf(
    table,
    runs.map((run) => run(frame)),
  )
  const isList = ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'].includes(table.policy) && !table.aggregation
  return isList && !Array.isArray(found) ? [found] : found
}

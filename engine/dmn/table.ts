import { child, children, type Element, text } from '../element.ts'
import { compileUnaryTests, type Expression, type Tests } from '../feel/compile.ts'
import { FeelError, type World } from '../feel/scope.ts'
import { Decimal, type Value } from '../feel/values.ts'
import { type Candidates, candidatesOf } from './candidates.ts'
import { type Aggregation, combine, type Hit, type HitPolicy } from './hit.ts'
import type { Logic, Workshop } from './logic.ts'
import { coerce } from './type.ts'

type Input = { label: string; expression: Expression; type?: string; allowed?: Tests }
type Output = { name: string; priorities: Value[]; standard?: Expression }
type Rule = { number: number; tests: Tests[]; entries: Expression[] }
type Table = {
  inputs: Input[]
  outputs: Output[]
  candidates: Candidates<Rule>
  policy: HitPolicy
  aggregation?: Aggregation
}

const POLICIES: HitPolicy[] = ['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER']

/**
 * Compiles a decision table (DMN 1.5, 8). One output column gives its value, several give a context by column name.
 * Where no rule applies the defaults of the columns are given, else null, and 0 for a count.
 */
export function compileTable(element: Element, workshop: Workshop): Logic {
  const table = readTable(element, workshop)
  return (world) => {
    const inputs = table.inputs.map((input) => evaluateInput(input, world))
    const hits = applying(table, inputs, world).map((rule) => hitOf(rule, world))
    if (hits.length === 0) return whenNone(table, world)
    const priorities = table.outputs.map((output) => output.priorities)
    return combine(hits, table.policy, table.aggregation, priorities, (hit) => answerOf(table, hit.outputs))
  }
}

/** The rules that apply; where the first one decides, nothing behind it is looked at. */
function applying({ candidates, policy }: Table, inputs: Value[], world: World): Rule[] {
  const rules = candidates(inputs)
  if (policy !== 'FIRST') return rules.filter((rule) => applies(rule, inputs, world))
  const first = rules.find((rule) => applies(rule, inputs, world))
  return first ? [first] : []
}

function readTable(element: Element, workshop: Workshop): Table {
  const policy = (text(element, 'hitPolicy') ?? 'UNIQUE') as HitPolicy
  const aggregation = text(element, 'aggregation') as Aggregation | undefined
  const outputs = children(element, 'output').map((output, index) => readOutput(output, index, workshop))
  const inputs = children(element, 'input').map((input) => readInput(input, workshop))
  const rules = children(element, 'rule').map((rule, index) =>
    readRule(rule, index + 1, inputs.length, outputs.length, workshop),
  )
  if (!POLICIES.includes(policy)) workshop.refuse(element, `不认识命中策略「${policy}」。`)
  if (outputs.length === 0) workshop.refuse(element, '判定表没有输出列。')
  if (aggregation && outputs.length > 1) workshop.refuse(element, '有几个输出列的判定表不能汇总。')
  if (policy === 'PRIORITY' || policy === 'OUTPUT ORDER') {
    const isRanked = outputs.some((output) => output.priorities.length > 0)
    if (!isRanked) workshop.refuse(element, '按优先级的判定表要在输出列里写出允许的值，从高到低。')
  }
  return {
    inputs,
    outputs,
    candidates: candidatesOf(rules, inputs.length),
    policy,
    ...(aggregation ? { aggregation } : {}),
  }
}

function readInput(element: Element, workshop: Workshop): Input {
  const written = child(element, 'inputExpression')
  const values = child(element, 'inputValues')
  const type = written && text(written, 'typeRef')
  const source = (written && text(written, 'text')) ?? ''
  const allowed = values && text(values, 'text')
  return {
    label: text(element, 'label') ?? source,
    expression: workshop.expression(source, element, '输入列'),
    ...(type ? { type } : {}),
    ...(allowed ? { allowed: workshop.tests(allowed, element, '输入列允许的值') } : {}),
  }
}

function readOutput(element: Element, index: number, workshop: Workshop): Output {
  const values = child(element, 'outputValues')
  const written = values && text(values, 'text')
  const standard = child(element, 'defaultOutputEntry')
  const source = standard && text(standard, 'text')
  return {
    name: text(element, 'name') ?? `${index + 1}`,
    priorities: written ? workshop.constants(written, element) : [],
    ...(source ? { standard: workshop.expression(source, element, '默认输出') } : {}),
  }
}

function readRule(element: Element, number: number, inputs: number, outputs: number, workshop: Workshop): Rule {
  const conditions = children(element, 'inputEntry')
  const entries = children(element, 'outputEntry')
  if (conditions.length !== inputs || entries.length !== outputs) {
    workshop.refuse(element, `第 ${number} 条规则的格子数和列数不一样。`)
  }
  return {
    number,
    tests: conditions.map((entry) => readTests(entry, number, workshop)),
    entries: entries.map((entry) =>
      workshop.expression(text(entry, 'text') ?? 'null', entry, `第 ${number} 条规则的结果`),
    ),
  }
}

/** An empty cell means “any”, as editors write it. */
function readTests(entry: Element, number: number, workshop: Workshop): Tests {
  const source = text(entry, 'text')
  return source ? workshop.tests(source, entry, `第 ${number} 条规则的条件`) : compileUnaryTests('-')
}

function evaluateInput({ label, expression, type, allowed }: Input, world: World): Value {
  const value = coerce(expression.evaluate(world), type)
  if (value !== null && allowed && !allowed.matches(value, world)) {
    throw new FeelError(`「${label}」的值不在允许的范围（${allowed.text}）里。`)
  }
  return value
}

function applies({ tests }: Rule, inputs: Value[], world: World): boolean {
  for (let column = 0; column < tests.length; column += 1)
    if (!tests[column]!.matches(inputs[column] ?? null, world)) return false
  return true
}

function hitOf({ number, entries }: Rule, world: World): Hit {
  return { rule: number, outputs: entries.map((entry) => entry.evaluate(world)) }
}

function answerOf({ outputs }: Table, values: Value[]): Value {
  if (outputs.length === 1) return values[0] ?? null
  return new Map(outputs.map((output, index) => [output.name, values[index] ?? null]))
}

function whenNone(table: Table, world: World): Value {
  if (table.aggregation === 'COUNT') return new Decimal(0)
  if (!table.outputs.some((output) => output.standard)) return null
  const answer = answerOf(
    table,
    table.outputs.map((output) => output.standard?.evaluate(world) ?? null),
  )
  const isList = ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'].includes(table.policy) && !table.aggregation
  return isList && !Array.isArray(answer) ? [answer] : answer
}

import { child, type Element, text } from '../element.ts'
import { compileFeel, compileUnaryTests, type Expression, FeelProblem, type Tests } from '../feel/compile.ts'
import type { World } from '../feel/scope.ts'
import type { Value } from '../feel/values.ts'
import type { Problem } from '../types.ts'
import { compileTable } from './table.ts'
import { coerce } from './type.ts'

/** What a decision does when it is asked. */
export type Logic = (world: World) => Value

/** Compiles the texts of one file, and gathers what is wrong with them. */
export type Workshop = {
  expression: (source: string, element: Element, where: string) => Expression
  tests: (source: string, element: Element, where: string) => Tests
  /** Values of a list of literals, such as `"high", "low"`. */
  constants: (source: string, element: Element) => Value[]
  refuse: (element: Element, message: string) => void
}

/** A workshop that writes its problems into the list; `spelled` are the names of inputs and decisions. */
export function workshop(spelled: string[], functions: Iterable<string> | undefined, problems: Problem[]): Workshop {
  const options = { spelled, ...(functions ? { functions } : {}) }
  const refuse = (element: Element, message: string) => {
    problems.push({ level: 'error', element: idOf(element), message })
  }
  const attempt = <T>(work: () => T, otherwise: T, source: string, element: Element, where: string): T => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof FeelProblem)) throw error
      refuse(element, `${where}「${source}」写得不对：${error.message}`)
      return otherwise
    }
  }
  const expression: Workshop['expression'] = (source, element, where) =>
    attempt(() => compileFeel(source, options), { text: source, evaluate: () => null }, source, element, where)
  return {
    refuse,
    expression,
    tests: (source, element, where) =>
      attempt(() => compileUnaryTests(source, options), { text: source, matches: () => false }, source, element, where),
    constants: (source, element) => {
      const list = expression(`[${source}]`, element, '允许的值').evaluate(NOWHERE)
      return Array.isArray(list) ? list : []
    },
  }
}

/** Compiles the logic of a decision: a decision table or a literal expression. */
export function compileLogic(decision: Element, tools: Workshop): Logic {
  const logic = child(decision, 'decisionLogic')
  const type = typeOfVariable(decision)
  if (logic?.$type === 'dmn:DecisionTable') return compileTable(logic, tools)
  if (logic?.$type === 'dmn:LiteralExpression') {
    const expression = tools.expression(text(logic, 'text') ?? '', decision, '判定的表达式')
    return (world) => coerce(expression.evaluate(world), type)
  }
  tools.refuse(decision, '判定要有判定表或表达式，其他写法现在还不能运行。')
  return () => null
}

export function typeOfVariable(element: Element): string | undefined {
  const variable = child(element, 'variable')
  return variable && text(variable, 'typeRef')
}

const NOWHERE: World = { look: () => undefined, now: '', zone: 'UTC', functions: {} }

/** The element itself, or the nearest one around it that has an id. */
function idOf(element: Element): string {
  for (let at: Element | undefined = element; at; at = at.$parent) {
    if (at.id) return at.id
  }
  return ''
}

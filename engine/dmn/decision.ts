import type { Run } from '../feel/compile.ts'
import { toFeel } from '../feel/json.ts'
import { FeelError } from '../feel/scope.ts'
import { compileBoxed, expressionIn } from './boxed.ts'
import { directTable } from './direct.ts'
import { type Answering, frameFor, type Graph, scopeOf } from './graph.ts'
import type { DrgElement } from './model.ts'
import { askTable, readTable } from './table.ts'
import { attribute, childOf, type XmlNode } from './tree.ts'
import { baseOf, type ItemType, readText } from './type.ts'
import { isStrict, nothing, typed, typedRun, type Workshop } from './workshop.ts'

/**
 * A decision (DMN 1.5, 6.2.3): its logic, in a frame with what it requires, as the type of its variable. What cannot go on
 * is null with the reason, unless the one who asks wants to hear of it at once.
 */
export function compileDecision(element: DrgElement, graph: Graph, tools: Workshop): Answering {
  const logic = expressionIn(element.node)
  if (!logic) {
    tools.refuse(element.node, '判定要有判定表或表达式。')
    return () => null
  }
  const type = variableType(element, tools)
  const run = typedRun(type, compileDecisionLogic(logic, element, graph, tools, type), `「${element.name}」`)
  return (question) => {
    const frame = frameFor(graph, element, question)
    try {
      return run(frame)
    } catch (error) {
      if (isStrict(frame) || !(error instanceof FeelError || error instanceof RangeError)) throw error
      return nothing(frame, error.message)
    }
  }
}

/** A table at the top of a decision may have a short way to its answer. */
function compileDecisionLogic(logic: XmlNode, element: DrgElement, graph: Graph, tools: Workshop, type: ItemType): Run {
  if (logic.name !== 'decisionTable' || attribute(logic, 'typeRef')) {
    return compileBoxed(logic, scopeOf(graph, element), tools)
  }
  const table = readTable(logic, scopeOf(graph, element), tools)
  const direct = directTable(table, type, (name) => {
    const required = graph.requires[element.index]!.find((one) => one.prefix === '' && one.name === name)
    if (!required) return graph.declared.has(name) ? undefined : { name, type: { is: 'any' } }
    const isOwn = required.element.kind === 'input' && required.element.model === element.model
    return isOwn ? { name, type: variableType(required.element, tools), isDeclared: true } : undefined
  })
  if (direct) graph.direct.set(element, direct)
  return (frame) => askTable(table, frame)
}

/** An input (DMN 1.5, 6.2.5), from the facts: under its name, or as `namespace#name`, which comes first for one of an imported file. */
export function compileInput(element: DrgElement, graph: Graph, tools: Workshop): Answering {
  return given(element, graph, tools)
}

/** What the facts say of an element, as the type of its variable. */
export function given(element: DrgElement, graph: Graph, tools: Workshop): Answering {
  const type = variableType(element, tools)
  const qualified = `${element.model.namespace}#${element.name}`
  const isOwn = element.model === graph.library.model
  return ({ facts, frame }) => {
    const isPlain = Object.hasOwn(facts, isOwn ? element.name : qualified) === isOwn
    const name = isPlain ? element.name : qualified
    const value = Object.hasOwn(facts, name) ? toFeel(facts[name]) : null
    return typed(type, readText(value, type), frame, `「${element.name}」`)
  }
}

/** The type of an element's variable; that of a function is what the function gives. */
export function variableType({ node }: DrgElement, tools: Workshop): ItemType {
  const variable = childOf(node, 'variable')
  return tools.type(variable && attribute(variable, 'typeRef'), variable ?? node)
}

/** The type of what an invocable gives: its variable has the type of the function, or, as older files write it, of the result. */
export function resultType(element: DrgElement, tools: Workshop): ItemType {
  const type = variableType(element, tools)
  const base = baseOf(type)
  return base.is === 'function' ? (base.result?.() ?? { is: 'any' }) : type
}

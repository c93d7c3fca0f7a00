import { toFeel } from '../feel/json.ts'
import { FeelError } from '../feel/scope.ts'
import { compileBoxed, expressionIn } from './boxed.ts'
import { type Answering, frameFor, type Graph, scopeOf } from './graph.ts'
import type { DrgElement } from './model.ts'
import { attribute, childOf } from './tree.ts'
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
  const run = typedRun(
    variableType(element, tools),
    compileBoxed(logic, scopeOf(graph, element), tools),
    `「${element.name}」`,
  )
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

/** An input (DMN 1.5, 6.2.5), from the facts: `namespace#name` for one of an imported file, else its name. */
export function compileInput(element: DrgElement, _: Graph, tools: Workshop): Answering {
  return given(element, tools)
}

/** What the facts say of an element, as the type of its variable. */
export function given(element: DrgElement, tools: Workshop): Answering {
  const type = variableType(element, tools)
  const qualified = `${element.model.namespace}#${element.name}`
  return ({ facts, frame }) => {
    const name = Object.hasOwn(facts, qualified) ? qualified : element.name
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

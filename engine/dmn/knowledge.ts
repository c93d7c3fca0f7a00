import { toFeel } from '../feel/json.ts'
import { inner } from '../feel/scope.ts'
import type { FeelFunction } from '../feel/values.ts'
import { compileBoxed } from './boxed.ts'
import { resultType } from './decision.ts'
import { compileBody, functionValue, parametersOf } from './function.ts'
import { type Answering, frameFor, type Graph, type Question, scopeOf } from './graph.ts'
import type { DrgElement } from './model.ts'
import { childOf } from './tree.ts'
import { readText } from './type.ts'
import { typedRun, type Workshop } from './workshop.ts'

/**
 * A business knowledge model (DMN 1.5, 6.2.4): a function that sees its parameters and what it requires. It may call itself;
 * what it requires is looked up when it is called.
 */
export function compileKnowledge(element: DrgElement, graph: Graph, tools: Workshop): Answering {
  const logic = childOf(element.node, 'encapsulatedLogic')
  if (!logic) {
    tools.refuse(element.node, `业务知识模型「${element.name}」没有内容。`)
    return () => null
  }
  const parameters = parametersOf(logic, tools)
  const scope = [...scopeOf(graph, element), element.name]
  const body = compileBody(logic, parameters, scope, tools, (node, seen) => compileBoxed(node, seen, tools))
  const run = typedRun(resultType(element, tools), body, `「${element.name}」`)
  const asFunction = (question: Question): FeelFunction => {
    const self = functionValue(
      parameters,
      (args) => {
        const outer = frameFor(graph, element, question)
        outer.names.set(element.name, self)
        return run(inner(outer, args))
      },
      question.frame,
    )
    return self
  }
  // Asked as such it takes its arguments from the facts.
  graph.invocables.set(element, (question) => {
    const args = parameters.map(({ name, type }) => {
      return readText(Object.hasOwn(question.facts, name) ? toFeel(question.facts[name]) : null, type)
    })
    return asFunction(question).call(args)
  })
  return asFunction
}

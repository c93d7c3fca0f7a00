import type { Value } from '../feel/values.ts'
import { given, resultType, variableType } from './decision.ts'
import { functionValue } from './function.ts'
import { type Answering, type Graph, type Question, referred, valueIn } from './graph.ts'
import type { DrgElement } from './model.ts'
import { attribute, childrenOf } from './tree.ts'
import { typed, type Workshop } from './workshop.ts'

/**
 * A decision service (DMN 1.5, 6.2.7) as a function for FEEL: input data first, then input decisions. A call asks a question
 * of its own, in which its inputs are what was given and input decisions are not decided; nothing of it is seen outside.
 */
export function compileService(element: DrgElement, graph: Graph, tools: Workshop): Answering {
  const { inputs, outputs } = partsOf(element, graph, tools)
  const result = resultType(element, tools)
  const parameters = inputs.map((input) => ({ name: input.name, type: variableType(input, tools) }))
  const readers = inputs.map((input) => given(input, graph, tools))
  const ask = (question: Question) => {
    return typed(result, outputOf(graph, outputs, question), question.frame, `「${element.name}」`)
  }
  // Asked as such it takes its inputs from the facts; what is not given is null.
  graph.invocables.set(element, (question) => {
    const own: Question = { ...question, values: [] }
    for (const [at, input] of inputs.entries()) own.values[input.index] = readers[at]!(question)
    return ask(own)
  })
  return ({ frame }) =>
    functionValue(
      parameters,
      (args) => {
        const own: Question = { frame, facts: {}, values: [] }
        for (const input of inputs) own.values[input.index] = args.get(input.name) ?? null
        return ask(own)
      },
      frame,
    )
}

function partsOf(element: DrgElement, graph: Graph, tools: Workshop): { inputs: DrgElement[]; outputs: DrgElement[] } {
  const named = (kind: string) =>
    childrenOf(element.node, kind).flatMap((node) => {
      const found = referred(attribute(node, 'href'), element.model, graph.library)
      if (!found)
        tools.refuse(node, `决策服务「${element.name}」里的「${attribute(node, 'href') ?? ''}」在文件里没有。`)
      return found ?? []
    })
  const outputs = named('outputDecision')
  if (outputs.length === 0) tools.refuse(element.node, `决策服务「${element.name}」没有输出的判定。`)
  named('encapsulatedDecision')
  return { inputs: [...named('inputData'), ...named('inputDecision')], outputs }
}

/** The value of the one output decision, or a context with those of all. */
function outputOf(graph: Graph, outputs: DrgElement[], question: Question): Value {
  const [first, ...others] = outputs
  if (!first) return null
  if (others.length === 0) return valueIn(graph, question, first)
  return new Map(outputs.map((output): [string, Value] => [output.name, valueIn(graph, question, output)]))
}

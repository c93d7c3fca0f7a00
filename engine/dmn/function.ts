import type { Run } from '../feel/compile.ts'
import { externalFunction } from '../feel/external.ts'
import { type Frame, inner, look } from '../feel/scope.ts'
import type { FeelFunction, Value } from '../feel/values.ts'
import type { Compile } from './boxed.ts'
import { attribute, childrenOf, type XmlNode } from './tree.ts'
import { convert, type ItemType, sayType } from './type.ts'
import { nothing, type Scope, typedRun, type Workshop } from './workshop.ts'

export type Parameter = { name: string; type: ItemType }

/**
 * Compiles a function definition (DMN 1.5, 10.2.1.7): its value is the function, which sees what stands around it. One in
 * PMML, and in Java that is not known here, gives null when it is called, with the reason.
 */
export function compileFunction(node: XmlNode, scope: Scope, tools: Workshop, compile: Compile): Run {
  const parameters = parametersOf(node, tools)
  const body = compileBody(node, parameters, scope, tools, compile)
  return (frame) => functionValue(parameters, (args) => body(inner(frame, args)), frame)
}

/** The parameters of a function definition with their types. */
export function parametersOf(node: XmlNode, tools: Workshop): Parameter[] {
  return childrenOf(node, 'formalParameter').map((parameter) => ({
    name: attribute(parameter, 'name') ?? '',
    type: tools.type(attribute(parameter, 'typeRef'), parameter),
  }))
}

/** What a function definition does, with its parameters in the frame. */
export function compileBody(
  node: XmlNode,
  parameters: readonly Parameter[],
  scope: Scope,
  tools: Workshop,
  compile: Compile,
): Run {
  const kind = attribute(node, 'kind') ?? 'FEEL'
  const body = bodyOf(node)
  if (!body && kind === 'FEEL') tools.refuse(node, '函数没有内容。')
  const run: Run = body ? compile(body, [...scope, ...parameters.map(({ name }) => name)]) : () => null
  const type = tools.type(attribute(node, 'typeRef'), node)
  if (kind === 'FEEL') return typedRun(type, run, '函数的结果')
  return typedRun(type, external(kind, parameters, run), '函数的结果')
}

/** What is known of Java is said in engine/feel/external.ts; of PMML there is nothing. */
function external(kind: string, parameters: readonly Parameter[], mapping: Run): Run {
  const names = parameters.map(({ name }) => name)
  return (frame) => {
    const known = kind === 'Java' ? externalFunction(names, new Map([['java', mapping(frame)]])) : null
    if (known) return known.call(names.map((name) => look(frame, name)))
    return nothing(frame, `${kind} 函数在这里不能运行，结果为空。请改用 FEEL。`)
  }
}

function bodyOf(node: XmlNode): XmlNode | undefined {
  return node.children.find((child) => !['formalParameter', 'description'].includes(child.name))
}

/**
 * A function for FEEL. An argument that does not conform to its parameter makes the whole call null (DMN 1.5, 10.3.2.13.1).
 * `frame` is where it was made, to say why something is null.
 */
export function functionValue(
  parameters: readonly Parameter[],
  call: (args: Map<string, Value>) => Value,
  frame: Frame,
): FeelFunction {
  return {
    is: 'function',
    parameters: parameters.map(({ name }) => name),
    call: (given) => {
      const args = new Map<string, Value>()
      for (const [index, { name, type }] of parameters.entries()) {
        const value = convert(type, given[index] ?? null, frame)
        if (value === undefined) return nothing(frame, `参数「${name}」不是允许的值（${sayType(type)}）。`)
        args.set(name, value)
      }
      return call(args)
    },
  }
}

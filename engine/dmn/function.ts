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
 * PMML gives null, and so does one in Java but for some of its library when it is called, with the reason: nothing but FEEL runs here.
 */
export function compileFunction(node: XmlNode, scope: Scope, tools: Workshop, compile: Compile): Run {
  const parameters = parametersOf(node, tools)
  const body = compileBody(node, [...scope, ...parameters.map(({ name }) => name)], tools, compile)
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
export function compileBody(node: XmlNode, scope: Scope, tools: Workshop, compile: Compile): Run {
  const kind = attribute(node, 'kind') ?? 'FEEL'
  if (kind === 'Java') return compileJava(node, scope, tools, compile)
  if (kind !== 'FEEL') return (frame) => nothing(frame, `${kind} 函数在这里不能运行，结果为空。请改用 FEEL。`)
  const body = node.children.find((child) => !['formalParameter', 'description'].includes(child.name))
  if (body) return typedRun(tools.type(attribute(node, 'typeRef'), node), compile(body, scope), '函数的结果')
  tools.refuse(node, '函数没有内容。')
  return () => null
}

/** The library functions of Java that FEEL knows; its body is a context with the class and the method. */
function compileJava(node: XmlNode, scope: Scope, tools: Workshop, compile: Compile): Run {
  const names = parametersOf(node, tools).map(({ name }) => name)
  const body = node.children.find((child) => child.name === 'context')
  const run: Run = body ? compile(body, scope) : () => null
  return (frame) => {
    const found = externalFunction(names, new Map([['java', run(frame)]]))
    return found
      ? found.call(names.map((name) => look(frame, name)))
      : nothing(frame, '这个 Java 函数在这里不能运行，结果为空。')
  }
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

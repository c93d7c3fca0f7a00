import type { Ast } from '../feel/ast.ts'
import { compile, compileTests, FeelProblem, type Run } from '../feel/compile.ts'
import { checkNames } from '../feel/names.ts'
import { parseFeel } from '../feel/parse.ts'
import { FeelError, type Frame, nowhere, outermost, type World } from '../feel/scope.ts'
import type { Value } from '../feel/values.ts'
import type { Problem } from '../types.ts'
import { itemTypes, type Types } from './item.ts'
import type { Model } from './model.ts'
import { problemAt } from './parse.ts'
import type { XmlNode } from './tree.ts'
import { allowedBy, convert, feelType, type ItemType, sayType } from './type.ts'

/** Names that an expression sees beside those of the world. */
export type Scope = readonly string[]

/** Unary tests: their tree, and whether an input passes them in a frame. */
export type UnaryTests = {
  text: string
  tests: readonly Ast[]
  negated: boolean
  passes: (input: Value, frame: Frame) => boolean
}

/** Compiles the texts of one file, and gathers what is wrong with them. */
export type Workshop = {
  expression: (source: string, node: XmlNode, where: string, scope: Scope) => { ast: Ast; run: Run }
  tests: (source: string, node: XmlNode, where: string, scope: Scope) => UnaryTests
  /** Values of a list of literals, such as `"high", "low"`; none where it is something else. */
  constants: (source: string) => readonly Value[]
  type: (typeRef: string | undefined, node: XmlNode) => ItemType
  refuse: (node: XmlNode, message: string) => void
  /** Whether a call that cannot work gives null instead of being refused. */
  lenient: boolean
}

/** What a session gathers beside values: why something is null. `strict` sessions stop at the first reason. */
export type Session = { reasons: string[]; strict: boolean }

const sessions = new WeakMap<Frame['run'], Session>()

/** A frame to begin with, in a session that hears why something is null. */
export function begin(world: World, session: Session): Frame {
  const frame = outermost(world)
  sessions.set(frame.run, session)
  return frame
}

/** Whether the one who asks wants to hear at once why something is null. */
export function isStrict(frame: Frame): boolean {
  return sessions.get(frame.run)?.strict ?? false
}

/** Says why something is null. Throws `FeelError` in a strict session. */
export function nothing(frame: Frame, reason: string): null {
  const session = sessions.get(frame.run)
  if (session?.strict) throw new FeelError(reason)
  session?.reasons.push(reason)
  return null
}

/** A value as a type, or null with the reason. */
export function typed(type: ItemType, value: Value, frame: Frame, what: string): Value {
  if (type.is === 'any') return value
  const converted = convert(type, value, frame)
  return converted === undefined ? nothing(frame, `${what}不是允许的值（${sayType(type)}）。`) : converted
}

/** A run whose result is of a type. */
export function typedRun(type: ItemType, run: Run, what: string): Run {
  return type.is === 'any' ? run : (frame) => typed(type, run(frame), frame, what)
}

/** A workshop for a file; the types of its imports come from their own workshops. */
export function workshop(
  model: Model,
  typesOf: (model: Model) => Types,
  spelled: Scope,
  { functions, tolerant: lenient = false }: { functions?: Iterable<string>; tolerant?: boolean },
  problems: Problem[],
): Workshop & { types: Types } {
  const refuse = (node: XmlNode, message: string) => {
    problems.push(problemAt(node, message))
  }
  const attempt = <T>(work: () => T, otherwise: T, source: string, node: XmlNode, where: string): T => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof FeelProblem)) throw error
      refuse(node, `${where}「${source}」写得不对：${error.message}`)
      return otherwise
    }
  }
  const check = (ast: Ast, scope: Scope) => {
    if (functions) checkNames(ast, { functions: [...functions, ...scope] })
    return ast
  }
  const reading = (node: XmlNode, scope: Scope) => ({
    names: [...spelled, ...scope],
    types: (name: string) => feelType(types.named(name, node)),
    lenient,
  })
  const expression: Workshop['expression'] = (source, node, where, scope) => {
    const read = () => {
      const ast = check(parseFeel(source, 'Expression', reading(node, scope)), scope)
      return { ast, run: compile(ast, { lenient }) }
    }
    const broken = { ast: { is: 'literal' as const, value: null }, run: () => null }
    return attempt(read, broken, source, node, where)
  }
  const tests: Workshop['tests'] = (source, node, where, scope) => {
    const read = (): UnaryTests => {
      const parsed = parseFeel(source, 'UnaryTests', reading(node, scope))
      for (const ast of parsed.tests) check(ast, scope)
      return { text: source, ...parsed, passes: compileTests(parsed, { lenient }) }
    }
    const broken: UnaryTests = { text: source, tests: [], negated: true, passes: () => false }
    return attempt(read, broken, source, node, where)
  }
  const constants = (source: string): readonly Value[] => {
    try {
      const list = compile(parseFeel(`[${source}]`, 'Expression', { names: spelled }))(nowhere())
      return Array.isArray(list) ? list : []
    } catch (error) {
      if (error instanceof FeelProblem || error instanceof FeelError) return []
      throw error
    }
  }
  const constraint = (source: string, node: XmlNode) => {
    const { text, passes } = tests(source, node, '允许的值', [])
    return { text, holds: passes }
  }
  const types = itemTypes(model, typesOf, { constraint, constants, refuse })
  return { expression, tests, constants, refuse, lenient, types, type: (typeRef, node) => types.named(typeRef, node) }
}

/** The values that an output may have, best first (DMN 1.5, 8.2.10): its own list, else that of its type. */
export function valuesOf(source: string | undefined, type: ItemType, tools: Workshop): readonly Value[] {
  return source ? tools.constants(source) : allowedBy(type)
}

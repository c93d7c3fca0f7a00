import type { Frame } from '../feel/scope.ts'
import type { Value } from '../feel/values.ts'
import type { Facts, Problem } from '../types.ts'
import type { Direct } from './direct.ts'
import type { DrgElement, Library, Model } from './model.ts'
import { problemAt } from './parse.ts'
import { attribute, childOf, childrenOf } from './tree.ts'
import type { Scope } from './workshop.ts'

/**
 * One question to a graph: what is given, and what has been found so far, by index of the elements. A service that is called
 * asks a question of its own, in the frame of the one before.
 */
export type Question = { frame: Frame; facts: Facts; values: (Value | undefined)[] }

/** How the value of an element is found; each is asked at most once in a question. */
export type Answering = (question: Question) => Value

/** What an element needs, by the name under which it sees it; `prefix` is the name of an import. */
export type Requirement = { prefix: string; name: string; element: DrgElement }

/** A compiled graph: how to find the value of each element, by index. */
export type Graph = {
  library: Library
  requires: Requirement[][]
  answering: Answering[]
  /** Services and business knowledge models asked as such, not as functions. */
  invocables: Map<DrgElement, Answering>
  /** Decisions that a short way answers. */
  direct: Map<DrgElement, Direct>
  /** Names of inputs, decisions and functions: an expression sees them only where they are required. */
  declared: ReadonlySet<string>
}

/** The value of an element in a question. */
export function valueIn(graph: Graph, question: Question, element: DrgElement): Value {
  const known = question.values[element.index]
  if (known !== undefined) return known
  const value = graph.answering[element.index]!(question)
  question.values[element.index] = value
  return value
}

/** A graph of which no element is compiled yet. Requirements that are not there are problems. */
export function graphOf(library: Library): Graph {
  const { elements } = library
  return {
    library,
    requires: elements.map((element) => requirementsOf(element, library)),
    answering: [],
    invocables: new Map(),
    direct: new Map(),
    declared: new Set(elements.map(({ name }) => name)),
  }
}

/** A frame with what an element needs, and nothing else of the graph (DMN 1.5, 10.4). */
export function frameFor(graph: Graph, element: DrgElement, question: Question): Frame {
  const names = new Map<string, Value>()
  for (const { prefix, name, element: needed } of graph.requires[element.index]!) {
    const value = valueIn(graph, question, needed)
    const group = prefix === '' ? undefined : names.get(prefix)
    if (prefix === '') names.set(name, value)
    else if (group instanceof Map) group.set(name, value)
    else names.set(prefix, new Map([[name, value]]))
  }
  return { run: question.frame.run, names }
}

/** The names that an element sees in its expressions. */
export function scopeOf(graph: Graph, element: DrgElement): Scope {
  return graph.requires[element.index]!.flatMap(({ prefix, name }) => (prefix === '' ? [name] : [prefix, name]))
}

/** The element that a reference means: `#id` in its own file, `namespace#id` in an imported one. */
export function referred(href: string | undefined, model: Model, library: Library): DrgElement | undefined {
  const [namespace, id] = href?.includes('#') ? split(href) : ['', href]
  if (namespace === '' || namespace === model.namespace) {
    const own = model.elements.find((element) => element.id === id)
    if (own || namespace === '') return own
  }
  const imports = [...model.imports.values()]
  const isNamed = (other: Model) => other.namespace === namespace || attribute(other.root, 'id') === namespace
  const named = [...imports.filter(isNamed), ...library.elements.map((element) => element.model).filter(isNamed)]
  return named.flatMap((other) => other.elements).find((element) => element.id === id)
}

function split(href: string): [string, string] {
  const at = href.lastIndexOf('#')
  return [href.slice(0, at), href.slice(at + 1)]
}

function requirementsOf(element: DrgElement, library: Library): Requirement[] {
  const wanted = ['informationRequirement', 'knowledgeRequirement'].flatMap((kind) => childrenOf(element.node, kind))
  return wanted.flatMap((node) => {
    const target = childOf(node, 'requiredDecision', 'requiredInput', 'requiredKnowledge')
    const href = target && attribute(target, 'href')
    const found = referred(href, element.model, library)
    if (found) return requirement(element, found)
    library.problems.push(
      problemAt(node, `「${element.name}」需要的「${href?.replace(/^#/, '') ?? ''}」在文件里没有。`),
    )
    return []
  })
}

function requirement(by: DrgElement, element: DrgElement): Requirement {
  const found = [...by.model.imports].find(([, model]) => model === element.model)
  return { prefix: found?.[0] ?? '', name: element.name, element }
}

/** Decisions that need their own answer. Functions may call themselves. */
export function circles({ library, requires }: Graph): Problem[] {
  const needs = (from: DrgElement) =>
    requires[from.index]!.map(({ element }) => element).filter(({ kind }) => kind === 'decision')
  const reaches = (from: DrgElement, goal: DrgElement, seen: Set<DrgElement>): boolean =>
    needs(from).some((next) => {
      if (next === goal) return true
      if (seen.has(next)) return false
      seen.add(next)
      return reaches(next, goal, seen)
    })
  return library.elements
    .filter((element) => element.kind === 'decision' && reaches(element, element, new Set()))
    .map((element) => problemAt(element.node, `「${element.name}」绕一圈又需要它自己的结果。`))
}

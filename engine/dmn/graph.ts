import type { Frame } from '../feel/scope.ts'
import type { Value } from '../feel/values.ts'
import type { Facts, Problem } from '../types.ts'
import { compileDecision, compileInput } from './decision.ts'
import type { Direct } from './direct.ts'
import { compileKnowledge } from './knowledge.ts'
import type { DrgElement, Library, Model } from './model.ts'
import { problemAt } from './parse.ts'
import { compileService } from './service.ts'
import { attribute, childOf, childrenOf } from './tree.ts'
import type { Scope, Workshop } from './workshop.ts'

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
  /** Services asked as such, not as functions. */
  services: Map<DrgElement, Answering>
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

/**
 * Compiles the elements of a file and of those it imports (DMN 1.5, 6.2 and 10.4). Requirements that are not there and
 * decisions that need their own result are problems.
 */
export function compileGraph(library: Library, toolsOf: (model: Model) => Workshop): Graph {
  const { elements, problems } = library
  const requires = elements.map((element) => requirementsOf(element, library))
  const graph: Graph = {
    library,
    requires,
    answering: [],
    services: new Map(),
    direct: new Map(),
    declared: new Set(elements.map(({ name }) => name)),
  }
  graph.answering = elements.map((element) => COMPILE[element.kind](element, graph, toolsOf(element.model)))
  problems.push(...circles(graph))
  return graph
}

const COMPILE: { readonly [kind in DrgElement['kind']]: typeof compileDecision } = {
  input: compileInput,
  decision: compileDecision,
  knowledge: compileKnowledge,
  service: compileService,
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
function circles({ library, requires }: Graph): Problem[] {
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

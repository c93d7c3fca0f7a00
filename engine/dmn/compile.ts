import { ModelRefused } from '../bpmn/model.ts'
import { fromFeel, toFeel } from '../feel/json.ts'
import { FeelError } from '../feel/scope.ts'
import type { Value } from '../feel/values.ts'
import type { Env, Facts, Json, Problem } from '../types.ts'
import { compileDecision, compileInput } from './decision.ts'
import type { Direct } from './direct.ts'
import { circles, type Graph, graphOf, type Question, valueIn } from './graph.ts'
import type { Types } from './item.ts'
import { compileKnowledge } from './knowledge.ts'
import { type DrgElement, type Library, type Model, readLibrary } from './model.ts'
import { compileService } from './service.ts'
import { attribute, type XmlNode } from './tree.ts'
import { begin, type Session, type Workshop, workshop } from './workshop.ts'

export type Surroundings = Partial<Pick<Env, 'now' | 'zone' | 'functions'>>

/** The decisions of one file. `names` are those that can be asked; ids, and names of services and functions, are understood too. */
export type Decisions = {
  names: string[]
  /** What is wrong with the file but does not keep it from running, where it was read tolerantly. */
  problems: Problem[]
  /**
   * Asks a decision, a decision service or a business knowledge model. Facts are plain data (money and dates tagged, or text where the model declares
   * the type), and so is the answer, so that it fits `Env.decide`. Throws for a name that is not there, and with the reason
   * where something is null by mistake: a broken hit policy, an input outside its allowed values, `today()` without a clock.
   */
  decide: (name: string, facts: Facts, surroundings?: Surroundings) => Json
  /** The same as the standard has it: nothing is thrown, what cannot be answered is null, and why stands beside it. */
  answer: (name: string, facts: Facts, surroundings?: Surroundings) => { value: Json; reasons: string[] }
}

/**
 * `functions`: those that expressions may call beside the built-in ones; not given, they are not checked. `sources`: the
 * texts of files that this one may import. `tolerant`: an expression with a mistake is null and the rest runs, instead of
 * the file being refused.
 */
export type DecisionOptions = { functions?: Iterable<string>; sources?: readonly string[]; tolerant?: boolean }

/**
 * Makes the decisions of a DMN 1.5 file ready to run: the whole of its requirements graph, with what it imports.
 * Throws `ModelRefused` with every problem at once.
 */
export async function compileDecisions(xml: string, options: DecisionOptions = {}): Promise<Decisions> {
  const library = readLibrary(xml, options.sources ?? [])
  const { problems } = library
  const decisions = library.elements.filter(({ kind, model }) => kind === 'decision' && model === library.model)
  const isReadable = library.model.root.name === 'definitions'
  if (problems.length > 0 && !(options.tolerant && isReadable)) throw new ModelRefused(problems)
  const graph = compileGraph(library, toolsFor(library, options))
  problems.push(...twins(decisions))
  if (decisions.length === 0) problems.push({ level: 'error', element: '', message: '文件里没有判定。' })
  if (problems.length > 0 && !options.tolerant) throw new ModelRefused(unique(problems))
  const direct = directOf(graph, decisions)
  return {
    names: decisions.map(({ name }) => name),
    problems,
    decide(name, facts, surroundings) {
      const short = direct.get(name)?.(facts)
      if (short !== undefined) return short
      return fromFeel(ask(graph, name, facts, surroundings, { reasons: [], strict: true }))
    },
    answer(name, facts, surroundings) {
      const session: Session = { reasons: [], strict: false }
      const value = ask(graph, name, facts, surroundings, session)
      try {
        return { value: fromFeel(value), reasons: session.reasons }
      } catch (error) {
        if (!(error instanceof FeelError)) throw error
        return { value: null, reasons: [...session.reasons, error.message] }
      }
    },
  }
}

/** Short ways by name, and by id where no decision has that name. */
function directOf(graph: Graph, decisions: DrgElement[]): Map<string, Direct | undefined> {
  const named = (key: 'id' | 'name') =>
    decisions.map((one): [string, Direct | undefined] => [one[key], graph.direct.get(one)])
  return new Map([...named('id'), ...named('name')])
}

function ask(graph: Graph, name: string, facts: Facts, given: Surroundings = {}, session: Session): Value {
  const element = find(graph, name)
  const isDeclared = graph.declared
  const world = {
    look: (other: string) => (!isDeclared.has(other) && Object.hasOwn(facts, other) ? toFeel(facts[other]) : undefined),
    now: given.now ?? '',
    zone: given.zone ?? 'Asia/Shanghai',
    functions: given.functions ?? {},
    ...(session.strict ? {} : { warn: (reason: string) => session.reasons.push(reason) }),
  }
  const question: Question = { frame: begin(world, session), facts, values: [] }
  try {
    return graph.invocables.get(element)?.(question) ?? valueIn(graph, question, element)
  } catch (error) {
    if (error instanceof RangeError) throw new FeelError(`判定「${name}」算不下去：${error.message}`)
    throw error
  }
}

function find({ library: { elements, model } }: Graph, name: string): DrgElement {
  const own = elements.filter((element) => element.model === model)
  const found =
    own.find((element) => element.name === name && element.kind === 'decision') ??
    own.find((element) => element.name === name || element.id === name) ??
    own.find(({ node }) => attribute(node, 'name') === name) ??
    elements.find((element) => `${element.model.namespace}#${element.name}` === name)
  if (!found) throw new Error(`没有叫「${name}」的判定规则。`)
  return found
}

/** Compiles the elements of a file and of those it imports (DMN 1.5, 6.2 and 10.4). */
function compileGraph(library: Library, toolsOf: (model: Model) => Workshop): Graph {
  const graph = graphOf(library)
  graph.answering = library.elements.map((element) => COMPILE[element.kind](element, graph, toolsOf(element.model)))
  library.problems.push(...circles(graph))
  return graph
}

const COMPILE: { readonly [kind in DrgElement['kind']]: typeof compileDecision } = {
  input: compileInput,
  decision: compileDecision,
  knowledge: compileKnowledge,
  service: compileService,
}

function toolsFor(library: Library, options: DecisionOptions): (model: Model) => Workshop {
  const made = new Map<Model, Workshop & { types: Types }>()
  const spelled = [...new Set(library.elements.flatMap(({ model }) => spelledIn(model.root)))]
  const toolsOf = (model: Model): Workshop & { types: Types } => {
    const known =
      made.get(model) ?? workshop(model, (other) => toolsOf(other).types, spelled, options, library.problems)
    made.set(model, known)
    return known
  }
  return toolsOf
}

/** Names of parts that are more than one word: they are read as one wherever they stand, as behind a dot. */
function spelledIn(node: XmlNode): string[] {
  const isPart = PARTS.includes(node.name) || (node.name === 'variable' && node.parent?.name === 'contextEntry')
  const name = isPart ? attribute(node, 'name') : undefined
  const own = name && /[^\p{L}\p{N}_]/u.test(name) ? [name] : []
  return [...own, ...node.children.flatMap(spelledIn)]
}

const PARTS = ['itemComponent', 'column', 'output']

function twins(decisions: DrgElement[]): Problem[] {
  return decisions
    .filter(({ name }, index) => decisions.findIndex((other) => other.name === name) !== index)
    .map(({ id, name, node }) => ({
      level: 'error',
      element: id,
      line: node.line,
      message: `有两个判定都叫「${name}」。`,
    }))
}

function unique(problems: Problem[]): Problem[] {
  const key = ({ element, line, message }: Problem) => `${element} ${line} ${message}`
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()]
}

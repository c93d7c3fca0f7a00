import { ModelRefused } from '../bpmn/model.ts'
import { child, children, type Element, text } from '../element.ts'
import { fromFeel, toFeel } from '../feel/json.ts'
import type { World } from '../feel/scope.ts'
import type { Value } from '../feel/values.ts'
import type { Env, Facts, Json, Problem } from '../types.ts'
import { compileLogic, type Logic, typeOfVariable, workshop } from './logic.ts'
import { parseDmn } from './parse.ts'
import { coerce } from './type.ts'

/** The decisions of one file. `names` are those that can be asked; ids are understood too. */
export type Decisions = {
  names: string[]
  /**
   * Asks a decision. Facts are plain data (money and dates tagged, or text where the model declares the type), and so is
   * the answer, so that it fits `Env.decide`. Throws for a name that is not there, for a broken hit policy, for an input
   * outside its allowed values, and where `today()` is used without a clock.
   */
  decide: (name: string, facts: Facts, surroundings?: Surroundings) => Json
  /** The same as the standard has it: nothing is thrown, what cannot be answered is null, and why stands beside it. */
  answer: (name: string, facts: Facts, surroundings?: Surroundings) => { value: Json; reasons: string[] }
}

type Surroundings = Partial<Pick<Env, 'now' | 'zone' | 'functions'>>

type Decision = { id: string; name: string; requires: string[]; logic: Logic; type?: string }
type Graph = { decisions: Map<string, Decision>; named: Map<string, Decision>; types: Map<string, string> }

/**
 * Makes the decisions of a DMN file ready to run: decision tables and literal expressions, which may require each other.
 * Throws `ModelRefused` with every problem at once.
 */
export async function compileDecisions(
  xml: string,
  options: { functions?: Iterable<string>; sources?: readonly string[] } = {},
): Promise<Decisions> {
  const { decisions, inputs, lines, problems } = await parseDmn(xml)
  const spelled = [...decisions, ...inputs].map(nameOf)
  const tools = workshop(spelled, options.functions, problems)
  const compiled = decisions.map((element) => ({
    id: element.id ?? '',
    name: nameOf(element),
    requires: requiredDecisions(element, problems, decisions, inputs),
    logic: compileLogic(element, tools),
  }))
  const graph: Graph = {
    decisions: new Map(compiled.map((decision) => [decision.id, decision])),
    named: new Map(compiled.map((decision) => [decision.name, decision])),
    types: typesOf(inputs),
  }
  problems.push(...circles(graph), ...twins(compiled))
  if (decisions.length === 0 && problems.length === 0) problems.push(problem('', '文件里没有判定。'))
  if (problems.length > 0) throw new ModelRefused(problems.map((found) => ({ ...lineOf(found, lines), ...found })))
  return {
    names: compiled.map((decision) => decision.name),
    decide: (name, facts, surroundings) => fromFeel(ask(graph, find(graph, name), facts, surroundings)),
    answer: (name, facts, surroundings) => {
      try {
        return { value: fromFeel(ask(graph, find(graph, name), facts, surroundings)), reasons: [] }
      } catch (error) {
        return { value: null, reasons: [error instanceof Error ? error.message : String(error)] }
      }
    },
  }
}

function find({ decisions, named }: Graph, name: string): Decision {
  const found = named.get(name) ?? decisions.get(name)
  if (!found) throw new Error(`没有叫「${name}」的判定规则。`)
  return found
}

/** Asks the required decisions first; within one question each is asked once. */
function ask(
  graph: Graph,
  decision: Decision,
  facts: Facts,
  given: Partial<Pick<Env, 'now' | 'zone' | 'functions'>> = {},
): Value {
  const answers = new Map<string, Value>()
  const input = (name: string) => coerce(toFeel(facts[name]), graph.types.get(name))
  const world: World = {
    look: (name) => answers.get(name) ?? (Object.hasOwn(facts, name) ? input(name) : undefined),
    now: given.now ?? '',
    zone: given.zone ?? 'Asia/Shanghai',
    functions: given.functions ?? {},
  }
  const settle = ({ name, requires, logic }: Decision): Value => {
    if (answers.has(name)) return answers.get(name) ?? null
    for (const id of requires) {
      const required = graph.decisions.get(id)
      if (required) settle(required)
    }
    const answer = logic(world)
    answers.set(name, answer)
    return answer
  }
  return settle(decision)
}

function nameOf(element: Element): string {
  const variable = child(element, 'variable')
  return (variable && text(variable, 'name')) ?? text(element, 'name') ?? element.id ?? ''
}

function typesOf(inputs: Element[]): Map<string, string> {
  return new Map(inputs.map((input) => [nameOf(input), typeOfVariable(input) ?? '']))
}

function requiredDecisions(element: Element, problems: Problem[], decisions: Element[], inputs: Element[]): string[] {
  const requirements = children(element, 'informationRequirement')
  const target = (requirement: Element, kind: string) => {
    const reference = child(requirement, kind)
    return reference && text(reference, 'href')?.replace(/^.*#/, '')
  }
  for (const requirement of requirements) {
    const id = target(requirement, 'requiredDecision') ?? target(requirement, 'requiredInput')
    if (![...decisions, ...inputs].some((other) => other.id === id)) {
      problems.push(problem(element.id ?? '', `「${nameOf(element)}」需要的「${id ?? ''}」在文件里没有。`))
    }
  }
  if (children(element, 'knowledgeRequirement').length > 0) {
    problems.push(problem(element.id ?? '', `「${nameOf(element)}」用了业务知识模型，现在还不能运行。`))
  }
  return requirements.flatMap((requirement) => target(requirement, 'requiredDecision') ?? [])
}

/** Decisions that need their own answer. */
function circles({ decisions }: Graph): Problem[] {
  const reaches = (from: Decision, goal: string, seen: Set<string>): boolean =>
    from.requires.some((id) => {
      const next = decisions.get(id)
      if (id === goal) return true
      if (!next || seen.has(id)) return false
      seen.add(id)
      return reaches(next, goal, seen)
    })
  return [...decisions.values()]
    .filter((decision) => reaches(decision, decision.id, new Set()))
    .map((decision) => problem(decision.id, `「${decision.name}」绕一圈又需要它自己的结果。`))
}

function twins(decisions: Decision[]): Problem[] {
  return decisions
    .filter((decision, index) => decisions.findIndex((other) => other.name === decision.name) !== index)
    .map((decision) => problem(decision.id, `有两个判定都叫「${decision.name}」。`))
}

function lineOf({ element }: Problem, lines: Map<string, number>): { line?: number } {
  const line = lines.get(element)
  return line === undefined ? {} : { line }
}

function problem(element: string, message: string): Problem {
  return { level: 'error', element, message }
}

import { child, type Element, text } from '../element.ts'
import { compileFeel, type Expression, type FeelOptions, FeelProblem } from '../feel/compile.ts'
import type { Problem } from '../types.ts'
import { checkModel } from './check.ts'
import { type Collected, collect } from './collect.ts'
import { type Flow, type Model, ModelRefused, NONE, type Node } from './model.ts'
import { readNode } from './node.ts'
import { type Parsed, parseBpmn } from './parse.ts'
import { readClause } from './settings.ts'

/** What compiling a model knows about its surroundings. Without `functions`, names are looked up when a case runs. */
export type ModelOptions = FeelOptions

/** Turns the text of an expression into a closure, noting under the element's id what is wrong with it. */
export type Compile = (expression: string | undefined, element: Element, where: string) => Expression | undefined

/**
 * Makes a BPMN 2.0 file ready to run. Throws `ModelRefused` with every problem at once (element id, line, Chinese
 * reason): what is not run yet is refused, never ignored. Lanes, documentation, annotations, data objects and the
 * diagram are read over on purpose.
 */
export async function compileModel(xml: string, options: ModelOptions = {}): Promise<Model> {
  return compileParsed(await parseBpmn(xml), options)
}

/** The second half of `compileModel`, for a file that was read before, maybe on another thread. Throws `ModelRefused`. */
export function compileParsed({ process, lines, problems }: Parsed, options: ModelOptions = {}): Model {
  const found = process ? build(process, options) : { problems: [] }
  const all = [...problems, ...found.problems].map((problem) => atLine(problem, lines))
  const errors = all.filter((problem) => problem.level === 'error')
  if (errors.length > 0 || !found.model) throw new ModelRefused(errors)
  return { ...found.model, warnings: all.filter((problem) => problem.level === 'warning') }
}

function atLine(problem: Problem, lines: Map<string, number>): Problem {
  const line = problem.line ?? lines.get(problem.element)
  return line === undefined ? problem : { ...problem, line }
}

/** Structure is only checked on a model whose parts are all known; else one mistake would be told many times. */
function build(process: Element, options: ModelOptions): { model?: Model; problems: Problem[] } {
  const collected = collect(process)
  const problems = [...collected.problems]
  const compile = compiler(options, problems)
  const nodes = collected.nodes.map(({ element, scope }, index) =>
    nodeOf(element, index, scope, collected, compile, problems),
  )
  const flows = collected.flows.map((element, index) => flowOf(element, index, collected, compile, problems))
  connect(nodes, flows)
  const id = process.id ?? ''
  const start = nodes.findIndex((node) => node.kind === 'start' && node.scope === NONE)
  const model = {
    id,
    name: text(process, 'name') ?? id,
    nodes,
    flows,
    start,
    ids: nodes.map((node) => node.id),
    warnings: [],
  }
  if (problems.every((problem) => problem.level === 'warning')) problems.push(...checkModel(model))
  return { model, problems }
}

function compiler(options: ModelOptions, problems: Problem[]): Compile {
  return (expression, element, where) => {
    if (!expression) return undefined
    try {
      return compileFeel(expression, options)
    } catch (error) {
      if (!(error instanceof FeelProblem)) throw error
      problems.push({
        level: 'error',
        element: element.id ?? '',
        message: `${where}「${expression}」写得不对：${error.message}`,
      })
      return undefined
    }
  }
}

function nodeOf(
  element: Element,
  index: number,
  scope: number,
  collected: Collected,
  compile: Compile,
  problems: Problem[],
): Node {
  const id = element.id ?? ''
  const { kind, problems: found } = readNode(element, collected, compile)
  problems.push(...found)
  const defaultFlow = child(element, 'default')
  const clause = readClause(element)
  return {
    index,
    id,
    name: text(element, 'name') ?? '',
    scope,
    incoming: [],
    outgoing: [],
    defaultFlow: defaultFlow ? collected.flows.indexOf(defaultFlow) : NONE,
    boundary: [],
    ...(clause === undefined ? {} : { clause }),
    ...kind,
  }
}

function compileCondition(
  written: Element,
  flow: Element,
  compile: Compile,
  problems: Problem[],
): Expression | undefined {
  const language = text(written, 'language')
  if (!language || /feel/i.test(language)) return compile(text(written, 'body'), flow, '条件')
  problems.push({ level: 'error', element: flow.id ?? '', message: `条件的语言是 ${language}，这里只能用 FEEL。` })
  return undefined
}

function flowOf(element: Element, index: number, { nodes }: Collected, compile: Compile, problems: Problem[]): Flow {
  const end = (property: string) => nodes.findIndex((node) => node.element === child(element, property))
  const written = child(element, 'conditionExpression')
  const condition = written && compileCondition(written, element, compile, problems)
  return {
    index,
    id: element.id ?? '',
    name: text(element, 'name') ?? '',
    from: end('sourceRef'),
    to: end('targetRef'),
    ...(condition ? { condition } : {}),
  }
}

function connect(nodes: Node[], flows: Flow[]): void {
  for (const flow of flows) {
    nodes[flow.from]?.outgoing.push(flow.index)
    nodes[flow.to]?.incoming.push(flow.index)
  }
  for (const node of nodes) {
    if (node.kind === 'boundary-timer' || node.kind === 'boundary-error')
      nodes[node.attachedTo]?.boundary.push(node.index)
    if (node.kind === 'sub')
      node.start = nodes.findIndex((inner) => inner.kind === 'start' && inner.scope === node.index)
  }
}

import { child, children, type Element, text } from '../element.ts'
import type { Expression, FeelOptions } from '../feel/compile.ts'
import type { Problem } from '../types.ts'
import { checkModel } from './check.ts'
import { type Collected, collect } from './collect.ts'
import { connect } from './connect.ts'
import { declaredIn, readExtra } from './extra.ts'
import { type Flow, type Model, ModelRefused, NONE, type Node } from './model.ts'
import { linkOf, readNode } from './node.ts'
import { type Parsed, parseBpmn } from './parse.ts'
import { type BoundScript, fault, formal, type Reading } from './reading.ts'
import { readClause } from './settings.ts'

/**
 * What compiling a model knows about its surroundings. Without `functions`, names are looked up when a case runs.
 * `scripts` binds a script in another language than FEEL to a function or a service; `conditions` translates an expression
 * in another language to FEEL. Both answer undefined for what they do not know.
 */
export type ModelOptions = FeelOptions & {
  scripts?: (text: string, format: string) => BoundScript | undefined
  conditions?: (text: string, language: string) => string | undefined
}

/**
 * Makes a BPMN 2.0 file ready to run. Throws `ModelRefused` with every problem at once (element id, line, Chinese
 * reason): what is not run is refused, never ignored. Lanes, documentation, annotations and the diagram are read over on
 * purpose.
 */
export async function compileModel(xml: string, options: ModelOptions = {}): Promise<Model> {
  return compileParsed(await parseBpmn(xml), options)
}

/** The second half of `compileModel`, for a file that was read before, maybe on another thread. Throws `ModelRefused`. */
export function compileParsed({ definitions, lines, problems }: Parsed, options: ModelOptions = {}): Model {
  const found = definitions ? build(definitions, options) : { problems: [] }
  const all = together(found.problems, problems).map((problem) => atLine(problem, lines))
  const errors = all.filter((problem) => problem.level === 'error')
  if (errors.length > 0 || !found.model) throw new ModelRefused(errors)
  return { ...found.model, warnings: all.filter((problem) => problem.level === 'warning') }
}

/** What the compiler says of an element is nearer to its author than the rule of the standard that is broken there. */
function together(own: Problem[], read: Problem[]): Problem[] {
  const told = (rule: Problem) =>
    own.some(({ element, level }) => element === rule.element && (level === 'error' || level === rule.level))
  const isOther = ({ rule }: Problem) => rule === undefined || rule.startsWith('REF')
  return [...own, ...read.filter((problem) => isOther(problem) || !told(problem))]
}

function atLine(problem: Problem, lines: Map<string, number>): Problem {
  const line = problem.line ?? lines.get(problem.element)
  return line === undefined ? problem : { ...problem, line }
}

/** Structure is only checked on a model whose parts are all known; else one mistake would be told many times. */
function build(definitions: Element, options: ModelOptions): { model?: Model; problems: Problem[] } {
  const collected = collect(definitions)
  const reading: Reading = { collected, options, problems: [...collected.problems] }
  const nodes = collected.nodes.map((_, index) => nodeOf(reading, index))
  const flows = collected.flows.map(({ element }, index) => flowOf(reading, element, index))
  flows.push(...linksOf(reading, flows.length))
  const model: Model = {
    ...{
      id: '',
      name: '',
      start: NONE,
      warnings: [],
      uses: { synchronizing: false, conditions: false, compensation: false },
    },
    nodes,
    flows,
    ids: nodes.map((node) => node.id),
    messageFlows: collected.messageFlows,
    processes: collected.processes.map(({ element, executable }) => ({
      id: element.id ?? '',
      name: text(element, 'name') ?? element.id ?? '',
      executable,
      starts: [],
      first: [],
      watches: [],
      declared: new Set(declaredIn(element)),
    })),
  }
  connect(model, handlersOf(reading))
  if (reading.problems.every(({ level }) => level === 'warning')) reading.problems.push(...checkModel(model))
  return { model, problems: reading.problems }
}

function nodeOf(reading: Reading, index: number): Node {
  const { element, scope, process } = reading.collected.nodes[index] as Collected['nodes'][number]
  const kind = readNode(reading, element)
  const defaultFlow = child(element, 'default')
  const clause = readClause(element)
  const extra = readExtra(reading, element)
  const triggers = kind.triggers ?? []
  return {
    index,
    id: element.id ?? '',
    name: text(element, 'name') ?? '',
    scope,
    process,
    incoming: [],
    outgoing: [],
    defaultFlow: defaultFlow ? reading.collected.flows.findIndex((flow) => flow.element === defaultFlow) : NONE,
    boundary: [],
    choice: 'all',
    ...(triggers[0] ? { trigger: triggers[0] } : {}),
    ...(extra ? { extra } : {}),
    ...(clause === undefined ? {} : { clause }),
    ...kind,
    triggers,
  }
}

function flowOf(reading: Reading, element: Element, index: number): Flow {
  const end = (property: string) => {
    const node = child(element, property)
    return (node && reading.collected.indexes.get(node)) ?? NONE
  }
  const condition: Expression | undefined = formal(reading, child(element, 'conditionExpression'), element, '条件')
  return {
    index,
    id: element.id ?? '',
    name: text(element, 'name') ?? '',
    from: end('sourceRef'),
    to: end('targetRef'),
    ...(condition ? { condition } : {}),
  }
}

type Link = { element: Element; scope: number; index: number; name: string; definition: Element; throws: boolean }

/** A pair of link events is a sequence flow that is not drawn (BPMN 2.0.2, 10.5.5); several may throw to one. */
function linksOf(reading: Reading, from: number): Flow[] {
  const links = reading.collected.nodes.flatMap(({ element, scope }, index): Link[] => {
    const link = linkOf(element)
    return link ? [{ element, scope, index, ...link, throws: /Throw/.test(element.$type) }] : []
  })
  return links
    .filter(({ throws }) => throws)
    .flatMap((source, nth) => {
      const targets = targetsOf(source, links)
      const [target] = targets
      if (!target || targets.length > 1)
        return (
          fault(
            reading,
            source.element,
            `的链接「${source.name}」要有且只有一个同名的捕获事件，这里有 ${targets.length} 个。`,
          ) ?? []
        )
      return [
        {
          index: from + nth,
          id: `${source.element.id}-${target.element.id}`,
          name: '',
          from: source.index,
          to: target.index,
        },
      ]
    })
}

/** The link that the throwing one names as its target, or that names it as a source; else those of the same name. */
function targetsOf(source: Link, links: Link[]): Link[] {
  const catching = links.filter(({ throws, scope }) => !throws && scope === source.scope)
  const target = child(source.definition, 'target')
  const named = catching.filter(
    ({ definition }) => definition === target || children(definition, 'source').includes(source.definition),
  )
  return named.length > 0 ? named : catching.filter(({ name }) => name === source.name)
}

/** Which activity undoes what a compensation boundary event sits on. */
function handlersOf({ collected: { handlers, indexes } }: Reading): Map<number, number> {
  return new Map([...handlers].map(([event, activity]) => [indexes.get(event) ?? NONE, indexes.get(activity) ?? NONE]))
}

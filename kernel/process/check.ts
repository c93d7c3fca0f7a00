import { type Model, ModelRefused } from '#engine/bpmn/model.ts'
import type { Problem } from '#engine/types.ts'
import { scanXml } from '#engine/xml.ts'
import type { Directory } from '../identity/directory.ts'
import type { Registry } from '../pack.ts'
import { missingNames, unknownVariables } from './check-names.ts'
import { neighbours, pastTimers } from './check-neighbours.ts'
import { vacantPlaces } from './check-people.ts'
import { unreachableActions } from './check-states.ts'
import { strangeWhole } from './check-whole.ts'
import type { Deployment, Edition } from './deployment.ts'

/** What a model is checked against: the definitions, what else is in force, the organisation of today. */
export interface Surroundings {
  readonly registry: Registry
  readonly deployment: Deployment
  readonly directory: Directory
}

/**
 * Everything that is wrong with a text as an edition of a process or decision, by element and line, the errors first: what
 * the standard refuses, and what our records, roles and people would make of it. An edition with errors is not kept.
 */
export async function checkEdition(
  around: Surroundings,
  { kind, name, source }: Pick<Edition, 'kind' | 'name' | 'source'>,
): Promise<Problem[]> {
  const own = await ownProblems(around, kind, name, source)
  // A breach of the standard on an element is told once, in the words of whoever can say more about it.
  const told = new Set(own.filter(({ level }) => level === 'error').map(({ element }) => element))
  const breaches = kind === 'bpmn' ? await around.deployment.compiled.breaches(source) : []
  return sorted([...own, ...breaches.filter(({ element }) => !told.has(element))])
}

async function ownProblems(
  around: Surroundings,
  kind: Edition['kind'],
  name: string,
  source: string,
): Promise<Problem[]> {
  try {
    const problems =
      kind === 'bpmn'
        ? checkProcess(around, name, await around.deployment.compiled.model(source), around.directory.day)
        : await checkDecision(around, name, source)
    return withLines(problems, source)
  } catch (error) {
    if (error instanceof ModelRefused) return error.problems
    throw error
  }
}

function checkProcess(around: Surroundings, process: string, model: Model, day: string): Problem[] {
  const { registry, directory } = around
  const names = missingNames(process, model, registry)
  const def = registry.records[registry.processes[process]?.on ?? '']
  if (!def) return names
  return [
    ...names,
    ...unreachableActions(process, model, def),
    ...unknownVariables(model, def),
    ...vacantPlaces(model, directory, registry.roles),
    ...neighbours(around, process, model),
    ...pastTimers(model, day),
    ...strangeWhole(model, modelInForce(around, process)),
    ...model.warnings,
  ]
}

function modelInForce({ deployment }: Surroundings, process: string): Model | undefined {
  return deployment.model(deployment.effective(process).id)
}

/** A decision is asked by the name under which its edition is kept, so one of the file's decisions has to bear it. */
async function checkDecision({ deployment }: Surroundings, name: string, source: string): Promise<Problem[]> {
  const { names } = await deployment.compiled.decisions(source)
  if (names.includes(name) || source.includes(`id="${name}"`)) return []
  const found = names.map((one) => `“${one}”`).join('、')
  return [{ level: 'error', element: '', message: `文件里没有叫“${name}”的判定，只有${found}，流程会找不到它。` }]
}

function withLines(problems: readonly Problem[], source: string): Problem[] {
  if (problems.every(({ line }) => line !== undefined)) return [...problems]
  const { lines } = scanXml(source)
  return problems.map((problem) => {
    const line = problem.line ?? lines.get(problem.element)
    return line === undefined ? problem : { ...problem, line }
  })
}

const sorted = (problems: readonly Problem[]) =>
  problems.toSorted(
    (a, b) => Number(b.level === 'error') - Number(a.level === 'error') || (a.line ?? 0) - (b.line ?? 0),
  )

import type { Model } from '#engine/bpmn/model.ts'
import type { ClauseRef } from '#kernel/http/contract.ts'
import type { Directory } from '#kernel/identity/directory.ts'
import type { Server } from '#kernel/server.ts'
import type { DraftMark, DraftRow } from './draft.ts'
import { partOfStep, stepsOf, type UserNode } from './flow.ts'
import { type Part, parts } from './pages/parts.ts'
import { type Place, placesOfAssignment, placesOfWho } from './places.ts'
import type { MatrixNote } from './types.ts'

export type Clauses = ReadonlyMap<string, readonly ClauseRef[]>

/** Every process with the model of its edition in force; one that runs nothing here is left out. */
export function modelsOf(server: Server): { name: string; label: string; on: string; model: Model; edition: number }[] {
  return Object.entries(server.registry.processes).map(([name, { label, on }]) => {
    const edition = server.deployment.effective(name)
    return { name, label, on, model: server.deployment.model(edition.id), edition: edition.number }
  })
}

/** What the matrix asks clauses for: every record, and every step as `process/node`. */
export const targetsOf = (server: Server): string[] => [
  ...Object.keys(server.registry.records),
  ...modelsOf(server).flatMap(({ name, model }) => [name, ...model.ids.map((node) => `${name}/${node}`)]),
]

/** The steps of every process as rows: who starts, who works, judges or is told, by the assignment rules (ORG-06). */
export function stepRows(server: Server, directory: Directory, clauses: Clauses): DraftRow[] {
  return modelsOf(server).flatMap(({ name, label, on, model }) => {
    const { start, steps } = stepsOf(model)
    const group = { title: `流程 ${label}`, link: `/r/${on}` }
    const row = (title: string, marks: DraftMark[]): DraftRow => ({ title, source: 'step', group, marks })
    const first = start ? [row(start.name || '提出', startMarks(server, directory, clauses, name))] : []
    return [...first, ...steps.map((step) => row(step.name, stepMarks(server, directory, clauses, name, model, step)))]
  })
}

function startMarks(server: Server, directory: Directory, clauses: Clauses, process: string): DraftMark[] {
  const { registry } = server
  const { on, label } = registry.processes[process]!
  const def = registry.records[on]!
  const start = Object.entries(def.actions).find(([, action]) => (action as { starts?: string }).starts === process)
  const places = placesOfWho(directory, registry.roles, def.allow.create)
  const model = server.deployment.model(server.deployment.effective(process).id)
  const node = model.ids[model.start]
  const words = (how: string) =>
    `主责：${how}可以${start ? `“${(start[1] as { label: string }).label}”${def.label}，` : ''}发起${label}`
  return marksOf(places, 'lead', words, clauses.get(`${process}/${node}`) ?? clauses.get(on), `/r/${on}`)
}

function stepMarks(
  server: Server,
  directory: Directory,
  clauses: Clauses,
  process: string,
  model: Model,
  step: UserNode,
): DraftMark[] {
  const part = partOfStep(model, step)
  const { label, on } = server.registry.processes[process]!
  const choices = step.settings.outcomes.map((outcome) => outcome.label).join('、')
  const words = (how: string) =>
    `${parts[part].word}：${label}的“${step.name}”由${how}办理${part === 'inform' ? '（传阅）' : choices ? `，可以${choices}` : ''}`
  const places = placesOfAssignment(directory, server.registry.roles, step.settings.assign)
  return marksOf(places, part, words, clauses.get(`${process}/${step.id}`), `/r/${on}`)
}

/** One mark for each place, with the first clause that asks for it, or else the page of the rule. */
export function marksOf(
  places: readonly Place[],
  part: Part,
  words: (how: string) => string,
  asked: readonly ClauseRef[] | undefined,
  link: string,
): DraftMark[] {
  const clause = asked?.[0]
  return places.map((place) => {
    const note: MatrixNote = {
      words: words(place.how),
      link,
      ...(clause
        ? { clause: { policy: clause.policy, title: clause.policyTitle, anchor: clause.anchor, label: clause.label } }
        : {}),
    }
    return { ...place, part, note }
  })
}

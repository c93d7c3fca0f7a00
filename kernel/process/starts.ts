import type { Model, Trigger } from '#engine/bpmn/model.ts'
import type { Batch } from './batch.ts'

/** Where an edition in force starts cases from outside. */
export interface Start {
  readonly process: string
  readonly document: number
  readonly node: number
  /** Which of the events that the node waits for. */
  readonly event: number
}

type Surroundings = Pick<Batch, 'registry' | 'deployment'>

/** The starts of all processes in force that a message or signal of a name triggers, by the order of their declaration. */
export const startsOn = (around: Surroundings, on: 'message' | 'signal', name: string): Start[] =>
  outsideStarts(around).flatMap(({ trigger, ...start }) => (trigger.on === on && trigger.name === name ? [start] : []))

/** The starts of all processes in force that the clock triggers. */
export const timedStarts = (around: Surroundings): (Start & { readonly trigger: Timed })[] =>
  outsideStarts(around).flatMap(({ trigger, ...start }) => (trigger.on === 'timer' ? [{ ...start, trigger }] : []))

/**
 * Whether cases on a record may wait for its changes: by the editions in force and those of the cases at hand. A case of an
 * older edition is looked at when its own commands come.
 */
export function waitsForConditions(batch: Batch, record: string): boolean {
  const known = waiting.get(batch) ?? new Map<string, boolean>()
  waiting.set(batch, known)
  const found = known.get(record) ?? lookForConditions(batch, record)
  known.set(record, found)
  return found
}

/** Asked once for a flush: its editions are those of the cases that it locked, and those in force. */
const waiting = new WeakMap<Batch, Map<string, boolean>>()

function lookForConditions({ registry, deployment, cases }: Batch, record: string): boolean {
  const documents = new Set<number>()
  for (const [name, { on }] of Object.entries(registry.processes))
    if (on === record) documents.add(deployment.effective(name).id)
  for (const row of cases.rows.values()) if (row.record === record) documents.add(row.document)
  return [...documents].some((id) => deployment.model(id).uses.conditions)
}

type Timed = Extract<Trigger, { on: 'timer' }>

function outsideStarts({ registry, deployment }: Surroundings): (Start & { readonly trigger: Trigger })[] {
  return Object.keys(registry.processes).flatMap((process) => {
    const { id: document } = deployment.effective(process)
    return triggersOf(deployment.model(document)).map((found) => ({ process, document, ...found }))
  })
}

/** Found once for each model: every message asks for them. */
function triggersOf(model: Model): readonly Found[] {
  const known =
    triggers.get(model) ??
    model.processes
      .filter(({ executable }) => executable)
      .flatMap(({ starts }) =>
        starts.flatMap((node) =>
          (model.nodes[node]?.triggers ?? []).map((trigger, event) => ({ node, event, trigger })),
        ),
      )
  triggers.set(model, known)
  return known
}

type Found = { readonly node: number; readonly event: number; readonly trigger: Trigger }

const triggers = new WeakMap<Model, readonly Found[]>()

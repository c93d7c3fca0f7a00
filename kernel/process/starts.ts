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
export const waitsForConditions = ({ registry, deployment, cases }: Batch, record: string): boolean => {
  const effective = Object.entries(registry.processes).flatMap(([name, { on }]) =>
    on === record ? [deployment.effective(name).id] : [],
  )
  const pinned = [...cases.rows.values()].filter((row) => row.record === record)
  return [...effective, ...pinned.map((row) => row.document)].some((id) => deployment.model(id).uses.conditions)
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

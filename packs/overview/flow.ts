import type { Model, Node } from '#engine/bpmn/model.ts'

export type UserNode = Extract<Node, { kind: 'user' }>

/** The start and the steps that people do, in the order in which a case usually reaches them. */
export function stepsOf(model: Model): { start: Node | undefined; steps: UserNode[] } {
  const depth = depthsOf(model)
  const steps = model.nodes
    .filter((node): node is UserNode => node.kind === 'user')
    .toSorted((a, b) => (depth.get(a.index) ?? Infinity) - (depth.get(b.index) ?? Infinity))
  return { start: model.nodes[model.start], steps }
}

/**
 * What a step is: reading is 知会; giving a judgement is 批准 when no later step judges again, else 审核; a step with one
 * way out, or one that comes back to a person named on the record, is work.
 */
export function partOfStep(model: Model, step: UserNode): 'inform' | 'approve' | 'review' | 'lead' {
  if (step.settings.kind === 'read') return 'inform'
  if (!judges(step)) return 'lead'
  const depth = depthsOf(model)
  const later = reachable(model, step.index).filter((index) => (depth.get(index) ?? 0) > (depth.get(step.index) ?? 0))
  const judgedAgain = later.some((index) => {
    const node = model.nodes[index]
    return node?.kind === 'user' && judges(node)
  })
  return judgedAgain ? 'review' : 'approve'
}

const judges = ({ settings }: UserNode): boolean =>
  settings.kind !== 'read' && settings.outcomes.length > 1 && !/^\s*person\(/.test(settings.assign)

function depthsOf(model: Model): Map<number, number> {
  const depth = new Map<number, number>([[model.start, 0]])
  for (const at of depth.keys())
    for (const next of after(model, at)) if (!depth.has(next)) depth.set(next, (depth.get(at) ?? 0) + 1)
  return depth
}

function reachable(model: Model, from: number): number[] {
  const found = new Set(after(model, from))
  for (const at of found) for (const next of after(model, at)) found.add(next)
  return [...found]
}

/** The nodes right after one: by its flows, by the events on its edge, into and out of sub-processes. */
function after(model: Model, index: number): number[] {
  const node = model.nodes[index]
  if (!node) return []
  const flows = node.outgoing.flatMap((flow) => model.flows[flow]?.to ?? [])
  const inner = node.kind === 'sub' ? [node.start] : []
  const outer = node.kind === 'end' && node.scope >= 0 ? (model.nodes[node.scope]?.outgoing ?? []) : []
  return [...flows, ...node.boundary, ...inner, ...outer.flatMap((flow) => model.flows[flow]?.to ?? [])]
}

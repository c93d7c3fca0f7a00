import { noExtra } from './extra.ts'
import { type Level, type Model, NONE, type Node, ROOT } from './model.ts'
import { reachOf } from './reach.ts'

/** Works out everything that follows from how nodes lie: flows in and out, borders, levels, starts, joins, handlers. */
export function connect(model: Model, handlers: Map<number, number>): void {
  const { nodes, flows } = model
  for (const flow of flows) {
    nodes[flow.from]?.outgoing.push(flow.index)
    nodes[flow.to]?.incoming.push(flow.index)
  }
  for (const node of nodes) {
    node.choice = choiceOf(model, node)
    if (node.kind === 'boundary') attach(model, node, handlers.get(node.index) ?? NONE)
    if ((node.kind === 'or' || node.kind === 'complex') && node.incoming.length > 1)
      node.reach = reachOf(node, nodes, flows)
  }
  fillLevels(model)
  const process = model.processes.find(({ executable }) => executable)
  model.id = process?.id ?? ''
  model.name = process?.name ?? ''
  model.start = process?.first[0] ?? process?.starts[0] ?? NONE
  model.uses = {
    synchronizing: nodes.some(({ kind }) => kind === 'or' || kind === 'complex'),
    conditions: nodes.some(({ triggers }) => triggers.some(({ on }) => on === 'condition')),
    compensation: nodes.some(({ triggers }) => triggers.some(({ on }) => on === 'compensation')),
  }
}

/** Conditions behind a gateway that does not choose are not looked at (BPMN 2.0.2, 10.6.4 and 10.6.6). */
function choiceOf({ flows }: Model, { kind, outgoing, defaultFlow }: Node): Node['choice'] {
  const chosen = outgoing.some((flow) => flows[flow]?.condition) || defaultFlow !== NONE
  if (!chosen || kind === 'and' || kind === 'event') return 'all'
  return kind === 'xor' ? 'first' : 'some'
}

function attach({ nodes }: Model, event: Extract<Node, { kind: 'boundary' }>, handler: number): void {
  const host = nodes[event.attachedTo]
  if (!host) return
  host.boundary.push(event.index)
  if (handler === NONE || event.trigger?.on !== 'compensation') return
  host.extra = { ...(host.extra ?? noExtra()), handler }
}

/** What begins a process or sub-process: its none start event, else every node to which nothing leads (13.3.4). */
function fillLevels({ nodes, processes }: Model): void {
  const inner = new Map<Level, Node[]>()
  for (const node of nodes) {
    const holder = node.scope === ROOT ? processes[node.process] : nodes[node.scope]
    const level = holder && ('kind' in holder ? (holder.kind === 'sub' ? holder : undefined) : holder)
    if (level) inner.set(level, [...(inner.get(level) ?? []), node])
  }
  for (const [level, members] of inner) {
    const starts = members.filter(({ kind }) => kind === 'start')
    const plain = starts.filter(({ triggers }) => triggers.length === 0)
    const sub = 'kind' in level ? (level as Extract<Node, { kind: 'sub' }>) : undefined
    const isAdHoc = sub?.type === 'ad-hoc'
    const loose = starts.length === 0 || isAdHoc ? members.filter(isLoose) : []
    level.first = (plain.length > 0 ? plain : loose).map(({ index }) => index)
    level.watches = members
      .filter((node) => node.kind === 'sub' && node.type === 'event')
      .flatMap(({ index }) =>
        nodes.flatMap((node) => (node.kind === 'start' && node.scope === index ? [node.index] : [])),
      )
    if ('starts' in level) level.starts = startsOf(starts, members)
    if (sub) sub.start = starts[0]?.index ?? level.first[0] ?? NONE
  }
}

function isLoose(node: Node): boolean {
  if (node.incoming.length > 0 || node.kind === 'boundary' || node.extra?.handles) return false
  if (node.kind === 'sub' && node.type === 'event') return false
  return !(node.kind === 'event' && node.instantiate) && !(node.kind === 'receive' && node.instantiate)
}

function startsOf(starts: Node[], members: Node[]): number[] {
  const begun = members.flatMap((node) => {
    if (node.kind === 'receive' && node.instantiate) return [node.index]
    return node.kind === 'event' && node.instantiate ? behind(members, node) : []
  })
  return [...starts.map(({ index }) => index), ...begun]
}

/** The events behind an event gateway. */
function behind(members: Node[], gateway: Node): number[] {
  return members
    .filter(({ incoming }) => incoming.some((flow) => gateway.outgoing.includes(flow)))
    .map(({ index }) => index)
}

import { flowByIndex, type Model, type Node } from '#engine/bpmn/model.ts'
import type { Problem } from '#engine/types.ts'
import type { Action, AnyRecord } from '../record/record.ts'
import { actionsOf, nameOf } from './check-names.ts'

/** The states in which the record may be. */
type States = ReadonlySet<string>

/**
 * Walks the model with the record's actions: an action of a step that starts from none of the states in which the record
 * can be when the case comes there can never be taken, which is an error. The walk takes every branch, so it never reports
 * what a case could do.
 * @param process by its name the actions are known that start it
 */
export function unreachableActions(process: string, model: Model, def: AnyRecord): Problem[] {
  const actions: Readonly<Record<string, Action>> = def.actions
  const first = Object.values(actions).flatMap(({ starts, to }) => (starts === process ? [to] : []))
  // Started by other processes or by rules only: the record may be anywhere.
  const begin = first.length > 0 ? meanwhile(actions, new Set(first)) : new Set(Object.keys(def.states))
  const at = walk(model, actions, begin, Object.keys(def.states))
  return model.nodes.flatMap((node) => {
    const states = at.get(node.index)
    const never = actionsOf(node).filter((name) => actions[name] && states && !meets(actions[name], states))
    return [...new Set(never)].map((name) => problemOf(node, def, actions[name]!, states!))
  })
}

function problemOf(node: Node, def: AnyRecord, action: Action, states: States): Problem {
  const words = (names: Iterable<string>) => [...names].map((name) => `“${def.states[name] ?? name}”`).join('、')
  const message = `“${nameOf(node)}”：操作“${action.label}”只能从${words(action.from)}做，走到这里时${def.label}只会是${words(states)}，永远办不了。`
  return { level: 'error', element: node.id, message }
}

/** The states at each node, by a walk that goes on until nothing new is found. */
function walk(
  model: Model,
  actions: Readonly<Record<string, Action>>,
  begin: States,
  all: readonly string[],
): Map<number, Set<string>> {
  const at = new Map<number, Set<string>>()
  const aside = model.nodes.filter(({ kind }) => kind === 'start').filter((node) => isAside(model, node))
  const splits = aside.length > 0 || model.nodes.some(isFork)
  const open: { node: number; states: States }[] = [
    ...model.processes.flatMap(({ first }) => first).map((node) => ({ node, states: begin })),
    // Where something else than the record's action begins it, the record may be anywhere.
    ...aside.map(({ index }) => ({ node: index, states: new Set(all) })),
  ]
  for (let step = open.pop(); step; step = open.pop()) {
    const node = model.nodes[step.node]
    if (!node) continue
    const known = at.get(node.index) ?? new Set<string>()
    const fresh = [...step.states].filter((state) => !known.has(state))
    if (fresh.length === 0 && at.has(node.index)) continue
    for (const state of fresh) known.add(state)
    at.set(node.index, known)
    const after = leaving(node, actions, known, all)
    open.push(...nextOf(model, node).map((next) => ({ node: next, states: after })))
    // What waits beside others sees what they do to the record.
    if (splits) for (const other of at.keys()) open.push({ node: other, states: after })
  }
  return at
}

/** A step answered without an action leaves the record as it is; an action takes it on; a rule or a called process may do anything. */
function leaving(
  node: Node,
  actions: Readonly<Record<string, Action>>,
  states: States,
  all: readonly string[],
): Set<string> {
  if ((node.kind === 'service' && node.settings.rule) || node.kind === 'call') return new Set(all)
  const named = actionsOf(node).flatMap((name) => actions[name] ?? [])
  const done = new Set([...states, ...named.filter((action) => meets(action, states)).map(({ to }) => to)])
  return meanwhile(actions, done)
}

/** While a case waits, people may take the actions that need no todo and do not end the case. */
function meanwhile(actions: Readonly<Record<string, Action>>, states: Set<string>): Set<string> {
  const free = Object.values(actions).filter(({ allow, ends }) => allow !== 'todo' && !ends)
  for (let size = -1; size !== states.size; ) {
    size = states.size
    for (const action of free) if (meets(action, states)) states.add(action.to)
  }
  return states
}

const meets = ({ from }: Action, states: States): boolean => from.some((state) => states.has(state))

/** Where a token may come to from a node; out of a sub-process by its end, and at any time by its border events. */
function nextOf(model: Model, node: Node): number[] {
  if (node.kind === 'sub') return [...node.first, ...node.boundary]
  const around = scopesOf(model, node)
  const beyond = node.outgoing.length === 0 ? around.slice(0, 1) : []
  const flows = [node, ...beyond].flatMap(({ outgoing }) => outgoing.map((index) => flowByIndex(model, index).to))
  return [...flows, ...[node, ...around].flatMap(({ boundary }) => boundary)]
}

/** The sub-processes that hold a node, the innermost first. */
function scopesOf(model: Model, { scope }: Node): Node[] {
  const holder = model.nodes[scope]
  return holder ? [holder, ...scopesOf(model, holder)] : []
}

/** Begun by a message, a signal, a time, or something that happens while its scope is open. */
function isAside(model: Model, { trigger, scope }: Node): boolean {
  const holder = model.nodes[scope]
  return trigger !== undefined || (holder?.kind === 'sub' && holder.type === 'event')
}

/** Where a case may come to stand in two places at once. */
function isFork(node: Node): boolean {
  if (node.extra?.loop || node.extra?.handles) return true
  if (node.kind === 'sub') return node.first.length > 1
  if (node.kind === 'boundary') return !node.interrupting
  return node.outgoing.length > 1 && node.kind !== 'xor' && node.kind !== 'event'
}

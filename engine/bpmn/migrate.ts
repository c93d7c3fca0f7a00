import type { CaseState, Token } from '../types.ts'
import { type Model, NONE, type Node, nodeByIndex, ROOT } from './model.ts'

/** Where the nodes of an old edition are in a new one, by index, and what stands in the way, in Chinese. */
export type Migration = { mapping: { [from: number]: number }; problems: MigrationProblem[] }

/** `element` is the id of the node in the old edition. */
export type MigrationProblem = { element: string; message: string }

/**
 * Plans to take running cases from one edition of a model to another. Nodes are found again by their id, or by what
 * `renamed` says (old id to new id). Only what the given states use has to be found: every node at which a token is or a
 * scope is open, and what could still be compensated, must exist as the same kind at the same level. A plan with problems
 * must not be carried out.
 */
export function planMigration(
  from: Model,
  to: Model,
  states: CaseState[],
  renamed: { [from: string]: string } = {},
): Migration {
  const mapping: Migration['mapping'] = {}
  const places = new Map(to.ids.map((id, index) => [id, index]))
  for (const node of from.nodes) {
    const place = places.get(renamed[node.id] ?? node.id)
    if (place !== undefined) mapping[node.index] = place
  }
  const used = new Set(states.flatMap(nodesOf))
  const problems = [...used].flatMap((index) => checkNode(to, nodeByIndex(from, index), mapping))
  return { mapping, problems: [...problems, ...states.flatMap((state) => checkFlows(from, to, state, mapping))] }
}

/** The state of a case in the new edition. What runs goes on as it is; what comes later is as the new edition says. */
export function migrate(from: Model, to: Model, state: CaseState, mapping: Migration['mapping']): CaseState {
  const at = (node: number) => mapping[node] ?? node
  return {
    ...state,
    tokens: state.tokens.map((token) => ({
      ...token,
      node: at(token.node),
      ...(token.flow === undefined ? {} : { flow: sameFlow(from, to, token.flow, mapping) }),
      ...(token.taken ? { taken: token.taken.map((flow) => sameFlow(from, to, flow, mapping)) } : {}),
    })),
    scopes: state.scopes.map((scope) => ({
      ...scope,
      node: at(scope.node),
      ...(scope.undo ? { undo: scope.undo.map((done) => doneAt(done, at)) } : {}),
    })),
    ...(state.done ? { done: state.done.map((done) => doneAt(done, at)) } : {}),
  }
}

type Done = NonNullable<CaseState['done']>[number]

function doneAt(done: Done, at: (node: number) => number): Done {
  return { ...done, node: at(done.node), ...(done.inside ? { inside: done.inside.map((one) => doneAt(one, at)) } : {}) }
}

function nodesOf({ tokens, scopes, done = [] }: CaseState): number[] {
  const undone = [...done, ...scopes.flatMap(({ undo = [] }) => undo)].flatMap(nodesOfDone)
  return [...tokens, ...scopes].map(({ node }) => node).concat(undone)
}

function nodesOfDone({ node, inside = [] }: Done): number[] {
  return [node, ...inside.flatMap(nodesOfDone)]
}

function checkNode(to: Model, node: Node, mapping: Migration['mapping']): MigrationProblem[] {
  const name = node.name || node.id
  const problem = (message: string) => [{ element: node.id, message: `「${name}」${message}` }]
  const place = mapping[node.index]
  if (place === undefined) return problem('在新版里没有了。请指定对应的环节，或先把在办的事移走。')
  const there = nodeByIndex(to, place)
  if (there.kind !== node.kind || typeOf(there) !== typeOf(node))
    return problem('在新版里变成了另一种节点，不能直接带过去。')
  const level = node.scope === ROOT ? ROOT : mapping[node.scope]
  if (there.scope !== level) return problem('在新版里换到了另一个子流程，不能直接带过去。')
  if (there.extra?.loop?.type !== node.extra?.loop?.type)
    return problem('在新版里循环或多实例的标记变了，不能直接带过去。')
  if (node.kind === 'boundary' && there.kind === 'boundary' && mapping[node.attachedTo] !== there.attachedTo)
    return problem('在新版里贴到了另一个环节上，不能直接带过去。')
  const changed = node.triggers.some(({ on }, event) => there.triggers[event]?.on !== on)
  return changed ? problem('在新版里等的不是同一类事件，不能直接带过去。') : []
}

function typeOf(node: Node): string {
  return node.kind === 'sub' ? node.type : ''
}

/** A token before a gateway came by a flow that the new edition must have, between the same nodes. */
function checkFlows(from: Model, to: Model, state: CaseState, mapping: Migration['mapping']): MigrationProblem[] {
  return state.tokens.flatMap((token: Token) => {
    const flows = [...(token.flow === undefined ? [] : [token.flow]), ...(token.taken ?? [])]
    if (flows.every((flow) => sameFlow(from, to, flow, mapping) !== NONE)) return []
    const { id, name } = nodeByIndex(from, token.node)
    return [{ element: id, message: `「${name || id}」前等着的分支，在新版里没有对应的连线。` }]
  })
}

/** The flow of the new edition with the same id, else the one between the same nodes. */
function sameFlow(from: Model, to: Model, index: number, mapping: Migration['mapping']): number {
  const flow = from.flows[index]
  if (!flow) return NONE
  const isSame = (other: { from: number; to: number }) =>
    other.from === mapping[flow.from] && other.to === mapping[flow.to]
  const found = to.flows.find((other) => other.id === flow.id && other.to === mapping[flow.to]) ?? to.flows.find(isSame)
  return found?.index ?? NONE
}

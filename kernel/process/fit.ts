import { type Model, type Node, ROOT } from '#engine/bpmn/model.ts'
import type { CaseState, Done } from '#engine/types.ts'

/** Where nodes of the old edition go in the new one, by their ids, beside those whose id is still there. */
export type Steps = ReadonlyMap<string, string>

/** How a case would stand in another edition, and what keeps it from it, in sentences. */
export interface Fit {
  readonly state: CaseState
  readonly problems: string[]
  /** The index of an old node in the new edition; -1 where it has none. */
  readonly nodeOf: (index: number) => number
}

/**
 * Tries a case on another edition of its process: every place where a token stands, a sub-process is open or a compensation
 * is kept has to be there, of the same kind and in the same sub-process. Pure.
 */
export function fitCase(from: Model, to: Model, state: CaseState, steps: Steps): Fit {
  const problems: string[] = []
  const nodeOf = (index: number) => {
    const id = from.ids[index]
    return id === undefined ? -1 : to.ids.indexOf(steps.get(id) ?? id)
  }
  const mapped = (index: number) => {
    const node = nodeOf(index)
    const why = misfit(from, to, index, node, nodeOf)
    if (why && !problems.includes(why)) problems.push(why)
    return node
  }
  const flowOf = (index: number) => {
    const flow = to.flows.findIndex(({ id }) => id === from.flows[index]?.id)
    if (flow === -1) problems.push(`汇合前的连线“${from.flows[index]?.name || from.flows[index]?.id}”在新版里没有`)
    return flow
  }
  const done = (one: Done): Done => ({
    ...one,
    node: mapped(one.node),
    ...(one.inside ? { inside: one.inside.map(done) } : {}),
  })
  const tokens = state.tokens.map((token) => ({
    ...token,
    node: mapped(token.node),
    ...(token.flow === undefined ? {} : { flow: flowOf(token.flow) }),
    ...(token.taken ? { taken: token.taken.map(flowOf) } : {}),
  }))
  const scopes = state.scopes.map((scope) => ({
    ...scope,
    node: mapped(scope.node),
    ...(scope.undo ? { undo: scope.undo.map(done) } : {}),
  }))
  const kept = state.done ? { done: state.done.map(done) } : {}
  return { state: { ...state, tokens, scopes, ...kept }, problems, nodeOf }
}

/** Whether a node may be put for another: of the same kind, and looped alike. */
export const isAlike = (one: Node, other: Node): boolean =>
  one.kind === other.kind &&
  one.extra?.loop?.type === other.extra?.loop?.type &&
  (one.kind !== 'sub' || (other.kind === 'sub' && one.type === other.type)) &&
  one.triggers.map(({ on }) => on).join() === other.triggers.map(({ on }) => on).join()

function misfit(from: Model, to: Model, index: number, node: number, nodeOf: Fit['nodeOf']): string | undefined {
  const [old, now] = [from.nodes[index], to.nodes[node]]
  if (!old) return `第 ${index} 个节点在原来的版本里没有`
  const name = `“${old.name || old.id}”`
  if (!now) return `${name}在新版里没有`
  if (!isAlike(old, now)) return `${name}在新版里不是同一种环节`
  const around = old.scope === ROOT ? ROOT : nodeOf(old.scope)
  return around === now.scope ? undefined : `${name}在新版里属于另一个子流程`
}

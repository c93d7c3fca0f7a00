import type { Token } from '../types.ts'
import { leave } from './leave.ts'
import { NONE, type Node } from './model.ts'
import { reaches } from './reach.ts'
import { addToken, attempt, type Move, moveOf, nodeOf, push, type Run, removeToken, replaceToken } from './run.ts'
import { settle } from './scope.ts'
import { see } from './vars.ts'

type Gateway<K extends Node['kind']> = Extract<Node, { kind: K }>

/**
 * A parallel gateway goes on when a token has come by every incoming flow of its scope, and takes exactly one of each
 * (BPMN 2.0.2, 13.4.1); tokens beyond that wait for the next round of a loop.
 */
export function joinAll(run: Run, move: Move, node: Node): void {
  const { incoming } = node
  if (incoming.length < 2) {
    leave(run, move)
    return
  }
  const others: Token[] = []
  for (const flow of incoming) {
    if (flow === move.flow) continue
    const other = joinedBy(run, move, flow)
    if (!other) {
      join(run, move)
      return
    }
    others.push(other)
  }
  for (const other of others) removeToken(run, other.id)
  leave(run, move)
}

function joinedBy(run: Run, { node, scope }: Move, flow: number): Token | undefined {
  for (const token of run.state.tokens)
    if (token.is === 'joining' && token.node === node && token.scope === scope && token.flow === flow) return token
  return undefined
}

/** A token waits before a node for others to come. */
export function join(run: Run, { token, node, scope, flow, vars }: Move): void {
  const joining: Token = { id: token, node, scope, is: 'joining' }
  if (flow !== NONE) joining.flow = flow
  if (vars) joining.vars = vars
  addToken(run, joining)
}

/** An activity with a start quantity begins when that many tokens have come (BPMN 2.0.2, 13.3.2). */
export function gather(run: Run, move: Move, count: number): boolean {
  const arrived = run.state.tokens.filter(
    (token) => token.is === 'joining' && token.node === move.node && token.scope === move.scope,
  )
  if (arrived.length + 1 < count) {
    join(run, move)
    return false
  }
  for (const token of arrived.slice(0, count - 1)) removeToken(run, token.id)
  return true
}

/** A complex gateway looks whenever a token comes (BPMN 2.0.2, 13.4.5). */
export function joinComplex(run: Run, move: Move, node: Gateway<'complex'>): void {
  if (node.incoming.length < 2) {
    move.vars = { ...move.vars, activationCount: 1, waitingForStart: true }
    leave(run, move)
    return
  }
  join(run, move)
  activate(run, move, node)
}

/**
 * Activates a complex gateway whose condition holds over the tokens that have come: it takes one of each flow and goes on.
 * Until the other flows are accounted for, a token that remembers what was taken waits for the reset.
 */
function activate(run: Run, { node: index, scope }: Pick<Move, 'node' | 'scope'>, node: Gateway<'complex'>): boolean {
  const here = joinedAt(run, index, scope)
  if (here.some((token) => token.taken) || here.length === 0) return false
  const first = here[0] as Token
  see(run, scope, { activationCount: here.length, waitingForStart: true })
  const move = moveOf('enter', first.id, index, scope)
  const isActive = attempt(
    run,
    move,
    () => node.activation === undefined || node.activation.evaluate(run.world) === true,
  )
  if (!isActive) removeToken(run, first.id)
  if (!isActive?.value) return false
  const taken = takeOneOfEach(run, here)
  const next = moveOf('leave', first.id, index, scope, { activationCount: here.length, waitingForStart: true })
  if (taken.length < node.incoming.length)
    addToken(run, { id: run.state.next++, node: index, scope, is: 'joining', taken })
  run.queue.push(next)
  return true
}

function takeOneOfEach(run: Run, tokens: Token[], except: number[] = []): number[] {
  const taken: number[] = []
  for (const { id, flow = NONE } of tokens) {
    if (taken.includes(flow) || except.includes(flow)) continue
    taken.push(flow)
    removeToken(run, id)
  }
  return taken
}

/**
 * Looks at the inclusive gateways where tokens wait, and at the complex ones that wait for their reset, when nothing else
 * moves. One goes on when no token elsewhere can still come by a flow that is missing, unless it can as well come by one
 * that is there (BPMN 2.0.2, table 13.3). True when one went on.
 */
export function synchronize(run: Run): boolean {
  for (const token of run.state.tokens) {
    if (token.is !== 'joining') continue
    const node = nodeOf(run, token)
    if (node.kind === 'or' && isSynchronized(run, token, node)) {
      const [first] = joinedAt(run, token.node, token.scope)
      takeOneOfEach(run, joinedAt(run, token.node, token.scope))
      run.queue.push(moveOf('leave', first?.id ?? token.id, token.node, token.scope))
      return true
    }
    if (node.kind === 'complex' && token.taken && isSynchronized(run, token, node)) {
      reset(run, token, node)
      return true
    }
  }
  return false
}

function joinedAt(run: Run, node: number, scope: number): Token[] {
  return run.state.tokens.filter((token) => token.is === 'joining' && token.node === node && token.scope === scope)
}

function isSynchronized(run: Run, { node: index, scope }: Token, node: Gateway<'or'> | Gateway<'complex'>): boolean {
  const here = joinedAt(run, index, scope)
  const present = new Set(here.flatMap(({ flow, taken }) => taken ?? flow ?? []))
  const comes = (at: number, wanted: boolean) =>
    node.incoming.some((flow, nth) => {
      const reach = node.reach[nth]
      return present.has(flow) === wanted && reach !== undefined && reaches(reach, at)
    })
  return run.state.tokens.every(
    (token) =>
      token.scope !== scope ||
      token.is === 'watching' ||
      (token.is === 'joining' && token.node === index) ||
      !comes(token.node, false) ||
      comes(token.node, true),
  )
}

/**
 * The reset of a complex gateway: it takes one token of each flow that had not brought one before, and sends tokens along
 * the flows whose condition asks for that by `waitingForStart = false`. Flows without a condition are for the start only.
 */
function reset(run: Run, marker: Token, node: Gateway<'complex'>): void {
  const late = joinedAt(run, marker.node, marker.scope).filter((token) => token.id !== marker.id)
  removeToken(run, marker.id)
  takeOneOfEach(run, late, marker.taken)
  see(run, marker.scope, { activationCount: late.length, waitingForStart: false })
  const move = moveOf('leave', marker.id, marker.node, marker.scope)
  const chosen = attempt(run, move, () =>
    node.outgoing.map((flow) => run.model.flows[flow]).filter((flow) => flow?.condition?.evaluate(run.world) === true),
  )
  for (const flow of chosen?.value ?? []) if (flow) push(run, run.state.next++, flow.to, marker.scope, flow.index)
  if (!activate(run, marker, node)) settle(run, marker.scope)
}

/**
 * Where everything that is left in a scope waits before nodes for others, nothing can come any more: each such token
 * becomes an incident. Only tokens of the scope, or border events of its waiting activities, could bring another.
 */
export function stickDeadlocks(run: Run): void {
  if (!run.state.tokens.some(({ is }) => is === 'joining')) return
  const alive = new Set<number>()
  for (const { scope, is } of run.state.tokens) if (is !== 'joining' && is !== 'watching') alive.add(scope)
  for (const token of run.state.tokens.slice()) {
    if (token.is !== 'joining' || token.taken || alive.has(token.scope)) continue
    const node = nodeOf(run, token)
    const message = `「${node.name || node.id}」还在等其他分支，但已经没有分支会到这里。`
    replaceToken(run, { ...token, is: 'stuck', stuck: { on: 'enter', message } })
    run.effects.push({ kind: 'incident', token: token.id, node: token.node, message })
  }
}

/** A token comes to an inclusive gateway: with one way in it goes on, else it waits until nothing else moves. */
export function joinSome(run: Run, move: Move, node: Node): void {
  if (node.incoming.length < 2) leave(run, move)
  else join(run, move)
}

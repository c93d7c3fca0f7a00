import type { Scope, Token, Vars } from '../types.ts'
import type { Node } from './model.ts'
import {
  addToken,
  attempt,
  isInstance,
  log,
  type Move,
  moveOf,
  nodeOf,
  ownScope,
  push,
  type Run,
  removeToken,
  tokenOf,
  withdraw,
} from './run.ts'
import { disarm, disarmScope, type Watch, watch } from './watch.ts'
import { scopeOf } from './world.ts'

type Sub = Extract<Node, { kind: 'sub' }>

/** Opens a scope under a token and returns it; it may be changed in place. */
export function openScope(run: Run, node: number, parent: number, token: number): Scope {
  const scope: Scope = { id: run.state.next++, node, parent, token }
  run.state.scopes.push(scope)
  run.owned ??= new Set()
  run.owned.add(scope)
  return scope
}

/** Opens a sub-process under a token that lies inside it, arms its event sub-processes and begins what begins with it. */
export function openSub(run: Run, node: Sub, parent: number, token: number, watches: Watch[], vars?: Vars): void {
  const scope = openScope(run, node.index, parent, token)
  const declared = node.extra?.declared ?? []
  if (vars || declared.length > 0) scope.vars = { ...Object.fromEntries(declared.map((name) => [name, null])), ...vars }
  watch(run, -1, scope.id, watches)
  if (node.type !== 'ad-hoc') for (const first of node.first) push(run, run.state.next++, first, scope.id)
  else if (!node.adHoc?.completion || node.adHoc.automatic) beginAdHoc(run, node, scope)
}

/** The activities of an ad-hoc sub-process that nobody has to begin do so by themselves, once each. */
function beginAdHoc(run: Run, node: Sub, scope: Scope): void {
  const count = node.adHoc?.sequential ? 1 : node.first.length
  scope.round = { total: node.first.length, begun: count, complete: 0 }
  for (const first of node.first.slice(0, count)) push(run, run.state.next++, first, scope.id)
}

/** A token comes to its end. The last one of a scope ends the scope: the sub-process goes on, or the case has ended. */
export function consume(
  run: Run,
  { token, node, scope }: Pick<Move, 'token' | 'node' | 'scope'>,
  isLogged = true,
): void {
  if (isLogged) log(run, token, node, 'leave')
  if (scope === 0 && nodeOf(run, { node }).kind !== 'sub') run.state.result = run.model.ids[node] ?? ''
  settle(run, scope)
}

/** Ends a scope in which nothing is left to do. */
export function settle(run: Run, id: number): void {
  if (id === 0) {
    if (!isAlive(run, 0)) end(run)
    return
  }
  const scope = scopeOf(run.state.scopes, id)
  if (!scope) return
  const node = nodeOf(run, scope)
  if (scope.undo) {
    if (!isAlive(run, id)) run.queue.push(moveOf('undo', scope.token, scope.node, id))
  } else if (node.kind === 'sub' && node.type === 'ad-hoc') {
    run.queue.push(moveOf('next', scope.token, scope.node, id))
  } else if (!isAlive(run, id)) {
    closeScope(run, scope)
  }
}

/** Ends a sub-process as complete; its token goes on. */
export function closeScope(run: Run, { id, token, node }: Scope): void {
  const host = tokenOf(run, token)
  disarmScope(run, id)
  if (run.model.uses.compensation) rememberSub(run, id)
  dropScope(run, id)
  if (!host) return
  removeToken(run, token)
  if (nodeOf(run, { node }).boundary.length > 0) disarm(run, token)
  run.queue.push(moveOf('leave', token, node, host.scope, host.vars))
}

/** What was completed inside a sub-process can be compensated with it (BPMN 2.0.2, 13.5.5). */
function rememberSub(run: Run, id: number): void {
  const scope = scopeOf(run.state.scopes, id)
  const host = scope && tokenOf(run, scope.token)
  const node = scope && nodeOf(run, scope)
  if (!scope || !host || node?.kind !== 'sub' || node.type === 'event') return
  const inside = (run.state.done ?? []).filter((done) => done.scope === id)
  const undoes = node.extra?.handler ?? -1
  if (inside.length === 0 && undoes < 0 && compensationStart(run, node) === undefined) return
  const outer = isInstance(run, node.index, host.scope)
    ? (scopeOf(run.state.scopes, host.scope)?.parent ?? 0)
    : host.scope
  const rest = (run.state.done ?? []).filter((done) => done.scope !== id)
  run.state.done = [...rest, { node: node.index, scope: outer, ...(scope.vars ? { vars: scope.vars } : {}), inside }]
}

/** The start of the event sub-process by which a sub-process compensates itself. */
export function compensationStart(run: Run, { watches }: Sub): number | undefined {
  return watches.find((index) => nodeOf(run, { node: index }).triggers.some(({ on }) => on === 'compensation'))
}

/** Takes a scope from the list; whatever is in it must be gone. */
export function dropScope(run: Run, id: number): void {
  const { scopes } = run.state
  const index = scopes.findIndex((scope) => scope.id === id)
  if (index >= 0) scopes.splice(index, 1)
  if (run.state.done?.some((done) => done.scope === id))
    run.state.done = run.state.done.filter((done) => done.scope !== id)
}

/** Whether something in a scope moves or waits. What only watches does not keep it open. */
export function isAlive(run: Run, scope: number): boolean {
  const { queue, later, head } = run
  for (let index = head; index < queue.length; index += 1) if (queue[index]?.scope === scope) return true
  for (const move of later) if (move.scope === scope) return true
  for (const token of run.state.tokens) if (token.scope === scope && token.is !== 'watching') return true
  return false
}

function end(run: Run): void {
  disarmScope(run, 0)
  run.state.status = 'ended'
  if (run.state.done) delete run.state.done
  const { result } = run.state
  run.effects.push(result === undefined ? { kind: 'ended' } : { kind: 'ended', result })
}

/** Ends the case by an error that nobody in it catches. */
export function endByError(run: Run, error: { code: string; message: string }): void {
  cancelScope(run, 0)
  run.state.status = 'ended'
  if (run.state.done) delete run.state.done
  run.effects.push({ kind: 'ended', error })
}

/** Stops one token with all that hangs on it: what it waits for, its border events, and the scopes inside. */
export function cancelToken(run: Run, token: Token, phase: 'cancel' | 'error' = 'cancel'): void {
  removeToken(run, token.id)
  disarm(run, token.id)
  stop(run, token, phase)
}

/** Stops everything in a scope, moves that are still to be done included. The scope itself stays open. */
export function cancelScope(run: Run, scope: number): void {
  if (run.current?.scope === scope) run.current.dead = true
  if (run.head < run.queue.length) {
    run.queue = run.queue.slice(run.head).filter((move) => move.scope !== scope)
    run.head = 0
  }
  if (run.later.length > 0) run.later = run.later.filter((move) => move.scope !== scope)
  const stopped = run.state.tokens.filter((token) => token.scope === scope)
  if (stopped.length === 0) return
  run.state.tokens = run.state.tokens.filter((token) => token.scope !== scope)
  for (const token of stopped) stop(run, token, 'cancel')
}

/** What follows when a token is gone. The activity around instances was never entered itself. */
function stop(run: Run, token: Token, phase: 'cancel' | 'error'): void {
  if (token.is === 'waiting' || token.is === 'watching') withdraw(run, token.id)
  if (token.is === 'watching') return
  const isRound = token.is === 'inside' && nodeOf(run, token).extra?.loop && !isInstance(run, token.node, token.scope)
  if (!isRound) log(run, token.id, token.node, phase)
  if (token.is !== 'inside') return
  for (const scope of run.state.scopes.filter((candidate) => candidate.token === token.id)) {
    cancelScope(run, scope.id)
    dropScope(run, scope.id)
  }
}

/** Calls the whole case off. */
export function cancelAll(run: Run): void {
  cancelScope(run, 0)
  run.state.status = 'cancelled'
  if (run.state.done) delete run.state.done
}

/**
 * Begins an event sub-process by one of its starts (BPMN 2.0.2, 10.3.5 and 13.5.4); one that interrupts stops everything
 * else in its scope. `vars` are seen by it alone.
 */
export function openEventSub(run: Run, start: number, scope: number, watches: Watch[], vars?: Vars): void {
  const node = nodeOf(run, { node: start })
  const sub = nodeOf(run, { node: node.scope }) as Sub
  if (node.kind === 'start' && node.interrupting) cancelScope(run, scope)
  const token = run.state.next++
  addToken(run, { id: token, node: sub.index, scope, is: 'inside' })
  log(run, token, sub.index, 'enter')
  const inner = openScope(run, sub.index, scope, token)
  const declared = sub.extra?.declared ?? []
  if (vars || declared.length > 0) inner.vars = { ...Object.fromEntries(declared.map((name) => [name, null])), ...vars }
  watch(run, -1, inner.id, watches)
  push(run, run.state.next++, start, inner.id)
}

/** Goes on with an ad-hoc sub-process when one of its activities has ended (BPMN 2.0.2, 13.3.5). */
export function nextAdHoc(run: Run, { scope: id }: Move): void {
  const scope = ownScope(run, id)
  const node = scope && nodeOf(run, scope)
  if (!scope || node?.kind !== 'sub') return
  const completion = node.adHoc?.completion
  run.sight.scope = id
  run.sight.locals = undefined
  const judged = attempt(run, moveOf('enter', run.state.next++, node.index, id), () => completion?.evaluate(run.world))
  if (!judged) return
  const isComplete = judged.value === true
  if (isComplete && node.adHoc?.cancelRemaining) cancelScope(run, id)
  if (isAlive(run, id)) return
  if (!isComplete && scope.round && scope.round.begun < scope.round.total)
    push(run, run.state.next++, node.first[scope.round.begun++] ?? -1, id)
  else if (isComplete || !completion) closeScope(run, scope)
}

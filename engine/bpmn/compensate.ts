import type { Done, Scope, Vars } from '../types.ts'
import { NONE, type Throw, throwsOf } from './model.ts'
import {
  addToken,
  isInstance,
  type Move,
  moveOf,
  nodeOf,
  ownScope,
  push,
  type Run,
  removeToken,
  tokenOf,
} from './run.ts'
import { cancelScope, cancelToken, compensationStart, dropScope, openEventSub, openScope } from './scope.ts'
import { scopeOf } from './world.ts'

/**
 * Compensates what was completed (BPMN 2.0.2, 10.7 and 13.5.5), the last first: one activity, or everything of the scope;
 * for a cancel end event everything of the transaction, which is stopped first (10.3.5). True when there is nothing to
 * wait for.
 */
export function compensate(
  run: Run,
  move: Move,
  thrown: Extract<Throw, { throw: 'compensation' | 'cancel' }>,
): boolean {
  if (thrown.throw === 'cancel') return cancelTransaction(run, move)
  const undo = take(run, levelOf(run, move, thrown.activity), thrown.activity)
  if (undo.length === 0) return true
  undoUnder(run, thrown.waits ? move : { ...move, token: run.state.next++, event: NONE }, move.scope, undo)
  return !thrown.waits
}

/** The token waits inside the throwing event; the handlers run in a scope of their own. */
function undoUnder(run: Run, { token, node, event, vars }: Move, scope: number, undo: Done[]): void {
  addToken(run, { id: token, node, scope, is: 'inside', ...(event === 0 ? {} : { event }), ...(vars ? { vars } : {}) })
  const inner = openScope(run, node, scope, token)
  inner.undo = undo
  run.queue.push(moveOf('undo', token, node, inner.id))
}

/** From the throwing event outwards: the scope that has what is to be compensated; a handler belongs to the scope around. */
function levelOf(run: Run, { scope }: Move, activity: number | undefined): number {
  const isHere = (id: number) => run.state.done?.some((done) => done.scope === id && done.node === activity)
  for (let id = scope; id !== 0; id = scopeOf(run.state.scopes, id)?.parent ?? 0) {
    const within = scopeOf(run.state.scopes, id)
    const holder = within && nodeOf(run, within)
    const isHandler = holder?.kind === 'sub' && holder.type === 'event'
    if (activity === undefined ? !isHandler : isHere(id)) return id
  }
  return 0
}

function take(run: Run, scope: number, activity?: number): Done[] {
  const isMeant = (done: Done) => done.scope === scope && (activity === undefined || done.node === activity)
  const taken = (run.state.done ?? []).filter(isMeant)
  if (taken.length > 0) run.state.done = (run.state.done ?? []).filter((done) => !isMeant(done))
  return taken
}

function cancelTransaction(run: Run, move: Move): boolean {
  const scope = transactionOf(run, move.scope)
  if (!scope) return true
  const inner = run.state.scopes.filter(({ id }) => isWithin(run, id, scope.id)).map(({ id }) => id)
  const undo = (run.state.done ?? []).filter((done) => inner.includes(done.scope))
  run.state.done = (run.state.done ?? []).filter((done) => !inner.includes(done.scope))
  cancelScope(run, scope.id)
  undoUnder(run, move, scope.id, undo)
  return false
}

function transactionOf(run: Run, from: number): Scope | undefined {
  for (let scope = scopeOf(run.state.scopes, from); scope; scope = scopeOf(run.state.scopes, scope.parent)) {
    const node = nodeOf(run, scope)
    if (node.kind === 'sub' && node.type === 'transaction' && !scope.round) return scope
  }
  return undefined
}

function isWithin(run: Run, id: number, outer: number): boolean {
  for (let scope = scopeOf(run.state.scopes, id); scope; scope = scopeOf(run.state.scopes, scope.parent))
    if (scope.id === outer) return true
  return false
}

/** Runs the next handler of a compensation, or goes on behind it when all have run. */
export function undoNext(run: Run, { scope: id }: Move): void {
  const scope = ownScope(run, id)
  if (!scope?.undo) return
  if (run.state.done) run.state.done = run.state.done.filter((done) => done.scope !== id)
  const done = scope.undo.pop()
  if (!done) {
    endUndo(run, scope)
    return
  }
  const node = nodeOf(run, done)
  const handler = node.extra?.handler ?? NONE
  const start = node.kind === 'sub' ? compensationStart(run, node) : undefined
  delete scope.vars
  if (done.vars) scope.vars = { ...done.vars }
  if (handler !== NONE) {
    push(run, run.state.next++, handler, id)
  } else if (start !== undefined) {
    run.state.done = [...(run.state.done ?? []), ...(done.inside ?? []).map((inner) => ({ ...inner, scope: id }))]
    openEventSub(run, start, id, [])
  } else {
    scope.undo.push(...(done.inside ?? []).map((inner) => ({ ...inner, vars: merged(done.vars, inner.vars) })))
    run.queue.push(moveOf('undo', scope.token, scope.node, id))
  }
}

function merged(outer: Vars | undefined, inner: Vars | undefined): Vars {
  return { ...outer, ...inner }
}

/** A cancelled transaction goes on from its cancel border event; any other thrower with its next event. */
function endUndo(run: Run, scope: Scope): void {
  const token = tokenOf(run, scope.token)
  dropScope(run, scope.id)
  if (!token) return
  removeToken(run, token.id)
  const thrown = throwsOf(nodeOf(run, token))?.[token.event ?? 0]
  if (thrown?.throw === 'cancel') leaveTransaction(run, token.scope, token.id, token.node)
  else if (token.event === NONE) run.queue.push({ ...moveOf('next', token.id, token.node, token.scope) })
  else
    run.queue.push({ ...moveOf('throw', token.id, token.node, token.scope, token.vars), event: (token.event ?? 0) + 1 })
}

function leaveTransaction(run: Run, scope: number, token: number, node: number): void {
  const within = scopeOf(run.state.scopes, scope)
  const inner = within && tokenOf(run, within.token)
  const round = inner && isInstance(run, inner.node, inner.scope) ? scopeOf(run.state.scopes, inner.scope) : undefined
  const host = round ? tokenOf(run, round.token) : inner
  if (!host) return
  run.effects.push({ kind: 'log', token, node, phase: 'leave' })
  const event = nodeOf(run, host).boundary.find((index) =>
    nodeOf(run, { node: index }).triggers.some(({ on }) => on === 'cancel'),
  )
  cancelToken(run, host)
  if (event !== undefined) push(run, run.state.next++, event, host.scope)
}

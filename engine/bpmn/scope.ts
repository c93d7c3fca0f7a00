import type { Due, Token } from '../types.ts'
import { type Node, nodeByIndex } from './model.ts'
import { addToken, log, type Move, type Run, removeToken, withdraw } from './run.ts'
import { dueOf } from './timer.ts'

/** Opens a sub-process under a token and returns the id of its scope. */
export function openScope(run: Run, node: number, parent: number, token: number): number {
  const id = run.state.next++
  run.state.scopes.push({ id, node, parent, token })
  return id
}

/** A token comes to its end. The last one of a scope ends the scope: the sub-process goes on, or the case has ended. */
export function consume(run: Run, move: Move): void {
  log(run, move, 'leave')
  if (move.scope === 0) run.state.result = nodeByIndex(run.model, move.node).id
  if (isAlive(run, move.scope)) return
  if (move.scope === 0) end(run)
  else closeScope(run, move.scope)
}

function closeScope(run: Run, id: number): void {
  const scope = run.state.scopes.find((candidate) => candidate.id === id)
  const host = run.state.tokens.find((token) => token.id === scope?.token)
  run.state.scopes = run.state.scopes.filter((candidate) => candidate.id !== id)
  if (!host) return
  removeToken(run, host)
  disarm(run, host)
  run.queue.push({ token: host.id, node: host.node, scope: host.scope, do: 'leave' })
}

function isAlive(run: Run, scope: number): boolean {
  const isHere = (token: { scope: number }) => token.scope === scope
  return run.queue.some(isHere) || run.state.tokens.some((token) => isHere(token) && token.is !== 'watching')
}

function end(run: Run): void {
  run.state.status = 'ended'
  run.effects.push({ kind: 'ended', ...(run.state.result === undefined ? {} : { result: run.state.result }) })
}

/** The timers on the border of an activity, worked out before anything is changed. */
export type Watch = { node: number; due: Due }

export function duesOf(run: Run, node: Node): Watch[] {
  return node.boundary.flatMap((index) => {
    const event = nodeByIndex(run.model, index)
    return event.kind === 'boundary-timer' ? [{ node: index, due: dueOf(event.timer, run.world) }] : []
  })
}

/** Sets the border timers of a token; a retry finds them set already. */
export function arm(run: Run, host: number, scope: number, watches: Watch[]): void {
  if (run.state.tokens.some((token) => token.host === host)) return
  for (const { node, due } of watches) {
    const id = run.state.next++
    addToken(run, { id, node, scope, is: 'watching', host })
    run.effects.push({ kind: 'timer', token: id, node, due })
  }
}

/** Stops the border timers of a token. */
export function disarm(run: Run, host: Pick<Token, 'id'>): void {
  for (const token of run.state.tokens.filter((candidate) => candidate.host === host.id)) {
    removeToken(run, token)
    withdraw(run, token)
  }
}

/** Stops one token with all that hangs on it: what it waits for, its border timers, and the sub-process inside. */
export function cancelToken(run: Run, token: Token, phase: 'cancel' | 'error' = 'cancel'): void {
  removeToken(run, token)
  disarm(run, token)
  if (token.is === 'waiting' || token.is === 'watching') withdraw(run, token)
  if (token.is !== 'watching') log(run, { token: token.id, node: token.node }, phase)
  for (const scope of run.state.scopes.filter((candidate) => candidate.token === token.id)) {
    cancelScope(run, scope.id)
    run.state.scopes = run.state.scopes.filter((candidate) => candidate.id !== scope.id)
  }
}

/** Stops everything in a scope, moves that are still to be done included. The scope itself stays open. */
export function cancelScope(run: Run, scope: number): void {
  run.queue = run.queue.filter((move) => move.scope !== scope)
  for (const token of run.state.tokens.filter((candidate) => candidate.scope === scope)) {
    if (run.state.tokens.includes(token)) cancelToken(run, token)
  }
}

/** Calls the whole case off. */
export function cancelAll(run: Run): void {
  cancelScope(run, 0)
  run.state.status = 'cancelled'
}

/**
 * Where everything that is left in a scope waits before parallel gateways, nothing can come any more: each such token
 * becomes an incident. Only tokens of the scope, or border timers of its waiting activities, could bring another.
 */
export function stickDeadlocks(run: Run): void {
  for (const scope of [0, ...run.state.scopes.map(({ id }) => id)]) {
    const tokens = run.state.tokens.filter((token) => token.scope === scope && token.is !== 'watching')
    if (!tokens.every((token) => token.is === 'joining')) continue
    for (const token of tokens) {
      const node = nodeByIndex(run.model, token.node)
      const message = `并行网关「${node.name || node.id}」还在等其他分支，但已经没有分支会到这里。`
      removeToken(run, token)
      addToken(run, { ...token, is: 'stuck', stuck: { on: 'enter', message } })
      run.effects.push({ kind: 'incident', token: token.id, node: token.node, message })
    }
  }
}

import type { Token, Vars } from '../types.ts'
import type { Node, Trigger } from './model.ts'
import {
  attempt,
  log,
  type Move,
  moveOf,
  NotWaiting,
  nodeOf,
  push,
  type Run,
  removeToken,
  replaceToken,
  tokenOf,
  withdraw,
} from './run.ts'
import { cancelToken, openEventSub } from './scope.ts'
import { nextDue } from './timer.ts'
import { assign, see } from './vars.ts'
import { disarm, isArmed, watch, watchesOf } from './watch.ts'

/** What a token waits for must be of one of these kinds; throws `NotWaiting` otherwise. */
export function expect(run: Run, token: Token, on: Trigger['on']): void {
  if (nodeOf(run, token).triggers[token.event ?? 0]?.on === on) return
  throw new NotWaiting(on === 'timer' ? '这里没有等待时间。' : '这里等的不是这个。')
}

/** What a waiting or watching token waits for has come, with its variables. */
export function fire(run: Run, token: Token, vars: Vars = {}): void {
  const node = nodeOf(run, token)
  if (token.is === 'waiting') {
    passOn(run, token, vars)
  } else if (node.kind === 'boundary') {
    fireBoundary(run, token, node, vars)
  } else if (node.kind === 'start' && token.host === undefined) {
    fireStart(run, token, node, vars)
  } else {
    fireCaught(run, token, node, vars)
  }
}

/** A waiting catch event or receive task goes on; one with a cycle stays until the cycle is over. */
function passOn(run: Run, token: Token, vars: Vars): void {
  if (again(run, token)) {
    give(run, token, run.state.next++, vars)
    return
  }
  removeToken(run, token.id)
  withdrawUntimed(run, token)
  if (nodeOf(run, token).boundary.length > 0) disarm(run, token.id)
  give(run, token, token.id, vars)
}

function give(run: Run, { node, scope, vars: locals }: Token, id: number, vars: Vars): void {
  const move = moveOf('leave', id, node, scope, locals)
  if (nodeOf(run, { node }).extra) move.vars = { ...locals, ...vars }
  else assign(run, { node, scope }, vars)
  run.queue.push(move)
}

/** Sets a cycle going again; false when the token is done. */
function again(run: Run, token: Token): boolean {
  const trigger = nodeOf(run, token).triggers[token.event ?? 0]
  if (trigger?.on !== 'timer' || token.left === undefined || token.left === 1 || token.left === 0) return false
  const left = token.left < 0 ? token.left : token.left - 1
  see(run, token.scope, token.vars)
  const due = nextDue(trigger.timer, run.world)
  const { left: _, ...rest } = token
  replaceToken(run, left === 1 ? rest : { ...token, left })
  run.effects.push({ kind: 'timer', token: token.id, node: token.node, due })
  return true
}

/** An event that does not interrupt may come again, but for a timer that is not a cycle. */
function stays(run: Run, token: Token): boolean {
  const trigger = nodeOf(run, token).triggers[token.event ?? 0]
  return trigger?.on === 'timer' ? again(run, token) : true
}

/** Takes a watching token that has fired; false while others that must fire too are watched for. */
function isComplete(run: Run, token: Token, all: boolean): boolean {
  if (!all) return true
  removeToken(run, token.id)
  withdrawUntimed(run, token)
  return !run.state.tokens.some(
    (other) =>
      other.is === 'watching' && other.node === token.node && other.host === token.host && other.scope === token.scope,
  )
}

/** A timer is over when it has fired; a subscription is there until it is taken back. */
function withdrawUntimed(run: Run, token: Token): void {
  if (nodeOf(run, token).triggers[token.event ?? 0]?.on !== 'timer') withdraw(run, token.id)
}

function fireBoundary(run: Run, token: Token, node: Extract<Node, { kind: 'boundary' }>, vars: Vars): void {
  if (!isComplete(run, token, node.all)) return
  const host = tokenOf(run, token.host ?? -1)
  const interrupts = node.interrupting && token.host !== run.gentle
  const id = interrupts ? token.id : run.state.next++
  if (interrupts) {
    removeToken(run, token.id)
    if (!node.all) withdrawUntimed(run, token)
    if (host) cancelToken(run, host)
  } else if (node.all) {
    rearm(run, token, [node.index])
  } else if (!stays(run, token)) {
    removeToken(run, token.id)
  }
  take(run, node, id, token.scope, vars)
}

function rearm(run: Run, token: Token, nodes: number[]): void {
  see(run, token.scope, undefined)
  const move = moveOf('enter', token.id, token.node, token.scope)
  const watches = attempt(run, move, () => watchesOf(run, nodes))
  if (watches) watch(run, token.host ?? -1, token.scope, watches.value)
}

/** Enters an event that has happened, so that it stands in the log, and goes on from it. */
function take(run: Run, node: Node, id: number, scope: number, vars: Vars): void {
  if (node.extra) {
    push(run, id, node.index, scope, -1, vars)
  } else {
    assign(run, { node: node.index, scope }, vars)
    push(run, id, node.index, scope)
  }
}

function fireStart(run: Run, token: Token, node: Extract<Node, { kind: 'start' }>, vars: Vars): void {
  if (!isComplete(run, token, node.all)) return
  if (node.interrupting) {
    removeToken(run, token.id)
    if (!node.all) withdrawUntimed(run, token)
  } else if (node.all) {
    rearm(run, token, [node.index])
  } else if (!stays(run, token)) {
    removeToken(run, token.id)
  }
  beginEventSub(run, node.index, token.scope, vars)
}

/** Begins an event sub-process; its own event sub-processes watch from now on. */
export function beginEventSub(run: Run, start: number, scope: number, vars: Vars): void {
  const sub = nodeOf(run, { node: nodeOf(run, { node: start }).scope })
  see(run, scope, vars)
  const move = moveOf('enter', run.state.next++, start, scope, vars)
  const watches = attempt(run, move, () => (sub.kind === 'sub' ? watchesOf(run, sub.watches) : []))
  if (!watches) return
  assign(run, { node: start, scope }, vars)
  openEventSub(run, start, scope, watches.value)
}

/** One of several events that a token waits for: of one catch event, or behind an event gateway. */
function fireCaught(run: Run, token: Token, node: Node, vars: Vars): void {
  const host = tokenOf(run, token.host ?? -1)
  if (!host) return
  const all = (node.kind === 'catch' || node.kind === 'start') && node.all && host.node === node.index
  if (!isComplete(run, token, all)) {
    assign(run, token, vars)
    return
  }
  if (!all) {
    removeToken(run, token.id)
    withdrawUntimed(run, token)
  }
  removeToken(run, host.id)
  if (isArmed(run, host.id)) disarm(run, host.id)
  if (host.node !== node.index) {
    log(run, host.id, host.node, 'leave')
    log(run, host.id, node.index, 'enter')
  }
  give(run, { ...host, node: node.index }, host.id, vars)
}

/** Carries out a `fire` that was put off: a condition that held when it was armed. */
export function fireLater(run: Run, move: Move): void {
  const token = tokenOf(run, move.token)
  if (token) fire(run, token)
}

/**
 * Looks again at every condition that is waited for, in the view of its scope: it fires when it has become true since it
 * was last looked at (BPMN 2.0.2, 10.5.5). True when one fired.
 */
export function checkConditions(run: Run): boolean {
  let hasFired = false
  for (const token of run.state.tokens.slice()) {
    const trigger = token.is === 'stuck' ? undefined : nodeOf(run, token).triggers[token.event ?? 0]
    if (trigger?.on !== 'condition' || (token.is !== 'waiting' && token.is !== 'watching')) continue
    if (tokenOf(run, token.id) !== token) continue
    see(run, token.scope, token.vars)
    const holds = isTrue(() => trigger.condition.evaluate(run.world))
    if (holds === (token.held ?? false)) continue
    const { held: _, ...rest } = token
    const now: Token = holds ? { ...token, held: true } : rest
    replaceToken(run, now)
    if (holds) fire(run, now)
    hasFired ||= holds
  }
  return hasFired
}

function isTrue(evaluate: () => unknown): boolean {
  try {
    return evaluate() === true
  } catch {
    return false
  }
}

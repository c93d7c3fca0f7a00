import type { Token, Vars } from '../types.ts'
import { compensate } from './compensate.ts'
import { throwError, throwEscalation } from './error.ts'
import { fire } from './fire.ts'
import type { Throw } from './model.ts'
import { addToken, attempt, type Move, nodeOf, type Run } from './run.ts'
import { cancelScope } from './scope.ts'
import { see } from './vars.ts'
import { textOf } from './world.ts'

/**
 * Throws what is left of a node's events, from the move's `event` on. False when the token waits (for the runtime, for
 * compensation) or is gone; it comes back as a `throw` of the next event.
 */
export function throwFrom(run: Run, move: Move, throws: Throw[]): boolean {
  for (; move.event < throws.length; move.event += 1) {
    const one = throws[move.event]
    if (one && !throwOne(run, move, one)) return false
    if (move.dead) return false
  }
  return true
}

/** Throws events that the token does not wait for: those of the instances of a multi-instance activity. */
export function throwAll(run: Run, move: Move, throws: Throw[]): void {
  run.gentle = move.token
  for (const one of throws) {
    if (one.throw === 'signal') throwSignal(run, move, one.name)
    else if (one.throw === 'escalation') throwEscalation(run, move, { code: one.code, vars: move.vars ?? {} })
    else if (one.throw === 'message') deliver(run, one.name, run.env.key, move.vars ?? {})
  }
  run.gentle = -1
}

function throwOne(run: Run, move: Move, one: Throw): boolean {
  switch (one.throw) {
    case 'message':
      return throwMessage(run, move, one)
    case 'signal':
      throwSignal(run, move, one.name)
      return true
    case 'escalation':
      throwEscalation(run, move, { code: one.code, vars: move.vars ?? {} })
      return true
    case 'error':
      throwError(run, move, { code: one.code, message: '' })
      return false
    case 'compensation':
    case 'cancel':
      return compensate(run, move, one)
    case 'terminate':
      cancelScope(run, move.scope)
      move.dead = false
      return true
  }
}

/** To somebody of this case at once, else to whom the runtime finds: until then the token waits. */
function throwMessage(run: Run, move: Move, { name, key: written }: Extract<Throw, { throw: 'message' }>): boolean {
  see(run, move.scope, move.vars)
  const key = attempt(run, move, () => (written ? textOf(written.evaluate(run.world)) : run.env.key))
  if (!key) return false
  const vars = move.vars ?? {}
  if (deliver(run, name, key.value, vars)) return true
  const { token, node, scope, event } = move
  const waiting: Token = { id: token, node, scope, is: 'waiting' }
  if (event !== 0) waiting.event = event
  if (move.vars) waiting.vars = move.vars
  addToken(run, waiting)
  const send = { kind: 'send', token, node, message: name, vars } as const
  run.effects.push(key.value === undefined ? send : { ...send, key: key.value })
  return false
}

/** A message goes to one receiver: the one that has waited longest (BPMN 2.0.2, 8.4.11). */
function deliver(run: Run, name: string, key: string | undefined, vars: Vars): boolean {
  const receiver = run.state.tokens.find((token) => {
    const trigger = waitsFor(run, token)
    return trigger?.on === 'message' && trigger.name === name && (token.key ?? run.env.key) === key
  })
  if (receiver) fire(run, receiver, vars)
  return receiver !== undefined
}

/** A signal goes to everybody who waits for it now, here and elsewhere. */
function throwSignal(run: Run, { node, vars = {} }: Move, signal: string): void {
  const receivers = run.state.tokens.filter((token) => {
    const trigger = waitsFor(run, token)
    return trigger?.on === 'signal' && trigger.name === signal
  })
  for (const token of receivers) if (run.state.tokens.includes(token)) fire(run, token, vars)
  run.effects.push({ kind: 'broadcast', node, signal, vars })
}

function waitsFor(run: Run, token: Token) {
  if (token.is !== 'waiting' && token.is !== 'watching') return undefined
  return nodeOf(run, token).triggers[token.event ?? 0]
}

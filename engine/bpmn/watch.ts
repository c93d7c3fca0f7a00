import type { Due, Token } from '../types.ts'
import { NONE, type Trigger } from './model.ts'
import { addToken, moveOf, nodeOf, type Run, removeToken, withdraw } from './run.ts'
import { dueOf } from './timer.ts'
import { textOf } from './world.ts'

/** An event that is about to be watched, worked out before anything is changed. */
export type Watch = {
  node: number
  event: number
  trigger: Trigger
  due?: Due
  times: number
  key?: string
  holds: boolean
}

const NOTHING: Watch[] = []

/** What the given event nodes wait for, seen from where `see` was set. Throws when an expression gives no such thing. */
export function watchesOf(run: Run, nodes: number[]): Watch[] {
  if (nodes.length === 0) return NOTHING
  return nodes.flatMap((node) =>
    nodeOf(run, { node }).triggers.flatMap((trigger, event) =>
      isWatched(trigger) ? [watchOf(run, node, event, trigger)] : [],
    ),
  )
}

/** Errors, escalations, compensation and cancellation need nobody who watches: who throws looks for who catches. */
function isWatched({ on }: Trigger): boolean {
  return on === 'timer' || on === 'message' || on === 'signal' || on === 'condition'
}

/** One trigger, ready to be waited for. */
export function watchOf(run: Run, node: number, event: number, trigger: Trigger): Watch {
  const watch: Watch = { node, event, trigger, times: 1, holds: false }
  if (trigger.on === 'timer') return { ...watch, ...dueOf(trigger.timer, run.world) }
  if (trigger.on === 'condition') return { ...watch, holds: trigger.condition.evaluate(run.world) === true }
  if (trigger.on !== 'message' || !trigger.key) return watch
  return { ...watch, key: textOf(trigger.key.evaluate(run.world)) }
}

/** Sets watching tokens, for as long as their host or else their scope stays; conditions that hold already fire at once. */
export function watch(run: Run, host: number, scope: number, watches: Watch[]): void {
  for (const one of watches) {
    const id = run.state.next++
    addToken(run, watching(one, id, scope, 'watching', host))
    if (one.holds) run.queue.push(moveOf('fire', id, one.node, scope))
    announce(run, id, one)
  }
}

/** The token that waits or watches for something. */
export function watching(one: Watch, id: number, scope: number, is: Token['is'], host = NONE): Token {
  const token: Token = { id, node: one.node, scope, is }
  if (host !== NONE) token.host = host
  if (one.event !== 0) token.event = one.event
  if (one.times !== 1) token.left = one.times
  if (one.key !== undefined) token.key = one.key
  if (one.holds) token.held = true
  return token
}

/** Tells the runtime what a token waits for. */
export function announce(run: Run, token: number, { node, trigger, due, key }: Watch): void {
  if (due) {
    run.effects.push({ kind: 'timer', token, node, due })
  } else if (trigger.on === 'message') {
    const by = key ?? run.env.key
    const subscribe = { kind: 'subscribe', token, node, on: 'message', name: trigger.name } as const
    run.effects.push(by === undefined ? subscribe : { ...subscribe, key: by })
  } else if (trigger.on === 'signal') {
    run.effects.push({ kind: 'subscribe', token, node, on: 'signal', name: trigger.name })
  } else if (trigger.on === 'condition') {
    run.effects.push({ kind: 'subscribe', token, node, on: 'condition', name: trigger.condition.text })
  }
}

/** Stops what watches for a token. */
export function disarm(run: Run, host: number): void {
  stopWatching(run, (token) => token.host === host)
}

/** Stops what watches for a scope: the starts of its event sub-processes. */
export function disarmScope(run: Run, scope: number): void {
  stopWatching(run, (token) => token.scope === scope && token.is === 'watching' && token.host === undefined)
}

function stopWatching(run: Run, isMeant: (token: Token) => boolean): void {
  const { tokens } = run.state
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const token = tokens[index]
    if (!token || !isMeant(token)) continue
    removeToken(run, token.id)
    withdraw(run, token.id)
  }
}

/** Whether something watches for a token. */
export function isArmed(run: Run, host: number): boolean {
  return run.state.tokens.some((token) => token.host === host)
}

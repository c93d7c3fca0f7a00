import type { Vars } from '../types.ts'
import { beginEventSub } from './fire.ts'
import { NONE, type Node } from './model.ts'
import { isInstance, log, type Move, nodeOf, push, type Run, tokenOf } from './run.ts'
import { cancelToken, endByError } from './scope.ts'
import { assign, assignInCase } from './vars.ts'
import { scopeOf } from './world.ts'

/** An error of the process itself, thrown by a script or function: border events and event sub-processes may catch it. */
export class BpmnError extends Error {
  readonly code: string

  constructor(code: string, message = '') {
    super(message)
    this.code = code
  }
}

export type Thrown = { code: string; message: string }

/** Where something was thrown. */
type Origin = { token: number; node: number; scope: number }

/** Who catches: a border event of the activity that a token is at, or the start of an event sub-process of a scope. */
type Catcher = { node: Node; token?: number; scope: number }

/**
 * Throws a BPMN error at a token: whoever is nearest outwards catches it, at each level one that names its code before one
 * that takes all (BPMN 2.0.2, 10.5.6 and 13.5.3). The variable `error` holds code and message. False, with nothing
 * changed, when nobody catches it.
 */
export function catchError(run: Run, origin: Origin, error: Thrown): boolean {
  const catcher = catcherOf(run, origin, 'error', error.code)
  if (!catcher) return false
  assignInCase(run, 'error', error)
  const host = tokenOf(run, catcher.token ?? NONE)
  if (catcher.token === undefined) {
    const thrower = tokenOf(run, origin.token)
    if (thrower) cancelToken(run, thrower, 'error')
    beginEventSub(run, catcher.node.index, catcher.scope, {})
  } else {
    if (host) cancelToken(run, host, 'error')
    push(run, run.state.next++, catcher.node.index, catcher.scope)
  }
  return true
}

/** An error end event: nobody in the case catches it, so the case ends by it, and whoever called it may. */
export function throwError(run: Run, move: Move, error: Thrown): void {
  log(run, move.token, move.node, 'leave')
  if (!catchError(run, move, error)) endByError(run, error)
}

/**
 * Throws an escalation: whoever is nearest outwards catches it, and unless that interrupts, everything goes on. What nobody
 * catches leaves the case (BPMN 2.0.2, 10.5.6).
 */
export function throwEscalation(run: Run, origin: Origin, { code, vars }: { code: string; vars: Vars }): void {
  const catcher = catcherOf(run, origin, 'escalation', code)
  if (!catcher) {
    run.effects.push({ kind: 'escalate', code, vars })
    return
  }
  if (catcher.token === undefined) {
    beginEventSub(run, catcher.node.index, catcher.scope, vars)
    return
  }
  const host = tokenOf(run, catcher.token)
  const interrupts = catcher.node.kind === 'boundary' && catcher.node.interrupting && catcher.token !== run.gentle
  if (interrupts && host) cancelToken(run, host)
  assign(run, { node: catcher.node.index, scope: catcher.scope }, vars)
  push(run, run.state.next++, catcher.node.index, catcher.scope)
}

function catcherOf(run: Run, origin: Origin, on: 'error' | 'escalation', code: string): Catcher | undefined {
  let { token, node, scope } = origin
  for (;;) {
    const at = nodeOf(run, { node })
    if (!isInstance(run, node, scope)) {
      const event = best(run, at.boundary, on, code)
      if (event) return { node: event, token, scope }
    }
    const isHandler = at.kind === 'sub' && at.type === 'event'
    const start = isHandler ? undefined : best(run, watchesIn(run, scope, node), on, code)
    if (start) return { node: start, scope }
    const within = scopeOf(run.state.scopes, scope)
    if (!within) return undefined
    const host = tokenOf(run, within.token)
    if (!host) return undefined
    token = host.id
    node = host.node
    scope = host.scope
  }
}

/** The starts of the event sub-processes of a scope. */
function watchesIn(run: Run, scope: number, node: number): number[] {
  const within = scopeOf(run.state.scopes, scope)
  const holder = within && nodeOf(run, within)
  if (holder) return holder.kind === 'sub' && !within.round ? holder.watches : []
  return run.model.processes[nodeOf(run, { node }).process]?.watches ?? []
}

function best(run: Run, events: number[], on: 'error' | 'escalation', code: string): Node | undefined {
  let takesAll: Node | undefined
  for (const index of events) {
    const event = nodeOf(run, { node: index })
    for (const trigger of event.triggers) {
      if (trigger.on !== on) continue
      if (trigger.code === code) return event
      if (trigger.code === undefined) takesAll ??= event
    }
  }
  return takesAll
}

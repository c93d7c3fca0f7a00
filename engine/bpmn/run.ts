import type { World } from '../feel/scope.ts'
import type { CaseState, Effect, Env, Scope, Token, Vars } from '../types.ts'
import { type Model, NONE, type Node, nodeByIndex } from './model.ts'
import { type Sight, scopeOf, sightedWorld } from './world.ts'

/**
 * A token on its way: into a node or out of it, to the `event`-th throw of a node, or a watching token that is to `fire`;
 * `undo` goes on with a compensation and `next` with an ad-hoc sub-process. `isAgain` marks a retry, which enters a node
 * that was entered before; `vars` are what only this activity sees; `dead` was cancelled while it was being carried out.
 */
export type Move = {
  token: number
  node: number
  scope: number
  do: 'start' | 'enter' | 'leave' | 'throw' | 'fire' | 'undo' | 'next'
  flow: number
  event: number
  isAgain: boolean
  vars: Vars | undefined
  dead: boolean
}

/**
 * One call of `advance` at work: a copy of the state that may be changed, the moves to do from `head` on, and `later` what
 * is told to others once everything has moved that can. `owned` are the scopes that were copied already. `begun` counts
 * instances of this slice. `gentle` is the token whose border events do not interrupt now.
 */
export type Run = {
  model: Model
  env: Env
  world: World
  sight: Sight
  state: CaseState
  effects: Effect[]
  queue: Move[]
  head: number
  later: Move[]
  current: Move | undefined
  owned: Set<Scope> | undefined
  ownsVars: boolean
  steps: number
  begun: number
  gentle: number
  isNew: boolean
}

/** The command does not fit the state of the case: somebody was faster, or the token never was. Nothing has changed. */
export class NotWaiting extends Error {}

/** Copies what may change: the lists. Tokens, scopes and variables are copied when they are first written. */
export function begin(model: Model, given: CaseState | undefined, env: Env): Run {
  const state: CaseState = given
    ? { ...given, tokens: given.tokens.slice(), scopes: given.scopes.slice() }
    : { status: 'running', tokens: [], scopes: [], vars: {}, next: 1 }
  const sight: Sight = { locals: undefined, scope: 0 }
  return {
    model,
    env,
    sight,
    world: sightedWorld(env, state, sight),
    state,
    effects: [],
    queue: [],
    head: 0,
    later: [],
    current: undefined,
    owned: undefined,
    ownsVars: given === undefined,
    steps: 0,
    begun: 0,
    gentle: NONE,
    isNew: given === undefined,
  }
}

/** A move of a token, not queued yet. */
export function moveOf(run: Move['do'], token: number, node: number, scope: number, vars?: Vars): Move {
  return { token, node, scope, do: run, flow: NONE, event: 0, isAgain: false, vars, dead: false }
}

/** Sends a token into a node, by a flow if it came by one. */
export function push(run: Run, token: number, node: number, scope: number, flow = NONE, vars?: Vars): void {
  run.queue.push({ token, node, scope, do: 'enter', flow, event: 0, isAgain: false, vars, dead: false })
}

/** The node of a move or token. */
export function nodeOf(run: Run, { node }: { node: number }): Node {
  return run.model.nodes[node] ?? nodeByIndex(run.model, node)
}

/** The token with an id, which must be in one of the given conditions. Throws `NotWaiting` otherwise. */
export function findToken(run: Run, id: number, ...is: Token['is'][]): Token {
  const token = tokenOf(run, id)
  if (!token || (is.length > 0 && !is.includes(token.is))) throw new NotWaiting('这一步已经办过了，或者已经撤回。')
  return token
}

export function tokenOf(run: Run, id: number): Token | undefined {
  for (const token of run.state.tokens) if (token.id === id) return token
  return undefined
}

export function addToken(run: Run, token: Token): void {
  run.state.tokens.push(token)
}

export function removeToken(run: Run, id: number): void {
  const { tokens } = run.state
  for (let index = 0; index < tokens.length; index += 1) {
    if (tokens[index]?.id !== id) continue
    tokens.splice(index, 1)
    return
  }
}

export function replaceToken(run: Run, token: Token): void {
  const { tokens } = run.state
  for (let index = 0; index < tokens.length; index += 1) if (tokens[index]?.id === token.id) tokens[index] = token
}

/** A scope that may be changed in place: it is copied once for each `advance`. */
export function ownScope(run: Run, id: number): Scope | undefined {
  const scope = scopeOf(run.state.scopes, id)
  if (!scope || run.owned?.has(scope)) return scope
  const copy = { ...scope }
  if (copy.vars) copy.vars = { ...copy.vars }
  if (copy.undo) copy.undo = copy.undo.slice()
  if (copy.round) copy.round = { ...copy.round }
  if (copy.round?.results) copy.round.results = copy.round.results.slice()
  run.owned ??= new Set()
  run.owned.add(copy)
  run.state.scopes[run.state.scopes.indexOf(scope)] = copy
  return copy
}

/** Whether a scope holds the instances of a looped activity, of which the node is one. */
export function isInstance(run: Run, node: number, scope: number): boolean {
  const found = scopeOf(run.state.scopes, scope)
  return found?.round !== undefined && found.node === node
}

/** Takes back what the runtime holds for a token that waited or watched. */
export function withdraw(run: Run, token: number): void {
  run.effects.push({ kind: 'withdraw', token })
}

type Phase = Extract<Effect, { kind: 'log' }>['phase']

export function log(run: Run, token: number, node: number, phase: Phase): void {
  run.effects.push({ kind: 'log', token, node, phase })
}

/** Leaves a move undone as an incident, to be resumed by `retry`. */
export function stick(run: Run, move: Move, message: string): void {
  const { token, node, scope, flow, event, vars } = move
  addToken(run, {
    id: token,
    node,
    scope,
    is: 'stuck',
    stuck: { on: move.do === 'leave' || move.do === 'start' ? move.do : 'enter', message },
    ...(flow === NONE ? {} : { flow }),
    ...(event === 0 ? {} : { event }),
    ...(vars === undefined ? {} : { vars }),
  })
  log(run, token, node, 'error')
  run.effects.push({ kind: 'incident', token, node, message })
}

/** Does what may fail for reasons of the model or the data; the failure becomes an incident of this move. */
export function attempt<T>(run: Run, move: Move, work: () => T): { value: T } | undefined {
  try {
    return { value: work() }
  } catch (error) {
    stick(run, move, error instanceof Error ? error.message : String(error))
    return undefined
  }
}

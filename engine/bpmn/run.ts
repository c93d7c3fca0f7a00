import type { World } from '../feel/scope.ts'
import type { CaseState, Effect, Env, Token } from '../types.ts'
import type { Model } from './model.ts'
import { worldOf } from './world.ts'

/** A token on its way. `isAgain` marks a retry, which enters a node that was entered before. */
export type Move = {
  token: number
  node: number
  scope: number
  do: 'enter' | 'leave'
  flow?: number
  isAgain?: boolean
}

/** One call of `advance` at work: a copy of the state that may be changed, the moves to do, the effects so far. */
export type Run = {
  model: Model
  env: Env
  world: World
  state: CaseState
  effects: Effect[]
  queue: Move[]
  steps: number
  isNew: boolean
}

/** The command does not fit the state of the case: somebody was faster, or the token never was. Nothing has changed. */
export class NotWaiting extends Error {}

/** Copies what may change: the lists and the variables by name. Tokens and scopes are replaced, never changed. */
export function begin(model: Model, given: CaseState | undefined, env: Env): Run {
  const state: CaseState = given
    ? { ...given, tokens: [...given.tokens], scopes: [...given.scopes], vars: { ...given.vars } }
    : { status: 'running', tokens: [], scopes: [], vars: {}, next: 1 }
  const world = worldOf(env, state.vars)
  return { model, env, world, state, effects: [], queue: [], steps: 0, isNew: given === undefined }
}

/** The token with an id, which must be in one of the given conditions. Throws `NotWaiting` otherwise. */
export function findToken(run: Run, id: number, ...is: Token['is'][]): Token {
  const token = run.state.tokens.find((candidate) => candidate.id === id)
  if (!token || (is.length > 0 && !is.includes(token.is))) throw new NotWaiting('这一步已经办过了，或者已经撤回。')
  return token
}

export function addToken(run: Run, token: Token): void {
  run.state.tokens.push(token)
}

export function removeToken(run: Run, { id }: Pick<Token, 'id'>): void {
  run.state.tokens = run.state.tokens.filter((token) => token.id !== id)
}

/** Takes back what the runtime holds for a token that waited or watched. */
export function withdraw(run: Run, { id }: Pick<Token, 'id'>): void {
  run.effects.push({ kind: 'withdraw', token: id })
}

type Phase = Extract<Effect, { kind: 'log' }>['phase']

export function log(run: Run, { token, node }: { token: number; node: number }, phase: Phase): void {
  run.effects.push({ kind: 'log', token, node, phase })
}

/** Leaves a move undone as an incident, to be resumed by `retry`. */
export function stick(run: Run, { token, node, scope, flow, do: on }: Move, message: string): void {
  addToken(run, {
    id: token,
    node,
    scope,
    is: 'stuck',
    stuck: { on, message },
    ...(flow === undefined ? {} : { flow }),
  })
  log(run, { token, node }, 'error')
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

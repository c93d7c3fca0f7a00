import { fromFeel } from '../feel/json.ts'
import type { Env, Json, Outcome, Vars } from '../types.ts'
import type { Node } from './model.ts'
import { worldOf } from './world.ts'

/**
 * The outcomes that a user task offers in a case, by its variables: one whose `when` does not hold is left out, and of
 * those that share a key the first counts. So one step can say 同意 on the way and 批准 where the route ends. A condition
 * that fails does not hold.
 */
export function offered({ settings, offers }: Extract<Node, { kind: 'user' }>, vars: Vars): Outcome[] {
  const world = worldOf({ facts: {}, now: EPOCH }, vars)
  const open = settings.outcomes.filter((_, index) => holds(() => offers[index]?.evaluate(world) ?? true))
  return open.filter(({ key }, index) => open.findIndex((other) => other.key === key) === index)
}

/** To whom a user task would go if the case came to it now; null where its rule cannot tell yet. */
export function assigneeOf({ assign }: Extract<Node, { kind: 'user' }>, vars: Vars, env: Env): Json {
  try {
    return fromFeel(assign.evaluate(worldOf(env, vars)))
  } catch {
    return null
  }
}

/** A condition on a case's variables has no day to speak of. */
const EPOCH = '1970-01-01T00:00:00Z'

function holds(evaluate: () => unknown): boolean {
  try {
    return evaluate() === true
  } catch {
    return false
  }
}

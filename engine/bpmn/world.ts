import { fromFeel, toFeel } from '../feel/json.ts'
import type { World } from '../feel/scope.ts'
import { formatValue } from '../feel/temporal.ts'
import { isDays, isMoment, isMonths, type Value } from '../feel/values.ts'
import type { CaseState, Env, Facts, Json, Round, Scope, Vars } from '../types.ts'
import type { Timer } from './model.ts'

/**
 * From where an expression looks: `locals` of one activity above the variables of its scope, those of the scopes around
 * it, of the case, and under them the facts. Set before an evaluation, so that one world serves a whole `advance`.
 */
export type Sight = { locals: Vars | undefined; scope: number }

/** What the expressions of a case see: its variables, under them the facts. Values are converted when first asked for. */
export function worldOf(env: Env, vars: Vars): World {
  return sightedWorld(env, { vars, scopes: [] }, { locals: undefined, scope: 0 })
}

/** The same for a case at work, whose state and sight change under way. */
export function sightedWorld(env: Env, state: Pick<CaseState, 'vars' | 'scopes'>, sight: Sight): World {
  const plain = (name: string): unknown => {
    if (sight.locals !== undefined && Object.hasOwn(sight.locals, name)) return sight.locals[name]
    if (sight.scope !== 0) {
      const own = lookInScopes(state.scopes, sight.scope, name)
      if (own !== undefined) return own
    }
    if (Object.hasOwn(state.vars, name)) return state.vars[name]
    return Object.hasOwn(env.facts, name) ? env.facts[name] : undefined
  }
  return {
    look: (name) => {
      const value = plain(name)
      return value === undefined ? undefined : toFeel(value)
    },
    plain,
    now: env.now,
    zone: env.zone ?? 'Asia/Shanghai',
    functions: env.functions ?? {},
  }
}

function lookInScopes(scopes: Scope[], from: number, name: string): Json | undefined {
  for (let scope = scopeOf(scopes, from); scope; scope = scopeOf(scopes, scope.parent)) {
    if (scope.vars && Object.hasOwn(scope.vars, name)) return scope.vars[name]
    const count = scope.round && COUNTS[name]?.(scope.round)
    if (count !== undefined) return count
  }
  return undefined
}

/** What instances of a multi-instance activity may know of each other (BPMN 2.0.2, table 10.30). */
const COUNTS: { [name: string]: (round: Round) => number } = {
  numberOfInstances: ({ total, begun }) => (total < 0 ? begun : total),
  numberOfActiveInstances: ({ begun, complete }) => begun - complete,
  numberOfCompletedInstances: ({ complete }) => complete,
  nrOfInstances: ({ total, begun }) => (total < 0 ? begun : total),
  nrOfActiveInstances: ({ begun, complete }) => begun - complete,
  nrOfCompletedInstances: ({ complete }) => complete,
}

/** The scope with an id; undefined for the process itself. */
export function scopeOf(scopes: Scope[], id: number): Scope | undefined {
  if (id === 0) return undefined
  for (let index = scopes.length - 1; index >= 0; index -= 1) {
    if (scopes[index]?.id === id) return scopes[index]
  }
  return undefined
}

/** All that is seen from a place as plain variables, without the facts: for scripts and called processes. */
export function variablesAt({ vars, scopes }: Pick<CaseState, 'vars' | 'scopes'>, { locals, scope }: Sight): Vars {
  const chain: Vars[] = locals ? [locals] : []
  for (let at = scopeOf(scopes, scope); at; at = scopeOf(scopes, at.parent)) if (at.vars) chain.push(at.vars)
  return Object.assign({}, vars, ...chain.reverse())
}

/** The same view as one object, for decisions. */
export function factsOf(env: Env, vars: Vars): Facts {
  return { ...env.facts, ...vars }
}

/** The moment or duration that a timer's expression yields, as ISO 8601 text. */
export function evaluateTimer(timer: Timer, world: World): string {
  const value = timer.expression?.evaluate(world) ?? null
  if (isMoment(value) || isDays(value) || isMonths(value)) return formatValue(value)
  return String(fromFeel(value))
}

/** The value of an expression as text, for correlation keys: numbers and text alike. */
export function textOf(value: Value): string {
  const plain: Json = fromFeel(value)
  return typeof plain === 'object' && plain !== null && '$type' in plain ? String(plain.value) : String(plain)
}

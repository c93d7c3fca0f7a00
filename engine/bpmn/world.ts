import { isMoment } from '../feel/compare.ts'
import { fromFeel, toFeel } from '../feel/json.ts'
import type { World } from '../feel/scope.ts'
import { formatValue } from '../feel/temporal.ts'
import { isDays, isMonths } from '../feel/values.ts'
import type { Env, Facts, Vars } from '../types.ts'
import type { Timer } from './model.ts'

/** What the expressions of a case see: its variables, under them the facts. Values are converted when first asked for. */
export function worldOf(env: Env, vars: Vars): World {
  return {
    look: (name) => {
      if (Object.hasOwn(vars, name)) return toFeel(vars[name])
      return Object.hasOwn(env.facts, name) ? toFeel(env.facts[name]) : undefined
    },
    plain: (name) => {
      if (Object.hasOwn(vars, name)) return vars[name]
      return Object.hasOwn(env.facts, name) ? env.facts[name] : undefined
    },
    now: env.now,
    zone: env.zone ?? 'Asia/Shanghai',
    functions: env.functions ?? {},
  }
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

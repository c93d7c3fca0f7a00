import { fromFeel } from '../feel/json.ts'
import type { Json, Vars } from '../types.ts'
import type { Mapping } from './model.ts'
import { nodeOf, ownScope, type Run } from './run.ts'
import { scopeOf } from './world.ts'

/** Sets from where the next expressions look. */
export function see(run: Run, scope: number, locals: Vars | undefined): void {
  run.sight.scope = scope
  run.sight.locals = locals
}

/**
 * Sets variables where they are: among the activity's own, in the nearest scope that has one of the name, else in the case.
 * What is new nowhere stays with the activity when it says itself what it gives (`keeps`).
 */
export function assign(run: Run, at: { node: number; scope: number }, vars: Vars, locals?: Vars, keeps = false): void {
  for (const name in vars) {
    const value = vars[name] as Json
    if (locals !== undefined && Object.hasOwn(locals, name)) locals[name] = value
    else if (at.scope !== 0 && assignInScope(run, at.scope, name, value)) continue
    else if (keeps && locals && !isOfCase(run, at.node, name)) locals[name] = value
    else assignInCase(run, name, value)
  }
}

function assignInScope(run: Run, from: number, name: string, value: Json): boolean {
  for (let scope = scopeOf(run.state.scopes, from); scope; scope = scopeOf(run.state.scopes, scope.parent)) {
    if (!scope.vars || !Object.hasOwn(scope.vars, name)) continue
    const own = ownScope(run, scope.id)
    if (own?.vars) own.vars[name] = value
    return true
  }
  return false
}

function isOfCase(run: Run, node: number, name: string): boolean {
  if (Object.hasOwn(run.state.vars, name)) return true
  return run.model.processes[nodeOf(run, { node }).process]?.declared.has(name) ?? false
}

/** Sets a variable of the case itself. */
export function assignInCase(run: Run, name: string, value: Json): void {
  if (!run.ownsVars) {
    run.state.vars = { ...run.state.vars }
    run.ownsVars = true
  }
  run.state.vars[name] = value
}

/** What mappings give, seen from where `see` was set; each sees those before it only where it is an output. */
export function mapped(run: Run, mappings: Mapping[]): Vars {
  const vars: Vars = {}
  for (const { name, value, optional } of mappings) {
    const result = fromFeel(value.evaluate(run.world))
    if (result !== null || !optional) vars[name] = result
  }
  return bounded(vars)
}

const MOST = 1_000_000

/** What an element of the model gives, unless that is more than a case may keep: then it throws, before anything is kept. */
export function bounded(vars: Vars): Vars {
  for (const name in vars) {
    if (weigh(vars[name] ?? null, MOST) > 0) continue
    throw new Error(`变量「${name}」超过 1 MB，存不下。大的内容请放进单据或附件，流程里只留编号。`)
  }
  return vars
}

/** What is left of so many characters when a value is written down; it stops looking when nothing is. */
function weigh(value: Json, left: number): number {
  if (typeof value === 'string') return left - value.length
  if (value === null || typeof value !== 'object') return left - 5
  let rest = left
  for (const name in value) {
    rest = weigh((value as Vars)[name] ?? null, rest - name.length)
    if (rest <= 0) return rest
  }
  return rest
}

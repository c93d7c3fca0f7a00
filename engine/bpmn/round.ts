import { fromFeel } from '../feel/json.ts'
import { integer } from '../feel/values.ts'
import type { Json, Round, Scope, Vars } from '../types.ts'
import { type Behavior, type Loop, NONE, type Node } from './model.ts'
import {
  addToken,
  attempt,
  findToken,
  log,
  type Move,
  moveOf,
  NotWaiting,
  nodeOf,
  ownScope,
  push,
  type Run,
  removeToken,
} from './run.ts'
import { cancelScope, dropScope, openScope } from './scope.ts'
import { throwAll } from './throw.ts'
import { assign, see } from './vars.ts'
import { disarm, watch, watchesOf } from './watch.ts'
import { scopeOf } from './world.ts'

/** How many instances of a multi-instance activity begin in one `advance`, so that others have their turn. */
export const SLICE = 256
/** A loop without a maximum that has gone on so often is taken for endless. */
const ENDLESS = 100_000

/** Begins a looped or multi-instance activity (BPMN 2.0.2, 13.3.6 and 13.3.7) under a token that lies inside it. */
export function beginRound(run: Run, move: Move, node: Node, loop: Loop): void {
  see(run, move.scope, { ...move.vars, loopCounter: 0 })
  const prepared = attempt(run, move, () => {
    const round = roundOf(run, loop)
    const hasNone = loop.type === 'standard' ? loop.testBefore && !isToGoOn(run, loop, round) : round.total === 0
    return { round, hasNone, watches: watchesOf(run, node.boundary) }
  })
  if (!prepared) return
  const { round, hasNone, watches } = prepared.value
  addToken(run, { id: move.token, node: node.index, scope: move.scope, is: 'inside' })
  watch(run, move.token, move.scope, watches)
  const scope = openScope(run, node.index, move.scope, move.token)
  scope.round = round
  if (hasNone) {
    log(run, move.token, node.index, 'enter')
    endRound(run, scope, round, loop)
  } else {
    beginInstances(run, scope, round, loop)
  }
}

function roundOf(run: Run, loop: Loop): Round {
  if (loop.type === 'standard') return { total: -1, begun: 0, complete: 0 }
  if (loop.collection) {
    const items = fromFeel(loop.collection.evaluate(run.world))
    if (!Array.isArray(items)) throw new Error(`集合「${loop.collection.text}」得到的不是列表。`)
    return { total: items.length, begun: 0, complete: 0, items }
  }
  const total = integer(loop.cardinality?.evaluate(run.world) ?? null)
  if (total === undefined || total < 0)
    throw new Error(`实例个数「${loop.cardinality?.text ?? ''}」得到的不是 0 或正整数。`)
  return { total, begun: 0, complete: 0 }
}

/** `more`: the next slice of a multi-instance activity. Throws `NotWaiting` when there is none. */
export function continueRound(run: Run, id: number): void {
  const token = findToken(run, id, 'inside')
  const found = run.state.scopes.find((scope) => scope.token === id && scope.round && scope.node === token.node)
  const scope = found && ownScope(run, found.id)
  const loop = nodeOf(run, token).extra?.loop
  if (!scope?.round || !loop) throw new NotWaiting('这里没有还要开始的实例。')
  beginInstances(run, scope, scope.round, loop)
}

/** Begins what may begin now: one after the other, or as many as fit the slice. */
function beginInstances(run: Run, scope: Scope, round: Round, loop: Loop): void {
  const isOneByOne = loop.type === 'standard' || loop.sequential
  if (isOneByOne && round.begun > round.complete) return
  const count = isOneByOne ? 1 : round.total - round.begun
  const now = Math.min(count, SLICE - run.begun)
  for (let nth = 0; nth < now; nth += 1) beginInstance(run, scope, round, loop, nth)
  if (round.items && now > 0) round.items = round.items.slice(now)
  if (now < count) run.effects.push({ kind: 'more', token: scope.token, node: scope.node })
}

function beginInstance(run: Run, scope: Scope, round: Round, loop: Loop, nth: number): void {
  round.begun += 1
  run.begun += 1
  const vars: Vars = { loopCounter: round.begun }
  if (loop.type === 'instances' && loop.item && round.items) vars[loop.item] = round.items[nth] ?? null
  push(run, run.state.next++, scope.node, scope.id, NONE, vars)
}

function isToGoOn(run: Run, loop: Extract<Loop, { type: 'standard' }>, { complete }: Round): boolean {
  if (loop.maximum !== NONE && complete >= loop.maximum) return false
  const goesOn = loop.condition === undefined || loop.condition.evaluate(run.world) === true
  if (goesOn && loop.maximum === NONE && complete >= ENDLESS)
    throw new Error(`循环已经 ${ENDLESS} 次，条件「${loop.condition?.text ?? ''}」还成立，可能是走不出去的循环。`)
  return goesOn
}

/** An instance has ended: its result is kept, events are thrown, and the activity ends or goes on. */
export function completeInstance(run: Run, move: Move, node: Node, loop: Loop): void {
  const scope = ownScope(run, move.scope)
  const round = scope?.round
  if (!scope || !round) return
  see(run, move.scope, move.vars)
  const answer = attempt(run, move, () => judge(run, round, loop))
  if (!answer) return
  log(run, move.token, node.index, 'leave')
  const { value, isEnough, behaviors } = answer.value
  round.complete += 1
  if (loop.type === 'instances' && loop.result) keep(round, move.vars, value)
  if (node.extra && node.extra.handler !== NONE && node.kind !== 'sub')
    run.state.done = [...(run.state.done ?? []), { node: node.index, scope: scope.parent, vars: move.vars ?? {} }]
  for (const { throws } of behaviors) throwAll(run, { ...move, token: scope.token, scope: scope.parent }, throws)
  if (!scopeOf(run.state.scopes, scope.id)) return
  const isOver = isEnough || round.complete === round.total
  if (isEnough) cancelScope(run, scope.id)
  if (isOver) endRound(run, scope, round, loop)
  else beginInstances(run, scope, round, loop)
}

type Judged = { value: Json; isEnough: boolean; behaviors: Behavior[] }

/** Worked out as if the instance was complete, and before anything is changed. */
function judge(run: Run, round: Round, loop: Loop): Judged {
  const isStandard = loop.type === 'standard'
  const value = !isStandard && loop.result && loop.output ? fromFeel(loop.output.evaluate(run.world)) : null
  if (!isStandard && !loop.completion && loop.behavior.length === 0) return { value, isEnough: false, behaviors: [] }
  round.complete += 1
  try {
    if (isStandard) return { value, isEnough: !isToGoOn(run, loop, round), behaviors: [] }
    const isEnough = loop.completion?.evaluate(run.world) === true
    const behaviors = loop.behavior.filter(({ when }) =>
      typeof when === 'object' ? when.evaluate(run.world) === true : when === 'each' || round.complete === 1,
    )
    return { value, isEnough, behaviors }
  } finally {
    round.complete -= 1
  }
}

/** Results stand in the order of the items, whoever came first. */
function keep(round: Round, vars: Vars | undefined, value: Json): void {
  round.results ??= []
  const place = Number(vars?.loopCounter ?? 1) - 1
  while (round.results.length < place) round.results.push(null)
  round.results[place] = value
}

function endRound(run: Run, scope: Scope, { results = [], begun }: Round, loop: Loop): void {
  dropScope(run, scope.id)
  removeToken(run, scope.token)
  if (nodeOf(run, scope).boundary.length > 0) disarm(run, scope.token)
  const outer = { node: scope.node, scope: scope.parent }
  if (loop.type === 'instances' && loop.result) assign(run, outer, { [loop.result]: results })
  run.queue.push({ ...moveOf('leave', scope.token, scope.node, scope.parent), isAgain: begun > 0 })
}

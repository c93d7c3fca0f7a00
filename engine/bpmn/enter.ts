import { fromFeel, toFeel } from '../feel/json.ts'
import type { Token, Vars } from '../types.ts'
import { BpmnError, catchError, throwError } from './error.ts'
import { beginEventSub } from './fire.ts'
import { gather, joinAll, joinComplex, joinSome } from './join.ts'
import { leave } from './leave.ts'
import { flowByIndex, type Node, nodeByIndex, ROOT, throwsOf } from './model.ts'
import { beginRound } from './round.ts'
import { addToken, attempt, isInstance, log, type Move, nodeOf, type Run, stick } from './run.ts'
import { nextAdHoc, openSub } from './scope.ts'
import { throwFrom } from './throw.ts'
import { bounded, mapped, see } from './vars.ts'
import { announce, isArmed, type Watch, watch, watchesOf, watching, watchOf } from './watch.ts'
import { factsOf, scopeOf, variablesAt } from './world.ts'

type Of<K extends Node['kind']> = Extract<Node, { kind: K }>

/** A token comes to a node: it waits there, or goes on at once. */
export function enter(run: Run, move: Move): void {
  const node = nodeOf(run, move)
  if (node.extra !== undefined && !prepare(run, move, node)) return
  if (!move.isAgain) log(run, move.token, move.node, 'enter')
  switch (node.kind) {
    case 'start':
      if (move.isAgain && isOutside(run, move, node)) beginEventSub(run, node.index, move.scope, move.vars ?? {})
      else leave(run, move)
      break
    case 'boundary':
    case 'pass':
    case 'xor':
      leave(run, move)
      break
    case 'and':
      joinAll(run, move, node)
      break
    case 'or':
      joinSome(run, move, node)
      break
    case 'complex':
      joinComplex(run, move, node)
      break
    case 'user':
    case 'service':
    case 'call':
      waitForWork(run, move, node)
      break
    case 'rule':
      decide(run, move, node)
      break
    case 'script':
      runScript(run, move, node)
      break
    case 'end':
    case 'throw':
    case 'send':
      tell(run, move, node)
      break
    case 'catch':
    case 'receive':
      waitForEvent(run, move, node)
      break
    case 'event':
      waitForFirst(run, move, node)
      break
    case 'sub':
      if (move.isAgain && node.adHoc && !isOutside(run, move, nodeByIndex(run.model, node.first[0] ?? 0)))
        nextAdHoc(run, move)
      else descend(run, move, node)
  }
}

/** Whether a token lies around the sub-process of a node, as one that could not begin it, and not inside. */
function isOutside(run: Run, { scope }: Move, node: Node): boolean {
  return node.scope !== ROOT && scopeOf(run.state.scopes, scope)?.node !== node.scope
}

/** What comes before an activity proper: enough tokens, its instances, its inputs. False when it does not run now. */
function prepare(run: Run, move: Move, node: Node): boolean {
  const { starts = 1, loop, inputs = [], declared = [] } = node.extra ?? {}
  const isWhole = loop === undefined || !isInstance(run, move.node, move.scope)
  if (isWhole && starts > 1 && !gather(run, move, starts)) return false
  if (loop && isWhole) {
    beginRound(run, move, node, loop)
    return false
  }
  if (declared.length > 0 && node.kind !== 'sub' && !move.isAgain)
    move.vars = { ...Object.fromEntries(declared.map((name) => [name, null])), ...move.vars }
  if (inputs.length === 0) return true
  see(run, move.scope, move.vars)
  const answer = attempt(run, move, () => mapped(run, inputs))
  if (answer) move.vars = { ...move.vars, ...answer.value }
  return answer !== undefined
}

/** The border events of an activity; those of a multi-instance activity watch for it as a whole. */
function borderOf(run: Run, move: Move, node: Node): Watch[] {
  if (node.boundary.length === 0 || (node.extra?.loop && isInstance(run, move.node, move.scope))) return []
  if (move.isAgain && isArmed(run, move.token)) return []
  return watchesOf(run, node.boundary)
}

function wait(run: Run, move: Move, is: Token['is'], border: Watch[]): void {
  const token: Token = { id: move.token, node: move.node, scope: move.scope, is }
  if (move.vars) token.vars = move.vars
  addToken(run, token)
  if (border.length > 0) watch(run, move.token, move.scope, border)
}

function waitForWork(run: Run, move: Move, node: Of<'user'> | Of<'service'> | Of<'call'>): void {
  const { token, vars } = move
  see(run, move.scope, vars)
  const prepared = attempt(run, move, () => ({
    border: borderOf(run, move, node),
    assign: node.kind === 'user' ? fromFeel(node.assign.evaluate(run.world)) : null,
  }))
  if (!prepared) return
  const { border, assign: to } = prepared.value
  const seen = node.extra && vars ? { vars } : {}
  wait(run, move, 'waiting', [])
  if (node.kind === 'user') {
    const { due } = node.settings
    const todo = {
      kind: 'todo',
      token,
      node: node.index,
      name: node.name,
      assign: to,
      settings: node.settings,
    } as const
    run.effects.push(due === undefined ? { ...todo, ...seen } : { ...todo, due, ...seen })
  } else if (node.kind === 'service') {
    const { rule, action } = node.settings
    const work = { ...(rule === undefined ? {} : { rule }), ...(action === undefined ? {} : { action }) }
    run.effects.push({ kind: 'service', token, node: node.index, ...work, ...seen })
  } else {
    run.effects.push({ kind: 'call', token, node: node.index, process: node.calls, vars: handedOver(run, move, node) })
  }
  watch(run, token, move.scope, border)
}

/** A called process sees what the activity names as inputs, else all that is seen here (BPMN 2.0.2, 13.3.3). */
function handedOver(run: Run, { scope, vars }: Move, node: Node): Vars {
  if (node.extra && node.extra.inputs.length > 0) return vars ?? {}
  return variablesAt(run.state, { locals: vars, scope })
}

function decide(run: Run, move: Move, { settings }: Of<'rule'>): void {
  const { decide: ask } = run.env
  const answer = attempt(run, move, () => {
    if (!ask) throw new Error(`没有判定规则「${settings.name}」可用。`)
    const vars = variablesAt(run.state, { locals: move.vars, scope: move.scope })
    return bounded({ [settings.result]: fromFeel(toFeel(ask(settings.name, factsOf(run.env, vars)))) })
  })
  if (answer) leave(run, move, answer.value)
}

function runScript(run: Run, move: Move, node: Of<'script'>): void {
  see(run, move.scope, move.vars)
  try {
    const given = node.run(run.world, () => variablesAt(run.state, { locals: move.vars, scope: move.scope }))
    leave(run, move, given && bounded(given))
  } catch (error) {
    const { code, message } = thrownBy(error)
    if (code !== undefined && catchError(run, move, { code, message })) log(run, move.token, move.node, 'error')
    else stick(run, move, message || `错误「${code}」没有人处理。`)
  }
}

function thrownBy(error: unknown): { code?: string; message: string } {
  if (error instanceof BpmnError) return { code: error.code, message: error.message }
  return { message: error instanceof Error ? error.message : String(error) }
}

/** An event that throws, or a send task. What others are told waits until everything here has moved that can. */
function tell(run: Run, move: Move, node: Of<'end'> | Of<'throw'> | Of<'send'>): void {
  if (node.throws.length === 0) {
    leave(run, move)
    return
  }
  move.do = 'throw'
  const [first] = node.throws
  if (first?.throw === 'signal' || first?.throw === 'message') run.later.push(move)
  else throwOn(run, move)
}

/** Throws the rest of a node's events and goes on. */
export function throwOn(run: Run, move: Move): void {
  const node = nodeOf(run, move)
  const throws = throwsOf(node) ?? []
  const [one] = throws
  if (throws.length === 1 && one?.throw === 'error') throwError(run, move, { code: one.code, message: '' })
  else if (throwFrom(run, move, throws)) leave(run, move)
}

function waitForEvent(run: Run, move: Move, node: Of<'catch'> | Of<'receive'>): void {
  const { triggers } = node
  const [trigger] = triggers
  see(run, move.scope, move.vars)
  const prepared = attempt(run, move, () => ({
    border: borderOf(run, move, node),
    all: triggers.map((one, event) => watchOf(run, node.index, event, one)),
  }))
  if (!prepared || !trigger) return
  const { border, all } = prepared.value
  const [one] = all
  if (triggers.length > 1 || !one) {
    wait(run, move, 'inside', border)
    watch(run, move.token, move.scope, all)
  } else if (one.holds) {
    leave(run, move)
  } else {
    const token = watching(one, move.token, move.scope, 'waiting')
    addToken(run, move.vars ? { ...token, vars: move.vars } : token)
    announce(run, move.token, one)
    watch(run, move.token, move.scope, border)
  }
}

/** The event gateway waits inside; the first event behind it that happens takes the token on (BPMN 2.0.2, 13.4.4). */
function waitForFirst(run: Run, move: Move, node: Node): void {
  see(run, move.scope, undefined)
  const behind = node.outgoing.map((flow) => flowByIndex(run.model, flow).to)
  const all = attempt(run, move, () => watchesOf(run, behind))
  if (!all) return
  wait(run, move, 'inside', [])
  watch(run, move.token, move.scope, all.value)
}

function descend(run: Run, move: Move, node: Of<'sub'>): void {
  see(run, move.scope, move.vars)
  const prepared = attempt(run, move, () => ({
    border: borderOf(run, move, node),
    inner: watchesOf(run, node.watches),
  }))
  if (!prepared) return
  const { border, inner } = prepared.value
  wait(run, move, 'inside', border)
  openSub(run, node, move.scope, move.token, inner, move.vars)
}

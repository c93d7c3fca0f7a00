import type { CaseState, Command, Effect, Env, Token, Vars } from '../types.ts'
import { start, startProcess } from './begin.ts'
import { undoNext } from './compensate.ts'
import { enter, throwOn } from './enter.ts'
import { catchError, throwEscalation } from './error.ts'
import { checkConditions, expect, fire, fireLater } from './fire.ts'
import { stickDeadlocks, synchronize } from './join.ts'
import { leave } from './leave.ts'
import { type Model, NONE, nodeByIndex, throwsOf } from './model.ts'
import { continueRound } from './round.ts'
import {
  begin,
  findToken,
  isInstance,
  type Move,
  moveOf,
  NotWaiting,
  nodeOf,
  push,
  type Run,
  removeToken,
  stick,
  withdraw,
} from './run.ts'
import { cancelAll, cancelToken, isAlive, nextAdHoc, settle } from './scope.ts'
import { assign, see } from './vars.ts'
import { disarm } from './watch.ts'

/** The new state, and what the runtime has to do for it, in order. */
export type Advance = { state: CaseState; effects: Effect[] }

const STEPS = 10_000

/**
 * Moves a case by one command until every token waits. Pure: the given state is not touched, and the same arguments give
 * the same answer. What cannot go on (no branch is true, an expression fails, a decision throws, more than 10,000 moves)
 * leaves its token stuck in an incident, from which `retry` resumes; everything else of the case goes on.
 * Throws `NotWaiting` when the command does not fit the state, for example for a token that is gone.
 */
export function advance(model: Model, state: CaseState | undefined, command: Command, env: Env): Advance {
  const run = begin(model, state, env)
  obey(run, command)
  drain(run)
  stickDeadlocks(run)
  if (run.state.status === 'running' || run.state.status === 'incident') run.state.status = healthOf(run.state.tokens)
  return { state: run.state, effects: run.effects }
}

function healthOf(tokens: Token[]): 'incident' | 'running' {
  for (const { is } of tokens) if (is === 'stuck') return 'incident'
  return 'running'
}

function obey(run: Run, command: Command): void {
  refuse(run, command)
  switch (command.kind) {
    case 'start':
      start(run, command)
      break
    case 'complete':
      complete(run, command)
      break
    case 'fail':
      fail(run, command)
      break
    case 'stop':
      stop(run, command)
      break
    case 'timer':
      happen(run, command.token, 'timer')
      break
    case 'message':
    case 'signal':
      happen(run, command.token, command.kind, command.vars)
      break
    case 'check':
      break
    case 'more':
      continueRound(run, command.token)
      break
    case 'activate':
      activate(run, command)
      break
    case 'escalate': {
      const { code, vars = {} } = command
      const { id, node, scope } = findWork(run, command.token)
      throwEscalation(run, { token: id, node, scope }, { code, vars })
      break
    }
    case 'retry':
      retry(run, command)
      break
    case 'move':
      moveTo(run, command)
      break
    case 'suspend':
      run.state.before = run.state.status === 'incident' ? 'incident' : 'running'
      run.state.status = 'suspended'
      break
    case 'resume':
      run.state.status = run.state.before ?? 'running'
      delete run.state.before
      break
    case 'cancel':
      cancelAll(run)
  }
}

const WHILE_SUSPENDED: Command['kind'][] = ['resume', 'cancel', 'move']

function refuse(run: Run, { kind }: Command): void {
  const { status } = run.state
  if (kind !== 'start' && run.isNew) throw new NotWaiting('办理还没有开始。')
  if (kind === 'start' && !run.isNew) throw new NotWaiting('办理已经开始，不能再开始一次。')
  if (status === 'ended' || status === 'cancelled') throw new NotWaiting('办理已经结束。')
  if (status === 'suspended' && !WHILE_SUSPENDED.includes(kind)) throw new NotWaiting('办理已经暂停，恢复以后再办。')
  if (status !== 'suspended' && kind === 'resume') throw new NotWaiting('办理没有暂停。')
}

function complete(run: Run, { token: id, vars }: Extract<Command, { kind: 'complete' }>): void {
  const token = findWork(run, id)
  const node = nodeOf(run, token)
  removeToken(run, id)
  if (node.boundary.length > 0) disarm(run, id)
  const move = moveOf('leave', id, token.node, token.scope, token.vars)
  if (!throwsOf(node)) {
    leave(run, move, vars)
    return
  }
  if (vars) assign(run, move, vars)
  run.queue.push({ ...move, do: 'throw', event: (token.event ?? 0) + 1 })
}

/** An error that nobody catches stays with its task: mend the cause, then retry. */
function fail(run: Run, { token: id, code, message }: Extract<Command, { kind: 'fail' }>): void {
  const token = findWork(run, id)
  if (catchError(run, { token: id, node: token.node, scope: token.scope }, { code, message })) return
  stop(run, { token: id, message: message || `错误「${code}」没有人处理。` })
}

/** What broke for a reason that the model does not know of stays where it is, whatever errors the model catches. */
function stop(run: Run, { token: id, message }: { token: number; message: string }): void {
  const token = findToken(run, id, 'waiting')
  removeToken(run, id)
  withdraw(run, id)
  const move = { ...moveOf('enter', id, token.node, token.scope, token.vars), event: token.event ?? 0 }
  stick(run, move, message)
}

/** A token that waits for work to be done: a task, a call, or a message that is being sent. */
function findWork(run: Run, id: number): Token {
  const token = findToken(run, id, 'waiting')
  const node = nodeOf(run, token)
  if (node.kind !== 'catch' && node.kind !== 'receive') return token
  throw new NotWaiting(
    node.trigger?.on === 'timer' ? '这里等的是时间，不能由人办理。' : '这里等的是事件，不能由人办理。',
  )
}

function happen(run: Run, id: number, on: 'timer' | 'message' | 'signal', vars?: Vars): void {
  const token = findToken(run, id, 'waiting', 'watching')
  expect(run, token, on)
  fire(run, token, vars)
}

/** Begins an activity of an ad-hoc sub-process that people run; one at a time where it is sequential. */
function activate(run: Run, { token: id, node: index }: Extract<Command, { kind: 'activate' }>): void {
  const token = findToken(run, id, 'inside')
  const scope = run.state.scopes.find((candidate) => candidate.token === id)
  const sub = nodeOf(run, token)
  if (!scope || sub.kind !== 'sub' || !sub.adHoc || !sub.first.includes(index))
    throw new NotWaiting('这里不能开始这项活动。')
  if (sub.adHoc.sequential && isAlive(run, scope.id)) throw new NotWaiting('上一项活动办完以后才能开始下一项。')
  push(run, run.state.next++, index, scope.id)
}

function retry(run: Run, { token: id, vars = {} }: Extract<Command, { kind: 'retry' }>): void {
  const { node, scope, flow = NONE, event = 0, stuck, vars: locals } = findToken(run, id, 'stuck')
  removeToken(run, id)
  assign(run, { node, scope }, vars)
  if (stuck?.on === 'start') startProcess(run, node, event)
  else run.queue.push({ ...moveOf(stuck?.on ?? 'enter', id, node, scope, locals), flow, event, isAgain: true })
}

/** Takes a token to another node of its scope: what it has is cancelled, and it begins there anew. */
function moveTo(run: Run, { token: id, node: index }: Extract<Command, { kind: 'move' }>): void {
  const token = findToken(run, id, 'waiting', 'joining', 'inside', 'stuck')
  const [from, to] = [nodeOf(run, token), nodeByIndex(run.model, index)]
  const isEvent = to.kind === 'start' || to.kind === 'boundary' || (to.kind === 'sub' && to.type === 'event')
  const isSame = from.scope === to.scope && from.process === to.process && !isInstance(run, token.node, token.scope)
  if (isEvent || !isSame) throw new NotWaiting(`不能移到「${to.name || to.id}」：它不是同一层里可以进入的环节。`)
  cancelToken(run, token)
  push(run, run.state.next++, index, token.scope)
}

/** Does all moves, then what was put off: telling others, gateways that waited for quiet, conditions. */
function drain(run: Run): void {
  for (;;) {
    const move = run.head < run.queue.length ? run.queue[run.head++] : run.later.shift()
    if (move) {
      run.steps += 1
      if (run.steps > STEPS) stick(run, move, `一次推进超过 ${STEPS} 步，可能是走不出去的循环。`)
      else take(run, move)
    } else if (!isMoving(run)) {
      return
    }
  }
}

function isMoving(run: Run): boolean {
  if (run.state.status === 'ended' || run.state.status === 'cancelled') return false
  if (run.model.uses.synchronizing && synchronize(run)) return true
  const looks = run.model.uses.conditions && run.state.status !== 'suspended' && run.steps <= STEPS
  if (looks && checkConditions(run)) return true
  return run.head < run.queue.length || run.later.length > 0
}

function take(run: Run, move: Move): void {
  run.current = move
  switch (move.do) {
    case 'enter':
      enter(run, move)
      break
    case 'leave':
      leave(run, move)
      break
    case 'throw':
      throwOn(run, move)
      break
    case 'fire':
      fireLater(run, move)
      break
    case 'undo':
      undoNext(run, move)
      break
    case 'next':
      see(run, move.scope, undefined)
      goOn(run, move)
  }
  run.current = undefined
}

function goOn(run: Run, move: Move): void {
  const node = nodeOf(run, move)
  if (node.kind === 'sub' && node.type === 'ad-hoc') nextAdHoc(run, move)
  else settle(run, move.scope)
}

import type { CaseState, Command, Effect, Env, Token } from '../types.ts'
import { enter } from './enter.ts'
import { catchError } from './error.ts'
import { leave } from './leave.ts'
import { type Model, nodeByIndex } from './model.ts'
import { begin, findToken, log, type Move, NotWaiting, type Run, removeToken, stick, withdraw } from './run.ts'
import { cancelAll, cancelToken, disarm, stickDeadlocks } from './scope.ts'

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
  if (run.state.status === 'running' || run.state.status === 'incident') {
    run.state.status = run.state.tokens.some((token) => token.is === 'stuck') ? 'incident' : 'running'
  }
  return { state: run.state, effects: run.effects }
}

function obey(run: Run, command: Command): void {
  if (command.kind !== 'start' && run.isNew) throw new NotWaiting('办理还没有开始。')
  if (command.kind === 'start' && !run.isNew) throw new NotWaiting('办理已经开始，不能再开始一次。')
  if (run.state.status === 'ended' || run.state.status === 'cancelled') throw new NotWaiting('办理已经结束。')
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
    case 'timer':
      fire(run, command.token)
      break
    case 'retry':
      retry(run, command)
      break
    case 'cancel':
      cancelAll(run)
      break
  }
}

function start(run: Run, { vars = {} }: Extract<Command, { kind: 'start' }>): void {
  Object.assign(run.state.vars, vars)
  run.queue.push({ token: run.state.next++, node: run.model.start, scope: 0, do: 'enter' })
}

function complete(run: Run, { token: id, vars = {} }: Extract<Command, { kind: 'complete' }>): void {
  const token = findTask(run, id)
  Object.assign(run.state.vars, vars)
  removeToken(run, token)
  disarm(run, token)
  run.queue.push({ token: token.id, node: token.node, scope: token.scope, do: 'leave' })
}

/** An error that nobody catches stays with its task: mend the cause, then retry. */
function fail(run: Run, { token: id, code, message }: Extract<Command, { kind: 'fail' }>): void {
  const token = findTask(run, id)
  if (catchError(run, token, { code, message })) return
  removeToken(run, token)
  withdraw(run, token)
  stick(
    run,
    { token: token.id, node: token.node, scope: token.scope, do: 'enter' },
    message || `错误「${code}」没有人处理。`,
  )
}

function findTask(run: Run, id: number): Token {
  const token = findToken(run, id, 'waiting')
  if (nodeByIndex(run.model, token.node).kind === 'timer') throw new NotWaiting('这里等的是时间，不能由人办理。')
  return token
}

function fire(run: Run, id: number): void {
  const token = findToken(run, id, 'waiting', 'watching')
  const node = nodeByIndex(run.model, token.node)
  removeToken(run, token)
  if (node.kind === 'timer') {
    run.queue.push({ token: token.id, node: token.node, scope: token.scope, do: 'leave' })
  } else if (node.kind === 'boundary-timer') {
    if (node.interrupting) cancelToken(run, findToken(run, token.host ?? 0))
    run.queue.push({ token: token.id, node: token.node, scope: token.scope, do: 'enter' })
  } else {
    throw new NotWaiting('这里没有等待时间。')
  }
}

function retry(run: Run, { token: id, vars = {} }: Extract<Command, { kind: 'retry' }>): void {
  const { node, scope, flow, stuck } = findToken(run, id, 'stuck')
  Object.assign(run.state.vars, vars)
  removeToken(run, { id })
  run.queue.push({
    token: id,
    node,
    scope,
    do: stuck?.on ?? 'enter',
    isAgain: true,
    ...(flow === undefined ? {} : { flow }),
  })
}

function drain(run: Run): void {
  for (let move = run.queue.shift(); move; move = run.queue.shift()) {
    run.steps += 1
    if (run.steps > STEPS) stick(run, move, `一次推进超过 ${STEPS} 步，可能是走不出去的循环。`)
    else take(run, move)
  }
}

function take(run: Run, move: Move): void {
  if (move.do === 'enter') {
    if (!move.isAgain) log(run, move, 'enter')
    enter(run, move)
  } else {
    leave(run, move)
  }
}

import { fromFeel, toFeel } from '../feel/json.ts'
import { catchError } from './error.ts'
import { type Node, nodeByIndex } from './model.ts'
import { addToken, attempt, log, type Move, type Run, removeToken, stick } from './run.ts'
import { arm, cancelScope, consume, duesOf, openScope } from './scope.ts'
import { dueOf } from './timer.ts'
import { factsOf } from './world.ts'

type Of<K extends Node['kind']> = Extract<Node, { kind: K }>

/** What a token does when it comes to a node: wait, or go on at once. */
export function enter(run: Run, move: Move): void {
  const node = nodeByIndex(run.model, move.node)
  switch (node.kind) {
    case 'user':
    case 'service':
      waitForWork(run, move, node)
      break
    case 'timer':
      waitForTime(run, move, node)
      break
    case 'rule':
      decide(run, move, node)
      break
    case 'and':
      join(run, move, node)
      break
    case 'sub':
      descend(run, move, node)
      break
    case 'terminate':
      terminate(run, move)
      break
    case 'error-end':
      throwError(run, move, node)
      break
    default:
      run.queue.push({ ...move, do: 'leave' })
  }
}

function waitForWork(run: Run, move: Move, node: Of<'user'> | Of<'service'>): void {
  const { token, scope } = move
  const prepared = attempt(run, move, () => ({
    dues: duesOf(run, node),
    assign: node.kind === 'user' ? fromFeel(node.assign.evaluate(run.world)) : null,
  }))
  if (!prepared) return
  const { dues, assign } = prepared.value
  addToken(run, { id: token, node: node.index, scope, is: 'waiting' })
  if (node.kind === 'user') {
    const { due } = node.settings
    const todo = { kind: 'todo', token, node: node.index, name: node.name, assign, settings: node.settings } as const
    run.effects.push(due === undefined ? todo : { ...todo, due })
  } else {
    run.effects.push({ kind: 'service', token, node: node.index, ...node.settings })
  }
  arm(run, token, scope, dues)
}

function waitForTime(run: Run, move: Move, node: Of<'timer'>): void {
  const due = attempt(run, move, () => dueOf(node.timer, run.world))
  if (!due) return
  addToken(run, { id: move.token, node: node.index, scope: move.scope, is: 'waiting' })
  run.effects.push({ kind: 'timer', token: move.token, node: node.index, due: due.value })
}

function decide(run: Run, move: Move, { settings }: Of<'rule'>): void {
  const { decide: ask } = run.env
  const answer = attempt(run, move, () => {
    if (!ask) throw new Error(`没有判定规则「${settings.name}」可用。`)
    return fromFeel(toFeel(ask(settings.name, factsOf(run.env, run.state.vars))))
  })
  if (!answer) return
  run.state.vars[settings.result] = answer.value
  run.queue.push({ ...move, do: 'leave' })
}

/**
 * A parallel gateway goes on when a token has come by every incoming flow of its scope, and takes exactly one of each
 * (BPMN 2.0.2, 13.3.1); tokens beyond that wait for the next round of a loop.
 */
function join(run: Run, move: Move, node: Of<'and'>): void {
  const { token, scope, flow } = move
  if (node.incoming.length < 2) {
    run.queue.push({ ...move, do: 'leave' })
    return
  }
  addToken(run, { id: token, node: node.index, scope, is: 'joining', ...(flow === undefined ? {} : { flow }) })
  const arrived = run.state.tokens.filter(
    (other) => other.is === 'joining' && other.node === node.index && other.scope === scope,
  )
  const oneOfEach = node.incoming.map((incoming) => arrived.find((other) => other.flow === incoming))
  if (oneOfEach.includes(undefined)) return
  for (const other of oneOfEach) {
    if (other) removeToken(run, other)
  }
  run.queue.push({ token, node: node.index, scope, do: 'leave' })
}

function descend(run: Run, move: Move, node: Of<'sub'>): void {
  const dues = attempt(run, move, () => duesOf(run, node))
  if (!dues) return
  addToken(run, { id: move.token, node: node.index, scope: move.scope, is: 'inside' })
  arm(run, move.token, move.scope, dues.value)
  const scope = openScope(run, node.index, move.scope, move.token)
  run.queue.push({ token: run.state.next++, node: node.start, scope, do: 'enter' })
}

/** A terminate end event stops everything in its own scope, and thereby ends that scope (BPMN 2.0.2, 10.5.3). */
function terminate(run: Run, move: Move): void {
  cancelScope(run, move.scope)
  consume(run, move)
}

function throwError(run: Run, move: Move, { code }: Of<'error-end'>): void {
  const origin = { id: move.token, node: move.node, scope: move.scope, is: 'waiting' } as const
  if (catchError(run, origin, { code, message: '' })) log(run, move, 'leave')
  else stick(run, move, `错误「${code}」没有人处理：外层没有接它的边界事件。`)
}

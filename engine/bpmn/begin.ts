import type { Command } from '../types.ts'
import { flowByIndex, NONE, type Node, nodeByIndex } from './model.ts'
import { addToken, attempt, moveOf, push, type Run } from './run.ts'
import { see } from './vars.ts'
import { watch, watchesOf } from './watch.ts'

/** Starts at the given node, or with all that begins the first process; the event sub-processes of the process watch. */
export function start(run: Run, { node, event, vars = {} }: Extract<Command, { kind: 'start' }>): void {
  run.state.vars = { ...vars }
  startProcess(run, node ?? run.model.start, event)
}

/** Begins a process at one of its starts; what it needs and cannot get is an incident, from which it begins anew. */
export function startProcess(run: Run, at: number, event = 0): void {
  const process = run.model.processes[nodeByIndex(run.model, at).process]
  const begun = process?.first[0] === at ? process.first : [at]
  const watches = process?.watches ?? []
  if (watches.length > 0) {
    see(run, 0, undefined)
    const move = { ...moveOf('start', run.state.next++, at, 0), event }
    const prepared = attempt(run, move, () => watchesOf(run, watches))
    if (!prepared) return
    watch(run, NONE, 0, prepared.value)
  }
  for (const first of begun) startAt(run, nodeByIndex(run.model, first), event)
}

/** At a start event, or behind an event that has happened already; beside it what a parallel event gateway waits for. */
function startAt(run: Run, node: Node, event: number): void {
  const token = run.state.next++
  if (node.kind === 'start' && node.all && node.triggers.length > 1) {
    startByAll(run, node, token, event)
    return
  }
  if (node.kind !== 'catch' && !(node.kind === 'receive' && node.instantiate) && !isBehindGateway(run, node)) {
    push(run, token, node.index, 0)
    return
  }
  run.effects.push({ kind: 'log', token, node: node.index, phase: 'enter' })
  run.queue.push(moveOf('leave', token, node.index, 0))
  for (const flow of node.incoming) {
    const gateway = nodeByIndex(run.model, flowByIndex(run.model, flow).from)
    if (gateway.kind !== 'event' || !gateway.instantiate || !gateway.parallel) continue
    for (const other of gateway.outgoing) {
      const { to, index } = flowByIndex(run.model, other)
      if (to !== node.index) push(run, run.state.next++, to, 0, index)
    }
  }
}

/** A case that several events begin together waits at its start for those that have not come (BPMN 2.0.2, 10.5.2). */
function startByAll(run: Run, { index }: Node, token: number, event: number): void {
  see(run, 0, undefined)
  const move = { ...moveOf('start', token, index, 0), event }
  const watches = attempt(run, move, () => watchesOf(run, [index]).filter((one) => one.event !== event))
  if (!watches) return
  run.effects.push({ kind: 'log', token, node: index, phase: 'enter' })
  addToken(run, { id: token, node: index, scope: 0, is: 'inside' })
  watch(run, token, 0, watches.value)
}

function isBehindGateway(run: Run, node: Node): boolean {
  return node.incoming.some((flow) => nodeByIndex(run.model, flowByIndex(run.model, flow).from).kind === 'event')
}

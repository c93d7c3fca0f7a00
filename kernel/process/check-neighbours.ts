import type { Model, Node, Throw } from '#engine/bpmn/model.ts'
import type { Problem } from '#engine/types.ts'
import type { Registry } from '../pack.ts'
import { nameOf } from './check-names.ts'
import type { Deployment } from './deployment.ts'

interface Others {
  readonly registry: Registry
  readonly deployment: Deployment
}

/**
 * What a model needs of the other processes in force: that a process which it calls is there (an error), that calls do not
 * lead back to it, and that somebody receives the messages that it sends (warnings: a case may never take that way).
 */
export function neighbours(others: Others, process: string, model: Model): Problem[] {
  const known = modelsInForce(others)
  known.set(process, model)
  return [
    ...model.nodes.flatMap((node) => missingCalled(others.registry, process, model, node)),
    ...model.nodes.flatMap((node) => circle(known, process, node)),
    ...unheard([...known.values()], model),
  ]
}

/** Timers with a written day that has passed: they fire at once. */
export function pastTimers(model: Model, day: string): Problem[] {
  return model.nodes.flatMap((node) =>
    node.triggers.flatMap((trigger): Problem[] => {
      const iso = trigger.on === 'timer' && trigger.timer.kind === 'date' ? trigger.timer.iso : undefined
      if (!iso || iso.slice(0, 10) >= day) return []
      const message = `“${nameOf(node)}”的时间 ${iso} 已经过去，走到这里会马上到时间。`
      return [{ level: 'warning', element: node.id, message }]
    }),
  )
}

function modelsInForce({ registry, deployment }: Others): Map<string, Model> {
  return new Map(
    Object.keys(registry.processes).map((name) => [name, deployment.model(deployment.effective(name).id)] as const),
  )
}

/** A called process is one of the same file, or one in force on the same record. */
function missingCalled({ processes, records }: Registry, process: string, model: Model, node: Node): Problem[] {
  if (node.kind !== 'call' || model.processes.some(({ id }) => id === node.calls)) return []
  const called = Object.hasOwn(processes, node.calls) ? processes[node.calls] : undefined
  if (called && called.on === processes[process]?.on) return []
  const reason = called
    ? `流程“${called.label}”办理的是${records[called.on]?.label}，不能在这张单上调用`
    : `没有叫 ${node.calls} 的流程可以调用`
  return [{ level: 'error', element: node.id, message: `“${nameOf(node)}”：${reason}。` }]
}

function circle(known: ReadonlyMap<string, Model>, process: string, node: Node): Problem[] {
  if (node.kind !== 'call') return []
  const way = wayTo(known, node.calls, process, new Set())
  if (!way) return []
  const message = `“${nameOf(node)}”：调用会绕回自己（${[process, ...way].join(' → ')}），没有条件拦住就停不下来。`
  return [{ level: 'warning', element: node.id, message }]
}

/** The processes on the way from one to another by calls; undefined where there is none. */
function wayTo(
  known: ReadonlyMap<string, Model>,
  from: string,
  to: string,
  seen: Set<string>,
): readonly string[] | undefined {
  if (from === to) return [to]
  if (seen.has(from)) return undefined
  seen.add(from)
  for (const node of known.get(from)?.nodes ?? []) {
    const rest = node.kind === 'call' ? wayTo(known, node.calls, to, seen) : undefined
    if (rest) return [from, ...rest]
  }
  return undefined
}

function unheard(models: readonly Model[], model: Model): Problem[] {
  const heard = new Set(
    models.flatMap(({ nodes }) =>
      nodes.flatMap(({ triggers }) => triggers.flatMap((one) => (one.on === 'message' ? [one.name] : []))),
    ),
  )
  return model.nodes.flatMap((node) =>
    messagesOf(node)
      .filter((name) => !heard.has(name))
      .map((name) => ({
        level: 'warning' as const,
        element: node.id,
        message: `“${nameOf(node)}”：消息“${name}”没有任何流程在等，发出去没有人收。`,
      })),
  )
}

function messagesOf(node: Node): string[] {
  const throws: readonly Throw[] = 'throws' in node ? node.throws : []
  return throws.flatMap((one) => (one.throw === 'message' ? [one.name] : []))
}

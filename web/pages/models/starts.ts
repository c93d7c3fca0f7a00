import type { Model, Node } from '#engine/bpmn/model.ts'
import type { Game } from './play.ts'
import type { Offer } from './waiting.ts'
import { say } from './words.ts'

/** Where a case of the model may begin: every start of every process that runs, the plain ones first. */
export function startsOf({ model }: Game): Offer[] {
  const nodes = model.processes
    .filter(({ executable }) => executable)
    .flatMap(({ starts }) => starts.flatMap((index) => model.nodes[index] ?? []))
  const plainFirst = nodes.toSorted((a, b) => Number(a.trigger !== undefined) - Number(b.trigger !== undefined))
  return plainFirst.map((node, index) => {
    const label = labelOf(model, node)
    const tone = index === 0 ? { tone: 'primary' as const } : {}
    return {
      command: { kind: 'start', node: node.index },
      label,
      words: `${say('try.started')}：${label}`,
      ...tone,
    }
  })
}

function labelOf(model: Model, { name, id, trigger, process }: Node): string {
  const many = model.processes.filter(({ executable }) => executable).length > 1
  const pool = many ? `${model.processes[process]?.name ?? ''} ` : ''
  const what = name || (trigger ? id : say('try.start'))
  if (trigger?.on === 'message' || trigger?.on === 'signal')
    return `${pool}${say(`try.${trigger.on}`, { name: trigger.name })} ${what}`
  return pool + what
}

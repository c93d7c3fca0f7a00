import { nodeByIndex } from '#engine/bpmn/model.ts'
import { assigneeOf } from '#engine/bpmn/offer.ts'
import { path } from '#engine/bpmn/path.ts'
import type { CaseState, Env } from '#engine/types.ts'
import type { Directory } from '../identity/directory.ts'
import { holderName } from '../identity/standing-in.ts'
import type { AnyRecord } from '../record/record.ts'
import type { Server } from '../server.ts'
import { assignmentFunctions, resolve } from './assign.ts'
import { caseFacts } from './decision.ts'

/** A step to come, and who would get it today; nobody where that is not known yet. */
interface Ahead {
  readonly index: number
  readonly id: string
  readonly name: string
  readonly people: readonly { readonly name: string }[]
  readonly instead?: string
}

/** The user tasks that a running case will probably come to, with the names of today. */
export function aheadOf(
  server: Server,
  directory: Directory,
  def: AnyRecord,
  row: Readonly<Record<string, unknown>>,
  found: { document: number; process: string; state: CaseState; started_by: string | null },
): Ahead[] {
  const model = server.deployment.model(found.document)
  const about = { process: found.process, record: def.name, startedBy: found.started_by }
  const env: Env = {
    facts: caseFacts({ registry: server.registry, directory }, about, row),
    now: server.clock().toISOString(),
    zone: server.calendar.zone,
    functions: assignmentFunctions,
  }
  return path(model, found.state, env).flatMap((index) => {
    const node = nodeByIndex(model, index)
    if (node.kind !== 'user') return []
    const who = assigneeOf(node, found.state.vars, env)
    const judged = node.settings.kind === 'read' ? null : found.started_by
    const { people, instead } = who === null ? { people: [] } : resolve(directory, who, judged, server.registry.roles)
    const names = people.map((id) => ({ name: holderName(directory, id, found.started_by) }))
    return [{ index, id: node.id, name: node.name, people: names, ...(instead ? { instead } : {}) }]
  })
}

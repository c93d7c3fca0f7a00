import { Temporal } from 'temporal-polyfill'
import { nodeByIndex } from '#engine/bpmn/model.ts'
import type { CaseState, Command as EngineCommand } from '#engine/types.ts'
import type { Acting } from './acting.ts'
import { resolve } from './assign.ts'
import { type CaseRow, type IncidentRow, stage } from './batch.ts'
import { send } from './errand.ts'
import { message } from './rules.ts'
import { linkOf, mentionOf } from './subject.ts'

/**
 * A case that cannot go on is kept as it is. What a service broke is tried again by itself, each time after twice as long
 * (`jw:service retries`, 3 unless said, `backoff`, a minute unless said); then, and for everything else at once, those who
 * can mend it are told where and why.
 */
export function reportIncident(
  act: Acting,
  found: CaseRow,
  { token, node, message: why }: { token: number; node: number; message: string },
): void {
  const at = act.batch.at
  const before = act.batch.incidents.rows.get(idOf(found.id, token))
  const again = before?.node === node ? before : undefined
  const attempts = again ? again.attempts + 1 : 0
  const retryAt = retryOf(act, found, node, attempts)
  const row: IncidentRow = {
    caseId: found.id,
    token,
    node,
    message: why,
    attempts,
    since: again?.since ?? at,
    at,
    retryAt,
  }
  stage(act.batch, act.batch.incidents, idOf(found.id, token), row, !again)
  markStuck(act, found)
  if (retryAt)
    send(
      act.batch,
      `${found.id}/${token}/retry`,
      { do: 'give', case: found.id, command: { kind: 'retry', token }, why: 'retry' },
      retryAt,
    )
  else tellAdministrators(act, found, node, why)
}

/** Before the effects of a command: what it mended, and what is not where it was any more, is an incident no longer. */
export function forgetMended(act: Acting, found: CaseRow, state: CaseState, command: EngineCommand): void {
  for (const incident of act.batch.incidents.rows.values()) {
    if (incident.caseId !== found.id || incident.gone) continue
    const tried = (command.kind === 'retry' || command.kind === 'move') && command.token === incident.token
    const stays = state.tokens.some(({ id, node }) => id === incident.token && node === incident.node)
    if (tried || !stays) forget(act, incident)
  }
}

/** The incident of a token that was withdrawn. */
export function takeIncident(act: Acting, caseId: string, token: number): void {
  const incident = act.batch.incidents.rows.get(idOf(caseId, token))
  if (incident && !incident.gone) forget(act, incident)
}

/** Whether something in a case waits to be mended. */
export const isStuck = (act: Acting, caseId: string): boolean =>
  act.batch.incidents.rows.size > 0 &&
  [...act.batch.incidents.rows.values()].some((incident) => incident.caseId === caseId && !incident.gone)

const idOf = (caseId: string, token: number) => `${caseId}/${token}`

function forget(act: Acting, incident: IncidentRow): void {
  const id = idOf(incident.caseId, incident.token)
  stage(act.batch, act.batch.incidents, id, { ...incident, gone: true }, act.batch.incidents.fresh.has(id))
}

function markStuck(act: Acting, found: CaseRow): void {
  const latest = act.batch.cases.rows.get(found.id) ?? found
  if (latest.status !== 'running') return
  stage(act.batch, act.batch.cases, found.id, { ...latest, status: 'incident' }, act.batch.cases.fresh.has(found.id))
}

/** When a broken service is tried again by itself; null when a person has to look. */
function retryOf(act: Acting, found: CaseRow, node: number, attempts: number): string | null {
  const at = nodeByIndex(act.batch.deployment.model(found.document), node)
  if (at.kind !== 'service' || attempts >= (at.settings.retries ?? 3)) return null
  const wait = Temporal.Duration.from(at.settings.backoff ?? 'PT1M').total({
    unit: 'milliseconds',
    relativeTo: act.batch.at.slice(0, 10),
  })
  return new Date(act.batch.now.getTime() + wait * 2 ** attempts).toISOString()
}

function tellAdministrators(act: Acting, found: CaseRow, node: number, why: string): void {
  const { name, id } = nodeByIndex(act.batch.deployment.model(found.document), node)
  const words = `${mentionOf(act, found)}：${why}。单据和已办的环节都保持原样。`
  for (const person of resolve(act.batch.directory, null, null).people)
    message(act, person, `流程停在“${name || id}”`, words, linkOf(found))
}

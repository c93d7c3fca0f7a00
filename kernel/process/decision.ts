import { compileDecisions } from '#engine/dmn/compile.ts'
import type { Facts, Json } from '#engine/types.ts'
import type { Calendar } from '../calendar/workday.ts'
import { type Directory, headsOf } from '../identity/directory.ts'
import type { Concluding, Registry } from '../pack.ts'
import type { Deployment } from './deployment.ts'
import { factsOf } from './facts.ts'

/** What a decision is asked in: the node's tables, the packs' definitions, the organisation of the moment. */
interface Surroundings {
  readonly registry: Registry
  readonly deployment: Deployment
  readonly directory: Directory
  readonly calendar: Calendar
}

/**
 * What FEEL knows during a case: the record's fields, who started it, the matter of its process in the authority table,
 * and whether the starter heads the record's unit.
 */
export function caseFacts(
  { registry, directory }: Pick<Surroundings, 'registry' | 'directory'>,
  { process, record, startedBy }: { process: string; record: string; startedBy: string | null },
  row: Readonly<Record<string, unknown>>,
): Facts {
  return {
    ...factsOf(registry.records[record]!, row),
    starter: startedBy,
    matter: registry.processes[process]?.matter ?? null,
    starterIsHead: headsUnit(directory, startedBy, row.unit),
  }
}

/** Whether a person heads a unit; false where one of them is not known. */
export const headsUnit = (directory: Directory, person: string | null, unit: unknown): boolean =>
  typeof unit === 'string' && person !== null && headsOf(directory, unit).includes(person)

/**
 * Asks a decision by its name and draws the pack's conclusion from the answer.
 * @throws Refused when the pack refuses; Error when the table itself fails
 */
export function askDecision(
  { registry, deployment, directory, calendar }: Surroundings,
  name: string,
  facts: Facts,
  now: Date,
  starter: string | null,
): Json {
  const answer = deployment.decide(name, facts, { now: now.toISOString(), zone: calendar.zone })
  return concluded(registry, name, answer, { facts, directory, starter })
}

/** The same by an edition that is not in force: what a draft would answer. */
export async function tryDecision(
  { registry, directory, calendar }: Omit<Surroundings, 'deployment'>,
  name: string,
  source: string,
  facts: Facts,
  now: Date,
  starter: string | null,
): Promise<Json> {
  const decisions = await compileDecisions(source)
  const answer = decisions.decide(name, facts, { now: now.toISOString(), zone: calendar.zone })
  return concluded(registry, name, answer, { facts, directory, starter })
}

function concluded(registry: Registry, name: string, answer: Json, about: Concluding): Json {
  const conclude = registry.decisions[name]?.conclude
  return conclude ? conclude(answer, about) : answer
}

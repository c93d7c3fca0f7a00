import type { CaseState } from '#engine/types.ts'
import { checkValues } from '../record/check.ts'
import { typedFields } from '../record/rights.ts'
import { uuid7 } from '../uuid.ts'
import { type Acting, defOf, grantedBy } from './acting.ts'
import { type CaseRow, stage, tableOf } from './batch.ts'
import { insertRow } from './records.ts'
import { share } from './rules.ts'
import type { Start } from './starts.ts'

/** A case that is to begin: on which edition and record, for whom, and what began it. */
interface Begun extends Pick<CaseRow, 'process' | 'document' | 'record' | 'recordId' | 'startedBy' | 'begun'> {
  readonly parentCase?: string
  readonly parentToken?: number
  readonly depth?: number
  readonly key?: string | null
}

const unborn: CaseState = { status: 'running', tokens: [], scopes: [], vars: {}, next: 1 }

/** Stages a case that has not begun yet, pinned to its edition; its business key is its record's number, else its id. */
export function openCase(act: Acting, begun: Begun): CaseRow {
  const { batch } = act
  const number = tableOf(batch, begun.record).rows.get(begun.recordId)?.number
  const row: CaseRow = {
    id: uuid7(batch.now),
    state: unborn,
    status: 'running',
    startedAt: batch.now.toISOString(),
    endedAt: null,
    parentCase: null,
    parentToken: null,
    depth: 0,
    key: typeof number === 'string' ? number : null,
    process: begun.process,
    document: begun.document,
    record: begun.record,
    recordId: begun.recordId,
    startedBy: begun.startedBy,
    begun: begun.begun,
    ...(begun.begun === 'call' ? calledBy(begun) : {}),
  }
  stage(batch, batch.cases, row.id, row, true)
  if (row.startedBy) share(act, row.record, row.recordId, row.startedBy, 'starter')
  return row
}

const calledBy = ({ parentCase, parentToken, depth, key }: Begun) => ({
  parentCase: parentCase ?? null,
  parentToken: parentToken ?? null,
  depth: depth ?? 0,
  key: key ?? null,
})

/**
 * Stages a case that a message, a signal or the clock starts: on the record of whoever caused it when its process runs on
 * such records, else on a new one that takes the variables of the same names.
 * @throws Refused when the new record cannot be made of them
 */
export async function openFromOutside(
  act: Acting,
  { process, document }: Start,
  begun: 'message' | 'signal' | 'timer',
  vars: Readonly<Record<string, unknown>>,
  cause?: CaseRow,
): Promise<CaseRow> {
  const def = defOf(act.batch, act.batch.registry.processes[process]!.on)
  const startedBy = cause?.startedBy ?? null
  if (cause?.record === def.name)
    return openCase(act, { process, document, record: def.name, recordId: cause.recordId, startedBy, begun })
  const sent: Readonly<Record<string, unknown>> = { ...act.batch.registry.processes[process]!.opens, ...vars }
  const known = typedFields(def).filter((name) => Object.hasOwn(sent, name))
  const values = checkValues(def, Object.fromEntries(known.map((name) => [name, sent[name]])), false)
  const row = await insertRow(grantedBy(act, null, null), def, { ...values, createdBy: startedBy })
  return openCase(act, { process, document, record: def.name, recordId: row.id, startedBy, begun })
}

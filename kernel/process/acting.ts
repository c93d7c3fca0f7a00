import type { Command as EngineCommand } from '#engine/types.ts'
import { dayOf } from '../calendar/workday.ts'
import { meOf } from '../identity/directory.ts'
import { behalfName } from '../identity/standing-in.ts'
import { labelOf } from '../record/column.ts'
import type { AnyRecord } from '../record/record.ts'
import { type Around, holds, type Me, type Who } from '../record/who.ts'
import { absent, Refused } from '../refused.ts'
import { type Batch, type EventRow, emit, type StoredRow, tableOf } from './batch.ts'
import type { Request } from './command.ts'
import { NeedsAlone, type Work } from './work.ts'

/** A case that has to take a command of the engine; `first` begins it. */
export interface Move {
  readonly case: string
  readonly command: EngineCommand
  readonly first?: boolean
}

/** One command being decided: who acts, from where, and whom it concerns. */
export interface Acting {
  readonly batch: Batch
  readonly request: Request
  /** Null for the system, which may do everything that it says a reason for. */
  readonly me: Me | null
  /** The record on which a todo grants its holder more than the record's own rule does. */
  readonly granted: { record: string; id: string } | null
  /** Whose todo a deputy is doing (委托代理). */
  readonly behalf: string | null
  /** People to whom the pages have something new to show. */
  readonly concerns: Set<string>
  /** Processes that actions of this command start; they begin once the action is complete. */
  readonly starts: {
    readonly process: string
    readonly record: string
    readonly id: string
    /** Whose case it is. */
    readonly starter: string | null
  }[]
  /** Running cases that actions of this command end, before others start; `untouched` only if nobody answered a todo. */
  readonly ends: { readonly record: string; readonly id: string; readonly untouched: boolean }[]
  /** What cases have to do yet in this command, in this order (run.ts). */
  readonly moves: Move[]
  /** How many services it ran: a run of the same command comes to the same ones in the same order. */
  readonly served: { count: number }
  /** What rules may do in a command as it acts at that moment: what they change is done for whom it is done for. */
  readonly workOf: (act: Acting) => Work
}

/** Begins a command: resolves the person's rights from the organisation as it is under lock. */
export function acting(batch: Batch, request: Request, workOf: (act: Acting) => Work): Acting {
  const me = request.actor.person === null ? null : meOf(batch.directory, request.actor.person)
  if (me && batch.directory.people.get(me.id)?.status !== 'active')
    throw new Refused('forbidden', '你的账号已停用，不能办理。请联系系统管理员。')
  const told = { concerns: new Set<string>(), starts: [], ends: [], moves: [], served: { count: 0 } }
  return { batch, request, me, granted: null, behalf: null, ...told, workOf }
}

/** The same command with the rights that a todo grants on its record, or as the process itself (`me` null). */
export const grantedBy = (act: Acting, granted: Acting['granted'], me: Me | null = act.me): Acting => ({
  ...act,
  granted,
  me,
})

/**
 * Runs a rule by its name. One that needs SQL waits until its command has a transaction to itself.
 * @throws NeedsAlone when others share the transaction
 */
export async function runRule(act: Acting, name: string, row: StoredRow, input: Readonly<Record<string, unknown>>) {
  const rule = act.batch.registry.rules[name]
  if (!rule) throw absent('这个规则')
  if (rule.alone && !act.batch.alone) throw new NeedsAlone()
  await rule.run(act.workOf(act), row, input)
}

/** The definition of a record by name, or "absent". */
export function defOf(batch: Batch, name: string): AnyRecord {
  const def = batch.registry.records[name]
  if (!def) throw absent('这类记录')
  return def
}

/** A row that the person may read, from those that the flush holds; what one may not see is absent. */
export function readable(act: Acting, def: AnyRecord, id: string): StoredRow {
  const row = tableOf(act.batch, def.name).rows.get(id)
  if (!row || !mayRead(act, def, row)) throw absent(`这条${def.label}`)
  return row
}

/** Whether the rule lets the person do something on a row; a todo that grants the row counts as `todo`. */
export function may(act: Acting, def: AnyRecord, who: Who, row: Readonly<Record<string, unknown>>): boolean {
  return act.me === null || holds(who, act.me, row, aroundOf(act, def, row))
}

/** What the flush knows of a person's rights on a row beside the row: their todo, and the rows above that they may read. */
export function aroundOf(act: Acting, def: AnyRecord, row: Readonly<Record<string, unknown>>): Around {
  const seen = Object.entries(def.above ?? {}).flatMap(([field, above]) => {
    const found = tableOf(act.batch, above.name).rows.get(String(row[field]))
    return found && mayRead(act, above, found) ? [[field, found.status] as const] : []
  })
  return { todo: act.granted !== null && act.granted.id === row.id, seen: Object.fromEntries(seen) }
}

/** Writes what was done to a row: one event for one change. */
export function tell(
  act: Acting,
  event: Pick<EventRow, 'record' | 'recordId' | 'action' | 'before' | 'after'> & {
    kind?: string
    opinion?: string | undefined
  },
): void {
  emit(act.batch, 'events', {
    kind: 'change',
    ...event,
    at: act.batch.now.toISOString(),
    person: act.request.actor.person,
    acting: act.request.actor.system ?? (act.behalf && behalfName(act.batch.directory, act.behalf)),
    opinion: event.opinion ?? null,
    origin: act.request.origin,
    concerns: [],
  })
}

/** The day of the flush in the company's zone. */
export const today = (batch: Batch) => dayOf(batch.now, batch.calendar)

/** How a row is mentioned in a sentence: 《title》. */
export const mention = (def: AnyRecord, row: StoredRow) =>
  `${def.label}${row.number ? ` ${row.number}` : ''}《${String(row[def.title] ?? '')}》`

/**
 * The conflict that names who changed a row since the version that a person began from, what and when, and keeps what was
 * typed. Every version has one event, so the last events tell the fields.
 */
export async function changedMeanwhile(act: Acting, def: AnyRecord, row: StoredRow, version: number): Promise<Refused> {
  const by = act.batch.directory.people.get(String(row.updatedBy ?? ''))?.name ?? '系统'
  const { rows } = await act.batch.sql.query<{ after: Record<string, unknown> | null }>(
    `select after from event where record_id = $1 and kind = 'change' order by id desc limit $2`,
    [row.id, Math.max(0, row.version - version)],
  )
  const names = [...new Set(rows.flatMap(({ after }) => Object.keys(after ?? {})))]
  const what = names.length > 0 ? `的“${names.map((name) => labelOf(def, name)).join('”“')}”` : ''
  const words = `${by}改过这份${def.label}${what}。你填的内容都还在，选择保留哪一个。`
  return new Refused('conflict', words, { by, at: String(row.updatedAt), current: row })
}

function mayRead(act: Acting, def: AnyRecord, row: StoredRow): boolean {
  if (act.me === null || act.granted?.id === row.id) return true
  return holds(def.allow.read, act.me, row, aroundOf(act, def, row)) || act.batch.shares.has(`${row.id}/${act.me.id}`)
}

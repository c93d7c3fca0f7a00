import { createHash } from 'node:crypto'
import { postOf } from '../identity/directory.ts'
import { checkValues, type Values } from '../record/check.ts'
import { labelOf } from '../record/column.ts'
import { numberParts } from '../record/number.ts'
import { type Action, type AnyRecord, firstState } from '../record/record.ts'
import { editableFields } from '../record/rights.ts'
import { named, type Who } from '../record/who.ts'
import { invalid, Refused } from '../refused.ts'
import { uuid7 } from '../uuid.ts'
import { type Acting, aroundOf, changedMeanwhile, may, mention, readable, runRule, tell, today } from './acting.ts'
import { refuseForeignFiles } from './attached.ts'
import { type StoredRow, stage, tableOf } from './batch.ts'
import { nextOf } from './load.ts'

/** Creates a row for the one who acts. Rights are checked on the row as it would be. */
export async function createRow(act: Acting, def: AnyRecord, fields: unknown): Promise<StoredRow> {
  const draft = {
    createdBy: act.me?.id ?? null,
    createdUnit: act.me ? postOf(act.batch.directory, act.me.id).unitId : null,
  }
  const sent = fields !== null && typeof fields === 'object' ? (fields as Values) : {}
  const wanted = { ...sent, ...draft }
  if (!may(act, def, def.allow.create, wanted)) {
    const verb = natureVerb[def.nature]
    const why = closedAbove(act, def, def.allow.create, wanted, `${verb}${def.label}`)
    throw new Refused('forbidden', why ?? `你不能${verb}${def.label}。需要的话请联系系统管理员。`)
  }
  const values = checkValues(def, fields, false)
  const early = Object.keys(values).filter((name) => def.fields[name]?.step && values[name] != null)
  if (early.length > 0)
    throw invalid(Object.fromEntries(early.map((name) => [name, `“${labelOf(def, name)}”在后面的环节填写`])))
  refuseUnseen(act, def, values)
  await refuseForeignFiles(act, def, values)
  return checked(act, def, await insertRow(act, def, { ...values, ...draft }))
}

/** What the record's own rule refuses is taken back with its command. */
async function checked(act: Acting, def: AnyRecord, row: StoredRow): Promise<StoredRow> {
  if (def.check) await runRule(act, def.check, row, {})
  return row
}

/** Stages a new row with checked values, numbers it and writes its event. */
export async function insertRow(
  act: Acting,
  def: AnyRecord,
  values: Values,
  status = firstState(def),
): Promise<StoredRow> {
  const { batch } = act
  const at = batch.at
  const empty = Object.fromEntries(Object.keys(def.fields).map((name) => [name, null]))
  const row: StoredRow = {
    ...empty,
    createdBy: act.me?.id ?? null,
    createdUnit: null,
    ...values,
    ...derived(act, def, { ...empty, ...values }),
    id: uuid7(batch.now),
    number: await numberOf(act, def),
    status,
    version: 1,
    createdAt: at,
    updatedBy: act.me?.id ?? null,
    updatedAt: at,
  }
  stage(batch, tableOf(batch, def.name), row.id, row, true)
  tell(act, {
    record: def.name,
    recordId: row.id,
    action: 'create',
    before: null,
    after: slim(def, { ...pick(row, Object.keys(def.fields)), number: row.number, status: row.status }),
  })
  return row
}

/** Changes fields of a row; a version that is no longer the row's is a conflict that keeps what was typed. */
export async function editRow(
  act: Acting,
  def: AnyRecord,
  id: string,
  fields: unknown,
  version: number,
): Promise<StoredRow> {
  const row = readable(act, def, id)
  const values = checkValues(def, fields, true)
  const names = editable(act, def, row)
  const forbidden = Object.keys(values).filter((name) => !names.includes(name))
  if (names.length === 0)
    throw new Refused(
      'forbidden',
      `现在不能改这份${def.label}：它已经是“${def.states[row.status]}”，或不归你改。你填的内容都还在。`,
    )
  if (forbidden.length > 0)
    throw invalid(Object.fromEntries(forbidden.map((name) => [name, `现在不能改“${labelOf(def, name)}”`])))
  await refuseStale(act, def, row, version)
  refuseUnseen(act, def, values, row)
  await refuseForeignFiles(act, def, values, row)
  return checked(act, def, changeRow(act, def, row, values, 'edit'))
}

/** Runs one of the record's actions: state, rights, asked fields, rule, status, event, and the process that it starts. */
export async function actOnRow(
  act: Acting,
  def: AnyRecord,
  id: string,
  name: string,
  input: { fields?: unknown; opinion?: string | undefined; version?: number | undefined },
): Promise<StoredRow> {
  const row = readable(act, def, id)
  const action: Action | undefined = Object.hasOwn(def.actions, name) ? def.actions[name] : undefined
  if (!action) throw new Refused('absent', `“${def.label}”没有这个操作。`)
  if (!may(act, def, action.allow, row)) throw notAllowed(act, def, row, action)
  if (!action.from.includes(row.status))
    throw new Refused('conflict', `${mention(def, row)}已经是“${def.states[row.status]}”，不能再“${action.label}”。`, {
      at: String(row.updatedAt),
      by: act.batch.directory.people.get(String(row.updatedBy))?.name ?? '系统',
    })
  const values = checkValues(def, input.fields ?? {}, true)
  if (input.version !== undefined) await refuseStale(act, def, row, input.version)
  refuseUnasked(act, def, row, action, values)
  refuseUnseen(act, def, values, row)
  await refuseForeignFiles(act, def, values, row)
  askFor(def, row, action, values, input.opinion)
  return runAction(act, def, row, name, action, values, input.opinion)
}

/** Nobody puts a row where they cannot look: what it becomes part of must be a row that they may read. */
function refuseUnseen(act: Acting, def: AnyRecord, values: Values, row: Values = {}): void {
  if (act.me === null) return
  const moved = Object.keys(values).filter(
    (name) => def.fields[name]?.part && values[name] && values[name] !== row[name],
  )
  const seen = aroundOf(act, def, values).seen ?? {}
  const wrong = moved.filter((name) => !(name in seen))
  if (wrong.length > 0)
    throw invalid(Object.fromEntries(wrong.map((name) => [name, `${labelOf(def, name)}：没有找到，或者你看不到`])))
}

/** Why a rule does not hold that asks for a row above in some states: it is seen, and in another. */
function closedAbove(act: Acting, def: AnyRecord, who: Who, row: Values, what: string): string | undefined {
  const { seen = {} } = aroundOf(act, def, row)
  const shut = named(who).readable.find(
    ({ field, in: states }) => seen[field] !== undefined && states.length > 0 && !states.includes(seen[field]),
  )
  const above = shut && def.above?.[shut.field]
  if (!above) return undefined
  const whole = tableOf(act.batch, above.name).rows.get(String(row[shut.field]))!
  return `${mention(above, whole)}现在是“${above.states[whole.status]}”，不能${what}。你填的内容都还在。`
}

/** Who started a matter hears why it is not for them to judge it (不相容岗位分离). */
function notAllowed(act: Acting, def: AnyRecord, row: StoredRow, action: Action): Refused {
  const own = action.allow === 'todo' && row.createdBy === act.me?.id
  return new Refused(
    'forbidden',
    own
      ? `经办人不能审批自己的单据（不相容岗位分离）。这份${def.label}由流程里的办理人来办。`
      : (closedAbove(act, def, action.allow, row, `再对${def.label}做“${action.label}”`) ??
          `你不能对这份${def.label}做“${action.label}”。`),
  )
}

/** The fields that the person may change on the row now. */
const editable = (act: Acting, def: AnyRecord, row: StoredRow) =>
  editableFields(def, act.me, row, aroundOf(act, def, row))

/** Stages changed values and writes their event; nothing is written when nothing changed. */
export function changeRow(
  act: Acting,
  def: AnyRecord,
  row: StoredRow,
  values: Values,
  action: string,
  opinion?: string,
): StoredRow {
  const wanted: Values = { ...values, ...derived(act, def, { ...row, ...values }) }
  const changed = Object.keys(wanted).filter(
    (name) => JSON.stringify(wanted[name] ?? null) !== JSON.stringify(row[name] ?? null),
  )
  if (changed.length === 0 && action === 'edit') return row
  const next: StoredRow = {
    ...row,
    ...wanted,
    version: row.version + 1,
    updatedBy: act.me?.id ?? null,
    updatedAt: act.batch.at,
  }
  stage(act.batch, tableOf(act.batch, def.name), row.id, next, tableOf(act.batch, def.name).fresh.has(row.id))
  tell(act, {
    record: def.name,
    recordId: row.id,
    action,
    before: slim(def, pick(row, changed)),
    after: slim(def, pick(next, changed)),
    opinion,
  })
  return next
}

async function runAction(
  act: Acting,
  def: AnyRecord,
  row: StoredRow,
  name: string,
  action: Action,
  values: Values,
  opinion?: string,
): Promise<StoredRow> {
  const next = changeRow(act, def, row, { ...values, status: action.to }, name, opinion)
  if (action.rule) await runRule(act, action.rule, next, { ...values, opinion })
  if (typeof row.createdBy === 'string') act.concerns.add(row.createdBy)
  if (action.ends) act.ends.push({ record: def.name, id: row.id, untouched: action.ends === 'untouched' })
  const now = tableOf(act.batch, def.name).rows.get(row.id) ?? next
  if (action.starts) {
    const named = action.starter ? now[action.starter] : null
    const starter = typeof named === 'string' ? named : act.request.actor.person
    act.starts.push({ process: action.starts, record: def.name, id: row.id, starter })
  }
  return now
}

const natureVerb = { request: '发起', ledger: '登记', file: '新建' }

async function numberOf(act: Acting, def: AnyRecord): Promise<string | null> {
  if (!def.number) return null
  const parts = numberParts(def.name, def.number, today(act.batch))
  return parts.format(await nextOf(act.batch, parts.counter))
}

function derived(act: Acting, def: AnyRecord, row: Values): Values {
  return def.derive ? act.batch.registry.derivations[def.derive]!(row, act.batch.calendar) : {}
}

/** Nobody answers for what they did not see: a version that is no longer the row's is a conflict. */
export async function refuseStale(act: Acting, def: AnyRecord, row: StoredRow, version: number): Promise<void> {
  if (row.version !== version) throw await changedMeanwhile(act, def, row, version)
}

/** With an action one may fill what it asks for, and what one may edit anyway. */
function refuseUnasked(act: Acting, def: AnyRecord, row: StoredRow, action: Action, values: Values): void {
  const open = new Set([...(action.ask ?? []), ...editable(act, def, row)])
  const extra = Object.keys(values).filter((name) => !open.has(name))
  if (extra.length > 0)
    throw invalid(Object.fromEntries(extra.map((name) => [name, `现在不能改“${labelOf(def, name)}”`])))
}

/**
 * Proves that what an action asks for is there: fields, and words where they are required.
 * @throws Refused `invalid` that names all that is missing at once
 */
export function askFor(
  def: AnyRecord,
  row: StoredRow,
  action: Pick<Action, 'label' | 'ask' | 'opinion'>,
  values: Values,
  opinion: string | undefined,
): void {
  const missing = (action.ask ?? []).filter((name) => (values[name] ?? row[name] ?? null) === null)
  const wrong = Object.fromEntries(missing.map((name) => [name, `${labelOf(def, name)}：“${action.label}”前要填`]))
  if (action.opinion === 'required' && !opinion?.trim()) wrong.opinion = `“${action.label}”要写明理由`
  if (Object.keys(wrong).length > 0) throw invalid(wrong)
}

const pick = (row: Values, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, row[name] ?? null]))

/** Structured content is known in the event by its digest: it is large, and its parts are records of their own. */
function slim(def: AnyRecord, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const large = def.fields[name]?.kind === 'data' && value !== null
      return [name, large ? { sha256: createHash('sha256').update(JSON.stringify(value)).digest('hex') } : value]
    }),
  )
}

import type { FieldMeta, RecordMeta } from '../http/contract.ts'
import type { Registry } from '../pack.ts'
import { labelOf } from './column.ts'
import type { Field, Fields } from './field.ts'
import { partsOf } from './part.ts'
import type { Action, AnyRecord, Records } from './record.ts'
import { readsSome } from './where.ts'
import { holds, type Me, say, type Who } from './who.ts'

/**
 * What the browser gets of a definition: enough to draw list, form, board and buttons, and who may as sentences.
 * @param day today in the company's zone, 'YYYY-MM-DD'
 */
export function metaOf(
  def: AnyRecord,
  me: Me,
  { roles, records }: Pick<Registry, 'roles' | 'records'>,
  day: string,
): RecordMeta {
  const who = (rule: Who) => sayWho(def, roles, rule)
  const actions: [string, Action][] = Object.entries(def.actions)
  const draft = { createdBy: me.id, createdUnit: me.units[0] ?? null }
  return {
    name: def.name,
    label: def.label,
    nature: def.nature,
    title: def.title,
    states: def.states,
    views: def.views,
    fields: fieldsMeta(def.fields),
    actions: actions.map(([name, { allow, rule, ask, ...action }]) => ({
      name,
      ...action,
      ask: [...(ask ?? [])],
      who: who(allow),
    })),
    sections: sectionsOf(def),
    parts: partsMeta(def, records, me),
    partOf: Object.entries(def.fields as Fields).flatMap(([name, field]) => (field.part ? [name] : [])),
    ...(def.reference ? { reference: def.reference } : {}),
    help: def.help ?? '',
    empty: def.empty ?? `这里放${def.label}。还没有内容。`,
    presets: presetsOf(def, me, day),
    canCreate: holds(def.allow.create, me, draft),
    who: { read: who(def.allow.read), create: who(def.allow.create), edit: who(def.allow.edit) },
  }
}

/** A rule of a record as the sentence that people read, with the labels of its fields, choices and states. */
export const sayWho = (def: AnyRecord, roles: Readonly<Record<string, string>>, rule: Who): string =>
  say(rule, {
    field: (name) => labelOf(def, name),
    role: (name) => roles[name] ?? name,
    value: (field, code) => valueLabel(def, field, code),
  })

/** A choice of a field, a state of the record, or a state of the row that the field names, in its own words. */
function valueLabel(def: AnyRecord, field: string, code: string): string {
  const { choices }: Partial<Field> = def.fields[field] ?? {}
  const labels = field === 'status' ? def.states : (choices ?? def.above?.[field]?.states)
  return labels?.[code] ?? code
}

/** The fields of a definition as the browser gets them. */
export const fieldsMeta = (fields: Fields): FieldMeta[] =>
  Object.entries(fields)
    .filter(([, field]) => !field.identity && !field.hidden)
    .map(([name, field]) => fieldMeta(name, field))

function fieldMeta(
  name: string,
  {
    kind,
    label,
    required,
    derived,
    step,
    search,
    long,
    integer,
    help,
    min,
    max,
    unit,
    choices,
    tones,
    link,
    when,
    to,
    of,
  }: Field,
): FieldMeta {
  const known = {
    step,
    search,
    long,
    integer,
    help,
    min,
    max,
    unit,
    choices: choices && { ...choices },
    tones: tones && { ...tones },
    link,
    when,
    to,
    of: of && fieldsMeta(of),
  }
  const said = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
  return { name, kind, label, required, derived: derived ?? false, ...said }
}

/** The form's headings in order; fields that no section names follow under the last one. */
function sectionsOf(def: AnyRecord): RecordMeta['sections'] {
  const named: [string, readonly string[]][] = Object.entries(def.sections ?? {})
  const placed = new Set(named.flatMap(([, fields]) => fields))
  const rest = Object.keys(def.fields).filter((name) => !placed.has(name) && !def.fields[name].identity)
  const sections = named.map(([label, fields]) => ({ label, fields: [...fields] }))
  return rest.length > 0 ? [...sections, { label: '', fields: rest }] : sections
}

/** The tabs of the page: only records of which the person may read some row. */
const partsMeta = (def: AnyRecord, records: Records, me: Me): RecordMeta['parts'] =>
  partsOf(def, records)
    .filter((part) => readsSome(part.def, me))
    .map((part) => ({ record: part.def.name, field: part.field, label: part.def.label }))

/** What a new row of a person's begins with, by field. */
export function presetsOf(def: AnyRecord, me: Me, day: string): Record<string, string> {
  const fields: Fields = def.fields
  const values = { me: me.id, myUnit: me.units[0], today: day }
  const found = Object.entries(fields).flatMap(([name, { preset }]) =>
    preset && values[preset] ? [[name, values[preset]] as const] : [],
  )
  return Object.fromEntries(found)
}

import type { Fields } from './field.ts'
import type { Action, AnyRecord } from './record.ts'
import { type Around, holds, type Me } from './who.ts'

type Row = Readonly<Record<string, unknown>> & { readonly status: string }

/** The fields that a person may change on a row now; `me` null is the system. Empty when the row is closed for them. */
export function editableFields(def: AnyRecord, me: Me | null, row: Row, around: Around = {}): string[] {
  const open =
    (def.editIn ?? Object.keys(def.states)).includes(row.status) &&
    (me === null || holds(def.allow.edit, me, row, around))
  return open ? typedFields(def) : []
}

/** The actions that a person may run on a row now, by name. */
export function possibleActions(def: AnyRecord, me: Me, row: Row, around: Around = {}): string[] {
  const actions: [string, Action][] = Object.entries(def.actions)
  return actions
    .filter(([, action]) => action.from.includes(row.status) && holds(action.allow, me, row, around))
    .map(([name]) => name)
}

/** The fields that people type; the others are set by rules, at steps, or by the database. */
export function typedFields(def: AnyRecord): string[] {
  const fields: Fields = def.fields
  return Object.entries(fields)
    .filter(([, field]) => !field.derived && !field.identity && !field.step)
    .map(([name]) => name)
}

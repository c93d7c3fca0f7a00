import type { Field, Fields } from './field.ts'
import type { Action, AnyRecord, Records } from './record.ts'
import { named } from './who.ts'

/**
 * The records with the definitions of the rows above them (`readable` conditions, part fields), so that a definition alone folds into SQL.
 * Conditions that lead to nothing are left for `aboveProblems` to name.
 */
export function withAbove(records: Records): Records {
  const linked: Record<string, AnyRecord & { above?: Record<string, AnyRecord> }> = { ...records }
  for (const def of Object.values(records)) if (aboveFields(def).length > 0) linked[def.name] = { ...def }
  for (const def of Object.values(linked)) {
    const found = aboveFields(def).map((field) => [field, linked[targetOf(def, field) ?? '']] as const)
    if (found.length > 0) def.above = Object.fromEntries(found.flatMap(([field, to]) => (to ? [[field, to]] : [])))
  }
  return linked
}

/** The record that a field of a `readable` condition refers to; throws for a definition that was never put together. */
export function aboveOf(def: AnyRecord, field: string): AnyRecord {
  const found = def.above?.[field]
  if (!found) throw new Error(`${def.name}.${field} leads nowhere: take the definition from the registry`)
  return found
}

/** What is wrong with a record's `readable` conditions: a field that refers to nothing, an unknown state, a circle. */
export function aboveProblems(def: AnyRecord, records: Records): string[] {
  const conditions = rulesOf(def).flatMap((who) => named(who).readable)
  const wrong = conditions.flatMap(({ field, in: states }) => {
    const to = records[targetOf(def, field) ?? '']
    if (!to) return [`${def.name}：“看得到”要用指向别的记录的字段，“${field}”不是`]
    return states
      .filter((state) => !(state in to.states))
      .map((state) => `${def.name}：“${to.label}”没有状态“${state}”`)
  })
  return comesBack(def, records) ? [...wrong, `${def.name}：“看得到”绕了一圈又回到自己`] : wrong
}

/** The records so that none comes before those above it: a table's policy may name only tables that are there. */
export function parentsFirst(records: Records): AnyRecord[] {
  const placed = new Set<AnyRecord>()
  const place = (def: AnyRecord) => {
    const above = named(def.allow.read).readable.flatMap(({ field }) => records[targetOf(def, field) ?? ''] ?? [])
    for (const one of above) place(one)
    placed.add(def)
  }
  for (const def of Object.values(records)) place(def)
  return [...placed]
}

function comesBack(def: AnyRecord, records: Records): boolean {
  const [open, known] = [[def], new Set<string>()]
  for (let at = open.pop(); at; at = open.pop()) {
    for (const { field } of named(at.allow.read).readable) {
      const to = records[targetOf(at, field) ?? '']
      if (to?.name === def.name) return true
      if (to && !known.has(to.name)) open.push(to)
      if (to) known.add(to.name)
    }
  }
  return false
}

/** The fields that name rows above: those that the record's rules look through, and those of which it is part. */
function aboveFields(def: AnyRecord): string[] {
  const fields: Fields = def.fields
  const parts = Object.entries(fields).flatMap(([name, field]) => (field.part ? [name] : []))
  return [...new Set([...rulesOf(def).flatMap((who) => named(who).readable.map(({ field }) => field)), ...parts])]
}

function targetOf(def: AnyRecord, field: string): string | undefined {
  const found: Field | undefined = Object.hasOwn(def.fields, field) ? def.fields[field] : undefined
  return found?.kind === 'ref' ? found.to : undefined
}

function rulesOf(def: AnyRecord) {
  const actions: Action[] = Object.values(def.actions)
  return [def.allow.read, def.allow.create, def.allow.edit, ...actions.map((action) => action.allow)]
}

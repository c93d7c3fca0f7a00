import { tagged } from '#engine/feel/json.ts'
import type { Facts } from '#engine/types.ts'
import type { Fields } from '../record/field.ts'
import type { AnyRecord } from '../record/record.ts'

const types = { money: 'number', date: 'date', time: 'date and time' } as const

/** A record's row as FEEL sees it: every field under its name, money exact, days and instants as such. */
export function factsOf(def: AnyRecord, row: Readonly<Record<string, unknown>>): Facts {
  const fields: Fields = def.fields
  const own = Object.entries(fields)
    .filter(([, field]) => field.kind !== 'data')
    .map(([name, field]) => [name, factOf(types[field.kind as keyof typeof types], row[name])])
  return {
    ...Object.fromEntries(own),
    number: row.number,
    status: row.status,
    createdBy: row.createdBy,
    createdUnit: row.createdUnit,
  }
}

function factOf(type: (typeof types)[keyof typeof types] | undefined, value: unknown): unknown {
  return type && typeof value === 'string' ? tagged(type, value) : (value ?? null)
}

import type { Fields } from './field.ts'
import type { Count } from './query.ts'
import type { AnyRecord, Records } from './record.ts'

/** A record whose rows are part of another's, and the field that names the row they are part of. */
export interface Part {
  readonly def: AnyRecord
  readonly field: string
}

/** The tabs of a row's page by record: how many rows each holds, and whether the person may add one. */
export type PartsView = Record<string, { count: Count; canCreate: boolean }>

/** The parts of a record: those that its definition orders (`views.parts`) first, the others as they are declared. */
export function partsOf(def: AnyRecord, records: Records): Part[] {
  const found = Object.values(records).flatMap((part) =>
    Object.entries(part.fields as Fields)
      .filter(([, field]) => field.part && field.to === def.name)
      .map(([field]) => ({ def: part, field })),
  )
  const order = [...(def.views.parts ?? []), ...found.map((part) => part.def.name)]
  return found.sort((left, right) => order.indexOf(left.def.name) - order.indexOf(right.def.name))
}

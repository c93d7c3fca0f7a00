import type { Kind } from '#kernel/record/field.ts'
import { cells } from './cells.ts'
import type { FieldView } from './field-view.ts'
import { lines } from './lines.tsx'

/** One view for every kind of field; a kind without one does not compile. */
export const fields = { ...cells, lines } as const satisfies Record<Kind, FieldView>

/** The view of a kind, with every optional part. */
export const viewOf = (kind: Kind): FieldView => fields[kind]

import type { ComponentType } from 'react'
import type { FieldMeta } from '#kernel/http/contract.ts'

/** Names of the rows that a record mentions, by id. */
export type Labels = Readonly<Record<string, string>>

export interface ReadProps {
  field: FieldMeta
  value: unknown
  labels: Labels
  /** In a list or a line there is room for one line only. */
  short?: boolean
}
export interface EditProps {
  field: FieldMeta
  value: unknown
  labels: Labels
  /** The id that the field's label points at, and the ids of the words that explain it. */
  id: string
  describedBy?: string
  invalid?: boolean
  onChange(value: unknown): void
}
export interface FilterProps {
  field: FieldMeta
  value: string | undefined
  onChange(value: string | undefined): void
}

/** How one kind of field is read, edited, and asked for above a list. `end` sets its column to the right. */
export interface FieldView {
  Read: ComponentType<ReadProps>
  Edit: ComponentType<EditProps>
  Filter?: ComponentType<FilterProps>
  end?: boolean
}

/** Whether there is nothing to read. */
export const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

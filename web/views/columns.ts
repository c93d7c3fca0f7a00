import type { FieldMeta, RecordMeta } from '#kernel/http/contract.ts'
import { t } from '../t.ts'

/** A column of a list: a field of the record, or one that every record has. */
export interface Column {
  name: string
  label: string
  field: FieldMeta
}

const system: Record<string, Omit<FieldMeta, 'label' | 'name'>> = {
  number: { kind: 'text', required: false, derived: true },
  status: { kind: 'choice', required: true, derived: true },
  createdBy: { kind: 'ref', required: false, derived: true, to: 'person' },
  createdUnit: { kind: 'ref', required: false, derived: true, to: 'unit' },
  createdAt: { kind: 'time', required: true, derived: true },
  updatedAt: { kind: 'time', required: true, derived: true },
}

/** The columns of a record's list, in the order of its definition; names that I may not see are left out. */
export function columnsOf(meta: RecordMeta): Column[] {
  return meta.views.list.flatMap((name) => columnOf(meta, name) ?? [])
}

/** The column whose cell opens the row: the title when it is listed, else the first one. */
export function leadOf(meta: RecordMeta, columns: Column[]): string | undefined {
  return columns.find(({ name }) => name === meta.title)?.name ?? columns[0]?.name
}

function columnOf(meta: RecordMeta, name: string): Column | undefined {
  const field = meta.fields.find((one) => one.name === name)
  if (field) return { name, label: field.label, field }
  const known = system[name]
  if (!known) return undefined
  const label = t(`system.${name as 'number'}`)
  return { name, label, field: { ...known, name, label, ...(name === 'status' ? { choices: meta.states } : {}) } }
}

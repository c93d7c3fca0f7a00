import type { Field } from '../record/field.ts'

/** A value as words for a summary, a message or the history of changes. */
export function shown(field: Field | undefined, value: unknown, labels: Readonly<Record<string, string>> = {}): string {
  if (value === null || value === undefined || value === '') return '（空）'
  if (field?.kind === 'choice') return field.choices?.[String(value)] ?? String(value)
  if (field?.kind === 'ref') return labels[String(value)] ?? '（看不到）'
  if (field?.kind === 'flag') return value === true ? '是' : '否'
  if (field?.kind === 'money') return `${grouped(String(value))} 元`
  if (field?.kind === 'lines') return `${(value as unknown[]).length} 行`
  if (field?.kind === 'data' || field?.kind === 'file') return '（内容）'
  return field?.kind === 'time' ? String(value).slice(0, 16).replace('T', ' ') : String(value)
}

/** 1234567.80 → 1,234,567.80, exactly as it stands. */
export const grouped = (amount: string) => amount.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')

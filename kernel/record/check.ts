import { z } from 'zod'
import { invalid } from '../refused.ts'
import type { Fields } from './field.ts'
import { shapeOf } from './kinds.ts'
import type { AnyRecord } from './record.ts'

/** Values by field name, checked: what the store writes. */
export type Values = Readonly<Record<string, unknown>>

const cache = new WeakMap<AnyRecord, { whole: z.ZodType; partial: z.ZodType }>()

/**
 * Checks what a person sends for a new row, or (`partial`) for an edit.
 * @returns the values with blank words as null
 * @throws Refused `invalid` that names every wrong, missing and unknown field at once
 */
export function checkValues(def: AnyRecord, sent: unknown, partial: boolean): Values {
  if (partial && isNothing(sent)) return {}
  const result = schemasOf(def)[partial ? 'partial' : 'whole'].safeParse(blankToNull(def, sent))
  if (result.success) return result.data as Values
  const wrong: Record<string, string> = {}
  for (const issue of result.error.issues) {
    // A field may be called like something that every object has: `constructor`.
    for (const [field, words] of issueWords(def, issue)) if (!Object.hasOwn(wrong, field)) wrong[field] = words
  }
  throw invalid(wrong)
}

const isNothing = (sent: unknown) =>
  typeof sent === 'object' && sent !== null && !Array.isArray(sent) && Object.keys(sent).length === 0

/** The zod schemas of a record; OpenAPI is made from the same ones. */
export function schemasOf(def: AnyRecord): { whole: z.ZodType; partial: z.ZodType } {
  const known = cache.get(def)
  if (known) return known
  const fields: Fields = def.fields
  const typed = Object.fromEntries(Object.entries(fields).filter(([, field]) => !field.derived && !field.identity))
  const made = { whole: z.strictObject(shapeOf(typed, false)), partial: z.strictObject(shapeOf(typed, true)) }
  cache.set(def, made)
  return made
}

function issueWords(def: AnyRecord, issue: z.core.$ZodIssue): [string, string][] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => [key, `没有“${def.fields[key]?.label ?? key}”这一项可填`])
  const [field, row] = issue.path
  if (field === undefined) return [['', '表单内容读不懂']]
  const label = def.fields[String(field)]?.label ?? String(field)
  const at = typeof row === 'number' ? `第 ${row + 1} 行` : ''
  return [[String(field), `${label}${at}：${issue.message}`]]
}

/** A field that was emptied on the page arrives as '' and means "nothing". */
function blankToNull(def: AnyRecord, sent: unknown): unknown {
  if (sent === null || typeof sent !== 'object' || Array.isArray(sent)) return sent
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      def.fields[name] && typeof value === 'string' && value.trim() === '' ? null : value,
    ]),
  )
}

import type { Kind } from '#kernel/record/field.ts'
import { choice } from './choice.tsx'
import { data } from './data.tsx'
import { date, month, time } from './day.tsx'
import type { FieldView } from './field-view.ts'
import { file } from './file.tsx'
import { flag } from './flag.tsx'
import { lines } from './lines.tsx'
import { money } from './money.tsx'
import { number } from './number.tsx'
import { ref } from './ref.tsx'
import { text } from './text.tsx'

/** One view for every kind of field; a kind without one does not compile. */
export const fields = {
  text,
  number,
  money,
  date,
  month,
  time,
  flag,
  choice,
  ref,
  lines,
  data,
  file,
} as const satisfies Record<Kind, FieldView>

/** The view of a kind, with every optional part. */
export const viewOf = (kind: Kind): FieldView => fields[kind]

import type { Kind } from '#kernel/record/field.ts'
import { choice } from './choice.tsx'
import { data } from './data.tsx'
import { date, month, time } from './day.tsx'
import type { FieldView } from './field-view.ts'
import { file } from './file.tsx'
import { flag } from './flag.tsx'
import { money } from './money.tsx'
import { number } from './number.tsx'
import { ref } from './ref.tsx'
import { text } from './text.tsx'

/** One view for every kind of field that fits a cell: all but lines, which are made of cells. */
export const cells = {
  text,
  number,
  money,
  date,
  month,
  time,
  flag,
  choice,
  ref,
  data,
  file,
} as const satisfies Record<Exclude<Kind, 'lines'>, FieldView>

/** The view of a column of lines; lines within lines are not declared by anybody and show as structured content. */
export const cellOf = (kind: Kind): FieldView => (kind === 'lines' ? data : cells[kind])

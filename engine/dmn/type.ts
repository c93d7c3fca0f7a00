import type { TaggedType } from '../feel/json.ts'
import { toFeel } from '../feel/json.ts'
import type { Value } from '../feel/values.ts'

const TYPES: { [typeRef: string]: TaggedType } = {
  number: 'number',
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  'date and time': 'date and time',
  dayTimeDuration: 'days and time duration',
  'days and time duration': 'days and time duration',
  yearMonthDuration: 'years and months duration',
  'years and months duration': 'years and months duration',
}

/** Text as the type that a column or input declares: money and dates of a record come as text. Else the value itself. */
export function coerce(value: Value, typeRef: string | undefined): Value {
  const type = typeRef !== undefined && Object.hasOwn(TYPES, typeRef) ? TYPES[typeRef] : undefined
  return type && typeof value === 'string' ? (toFeel(value, type) ?? value) : value
}

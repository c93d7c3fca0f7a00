import { z } from 'zod'
import type { Field, Fields, Kind } from './field.ts'

/** What a kind of field is in the database and on the wire. Adding a kind: one entry here, one file in web/fields. */
interface KindOf {
  /** The column's type. */
  readonly sql: string
  /** The checker of a value that is there; absence is checked by the form. */
  schema(field: Field): z.ZodType
}

const words = (message: string) => ({ error: message })

/** All kinds, so that the compiler asks for a new one everywhere. */
export const kinds = {
  text: {
    sql: 'text',
    schema: (f) =>
      z
        .string(words('要填文字'))
        .trim()
        .max(Number(f.max ?? (f.long ? 20_000 : 500)), words(`最多 ${f.max ?? (f.long ? 20_000 : 500)} 个字`)),
  },
  number: {
    sql: 'double precision',
    schema: (f) => (f.integer ? z.int(words('要填整数')) : z.number(words('要填数字'))).check(bounds(f)),
  },
  money: {
    sql: 'numeric(18,2)',
    schema: (f) =>
      z
        .string(words('要填金额'))
        .regex(/^-?\d{1,15}(\.\d{1,2})?$/, words('金额最多两位小数，例如 12.80'))
        .check(bounds(f)),
  },
  date: {
    sql: 'date',
    schema: () =>
      z.iso
        .date(words('要填日期，例如 2026-03-01'))
        .check(
          z.refine(
            (day: string) => day >= '1900-01-01' && day <= '2199-12-31',
            words('日期要在 1900 年到 2199 年之间'),
          ),
        ),
  },
  month: {
    sql: 'text',
    schema: () =>
      z.string(words('要填月份')).regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, words('要填月份，例如 2026-03')),
  },
  time: {
    sql: 'timestamptz',
    schema: () => z.iso.datetime({ offset: true, error: '要填时间，例如 2026-03-01T09:00:00+08:00' }),
  },
  flag: { sql: 'boolean', schema: () => z.boolean(words('要选是或否')) },
  choice: {
    sql: 'text',
    schema: (f) => z.enum(Object.keys(f.choices ?? {}), words(`只能选：${Object.values(f.choices ?? {}).join('、')}`)),
  },
  ref: { sql: 'uuid', schema: () => z.guid(words('要从列表里选')) },
  lines: {
    sql: 'jsonb',
    schema: (f) =>
      z
        .array(z.strictObject(shapeOf(f.of ?? {}, false), words('有多出来的列')), words('要填明细'))
        .max(500, words('最多 500 行')),
  },
  data: { sql: 'jsonb', schema: () => z.json() },
  file: { sql: 'uuid', schema: () => z.guid(words('要先上传文件')) },
} satisfies Record<Kind, KindOf>

/** The column type of a field. */
export const columnType = (field: Field): string =>
  field.kind === 'number' && field.integer ? 'bigint' : kinds[field.kind].sql

/** The shape of a form for zod: every field by name. `partial` leaves every field out if it likes, as in an edit. */
export function shapeOf(fields: Fields, partial: boolean): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valueFor(field, partial)]))
}

function valueFor(field: Field, partial: boolean): z.ZodType {
  if (!field.required) return z.optional(z.nullable(present(field)))
  return partial ? z.optional(filled(field)) : filled(field)
}

const present = (field: Field): z.ZodType => kinds[field.kind].schema(field)

/** A required field: nothing, null and blank words are the same omission. */
const filled = (field: Field): z.ZodType =>
  z
    .custom((value) => value !== undefined && value !== null && String(value).trim() !== '', words('必填'))
    .pipe(present(field))

function bounds(field: Field) {
  return z.refine<string | number>(
    (value) =>
      (field.min === undefined || Number(value) >= Number(field.min)) &&
      (field.max === undefined || Number(value) <= Number(field.max)),
    words(boundsWords(field)),
  )
}

function boundsWords({ min, max, unit = '' }: Field): string {
  if (min !== undefined && max !== undefined) return `要在 ${min} 到 ${max}${unit} 之间`
  return min !== undefined ? `不能小于 ${min}${unit}` : `不能大于 ${max}${unit}`
}

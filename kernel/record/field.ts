/** The kinds of field. A budget, not a start: a need that fits none of them becomes a page or a function. */
export type Kind =
  | 'text'
  | 'number'
  | 'money'
  | 'date'
  | 'month'
  | 'time'
  | 'flag'
  | 'choice'
  | 'ref'
  | 'lines'
  | 'data'
  | 'file'

export interface FieldOptions {
  readonly required?: boolean
  /** Found by the search box of the list. */
  readonly search?: boolean
  /** A sentence under the field that says what to write. */
  readonly help?: string
  /** Several lines of text. */
  readonly long?: boolean
  readonly integer?: boolean
  readonly unique?: boolean
  /** Set by the database from a sequence; never typed by a person. */
  readonly identity?: boolean
  /** Set by rules and actions, never typed by a person. */
  readonly derived?: boolean
  /** Filled in at a step of the record's process, not in its form. */
  readonly step?: boolean
  /** What a new form starts with: the one who writes it, their unit, or the day. */
  readonly preset?: 'me' | 'myUnit' | 'today'
  /** For `ref`: a row is part of the row it names, whose page shows it in a tab. */
  readonly part?: boolean
  /** For `text`: the words are an address within the system, shown as a link. */
  readonly link?: true
  /** Kept for rules; no page shows it. */
  readonly hidden?: true
  /** The choices grow with the packs, so the database does not list them. */
  readonly open?: boolean
  /** Smallest and largest number or amount; for text the largest number of characters. */
  readonly min?: string
  readonly max?: string
  readonly unit?: string
  /** Asked for and shown only while another field has this value. */
  readonly when?: { readonly field: string; readonly is: string }
  /** For `choice`: how a choice looks, as a lamp (灯) with a shape and its word; those not named are plain words. */
  readonly tones?: Readonly<Record<string, Tone>>
}

/** A choice that says good or bad news. */
export type Tone = 'good' | 'warn' | 'bad'

export interface Field<Value = unknown, Required extends boolean = boolean> extends Omit<FieldOptions, 'required'> {
  readonly kind: Kind
  readonly label: string
  readonly required: Required
  readonly choices?: Readonly<Record<string, string>>
  /** For `ref`: the name of the record it points at. */
  readonly to?: string
  /** For `lines`: the columns of each line. */
  readonly of?: Readonly<Record<string, Field>>
  /** Never set: carries the type of the value. */
  readonly value?: Value
}

export type Fields = Readonly<Record<string, Field>>
export type ValueOf<F> = F extends Field<infer V, boolean> ? V : never
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type IsRequired<O> = O extends { required: true } ? true : false

const kind =
  <Value>(name: Kind) =>
  <const O extends FieldOptions = Record<never, never>>(label: string, options?: O) =>
    ({ kind: name, label, ...options, required: options?.required ?? false }) as Field<Value, IsRequired<O>>

/** Words; `long` for several lines. A string of at most `max` characters (2,000 unless said). */
export const text = kind<string>('text')
/** A count or measure that is not money: a JavaScript number. */
export const number = kind<number>('number')
/** An exact amount: `numeric` in the database, a string such as '12.80' here, never a float. */
export const money = kind<string>('money')
/** A day without a zone, 'YYYY-MM-DD'. */
export const date = kind<string>('date')
/** A month, 'YYYY-MM'. */
export const month = kind<string>('month')
/** An instant with its zone: `timestamptz`, an ISO string. */
export const time = kind<string>('time')
/** Yes or no. */
export const flag = kind<boolean>('flag')
/** An uploaded file, by id. */
export const file = kind<string>('file')
/** Structured content that only rules read and write: `jsonb`. */
export const data = kind<Json>('data')

/** One of the named choices; the code is kept, the label is shown. */
export const choice = <const C extends Record<string, string>, const O extends FieldOptions = Record<never, never>>(
  label: string,
  choices: C,
  options?: O,
) => ({ ...kind<keyof C & string>('choice')(label, options), choices })

/** Another record, by the record's name, so that packs need no import of each other. */
export const ref = <const O extends FieldOptions = Record<never, never>>(label: string, to: string, options?: O) => ({
  ...kind<string>('ref')(label, options),
  to,
})

/** Rows inside a record (明细), kept as `jsonb`. */
export const lines = <const F extends Fields, const O extends FieldOptions = Record<never, never>>(
  label: string,
  of: F,
  options?: O,
) => ({ ...kind<readonly { readonly [K in keyof F]?: ValueOf<F[K]> }[]>('lines')(label, options), of })

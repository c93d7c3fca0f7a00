import type { Field, Fields, ValueOf } from './field.ts'
import type { Who } from './who.ts'

/** 单据 is started (发起), 台账 is registered (登记), 档案 is opened (建档): it decides the word on the button. */
export type Nature = 'request' | 'ledger' | 'file'

/** An action (操作): the only way in which a record's status changes. */
export interface Action<S extends string = string, F extends string = string> {
  readonly label: string
  readonly from: readonly S[]
  readonly to: S
  readonly allow: Who
  /** Fields that must be filled before the action; the form asks for them. */
  readonly ask?: readonly F[]
  /** The name of a function in the pack's rules.ts that checks and carries out what words alone cannot say. */
  readonly rule?: string
  /** The process that the action starts on this record. */
  readonly starts?: string
  /** The field with the person whose case it is, when another's action or a rule starts it; else who acts. */
  readonly starter?: F
  /** The action ends the record's running case and takes back its todos; 'untouched' only while nobody answered one. */
  readonly ends?: true | 'untouched'
  /** Asks for words, and keeps them in the event. */
  readonly opinion?: 'required' | 'optional'
  readonly primary?: boolean
  readonly danger?: boolean
}

export interface Views<F extends string = string> {
  readonly list: readonly (F | System)[]
  readonly board?: 'status'
  readonly calendar?: F
  readonly matrix?: F
  /** The field that names whose row it is: the list can be narrowed to one's own (我的). */
  readonly mine?: F | 'createdBy'
  /** The order of the tabs with the records that are part of this one, by name; the others follow. */
  readonly parts?: readonly string[]
}

/** Columns that every record has. */
export interface SystemRow {
  readonly id: string
  readonly number: string | null
  readonly status: string
  readonly version: number
  readonly createdBy: string | null
  readonly createdUnit: string | null
  readonly createdAt: string
  readonly updatedAt: string
}
type System = keyof SystemRow

export interface RecordDef<
  N extends string = string,
  F extends Fields = Fields,
  S extends string = string,
  A extends string = string,
> {
  readonly name: N
  readonly label: string
  /** Other names by which written policies call it, e.g. 项目申请表. */
  readonly alias?: readonly string[]
  readonly nature: Nature
  /** The field that names a row wherever it is mentioned. */
  readonly title: keyof F & string
  /** The pattern of the number, e.g. 'XM-{yyyy}-{seq:3}'; see number.ts. */
  readonly number?: string
  readonly fields: F
  /** The states; the first is where a record begins. */
  readonly states: Readonly<Record<S, string>>
  readonly allow: { readonly read: Who; readonly create: Who; readonly edit: Who }
  /** Why fewer people may read it than its class lets by default (openness.ts); the boot asks for it (PRN-03). */
  readonly because?: string
  /** The states in which `edit` holds; any when not said. */
  readonly editIn?: readonly S[]
  readonly actions: Readonly<Record<A, Action<S, keyof F & string>>>
  readonly views: Views<keyof F & string>
  /** Fields under headings, in the order of the form; fields not named follow. */
  readonly sections?: Readonly<Record<string, readonly (keyof F & string)[]>>
  /** Pairs of columns that lists filter and sort by, beside what the kernel derives. */
  readonly indexes?: readonly (readonly string[])[]
  /** The definitions of the rows above, by the field that names one; put there by `withAbove`. */
  readonly above?: Readonly<Record<string, AnyRecord>>
  /** The name of a function that computes derived fields from the others, on every write. */
  readonly derive?: string
  /** The name of a rule that refuses a row, new or edited, that the fields alone would allow. */
  readonly check?: string
  /** The view, '<pack>/<view>', that computes the cards of 审批参考 for a row by its `id`; see View in pack.ts. */
  readonly reference?: string
  /** Shown in the navigation only to those who may create one. */
  readonly keepersOnly?: boolean
  /** One line that tells whoever starts one what it is for. */
  readonly help?: string
  /** Said on the empty list: one sentence on what belongs here. */
  readonly empty?: string
}

// biome-ignore lint/suspicious/noExplicitAny: a registry holds records of every shape; their own types stay exact
export type AnyRecord = RecordDef<string, any, any, any>
export type Records = Readonly<Record<string, AnyRecord>>

type Optional<F extends Fields> = { [K in keyof F]?: ValueOf<F[K]> | null }
type RequiredKeys<F extends Fields> = { [K in keyof F]: F[K] extends Field<unknown, true> ? K : never }[keyof F]

/** A row as it is read. */
export type RowOf<R extends AnyRecord> = SystemRow & {
  readonly [K in keyof R['fields']]: ValueOf<R['fields'][K]> | null
}
/** What a person fills in: required fields must be there, the others may. */
export type DraftOf<R extends AnyRecord> = Optional<R['fields']> & {
  [K in RequiredKeys<R['fields']>]: ValueOf<R['fields'][K]>
}
export type ActionOf<R extends AnyRecord> = keyof R['actions'] & string

/**
 * Declares a business object once. From it come table, checker, routes, OpenAPI, list, form, board, buttons and the
 * responsibility matrix. Everything in it is plain data; functions are named and live in the pack's rules.ts.
 */
export function record<
  const N extends string,
  F extends Fields,
  const S extends string,
  const A extends string = never,
>(
  name: N,
  def: Omit<RecordDef<N, F, S, A>, 'name' | 'actions' | 'nature' | 'editIn'> & {
    nature?: Nature
    editIn?: readonly NoInfer<S>[]
    actions?: Record<A, Action<NoInfer<S>, keyof NoInfer<F> & string>>
  },
): RecordDef<N, F, S, A> {
  return { nature: 'request', actions: {} as Record<A, never>, ...def, name }
}

/** The state in which a new row begins: the first one declared. */
export const firstState = (def: AnyRecord): string => Object.keys(def.states)[0] ?? ''

import type { Facts, Json } from '#engine/types.ts'
import type { Sql } from '../db.ts'
import type { Directory } from '../identity/directory.ts'
import type { Registry } from '../pack.ts'
import type { StoredRow } from './batch.ts'

/** What a rule may do inside a flush. Everything it changes is committed with the command, or not at all. */
export interface Work {
  readonly now: Date
  /** Its day in the company's zone, 'YYYY-MM-DD'. */
  readonly day: string
  /** The person who acts; null for the system. */
  readonly person: string | null
  readonly directory: Directory
  readonly registry: Registry
  /** A row that the flush holds; rules that declared `alone` may ask for any. */
  row(record: string, id: string): Promise<StoredRow>
  /** A new row in the first state of its record, or in the one named. */
  create(record: string, values: Readonly<Record<string, unknown>>, status?: string): Promise<StoredRow>
  /** Changes fields of a row and writes its event; a status changes only by `act`. */
  change(record: string, id: string, values: Readonly<Record<string, unknown>>, action?: string): Promise<StoredRow>
  act(record: string, id: string, action: string, values?: Readonly<Record<string, unknown>>): Promise<StoredRow>
  tell(person: string, title: string, body: string, link: string | null): void
  /** Lets a person read a row beside those whom its rule lets, for a reason such as 'team'. */
  share(record: string, id: string, person: string, why: string): void
  /** Asks a decision (DMN) that a pack declares; amounts and days may be text where the table says their type. */
  decide(name: string, facts: Facts): Json
  /** The flush's transaction: only for rules that declared `alone`. */
  sql(): Sql
}

/** A rule asked for the transaction while others share it: its command is taken back and runs again on its own. */
export class NeedsAlone extends Error {}

/** A function that a definition names: it checks, derives or carries out. Throws Refused to refuse. */
export interface Rule {
  readonly run: (work: Work, row: StoredRow, input: Readonly<Record<string, unknown>>) => void | Promise<void>
  /** Needs SQL: the command has a transaction to itself. */
  readonly alone: boolean
}

/** A rule that works on the rows that its command holds. */
export const rule = (run: Rule['run']): Rule => ({ run, alone: false })

/** A rule that needs SQL: its command has a transaction to itself, in the same order of locks. */
export const alone = (run: Rule['run']): Rule => ({ run, alone: true })

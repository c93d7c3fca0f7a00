import type { CaseState } from '#engine/types.ts'
import type { Calendar } from '../calendar/workday.ts'
import type { Sql } from '../db.ts'
import type { Directory } from '../identity/directory.ts'
import type { Registry } from '../pack.ts'
import type { Deployment } from './deployment.ts'
import type { HeldErrand } from './errand.ts'

/** A record's row as the store holds it: values by field name, timestamps as ISO text. */
export type StoredRow = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly status: string
  readonly version: number
}

export interface CaseRow {
  readonly id: string
  readonly document: number
  readonly process: string
  readonly record: string
  readonly recordId: string
  readonly state: CaseState
  readonly status: CaseState['status']
  readonly startedBy: string | null
  readonly startedAt: string
  readonly endedAt: string | null
  /** What began it; `call` has a parent. */
  readonly begun: 'action' | 'call' | 'message' | 'signal' | 'timer'
  /** The case and the token that called this one, and how many calls lie above it. */
  readonly parentCase: string | null
  readonly parentToken: number | null
  readonly depth: number
  /** The business key: the number of its record. */
  readonly key: string | null
}

export interface TodoRow {
  readonly id: string
  readonly caseId: string
  readonly record: string
  readonly recordId: string
  readonly token: number
  readonly node: number
  readonly step: string
  readonly kind: 'todo' | 'read'
  readonly person: string
  readonly arrivedAt: string
  readonly dueAt: string | null
  readonly state: 'open' | 'done' | 'withdrawn'
  readonly doneAt: string | null
  readonly doneBy: string | null
  readonly outcome: string | null
  readonly opinion: string | null
  /** Why it came to this person when the rule named a vacant place, or the starter. */
  readonly instead: string | null
  /** 0 to 100; 50 unless the step says otherwise. */
  readonly priority: number
}

/** What a token waits for from outside; `gone` when it does no more. */
export interface SubscriptionRow {
  readonly caseId: string
  readonly token: number
  readonly node: number
  readonly kind: 'message' | 'signal' | 'condition'
  readonly name: string
  /** The correlation key; empty for signals and conditions, and where there is none. */
  readonly key: string
  readonly recordId: string
  readonly at: string
  readonly gone?: true
}

/** Where a case is stuck: tried so often again, `retryAt` by itself; `gone` when it is mended. */
export interface IncidentRow {
  readonly caseId: string
  readonly token: number
  readonly node: number
  readonly message: string
  readonly attempts: number
  readonly since: string
  readonly at: string
  readonly retryAt: string | null
  readonly gone?: true
}

export interface EventRow {
  readonly at: string
  readonly kind: string
  readonly record: string
  readonly recordId: string | null
  readonly action: string
  readonly person: string | null
  readonly acting: string | null
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
  readonly opinion: string | null
  readonly origin: string
  readonly concerns: readonly string[]
}

export interface StepRow {
  caseId: string
  document: number
  node: number
  /** 1 enter, 2 leave, 3 cancel, 4 error, 5 entered and left in the same instant; 0 only names an instant (steplog.ts). */
  kind: 0 | 1 | 2 | 3 | 4 | 5
  person: number | null
  at: string
  ms: number | null
}
export interface JobRow {
  kind: string
  key: string
  at: string
  payload: unknown
}
export interface ShareRow {
  record: string
  recordId: string
  person: string
  why: string
}
export interface MessageRow {
  id: string
  person: string
  title: string
  body: string
  link: string | null
}

/** Rows staged by one table, with which of them are new: the write phase sends each kind as one statement. */
export interface Staged<T> {
  readonly rows: Map<string, T>
  readonly fresh: Set<string>
  readonly dirty: Set<string>
  /** The rows as they were locked, to send only the columns that changed. */
  readonly held: Map<string, T>
}

/** What a flush has locked, decided and will write. Commands decide one after the other on it, in memory. */
export interface Batch {
  readonly now: Date
  /** The same as ISO text. */
  readonly at: string
  readonly registry: Registry
  readonly directory: Directory
  readonly calendar: Calendar
  readonly deployment: Deployment
  readonly records: Map<string, Staged<StoredRow>>
  readonly cases: Staged<CaseRow>
  readonly todos: Staged<TodoRow>
  /** By `case/token`: those that a command asked for, and all that it set. */
  readonly subscriptions: Staged<SubscriptionRow>
  readonly incidents: Staged<IncidentRow>
  /** What the errands of this flush say, by key; one that another node did meanwhile is not among them. */
  readonly errands: Map<string, HeldErrand>
  /** The ids of todos by case: those that were locked, and those given since. */
  readonly todosByCase: Map<string, string[]>
  /** Fields of shares by `record id/person`, to know who may read what. */
  readonly shares: Map<string, ShareRow>
  readonly counters: Staged<{ name: string; value: number }>
  readonly out: {
    readonly events: EventRow[]
    readonly steps: StepRow[]
    readonly shares: ShareRow[]
    readonly jobs: JobRow[]
    readonly jobsDone: { kind: string; key: string }[]
    readonly messages: MessageRow[]
    readonly answers: { key: string; person: string; answer: unknown }[]
  }
  /** Whether one command has the transaction to itself. */
  readonly alone: boolean
  /** The transaction, for rules that declared that they need it. */
  readonly sql: Sql
  /** What takes a change back: a function, or a list whose last line goes. */
  readonly undo: ((() => void) | unknown[])[]
}

export const staged = <T>(): Staged<T> => ({
  rows: new Map(),
  fresh: new Set(),
  dirty: new Set(),
  held: new Map(),
})

/** The staged rows of a record's table. */
export function tableOf(batch: Batch, record: string): Staged<StoredRow> {
  const known = batch.records.get(record)
  if (known) return known
  const made = staged<StoredRow>()
  batch.records.set(record, made)
  return made
}

/** Puts a row there as it was locked. */
export function hold<T>(table: Staged<T>, key: string, row: T): void {
  table.rows.set(key, row)
  table.held.set(key, row)
}

/** Notes whose case a todo is of, so that `todosOf` finds it. */
export function noteTodo({ todosByCase }: Batch, { id, caseId }: TodoRow): void {
  const known = todosByCase.get(caseId)
  if (known) known.push(id)
  else todosByCase.set(caseId, [id])
}

/** The todos of a case that the flush holds, staged ones included. */
export const todosOf = ({ todos, todosByCase }: Batch, caseId: string): TodoRow[] =>
  (todosByCase.get(caseId) ?? []).flatMap((id) => todos.rows.get(id) ?? [])

/** The todos of one visit to a step: a token keeps its id from node to node, and may come back to a node. */
export const sameVisit = (a: TodoRow, b: TodoRow) =>
  a.caseId === b.caseId && a.token === b.token && a.node === b.node && a.arrivedAt === b.arrivedAt

/** Stages a row that will be inserted (`fresh`) or updated, undone when its command fails. */
export function stage<T>(batch: Batch, table: Staged<T>, key: string, row: T, fresh = false): T {
  const [before, wasDirty] = [table.rows.get(key), table.dirty.has(key)]
  batch.undo.push(() => {
    if (before === undefined) table.rows.delete(key)
    else table.rows.set(key, before)
    if (fresh) table.fresh.delete(key)
    if (!wasDirty) table.dirty.delete(key)
  })
  table.rows.set(key, row)
  table.dirty.add(key)
  if (fresh) table.fresh.add(key)
  return row
}

/** Adds a line to one of the lists that the write phase sends, undone when its command fails. */
export function emit<K extends keyof Batch['out']>(batch: Batch, list: K, line: Batch['out'][K][number]): void {
  const lines = batch.out[list] as unknown[]
  batch.undo.push(lines)
  lines.push(line)
}

/** Takes back what the failed command staged, all of it or since a `mark`; what earlier commands staged stays. */
export function takeBack(batch: Batch, mark = 0): void {
  for (const step of batch.undo.splice(mark).reverse()) {
    if (Array.isArray(step)) step.pop()
    else step()
  }
}

/** Where a command stands, to take back only what follows. */
export const markOf = (batch: Batch): number => batch.undo.length

/** Keeps what the command staged. */
export const keep = (batch: Batch) => {
  batch.undo.length = 0
}

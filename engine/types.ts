/**
 * The data that crosses the border of the engine: the state of one case, the commands that move it, the effects that
 * the runtime carries out, and what the engine may ask about the world. All of it is plain JSON, so that a state can be
 * stored as it is, and a case can be played on the server, in the browser and in the simulator alike.
 */

/** A value that survives JSON unchanged. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Variables by name, as FEEL sees them. */
export type Vars = { [name: string]: Json }

/**
 * One run of a process. `tokens` are all places where something waits; `scopes` are the open sub-processes (the process
 * itself is scope 0 and not listed); `next` is the next id for a token or scope, so that an id is never used twice.
 * `result` is the id of the end event that was reached last on the level of the process.
 */
export type CaseState = {
  status: 'running' | 'ended' | 'incident' | 'cancelled'
  tokens: Token[]
  scopes: Scope[]
  vars: Vars
  next: number
  result?: string
}

/**
 * A token at rest. `waiting` for a command, `joining` before a parallel gateway (came by `flow`), `inside` a sub-process
 * that runs, `watching` at a boundary event for as long as its `host` token stays, or `stuck` in an incident, which
 * `retry` takes up again where it happened: on entering the node or on leaving it.
 */
export type Token = {
  id: number
  node: number
  scope: number
  is: 'waiting' | 'joining' | 'inside' | 'watching' | 'stuck'
  flow?: number
  host?: number
  stuck?: { on: 'enter' | 'leave'; message: string }
}

/** An open sub-process: `token` is the token that waits `inside` its node, `parent` the scope in which that one lies. */
export type Scope = { id: number; node: number; parent: number; token: number }

/**
 * What may happen to a case. `complete` answers a user or service task, `fail` throws a BPMN error out of it; `retry`
 * takes up an incident again, with variables mended if need be.
 */
export type Command =
  | { kind: 'start'; vars?: Vars }
  | { kind: 'complete'; token: number; vars?: Vars }
  | { kind: 'fail'; token: number; code: string; message: string }
  | { kind: 'timer'; token: number }
  | { kind: 'retry'; token: number; vars?: Vars }
  | { kind: 'cancel' }

/** When a timer fires: at a moment, or after a time that the runtime counts from now (it knows the calendar). */
export type Due = { kind: 'date'; iso: string } | { kind: 'duration'; iso: string }

/** What the runtime has to do, in this order. Nodes are indexes into the model. */
export type Effect =
  | {
      kind: 'todo'
      token: number
      node: number
      name: string
      assign: Json
      due?: string
      settings: TaskSettings
    }
  | { kind: 'service'; token: number; node: number; rule?: string; action?: string }
  | { kind: 'timer'; token: number; node: number; due: Due }
  | { kind: 'withdraw'; token: number }
  | { kind: 'log'; token: number; node: number; phase: 'enter' | 'leave' | 'cancel' | 'error' }
  | { kind: 'incident'; token: number; node: number; message: string }
  | { kind: 'ended'; result?: string }

/** What the engine may ask about the world while it moves a case. */
export type Env = {
  /** The record's fields; the case's own variables lie above them. Money and dates: see `tagged` in feel/values.ts. */
  facts: Facts
  /** The clock of the flush, an ISO 8601 instant with offset or Z; `now()` and `today()` of FEEL. */
  now: string
  /** The time zone of `today()`, for example `Asia/Shanghai`, which is also the default. */
  zone?: string
  /** Functions that FEEL may call beside its own. They take and return plain values. */
  functions?: Functions
  /** Decides a table by name. Throwing turns into an incident on the business rule task. */
  decide?: (name: string, facts: Facts) => unknown
}

export type Facts = { readonly [name: string]: unknown }
export type Functions = { readonly [name: string]: (...args: Json[]) => unknown }

/** What one says about a user task in `<jw:task>`. */
export type TaskSettings = {
  /** FEEL: who has to do it. */
  assign: string
  /** Time allowed in working days and hours, an ISO 8601 duration. */
  due?: string
  clause?: string
  kind: 'todo' | 'read'
  /** Fields of the record that whoever holds the todo may edit. */
  edit: string[]
  /** When the step is complete: `one`, `all`, a count such as `2`, or a share such as `60%` or a committee's `2/3`. */
  complete: string
  outcomes: Outcome[]
}

/**
 * An answer that a user task offers. `action` is the record's action that runs once on completion; `when` is FEEL over the
 * case's variables. Outcomes may share a key when all but the last have a condition: the first that holds is offered.
 */
export type Outcome = {
  key: string
  label: string
  action?: string
  when?: string
  opinion: 'required' | 'optional'
  primary: boolean
  danger: boolean
}

/** Something in a model that stops it from being published (`error`) or that its author should know (`warning`). */
export type Problem = { level: 'error' | 'warning'; element: string; line?: number; message: string }

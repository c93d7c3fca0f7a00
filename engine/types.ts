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
 * One run of a process. `tokens` are all places where something waits; `scopes` are the open sub-processes, instances of a
 * multi-instance activity and event sub-processes (the process itself is scope 0 and not listed); `next` is the next id for
 * a token or scope, so that an id is never used twice. `result` is the id of the end event that was reached last on the
 * level of the process; `before` is the status to return to when a suspended case is resumed; `done` holds what could
 * still be compensated, oldest first.
 */
export type CaseState = {
  status: 'running' | 'ended' | 'incident' | 'cancelled' | 'suspended'
  tokens: Token[]
  scopes: Scope[]
  vars: Vars
  next: number
  result?: string
  before?: 'running' | 'incident'
  done?: Done[]
}

/**
 * A token at rest. `waiting` for a command, `joining` before a gateway (came by `flow`), `inside` a sub-process or a
 * multi-instance activity that runs, `watching` at an event for as long as its `host` token stays (at the start of an event
 * sub-process without a host: as long as its scope stays), or `stuck` in an incident, which `retry` takes up again where it
 * happened: on entering the node, on leaving it, or when the case was to `start`. `left` counts how often a timer cycle fires yet. `event` is which of
 * several event definitions of its node it serves, `key` the correlation key by which it waits where its node names one,
 * `held` that the condition it waits for was true when last looked at, `vars` what only this activity sees (inputs, the
 * item of its instance), `taken` the flows that a complex gateway has used up before its reset.
 */
export type Token = {
  id: number
  node: number
  scope: number
  is: 'waiting' | 'joining' | 'inside' | 'watching' | 'stuck'
  flow?: number
  host?: number
  left?: number
  event?: number
  key?: string
  held?: true
  vars?: Vars
  taken?: number[]
  stuck?: { on: 'start' | 'enter' | 'leave'; message: string }
}

/**
 * An open scope: `token` is the token that waits `inside` its node, `parent` the scope in which that one lies. `vars` are
 * its own variables, which hide those of the scopes around it. A scope with `undo` runs compensation: what is still to be
 * compensated, the next one last.
 */
export type Scope = {
  id: number
  node: number
  parent: number
  token: number
  vars?: Vars
  round?: Round
  undo?: Done[]
}

/**
 * The progress of a multi-instance activity or loop: how many instances there are to be (-1: until a condition says so),
 * began, and are complete; `items` are those of the instances that have not begun, `results` what instances gave.
 */
export type Round = { total: number; begun: number; complete: number; items?: Json[]; results?: Json[] }

/**
 * An activity that was completed and can be compensated, with the variables of its own; `inside` is what was completed
 * within it, when it is a sub-process.
 */
export type Done = { node: number; scope: number; vars?: Vars; inside?: Done[] }

/**
 * What may happen to a case. `start` says at which node, and by which of its `event`s. `complete` answers a task, a call or a message that was sent (`send`), `fail` throws a BPMN
 * error out of it, `stop` leaves it as an incident that no error event catches; `message` and `signal` reach a token that
 * subscribed; `check` looks again at the conditions that are waited for, after the record changed; `more` goes on with a multi-instance activity whose next slice is due; `activate`
 * begins an activity of an ad-hoc sub-process whose token is `inside`; `escalate` comes from a called case; `retry` takes
 * up an incident again, with variables mended if need be; `move` takes a token to another node of its scope.
 */
export type Command =
  | { kind: 'start'; node?: number; event?: number; vars?: Vars }
  | { kind: 'complete'; token: number; vars?: Vars }
  | { kind: 'fail'; token: number; code: string; message: string }
  | { kind: 'stop'; token: number; message: string }
  | { kind: 'timer'; token: number }
  | { kind: 'message'; token: number; vars?: Vars }
  | { kind: 'signal'; token: number; vars?: Vars }
  | { kind: 'check' }
  | { kind: 'more'; token: number }
  | { kind: 'activate'; token: number; node: number }
  | { kind: 'escalate'; token: number; code: string; vars?: Vars }
  | { kind: 'retry'; token: number; vars?: Vars }
  | { kind: 'move'; token: number; node: number }
  | { kind: 'suspend' }
  | { kind: 'resume' }
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
      /** What only this activity sees: its inputs, the item of its instance. */
      vars?: Vars
    }
  | { kind: 'service'; token: number; node: number; rule?: string; action?: string; vars?: Vars }
  | { kind: 'timer'; token: number; node: number; due: Due }
  /** A message to one receiver: the token waits until the runtime answers `complete`, or `fail` when nobody takes it. */
  | { kind: 'send'; token: number; node: number; message: string; key?: string; vars: Vars }
  /** A signal to everyone else; this case has taken it already. */
  | { kind: 'broadcast'; node: number; signal: string; vars: Vars }
  /** The token takes a message (with this key), a signal, or a change of the record (`condition`), until `withdraw`. */
  | {
      kind: 'subscribe'
      token: number
      node: number
      on: 'message' | 'signal' | 'condition'
      name: string
      key?: string
    }
  /** Run another process; its end is this token's `complete` with its variables, its error this token's `fail`. */
  | { kind: 'call'; token: number; node: number; process: string; vars: Vars }
  /** Nobody in this case caught it: the case that called this one may. */
  | { kind: 'escalate'; code: string; vars: Vars }
  /** A multi-instance activity has more instances than one slice: send `more` when others had their turn. */
  | { kind: 'more'; token: number; node: number }
  /** Take back whatever the token was given: todos, timer, subscription, called case. */
  | { kind: 'withdraw'; token: number }
  | { kind: 'log'; token: number; node: number; phase: 'enter' | 'leave' | 'cancel' | 'error' }
  | { kind: 'incident'; token: number; node: number; message: string }
  /** The case is over; `error` when it ended by an error that nobody in it caught. */
  | { kind: 'ended'; result?: string; error?: { code: string; message: string } }

/** What the engine may ask about the world while it moves a case. */
export type Env = {
  /** The record's fields; the case's own variables lie above them. Money and dates: see `tagged` in feel/values.ts. */
  facts: Facts
  /** The clock of the flush, an ISO 8601 instant with offset or Z; `now()` and `today()` of FEEL. */
  now: string
  /** The time zone of `today()`, for example `Asia/Shanghai`, which is also the default. */
  zone?: string
  /** The business key of the case, the correlation key of its messages where the model names none. */
  key?: string
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
  /** How urgent, 0 to 100; 50 unless said. */
  priority?: number
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
export type Problem = { level: 'error' | 'warning'; element: string; line?: number; message: string; rule?: string }

/** What happens to the case next, and which human tasks are open after it, by element id and in order of their ids. */
export type Turn = { readonly open: string } & (
  | { readonly start: true }
  /** The oldest token that waits at the task is answered. */
  | { readonly complete: string; readonly vars?: Readonly<Record<string, string | number | boolean>> }
  /** Nothing waits there: whoever answers it is refused. */
  | { readonly refused: string }
  | { readonly message: string; readonly vars?: Readonly<Record<string, string | number | boolean>> }
  | { readonly timer: string }
  /** The record changed: conditions are looked at again. */
  | { readonly check: Readonly<Record<string, string | number | boolean>> }
  /** An activity of an ad-hoc sub-process is begun. */
  | { readonly activate: string; readonly in: string }
  | { readonly cancel: true }
)

/** A control-flow pattern (Russell, ter Hofstede, van der Aalst, Mulyar 2006) as a small model and what it must do. */
export interface Pattern {
  readonly id: number
  readonly name: string
  /** BPMN text. */
  readonly model: string
  readonly vars?: Readonly<Record<string, string | number | boolean>>
  readonly play: readonly Turn[]
  /** How the case stands at the end of the play. */
  readonly status: 'running' | 'ended' | 'cancelled'
  /** Elements that are entered so often in all, where that is the point. */
  readonly entered?: Readonly<Record<string, number>>
  /** Where the model is a way round rather than an element of BPMN for it. */
  readonly note?: string
}

/** A pattern that BPMN 2.0.2 has no means for, with the reason. */
export interface Inexpressible {
  readonly id: number
  readonly name: string
  readonly why: string
}

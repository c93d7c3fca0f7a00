import type { Vars } from '#engine/types.ts'

/**
 * What can be asked of the system, by a person's request, a timer or a job. All of them meet in one queue and leave it
 * in a flush (flush.ts).
 */
export type Command =
  | { readonly kind: 'create'; readonly record: string; readonly fields: unknown; readonly action?: string }
  | {
      readonly kind: 'edit'
      readonly record: string
      readonly id: string
      readonly fields: unknown
      readonly version: number
    }
  | {
      readonly kind: 'act'
      readonly record: string
      readonly id: string
      readonly action: string
      readonly fields?: unknown
      readonly opinion?: string
      readonly version?: number
    }
  | {
      readonly kind: 'outcome'
      readonly todo: string
      readonly outcome: string
      readonly opinion?: string
      readonly fields?: unknown
      readonly version?: number
    }
  /** `claim` is that of its job, by which one that fires again and again is told from its last time. */
  | { readonly kind: 'timer'; readonly case: string; readonly token: number; readonly claim?: number }
  /** What a case has to do outside itself, or later: by the key of its job (errand.ts). */
  | { readonly kind: 'errand'; readonly key: string }
  /** Whoever runs a process takes a case in hand (operate.ts); `node` is the id in its diagram. */
  | {
      readonly kind: 'operate'
      readonly case: string
      readonly operation: Operation
      readonly reason: string
      readonly token?: number
      readonly node?: string
      readonly vars?: Vars
    }
  /** A case goes on by another edition of its process; `steps` says where old nodes go whose id is not there any more. */
  | {
      readonly kind: 'migrate'
      readonly case: string
      readonly to: number
      readonly reason: string
      readonly steps: Readonly<Record<string, string>>
    }
  | EditionCommand
  /** A rule run on its own, by the system: setting up a company, loading a demo. */
  | { readonly kind: 'run'; readonly rule: string; readonly input: unknown }

export type Operation = 'retry' | 'suspend' | 'resume' | 'cancel' | 'move'

/**
 * What one does to the editions of a process or decision. `propose` keeps a text that was checked; `publish` puts a proposal
 * into force in place of `over`, the edition that the person saw in force; `withdraw` takes a proposal back.
 */
export type EditionCommand =
  | {
      readonly kind: 'propose'
      readonly of: 'bpmn' | 'dmn'
      readonly name: string
      readonly source: string
      readonly reason: string
    }
  | { readonly kind: 'publish'; readonly document: number; readonly over: number | null; readonly reason: string }
  | { readonly kind: 'withdraw'; readonly document: number; readonly reason: string }

/** On whose behalf: a person, or the system for a stated reason (`asSystem`). */
export type Actor =
  | { readonly person: string; readonly system?: undefined }
  | { readonly person: null; readonly system: string }

/** A command with who asks, from where, and the key that makes a repeat get the same answer. */
export interface Request {
  readonly command: Command
  readonly actor: Actor
  readonly origin: string
  readonly key?: string
  /** Services that broke the transaction when this was tried before: they become incidents instead (service.ts). `at` counts the services of the command. */
  readonly broken?: readonly { readonly at: number; readonly message: string }[]
  /** Only a demo that is being loaded: the moment at which its story has this happen. */
  readonly at?: Date
}

/** What the asker gets once the flush is committed. */
export interface Answer {
  readonly record: string
  readonly id: string
  readonly message?: string
  readonly [more: string]: unknown
}

/** Acting for the system, spelt out with its reason: the only way to write without a person. */
export const asSystem = (reason: string): Actor => ({ person: null, system: reason })

/** Acting for a person. */
export const as = (person: string): Actor => ({ person })

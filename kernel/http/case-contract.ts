/** What the server tells the pages about a case: its steps, what was done, its diagram. Types only, as in contract.ts. */
import type { ClauseRef } from './contract.ts'

export interface StepView {
  node: string
  name: string
  state: 'done' | 'current' | 'next' | 'failed'
  people: { name: string; outcome?: string; opinion?: string; at?: string }[]
  /** Why it went to these people: a place was empty, or its holder is who started it. */
  instead?: string
  arrivedAt?: string
  doneAt?: string
  dueAt?: string | null
  /** How long it took, and how long it usually takes, in words. */
  took?: string
  usually?: string
  /** The clause that asks for the step: why it exists, in the policy's words. */
  clause: ClauseRef | null
}
export interface EventView {
  id: string
  at: string
  who: string
  action: string
  words: string
  changes: { label: string; before: string; after: string }[]
}
export interface TimelineView {
  process: string | null
  processLabel: string | null
  /** The case, for whoever runs its process: its page in 流程运行. */
  run: string | null
  steps: StepView[]
  events: EventView[]
}
export interface DiagramView {
  name: string
  label: string
  edition: number
  xml: string
  done: string[]
  current: string[]
  /** Where it is stuck. */
  stuck?: string[]
  clauses: Record<string, ClauseRef>
}

/** What the server tells the pages about the models of processes and decisions. Types only, as in contract.ts. */
import type { Json, Problem } from '#engine/types.ts'
import type { FieldMeta } from './contract.ts'

export type ModelKind = 'bpmn' | 'dmn'

/** A process or decision in the list of all; `running` counts the open cases by the edition that they are pinned to. */
export interface ModelLine {
  kind: ModelKind
  name: string
  label: string
  /** What the process runs on. */
  record: string | null
  inForce: { number: number; origin: EditionLine['origin']; since: string | null } | null
  running: { number: number; cases: number }[]
  proposals: { id: number; number: number; origin: EditionLine['origin'] }[]
}

/** One edition: when it came, from whom and why, when it took effect; `withdrawn` was never in force. */
export interface EditionLine {
  id: number
  number: number
  state: 'effective' | 'proposed' | 'superseded' | 'withdrawn'
  origin: 'pack' | 'company'
  at: string
  since: string | null
  running: number
  /** What was done to it, in order. */
  acts: { action: 'propose' | 'publish' | 'withdraw'; at: string; by: string; why: string }[]
}

/** What a process runs on, as far as trying it out needs to know. */
export interface ModelRecord {
  name: string
  label: string
  fields: FieldMeta[]
  /** What a row of the person's own begins with. */
  presets: Record<string, string>
  states: Record<string, string>
  actions: Record<string, { label: string; from: string[]; to: string; starts?: string }>
}

/** A model with all its editions, the newest first. */
export interface ModelView {
  kind: ModelKind
  name: string
  label: string
  record: ModelRecord | null
  matter: string | null
  editions: EditionLine[]
  /** Decisions that a process may ask, and by which facts; where a conclusion is drawn from the answer only the server can. */
  decisions: { name: string; label: string; concludes: boolean; asks: string[] }[]
}

/** The text of an edition and what is to be said about it today. */
export interface EditionView {
  id: number
  number: number
  source: string
  problems: Problem[]
}

/** What was found in a text that somebody is about to propose; of a file of another product also what became of its settings. */
export interface CheckedView {
  source: string
  problems: Problem[]
  foreign?: {
    origin: string
    mapped: { element: string; line: number; from: string; to: string }[]
    unmatched: { element: string; line: number; what: string; why: string; todo: string }[]
  }
}

/** Who would get a step today. */
export interface StaffView {
  people: string[]
  instead?: string
}

export interface DecidedView {
  answer: Json
}

/** What proposing, publishing or withdrawing led to. */
export interface EditionDone {
  message: string
  document: number
}

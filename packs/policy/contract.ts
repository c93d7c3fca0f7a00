import type { Difference as DifferenceOf, Wording } from './editions.ts'

/** The shapes that the views of this pack give to its pages: GET /api/view/policy/…. Types only. */
export interface PersonIn {
  id: string
  name: string
  unit: string
  position: string
}
/** scope?id= */
export interface ScopeView {
  count: number
  people: PersonIn[]
  signed: number
  readers: number
}
export interface Edition {
  id: string
  edition: string
  status: string
  effectiveOn: string | null
}
export type Difference = DifferenceOf<Wording>
/** editions?id= */
export interface EditionsView {
  editions: Edition[]
  changes: Difference[]
}
/** Somebody who has not signed yet, and for how many days. */
export interface Waiting extends PersonIn {
  acknowledgement: string
  days: number
}
/** readers */
export interface ReadersOf {
  policies: {
    id: string
    title: string
    code: string | null
    edition: string
    signed: number
    all: number
    waiting: Waiting[]
  }[]
  mine: {
    id: string
    policy: string
    title: string
    code: string | null
    edition: string
    part: 'whole' | 'changed'
    status: 'open' | 'signed'
    words: string | null
    /** What is or will be signed. */
    says: string
    signedAt: string | null
  }[]
}
/** catalogue: one line for each policy and each edition on its way. */
export interface CatalogueLine {
  id: string
  title: string
  code: string | null
  edition: string
  status: string
  category: string
  owner: string
  isRevision: boolean
  effectiveOn: string | null
  nextReviewOn: string | null
  done: number
  leaves: number
  signed: number
  readers: number
}

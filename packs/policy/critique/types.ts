/**
 * What is wrong: overlap 重叠 (two claim one matter), gap 没有着落 (something is to be done and nobody is named), ownerless
 * (a duty whose unit is gone or was never named), idle-unit (a unit that works and has no duties written down), idle-post
 * (a post that somebody holds and that has no duty), vacant-post 有岗无人 (a post with duties and nobody in it), uncarried
 * (a clause that asks for something and that nothing carries out), contradiction (two times for one matter).
 * Inventory ORG-06, PRN-05.
 */
export type ProblemKind =
  | 'overlap'
  | 'gap'
  | 'ownerless'
  | 'idle-unit'
  | 'idle-post'
  | 'vacant-post'
  | 'uncarried'
  | 'contradiction'

/** One of the sentences that a problem is about: who is named in it, its clause, and the row it came from, if any. */
export interface Side {
  holder: string
  words: string
  anchor: string
  /** The id of the duty, position or clause in the database; absent when it was read from a file. */
  id?: string
  /** The id of the policy that the clause belongs to. */
  policy?: string
}

/** A thing that is wrong, with the words that show it. The id is made of kind, topic and holders: it stays as they stay. */
export interface Problem {
  id: string
  kind: ProblemKind
  topic: string
  sides: Side[]
  confidence: number
}

/** A duty as the criticism reads it: who holds it, in which part, in which group, in whose words. */
export interface Held extends Side {
  part: string
  group: string
}

import type { Problem, ProblemKind, Side } from './types.ts'

/** A problem with an id made of its kind, its holders and its topic, so that the same problem is known again. */
export const problem = (kind: ProblemKind, topic: string, sides: Side[], confidence: number): Problem => {
  const holders = Array.from(new Set(sides.map(({ holder }) => holder))).toSorted()
  const id = [kind, ...holders, topic].join('|')
  return { id, kind, topic, sides, confidence: Math.round(confidence * 100) / 100 }
}

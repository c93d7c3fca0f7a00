import type { Choice, Clause, Correction, Department } from '../reading/types.ts'

/** The choices with one more verdict on a correction; the one before is taken back. */
export function withVerdict(
  choices: readonly Choice[],
  id: string,
  verdict: 'accept' | 'reject',
  after?: string,
): Choice[] {
  const rest = choices.filter((choice) => choice.kind !== 'correction' || choice.id !== id)
  return [...rest, { kind: 'correction', id, verdict, ...(after === undefined ? {} : { after }) }]
}

/** The choices with lines put back into the text, or left out again. */
export function withRestored(choices: readonly Choice[], id: string, isRestored: boolean): Choice[] {
  const rest = choices.filter((choice) => choice.kind !== 'left-out' || choice.id !== id)
  return isRestored ? [...rest, { kind: 'left-out', id, verdict: 'restore' }] : rest
}

/** The choices with another title for the whole policy. */
export const withTitle = (choices: readonly Choice[], title: string): Choice[] => [
  ...choices.filter((choice) => choice.kind !== 'title'),
  { kind: 'title', title },
]

/** How many of the choices are about the clause tree; those are made in order and taken back from the end. */
export const treeChoices = (choices: readonly Choice[]): number => choices.filter(isAboutTree).length

/** The choices without the last one about the clause tree. */
export function withoutLastTreeChoice(choices: readonly Choice[]): Choice[] {
  const last = choices.findLastIndex(isAboutTree)
  return choices.filter((_, index) => index !== last)
}

/** What can be done with a clause where it stands: one level up, one down, into the one before it. */
export function movesOf(
  clauses: readonly Clause[],
  anchor: string,
): { promote?: Choice; demote?: Choice; merge?: Choice } {
  const place = placeOf(clauses, anchor, null, null)
  if (!place) return {}
  const { parent, grandparent, before } = place
  const into = before?.anchor
  return {
    ...(parent ? { promote: { kind: 'move', anchor, under: grandparent, after: parent } } : {}),
    ...(into ? { demote: { kind: 'move', anchor, under: into, after: before?.children.at(-1)?.anchor ?? null } } : {}),
    ...(into ? { merge: { kind: 'merge', anchor, into } } : {}),
  }
}

/** Corrections by kind: first those that are only proposed, so that a person's decision moves nothing. */
export function groupsOf(corrections: readonly Correction[]): { kind: Correction['kind']; items: Correction[] }[] {
  const kinds = [...new Set(corrections.map(({ kind }) => kind))]
  return kinds
    .map((kind) => ({ kind, items: corrections.filter((one) => one.kind === kind) }))
    .sort((left, right) => proposed(right.items) - proposed(left.items) || left.items.length - right.items.length)
}

/** How sure the reading is, in three words. */
export function sureness(confidence: number): 'high' | 'middle' | 'low' {
  if (confidence >= 0.9) return 'high'
  return confidence >= 0.7 ? 'middle' : 'low'
}

/** Duty groups of a department, and of all of them, that are wanted. */
export const keptGroups = (departments: readonly Department[], dropped: readonly string[]): number =>
  departments.flatMap(({ groups }) => groups).filter(({ anchor }) => !dropped.includes(anchor)).length

/** Where a text may be split in two: behind each of its sentences and lines but the last. */
export const splitPlaces = (text: string): number[] =>
  [...text.matchAll(/[。；！？;\n]+/g)]
    .map(({ index, 0: mark }) => index + mark.length)
    .filter((at) => text.slice(at).trim() !== '')

interface Place {
  parent: string | null
  grandparent: string | null
  before: Clause | undefined
}

function placeOf(
  clauses: readonly Clause[],
  anchor: string,
  parent: string | null,
  grandparent: string | null,
): Place | undefined {
  const at = clauses.findIndex((clause) => clause.anchor === anchor)
  if (at >= 0) return { parent, grandparent, before: clauses[at - 1] }
  for (const clause of clauses) {
    const found = placeOf(clause.children, anchor, clause.anchor, parent)
    if (found) return found
  }
  return undefined
}

const treeKinds = ['rename', 'move', 'merge', 'split', 'drop']
const isAboutTree = ({ kind }: Choice) => treeKinds.includes(kind)
const proposed = (items: readonly Correction[]) => items.filter(({ proposal }) => proposal).length

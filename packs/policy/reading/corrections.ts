import type { Choice, Correction, CorrectionKind, CorrectionState } from './types.ts'

/** One change at one place of the original, before places with one id are listed together. */
export interface Place {
  id: string
  kind: CorrectionKind
  label: string
  at: number
  before: string
  after: string
  confidence: number
  proposal: boolean
  alternatives: { after: string; score: number }[]
  applied: boolean
  /** True when a person has decided about this place. */
  decided: boolean
}

/** A change that was found and not yet decided. */
export type Found = Omit<Place, 'applied' | 'decided'>

type Verdict = Extract<Choice, { kind: 'correction' }>

/**
 * Decides for each place whether the change is made: certain ones are unless a person refused, proposals only when a
 * person accepted. A person's own wording replaces ours; a verdict with `at` is about that place alone; the last wins.
 */
export const settle = (original: string, found: readonly Found[], choices: readonly Choice[]): Place[] => {
  const verdicts = choices.filter((choice) => choice.kind === 'correction')
  return found
    .filter((place) => original.startsWith(place.before, place.at))
    .map((place) => {
      const verdict = verdictFor(place, verdicts)
      const applied = verdict ? verdict.verdict === 'accept' : !place.proposal
      return {
        ...place,
        after: (applied ? verdict?.after : undefined) ?? place.after,
        applied,
        decided: verdict !== undefined,
      }
    })
}

const verdictFor = (place: { id: string; at: number }, verdicts: readonly Verdict[]): Verdict | undefined =>
  verdicts.findLast(({ id, at }) => id === place.id && (at === undefined || at === place.at))

/** The list that a person looks at: one row for each id, proposals first, then the least certain, then the most frequent. */
export const grouped = (original: string, places: readonly Place[]): Correction[] =>
  Array.from(Map.groupBy(places, (place) => place.id).values())
    .map((group) => toCorrection(original, group))
    .toSorted(
      (a, b) =>
        Number(b.proposal) - Number(a.proposal) ||
        a.confidence - b.confidence ||
        b.places.length - a.places.length ||
        a.at - b.at,
    )

const toCorrection = (original: string, group: readonly Place[]): Correction => {
  const [{ id, kind, label, at, before, after, confidence, proposal, alternatives }] = group as [Place, ...Place[]]
  const state = stateOf(group)
  return {
    ...{ id, kind, label, at, places: group.map((place) => place.at), before, after },
    ...{ context: contextOf(original, at, before), confidence, proposal, state, alternatives },
    ...(kind === 'look-alike' && { contexts: group.map((place) => contextOf(original, place.at, place.before)) }),
  }
}

const stateOf = (group: readonly Place[]): CorrectionState => {
  const applied = group.filter((place) => place.applied).length
  if (applied === group.length) return 'applied'
  if (applied > 0) return 'mixed'
  return group.some((place) => place.proposal && !place.decided) ? 'open' : 'rejected'
}

const contextOf = (original: string, at: number, before: string): string =>
  original.slice(Math.max(0, at - 8), at + before.length + 8).replaceAll(/\s+/g, ' ')

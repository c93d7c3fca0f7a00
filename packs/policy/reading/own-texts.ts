import { allClauses } from './anchors.ts'
import { judgeKind, policyKinds } from './kinds.ts'
import { textId } from './texts.ts'
import type { Choice, Clause, OwnText, Reading } from './types.ts'

/** The clauses of one text of a reading: all of them when it is the only one. */
export const clausesOf = (reading: Pick<Reading, 'clauses'>, text: Pick<OwnText, 'anchor'>): Clause[] =>
  text.anchor === null
    ? reading.clauses
    : (reading.clauses.find((clause) => clause.anchor === text.anchor)?.children ?? [])

/**
 * The texts of a file, each with what it is and whether it is to become a policy, a person's choices counted. The only
 * text of a file is kept whatever it looks like; of several, only those that look like policies are.
 */
export const describeTexts = (
  reading: Pick<Reading, 'text' | 'original' | 'title'>,
  roots: readonly Clause[],
  choices: readonly Choice[],
): OwnText[] => {
  const bounds = boundsOf(reading, roots)
  return bounds.map((bound) => decide(reading.text, bound, bounds.length === 1, choices))
}

type Bounds = Pick<
  OwnText,
  'anchor' | 'title' | 'titleConfidence' | 'from' | 'to' | 'originalFrom' | 'originalTo' | 'clauses'
>

const boundsOf = (
  { text, original, title }: Pick<Reading, 'text' | 'original' | 'title'>,
  roots: readonly Clause[],
): Bounds[] => {
  const own = roots.filter((clause) => clause.level === '篇')
  if (own.length === 0) {
    const whole = { from: 0, to: text.length, originalFrom: 0, originalTo: original.length }
    const named = { title: title.text, titleConfidence: title.confidence }
    return [{ ...whole, ...named, anchor: null, clauses: allClauses(roots).length }]
  }
  return own.map((clause, index) => {
    const next = own[index + 1]
    return {
      ...{ anchor: clause.anchor, title: clause.title, titleConfidence: clause.titleConfidence },
      ...{ from: clause.from, to: next?.from ?? text.length },
      ...{ originalFrom: clause.originalFrom, originalTo: next?.originalFrom ?? original.length },
      clauses: allClauses(clause.children).length,
    }
  })
}

const decide = (text: string, bounds: Bounds, only: boolean, choices: readonly Choice[]): OwnText => {
  const id = textId(bounds.originalFrom)
  const verdict = choices.findLast((choice) => choice.kind === 'text' && choice.id === id)
  const named = choices.findLast((choice) => choice.kind === 'text-title' && choice.id === id)
  const said = choices.findLast((choice) => choice.kind === 'text-kind' && choice.id === id)
  const own = named?.kind === 'text-title' ? { title: named.title, titleConfidence: 1 } : {}
  const words = text.slice(bounds.from, bounds.to)
  const judged =
    said?.kind === 'text-kind'
      ? { kind: said.is, confidence: 1, reason: '人工确定。' }
      : judgeKind(bounds.title, words.slice(bounds.title.length))
  const kept = verdict?.kind === 'text' ? verdict.verdict === 'keep' : only || policyKinds.has(judged.kind)
  return {
    ...{ ...bounds, ...own, ...judged, id, kept, decided: verdict !== undefined },
    characters: words.trim().length,
  }
}

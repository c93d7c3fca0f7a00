import { allClauses } from './anchors.ts'
import type { Choice, Clause, OwnText, Reading } from './types.ts'

/** The clauses of one text of a reading: all of them when it is the only one. */
export const clausesOf = (reading: Pick<Reading, 'clauses'>, text: Pick<OwnText, 'anchor'>): Clause[] =>
  text.anchor === null
    ? reading.clauses
    : (reading.clauses.find((clause) => clause.anchor === text.anchor)?.children ?? [])

/** The texts of a file, each with what it is and whether it is to become a policy, a person's choices counted. */
export const describeTexts = (
  reading: Pick<Reading, 'text' | 'original' | 'title'>,
  roots: readonly Clause[],
  _choices: readonly Choice[],
): OwnText[] => {
  const { text, original, title } = reading
  const own = roots.filter((clause) => clause.level === '篇')
  const shared = { kind: 'policy', confidence: 0.5, reason: '', kept: true, decided: false } as const
  if (own.length === 0)
    return [
      {
        ...{ ...shared, id: 'text:0', anchor: null, title: title.text, titleConfidence: title.confidence },
        ...{ from: 0, to: text.length, originalFrom: 0, originalTo: original.length },
        ...{ clauses: allClauses(roots).length, characters: text.length },
      },
    ]
  return own.map((clause, index) => {
    const next = own[index + 1]
    const [to, originalTo] = [next?.from ?? text.length, next?.originalFrom ?? original.length]
    return {
      ...{ ...shared, id: `text:${clause.originalFrom}`, anchor: clause.anchor, title: clause.title },
      ...{ titleConfidence: clause.titleConfidence, from: clause.from, to },
      ...{ originalFrom: clause.originalFrom, originalTo, clauses: allClauses(clause.children).length },
      characters: to - clause.from,
    }
  })
}

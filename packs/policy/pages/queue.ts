import type { Choice, Reading } from '../reading/types.ts'
import { withVerdict } from './choices.ts'
import type { Decisions } from './use-review.ts'

/** What a person is asked about: a correction that is only proposed, what a text is, a repair of numbers, an unsure duty group. */
export interface Question {
  id: string
  kind: 'correction' | 'text' | 'notice' | 'group'
  /** What is proposed, as the words of the page want it. */
  before: string
  after: string
  /** The words around, and which of them it is about. */
  context: string
  marked: string
  isSure: boolean
  state: 'open' | 'accepted' | 'rejected'
  /** Other wordings to choose from; the first is the proposed one. Empty where the words cannot be changed. */
  others: readonly string[]
  mayEdit: boolean
}

export type Verdict = 'accept' | 'reject'

/** Below this a person is asked to look. */
const unsure = 0.75

/** Everything that waits for a person or did, in the order in which it is best looked at. Pure. */
export const questionsOf = (reading: Reading, { choices, dropped }: Decisions): Question[] => [
  ...reading.corrections
    .filter(({ proposal }) => proposal)
    .map((one): Question => {
      const said = choices.find((choice) => choice.kind === 'correction' && choice.id === one.id)
      const verdict = said?.kind === 'correction' ? said.verdict : undefined
      const after = (said?.kind === 'correction' ? said.after : undefined) ?? one.after
      return {
        ...{ id: one.id, kind: 'correction', before: one.before, after, context: one.context, marked: one.before },
        ...{ isSure: one.confidence >= unsure, state: stateOf(verdict), mayEdit: true },
        others: one.alternatives.map((other) => other.after),
      }
    }),
  ...(reading.texts.length > 1 ? reading.texts : [])
    .filter(({ confidence, decided }) => decided || confidence < 0.9)
    .map((text): Question => {
      const said = choices.find((choice) => choice.kind === 'text' && choice.id === text.id)
      const kept = said?.kind === 'text' ? said.verdict === 'keep' : text.kept
      return {
        ...{ id: text.id, kind: 'text', before: kept ? 'keep' : 'leave', after: text.title, context: text.reason },
        ...{ marked: '', isSure: text.confidence >= unsure, others: [], mayEdit: true },
        state: said ? (kept ? 'accepted' : 'rejected') : 'open',
      }
    }),
  ...reading.notices.flatMap(({ proposal, words }): Question[] =>
    proposal
      ? [
          {
            ...{ id: `notice:${words}`, kind: 'notice', before: '', after: proposal.words, context: words, marked: '' },
            ...{ isSure: false, state: stateOf(seenAs(choices, `notice:${words}`)), others: [], mayEdit: false },
          },
        ]
      : [],
  ),
  ...reading.findings.departments.flatMap((department) =>
    department.groups
      .filter(({ confidence, anchor }) => confidence < unsure || dropped.includes(anchor))
      .map(
        (group): Question => ({
          ...{ id: `group:${group.anchor}`, kind: 'group', before: department.name, after: group.name },
          ...{ context: group.words, marked: group.name, isSure: false, others: [], mayEdit: true },
          state: dropped.includes(group.anchor) ? 'rejected' : stateOf(seenAs(choices, `group:${group.anchor}`)),
        }),
      ),
  ),
]

/** The decisions with one more verdict. `words` are other words than those proposed. Pure. */
export const decided = (
  reading: Reading,
  { choices, dropped }: Decisions,
  { id, kind }: Pick<Question, 'id' | 'kind'>,
  verdict: Verdict,
  words?: string,
): Pick<Decisions, 'choices' | 'dropped'> => {
  if (kind === 'correction') return { choices: withVerdict(choices, id, verdict, words), dropped }
  if (kind === 'text') {
    const rest = choices.filter(
      (one) => !((one.kind === 'text' || (words && one.kind === 'text-title')) && one.id === id),
    )
    const title: Choice[] = words ? [{ kind: 'text-title', id, title: words }] : []
    return {
      choices: [...rest, ...title, { kind: 'text', id, verdict: verdict === 'accept' ? 'keep' : 'leave' }],
      dropped,
    }
  }
  const seen: Choice[] = [
    ...choices.filter((one) => one.kind !== 'seen' || one.id !== id),
    { kind: 'seen', id, verdict },
  ]
  if (kind === 'notice') {
    const proposal = reading.notices.find((one) => `notice:${one.words}` === id)?.proposal
    const own = (proposal?.choices ?? []).map((one) => JSON.stringify(one))
    const rest = seen.filter((one) => !own.includes(JSON.stringify(one)))
    return { choices: verdict === 'accept' ? [...rest, ...(proposal?.choices ?? [])] : rest, dropped }
  }
  const anchor = id.slice('group:'.length)
  const others = dropped.filter((one) => one !== anchor)
  const renamed: Choice[] = words ? [...seen, { kind: 'rename', anchor, title: words }] : seen
  return { choices: renamed, dropped: verdict === 'reject' ? [...others, anchor] : others }
}

const seenAs = (choices: readonly Choice[], id: string): Verdict | undefined => {
  const said = choices.find((choice) => choice.kind === 'seen' && choice.id === id)
  return said?.kind === 'seen' ? said.verdict : undefined
}

const stateOf = (verdict: Verdict | undefined): Question['state'] =>
  verdict === undefined ? 'open' : verdict === 'accept' ? 'accepted' : 'rejected'

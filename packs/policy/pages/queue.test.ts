import { describe, expect, test } from 'vitest'
import { faultyPolicy } from '../critique/fixtures.ts'
import { applyChoices, readPolicy } from '../reading/read.ts'
import type { Reading } from '../reading/types.ts'
import { decided, questionsOf } from './queue.ts'
import type { Decisions } from './use-review.ts'

const clean: Decisions = { choices: [], units: {}, dropped: [], owner: null }
const read = (text: string): Reading => {
  const answer = readPolicy(new TextEncoder().encode(text), '制度.txt', { bytes: 1_000_000 })
  if ('refused' in answer) throw new Error(answer.refused)
  return answer
}
const group = {
  kind: 'duty-group',
  name: '数据',
  anchor: 'z2.t1.x2',
  words: '（二）数据',
  confidence: 0.6,
  duties: [],
} as const
const plain = read(faultyPolicy)
/** A reading with a broken run, a text it is not sure of, a proposal about numbers and a duty group it is not sure of. */
const doubtful: Reading = {
  ...plain,
  corrections: [
    {
      ...{
        id: 'm1',
        kind: 'mojibake',
        label: '错位乱码',
        at: 0,
        places: [0],
        before: '??己',
        after: '考核',
        context: '…??己…',
      },
      ...{ confidence: 0.6, proposal: true, state: 'open', alternatives: [{ after: '考核', score: 1 }] },
    },
  ],
  texts: [
    { ...plain.texts[0]!, id: 'text:0', confidence: 0.6 },
    { ...plain.texts[0]!, id: 'text:9', confidence: 0.99 },
  ],
  notices: [
    {
      kind: 'numbering',
      words: '6.1 在七下面',
      at: 0,
      proposal: { words: '改成 7.1', choices: [{ kind: 'label', anchor: 'z7', label: '7.1' }] },
    },
  ],
  findings: {
    ...plain.findings,
    departments: [{ ...plain.findings.departments[0]!, groups: [{ ...group, duties: [] }] }],
  },
}

describe('逐条确认', () => {
  test('拿得准的不问；文字、篇目、编号、职责各问一处', () => {
    expect(questionsOf(plain, clean)).toEqual([])
    expect(questionsOf(doubtful, clean).map(({ kind, state }) => [kind, state])).toEqual([
      ...[
        ['correction', 'open'],
        ['text', 'open'],
        ['notice', 'open'],
        ['group', 'open'],
      ],
    ])
  })

  test('采用、不采用、改写都留得住；撤回就是回到之前的取舍', () => {
    const questions = questionsOf(doubtful, clean)
    const allAnswered = (answer: 'accept' | 'reject') => {
      let after: Decisions = clean
      for (const question of questions) after = { ...after, ...decided(doubtful, after, question, answer) }
      return after
    }
    const all = allAnswered('accept')
    expect(questionsOf(doubtful, all).every(({ state }) => state === 'accepted')).toBe(true)
    expect(all.choices.map(({ kind }) => kind)).toEqual(['correction', 'text', 'seen', 'label', 'seen'])
    const none = allAnswered('reject')
    expect(questionsOf(doubtful, none).every(({ state }) => state === 'rejected')).toBe(true)
    expect(none.dropped).toEqual(['z2.t1.x2'])
    const reworded = { ...clean, ...decided(doubtful, clean, questions[0]!, 'accept', '考评') }
    expect(questionsOf(doubtful, reworded)[0]).toMatchObject({ after: '考评', state: 'accepted' })
  })

  test('看过的记号不改条款，也不会报“用不上”', () => {
    const after = applyChoices(plain, [{ kind: 'seen', id: 'group:z2.t1.x2', verdict: 'accept' }])
    expect(after.clauses).toEqual(plain.clauses)
    expect(after.notices).toEqual(plain.notices)
  })

  test('反悔：先采用编号的建议，再不采用，建议的改动也收回', () => {
    const notice = questionsOf(doubtful, clean)[2]!
    const yes = { ...clean, ...decided(doubtful, clean, notice, 'accept') }
    const no = { ...yes, ...decided(doubtful, yes, notice, 'reject') }
    expect(no.choices.map(({ kind }) => kind)).toEqual(['seen'])
  })
})

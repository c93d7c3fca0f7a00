import type { Stage } from '#kernel/demo.ts'

type Values = Readonly<Record<string, unknown>>

/** One answer: so many working days ago, at a time, by whom, which outcome, in which words. */
type Beat = readonly [daysAgo: number, time: string, by: string, outcome: string, words?: string]

/** A request of the demo company: when, by whom, for which unit, what it says; and how far it got. */
export interface Scene {
  readonly at: readonly [daysAgo: number, time: string]
  readonly by: string
  readonly unit: string
  readonly fields: (stage: Stage) => Values | Promise<Values>
  readonly answers?: readonly Beat[]
  /** It was never handed in, or taken back, or given up. */
  readonly left?: 'draft' | 'withdraw' | 'void'
}

/** Plays the requests of one record, the oldest first; returns their ids in that order. */
export async function play(stage: Stage, record: string, scenes: readonly Scene[]): Promise<string[]> {
  const ids: string[] = []
  for (const { at, by, unit, fields, answers = [], left } of scenes) {
    stage.at(...at)
    const values = { unit: await stage.unit(unit), ...(await fields(stage)) }
    const id = await stage.create(by, record, values, left === 'draft' ? undefined : 'submit')
    if (left && left !== 'draft') await stage.act(by, record, id, left)
    for (const [daysAgo, time, who, outcome, words] of answers) {
      stage.at(daysAgo, time)
      await stage.answer(who, id, outcome, words)
    }
    ids.push(id)
  }
  return ids
}

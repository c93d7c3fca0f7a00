import type { StoredRow } from '#kernel/process/batch.ts'
import { alone, type Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import { differences, nextEdition, sameWords } from './editions.ts'
import { type ClauseRow, carriersOf, clausesOf, gap } from './writing.ts'

/** What a new edition takes over from the one before: all that was typed, and nothing of the round that it went through. */
const kept = [
  'title',
  'code',
  'owner',
  'category',
  'scope',
  'scopeUnits',
  'scopePositions',
  'interpreter',
  'reviser',
] as const
const keptToo = ['effectRule', 'consult', 'staff', 'complete', 'createdUnit'] as const

/**
 * 修订: the policy in force stays in force, and a draft of its next edition stands beside it with the same clauses under
 * the same anchors, each carried by the same duties, forms and steps (POL-05).
 */
export const revise = alone(async (work, row) => {
  const { rows } = await work
    .sql()
    .query<{ edition: string }>(
      `select edition from policy where revises = $1 and status not in ('effective', 'superseded', 'repealed', 'dropped')`,
      [row.id],
    )
  if (rows[0])
    throw new Refused('conflict', `《${String(row.title)}》已经有一版在修订：${rows[0].edition}。请接着改那一版。`)
  const edition = await work.create(
    'policy',
    {
      ...Object.fromEntries([...kept, ...keptToo].map((name) => [name, row[name]])),
      edition: nextEdition(String(row.edition)),
      revises: row.id,
      first: row.first ?? row.id,
    },
    'revising',
  )
  await copyClauses(work, row.id, edition.id)
})

async function copyClauses(work: Work, from: string, to: string): Promise<void> {
  const copies = new Map<string, string>()
  for (const [index, { id, ...clause }] of (await clausesOf(work, from)).entries())
    copies.set(id, (await work.create('clause', { ...clause, policy: to, order: (index + 1) * gap }, 'active')).id)
  for (const { clause, kind, target, words } of await carriersOf(work, from)) {
    const copy = copies.get(clause)
    if (copy) await work.create('carrier', { policy: to, clause: copy, kind, target, words })
  }
}

/**
 * A new edition takes the place of the one before. A duty whose clause did not change keeps its row, so that whatever hangs
 * on it stays; one whose words changed ends, and its like begins with the new words; one whose clause is gone ends.
 */
export async function takeOver(work: Work, row: StoredRow): Promise<void> {
  const before = await work.row('policy', String(row.revises))
  const [old, fresh] = [await clausesOf(work, before.id), await clausesOf(work, row.id)]
  const changes = differences(old, fresh)
  await work.change('policy', row.id, {
    changes: changes.map(({ kind, anchor, before: was, after }) => ({
      kind,
      anchor,
      label: (after ?? was)!.label,
      title: (after ?? was)!.title,
    })),
  })
  await followDuties(work, before.id, row.id, old, fresh)
  if (before.status === 'effective') await work.act('policy', before.id, 'supersede')
}

async function followDuties(
  work: Work,
  from: string,
  to: string,
  old: readonly ClauseRow[],
  fresh: readonly ClauseRow[],
): Promise<void> {
  const carried = (await carriersOf(work, to)).filter(({ kind }) => kind === 'duty')
  const was = new Map(old.map((clause) => [clause.anchor, clause]))
  const now = new Map(fresh.map((clause) => [clause.anchor, clause]))
  const stays = new Set<string>()
  for (const { id, target, anchor } of carried) {
    const [before, after] = [was.get(anchor), now.get(anchor)]
    const duty = await work.row('duty', target)
    const isKept = !before || !after || sameWords(before, after) || saysStill(after, duty)
    stays.add(isKept ? target : await renewDuty(work, id, duty, before, after))
  }
  const ended = (await carriersOf(work, from)).filter(({ kind, target }) => kind === 'duty' && !stays.has(target))
  for (const target of new Set(ended.map(({ target: duty }) => duty))) {
    const duty = await work.row('duty', target)
    if (duty.status !== 'closed') await work.act('duty', target, 'close')
  }
}

/** Whether a clause that was changed elsewhere still has the words of this duty. */
const saysStill = ({ text }: ClauseRow, { words }: StoredRow) =>
  typeof words === 'string' && words !== '' && text?.includes(words)

/** The same duty with the new words, as a row of its own: what was asked until today stays readable. */
async function renewDuty(
  work: Work,
  carrier: string,
  { unit, position, group, part, title }: StoredRow,
  before: ClauseRow,
  after: ClauseRow,
): Promise<string> {
  const words = after.text ?? after.title
  const isNew = (sentence: string) => sentence.trim() !== '' && !(before.text ?? '').includes(sentence)
  const named =
    words
      .split(/[。；;\n]/)
      .find(isNew)
      ?.trim()
      .slice(0, 200) ?? title
  const made = await work.create('duty', { unit, position, group, title: named, part, words }, 'active')
  await work.change('carrier', carrier, { target: made.id })
  return made.id
}

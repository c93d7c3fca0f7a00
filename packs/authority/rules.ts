import { publishDecision } from '#kernel/process/editions.ts'
import { alone } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import { checkTable } from './check.ts'
import { toDmn } from './dmn.ts'
import type { AuthorityTable } from './table.ts'

/**
 * Puts an edition into force: checked, compiled into a rule table, taken up by every running node with its next command.
 * The edition before is superseded; running cases keep the route that they got.
 */
export const publish = alone(async (work, row) => {
  const table = tableOf(row)
  const matters = Object.values(work.registry.processes).flatMap((process) => process.matter ?? [])
  const wrong = checkTable(table, work.directory, matters).filter((found) => found.level === 'error')
  if (wrong.length > 0)
    throw new Refused(
      'invalid',
      `这一版还不能发布。${wrong.map((found) => found.words).join('；')}。你改的内容都还在。`,
      {
        fields: { rows: wrong.map((found) => found.words).join('；') },
      },
    )
  const { rows: before } = await work
    .sql()
    .query<{ id: string }>(`select id from authority_table where status = 'effective' and id <> $1`, [row.id])
  for (const { id } of before) await work.act('authority_table', id, 'supersede')
  await publishDecision(work.sql(), 'authority', toDmn(table), work.now)
  await work.change('authority_table', row.id, { effectiveOn: work.day })
})

/** The table that a row of `authority_table` holds; what is no table becomes an empty one, which the check refuses. */
export function tableOf(row: Readonly<Record<string, unknown>>): AuthorityTable {
  const rows = Array.isArray(row.rows) ? row.rows.filter(isObject) : []
  return {
    rows: rows.map((one) => ({
      matter: words(one.matter),
      when: cells(one.when),
      does: cells(one.does),
      ...(words(one.owner) ? { owner: words(one.owner) } : {}),
    })),
    places: (isObject(row.places) ? row.places : {}) as AuthorityTable['places'],
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const words = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
const cells = (value: unknown): Record<string, string> =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).flatMap(([name, cell]) => (words(cell) ? [[name, words(cell)]] : [])))
    : {}

import { asSystem } from '#kernel/process/command.ts'
import { publishDecision } from '#kernel/process/editions.ts'
import { alone, type Work } from '#kernel/process/work.ts'
import { invalid, Refused } from '#kernel/refused.ts'
import type { Server } from '#kernel/server.ts'
import { checkTable } from './check.ts'
import { toDmn } from './dmn.ts'
import type { AuthorityTable } from './table.ts'

/** An edition without errors is published: it takes effect on the spot, or waits (待生效) for the day that it names. */
export const publish = alone(async (work, row) => {
  refuseWrong(work, tableOf(row))
  const on = row.effectiveOn ? String(row.effectiveOn) : work.day
  if (on < work.day) throw invalid({ effectiveOn: '生效日：不能早于今天；不填就是发布当天' })
  await work.change('authority_table', row.id, { effectiveOn: on })
  if (on === work.day) await work.act('authority_table', row.id, 'takeEffect')
})

/**
 * Puts an edition into force: checked against the organisation of that day, compiled into a rule table, taken up by every
 * running node with its next command. The edition before is superseded; running cases keep the route that they got.
 */
export const takeEffect = alone(async (work, row) => {
  const table = tableOf(row)
  refuseWrong(work, table)
  const { rows: before } = await work
    .sql()
    .query<{ id: string }>(`select id from authority_table where status = 'effective' and id <> $1`, [row.id])
  for (const { id } of before) await work.act('authority_table', id, 'supersede')
  await publishDecision(work.sql(), 'authority', toDmn(table), work.now)
})

/** The editions whose day has come take effect, the earliest first. */
export const fallDue = alone(async (work) => {
  const { rows } = await work
    .sql()
    .query<{ id: string }>(
      `select id from authority_table where status = 'scheduled' and effective_on <= $1 order by effective_on, created_at`,
      [work.day],
    )
  for (const { id } of rows) await work.act('authority_table', id, 'takeEffect')
})

/**
 * Looks for editions that are due, on whichever node it happens. One that the organisation has outgrown meanwhile stays
 * 待生效, and its page says what must be mended.
 */
export async function takeDueEffect(server: Server): Promise<void> {
  const command = { kind: 'run', rule: 'authority.fallDue', input: null } as const
  try {
    await server.store.submit({ command, actor: asSystem('到了生效日'), origin: '审批权限表' })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

function refuseWrong({ registry, directory }: Work, table: AuthorityTable): void {
  const matters = Object.values(registry.processes).flatMap((process) => process.matter ?? [])
  const wrong = checkTable(table, directory, matters).filter((found) => found.level === 'error')
  const words = wrong.map((found) => found.words).join('；')
  if (wrong.length > 0)
    throw new Refused('invalid', `这一版还不能发布。${words}。你改的内容都还在。`, { fields: { rows: words } })
}

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

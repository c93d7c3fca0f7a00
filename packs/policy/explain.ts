import type { Sql } from '#kernel/db.ts'
import type { ClauseRef } from '#kernel/http/contract.ts'

interface Found {
  target: string
  id: string
  title: string
  anchor: string
  label: string
  clause: string
  text: string | null
}

/**
 * The clauses that ask for things: by target (a record's name, or `process/step`), from the policies in force, the newest
 * first. What a person is asked to do is thus shown with the words that ask for it.
 */
export async function explain(sql: Sql, targets: readonly string[]): Promise<Map<string, ClauseRef[]>> {
  const { rows } = await sql.query<Found>(
    `select t.target, p.id, p.title, c.anchor, c.label, c.title as clause, c.text
     from carrier t join clause c on c.id = t.clause join policy p on p.id = t.policy
     where t.target = any($1::text[]) and t.kind in ('form', 'step', 'process') and t.status = 'active' and c.status = 'active' and p.status = 'effective'
     order by p.effective_on desc, p.created_at desc, c."order"`,
    [targets],
  )
  const found = new Map<string, ClauseRef[]>()
  for (const row of rows)
    found.set(row.target, [
      ...(found.get(row.target) ?? []),
      {
        policy: row.id,
        policyTitle: row.title,
        anchor: row.anchor,
        label: `${row.label} ${row.clause}`.trim(),
        text: row.text ?? row.clause,
      },
    ])
  return found
}

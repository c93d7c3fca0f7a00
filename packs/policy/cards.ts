import type { Sql } from '#kernel/db.ts'
import type { Card } from '#kernel/http/contract.ts'
import { policy } from './policy.ts'

/** 制度: what is in force and what is on its way, the newest first. */
export async function policyCard(sql: Sql): Promise<Card | null> {
  const { rows } = await sql.query<{
    id: string
    title: string
    edition: string
    status: keyof typeof policy.states
    unit: string | null
  }>(
    `select p.id, p.title, p.edition, p.status, u.name as unit from policy p left join unit u on u.id = p.owner
     where p.status <> 'repealed' order by p.updated_at desc, p.id limit 5`,
  )
  if (rows.length === 0) return null
  const { rows: counted } = await sql.query<{ count: number }>(
    `select count(*) as count from policy where status <> 'repealed'`,
  )
  return {
    key: 'policies',
    title: '制度',
    count: counted[0]?.count ?? 0,
    link: '/r/policy',
    rows: rows.map((row) => ({
      title: row.title,
      note: [row.unit, row.edition].filter(Boolean).join(' · '),
      link: `/policy/${row.id}`,
      badge: policy.states[row.status],
    })),
    empty: '',
  }
}

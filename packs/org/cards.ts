import type { Sql } from '#kernel/db.ts'
import type { Card } from '#kernel/http/contract.ts'
import type { Me } from '#kernel/record/who.ts'

const parts: Readonly<Record<string, string>> = {
  lead: '主责',
  assist: '配合',
  review: '审核',
  approve: '批准',
  inform: '知会',
}

/** 我的职责: what the policies in force ask of the units that I belong to. */
export async function dutyCard(sql: Sql, me: Me): Promise<Card | null> {
  const found = `from duty d join unit u on u.id = d.unit where d.unit = any($1::uuid[]) and d.status = 'active'`
  const { rows } = await sql.query<{ id: string; title: string; part: string; group: string | null; unit: string }>(
    `select d.id, d.title, d.part, d."group", u.name as unit ${found} order by d.created_at, d.id limit 5`,
    [me.units],
  )
  if (rows.length === 0) return null
  const { rows: counted } = await sql.query<{ count: number }>(`select count(*) as count ${found}`, [me.units])
  return {
    key: 'duties',
    title: '我的职责',
    count: counted[0]?.count ?? 0,
    link: `/r/duty?unit=${me.units[0]}`,
    rows: rows.map((row) => ({
      title: row.title,
      note: [row.unit, row.group].filter(Boolean).join(' · '),
      link: `/r/duty/${row.id}`,
      badge: parts[row.part] ?? '',
    })),
    empty: '',
  }
}

import type { Sql } from '#kernel/db.ts'
import type { Card, CardRow } from '#kernel/http/contract.ts'
import type { Me } from '#kernel/record/who.ts'

interface Mine {
  id: string
  title: string
  status: string
  left: number
  progress: number | null
}

/** 我的任务: what I answer for and have not finished, the most overdue first. */
export async function taskCard(sql: Sql, me: Me, day: string): Promise<Card | null> {
  const open = `from task t where t.owner = $1 and t.status in ('issued', 'running')`
  const { rows } = await sql.query<Mine>(
    `select t.id, t.title, t.status, t.due - $2::date as left, t.progress::int as progress ${open} order by t.due, t.id limit 6`,
    [me.id, day],
  )
  if (rows.length === 0) return null
  const { rows: counted } = await sql.query<{ count: number }>(`select count(*) as count ${open}`, [me.id])
  return {
    key: 'tasks',
    title: '我的任务',
    count: counted[0]?.count ?? 0,
    link: `/r/task?owner=${me.id}`,
    rows: rows.map(rowOf),
    empty: '',
    urgent: rows.some((row) => row.left < 0),
  }
}

const rowOf = (row: Mine): CardRow => ({
  title: row.title,
  note: row.status === 'issued' ? '等你接收' : `进度 ${row.progress ?? 0}%`,
  link: `/r/task/${row.id}`,
  badge: remains(row.left),
  urgency: row.left < 0 ? 'late' : row.left <= 1 ? 'soon' : 'calm',
})

function remains(days: number): string {
  if (days < 0) return `逾期 ${-days} 天`
  return days === 0 ? '今天到期' : `剩 ${days} 天`
}

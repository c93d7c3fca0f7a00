import type { Sql } from '#kernel/db.ts'
import type { Card } from '#kernel/http/contract.ts'
import type { Me } from '#kernel/record/who.ts'
import { countedProblems } from './diagnosis.ts'
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
     where p.status not in ('superseded', 'repealed', 'dropped') order by p.updated_at desc, p.id limit 5`,
  )
  if (rows.length === 0) return null
  const { rows: counted } = await sql.query<{ count: number }>(
    `select count(*) as count from policy where status not in ('superseded', 'repealed', 'dropped')`,
  )
  return {
    key: 'policies',
    title: '制度',
    count: counted[0]?.count ?? 0,
    link: '/policy/catalogue',
    rows: rows.map((row) => ({
      title: row.title,
      note: [row.unit, row.edition].filter(Boolean).join(' · '),
      link: `/policy/${row.id}`,
      badge: policy.states[row.status],
    })),
    empty: '',
  }
}

/** 待签收: the policies that I have to read and sign, the longest waiting first. */
export async function readingCard(sql: Sql, me: Me): Promise<Card | null> {
  const { rows } = await sql.query<{ policy: string; title: string; edition: string; part: string }>(
    `select a.policy, p.title, a.edition, a.part from acknowledgement a join policy p on p.id = a.policy
     where a.person = $1 and a.status = 'open' order by a.created_at, a.id limit 50`,
    [me.id],
  )
  if (rows.length === 0) return null
  return {
    key: 'readings',
    title: '待签收的制度',
    count: rows.length,
    link: '/policy/learning',
    rows: rows.slice(0, 5).map(({ policy: id, title, edition, part }) => ({
      title,
      note: part === 'changed' ? `${edition} · 只看修订的条款` : edition,
      link: `/policy/${id}`,
      badge: '待签收',
    })),
    empty: '',
  }
}

/** 职责诊断, for those who write policies: how many overlaps, how much that nobody has. */
export async function problemsCard(sql: Sql, me: Me): Promise<Card | null> {
  if (!me.roles.includes('policy_writer')) return null
  const { overlaps, gaps } = await countedProblems(sql)
  if (overlaps + gaps === 0) return null
  const rows = [
    { count: overlaps, title: `${overlaps} 处重叠`, note: '两个以上部门都说是自己的事', kind: 'overlap' },
    { count: gaps, title: `${gaps} 处没有着落`, note: '写了要做，没写谁做', kind: 'gap' },
  ]
  return {
    key: 'problems',
    title: '职责诊断',
    count: overlaps + gaps,
    link: '/policy/problems',
    rows: rows
      .filter(({ count }) => count > 0)
      .map(({ title, note, kind }) => ({ title, note, link: `/policy/problems?kind=${kind}`, badge: '' })),
    empty: '',
  }
}

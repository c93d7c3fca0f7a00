import type { Sql } from '#kernel/db.ts'
import type { Card, CardRow } from '#kernel/http/contract.ts'
import { lastOpinion, listCard, type Referred, referred } from '#kernel/inbox/reference.ts'
import { grouped } from '#kernel/inbox/shown.ts'
import type { View } from '#kernel/pack.ts'
import { results } from './choices.ts'
import { project } from './project.ts'

/** On the books: neither drafts nor turned down. */
const onBooks = ['review', 'approved', 'planning', 'active', 'acceptance', 'rework', 'delivery', 'archived'] as const

/** 项目: what the department has on its books and what it spent, and how similar projects fared. */
export const reference: View = async (asked): Promise<Card[]> => {
  const about = await referred(asked, 'project')
  const unit = asked.directory.units.get(String(about.row.unit))?.name ?? '申请部门'
  return [
    await listCard(asked, about, {
      title: `${unit}在册的项目`,
      equal: { unit: String(about.row.unit) },
      status: onBooks,
      sum: ['budget', 'used'],
    }),
    await similarCard(asked.sql, about),
  ]
}

/** Three that are most alike: by words of the name, by grade, by department; those that are decided first. */
async function similarCard(sql: Sql, { row }: Referred): Promise<Card> {
  const { rows } = await sql.query<Similar>(similar, [row.id, pairsOf(String(row.title)), row.grade, row.unit])
  const cards: CardRow[] = []
  for (const one of rows) cards.push(await similarRow(sql, one))
  return {
    key: 'similar',
    title: '同类项目',
    note: '名称相近、同级别、同部门的',
    rows: cards,
    empty: '还没有同类的项目',
  }
}

interface Similar {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly status: keyof typeof project.states
  readonly grade: string | null
  readonly budget: string
  readonly used: string | null
  readonly result: keyof typeof results | null
}

/** Chinese words are found by pairs of neighbouring characters. */
const similar = `
select p.id, p.number, p.title, p.status, p.grade, p.budget::text, p.used::text, p.result
from project p cross join lateral (
  select 2 * sum((p.title like '%' || w || '%')::int) + sum((p.goal || p.content like '%' || w || '%')::int)
    + 2 * coalesce((p.grade = $3)::int, 0) + 2 * (p.unit = $4)::int as score from unnest($2::text[]) w) s
where p.id <> $1 and p.status <> 'draft' and s.score > 0
order by s.score desc, (p.status in ('refused', 'archived', 'terminated')) desc, p.created_at desc, p.id limit 3`

async function similarRow(sql: Sql, one: Similar): Promise<CardRow> {
  const opinion = await lastOpinion(sql, one.id, ['approve', 'refuse'])
  const facts = [
    one.number,
    one.grade && `${one.grade} 级`,
    `预算 ${grouped(one.budget)} 元`,
    one.used && `已用 ${grouped(one.used)} 元`,
    one.result && `评估${results[one.result]}`,
  ]
  return {
    title: one.title,
    note: [facts.filter(Boolean).join(' · '), opinion && `“${opinion}”`].filter(Boolean).join('：'),
    link: `/r/project/${one.id}`,
    badge: project.states[one.status],
  }
}

/** At most forty, without the characters that a pattern reads as its own. */
function pairsOf(title: string): string[] {
  const letters = Array.from(title.replaceAll(/[\s\\%_，。、（）()]/g, ''))
  return [...new Set(letters.slice(0, -1).map((letter, at) => letter + letters[at + 1]))].slice(0, 40)
}

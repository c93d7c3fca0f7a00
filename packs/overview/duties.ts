import type { Sql } from '#kernel/db.ts'
import type { DraftRow } from './draft.ts'
import { type Part, parts } from './pages/parts.ts'

interface Found {
  id: string
  title: string
  group: string | null
  part: Part
  unit: string
  position: string | null
  words: string | null
  policy: string | null
  policyTitle: string | null
  anchor: string | null
  label: string | null
}

/**
 * The duties in force as rows: one row for a duty however many units have a part in it, grouped by policy and duty group,
 * in the order of the clauses they come from (ORG-02).
 */
export async function dutyRows(sql: Sql): Promise<DraftRow[]> {
  const { rows } = await sql.query<Found>(
    `select distinct on (d.id) d.id, d.title, d."group", d.part, d.unit, d.position, d.words, p.id as policy,
       p.title as "policyTitle", c.anchor, trim(coalesce(c.label, '') || ' ' || c.title) as label, c."order", d.created_at
     from duty d left join carrier t on t.kind = 'duty' and t.target = d.id::text and t.status = 'active'
       left join clause c on c.id = t.clause left join policy p on p.id = t.policy
     where d.status = 'active' order by d.id, p.effective_on desc nulls last`,
  )
  const found = (rows as (Found & { order: number | null; created_at: Date })[]).toSorted(
    (a, b) => compare(a.policyTitle, b.policyTitle) || (a.order ?? 0) - (b.order ?? 0) || +a.created_at - +b.created_at,
  )
  return [...Map.groupBy(found, ({ policy, title }) => `${policy ?? ''}/${title.trim()}`).values()].map(rowOf)
}

function rowOf(same: readonly Found[]): DraftRow {
  const [first] = same
  const policy = first?.policy
  return {
    title: first?.title ?? '',
    source: 'duty',
    group: {
      title: groupOf(first),
      ...(policy ? { policy, link: `/policy/${policy}` } : { link: '/r/duty' }),
    },
    marks: same.map((duty) => ({
      column: duty.position ?? duty.unit,
      how: '',
      part: duty.part,
      note: {
        words: `${parts[duty.part].word}：${duty.words ?? duty.title}`,
        link: `/r/duty/${duty.id}`,
        ...clauseOf(duty),
      },
    })),
  }
}

/** A group that names its policy itself says so once. */
function groupOf(duty: Found | undefined): string {
  const policy = duty?.policyTitle ? `《${duty.policyTitle}》` : '没有写进制度的职责'
  return duty?.group?.startsWith('《') ? duty.group : [policy, duty?.group].filter(Boolean).join(' ')
}

const clauseOf = ({ policy, policyTitle, anchor, label }: Found) =>
  policy && anchor ? { clause: { policy, title: policyTitle ?? '', anchor, label: label ?? '' } } : {}

/** Duties that no policy asks for come last. */
const compare = (a: string | null, b: string | null) => (a ?? '\uffff').localeCompare(b ?? '\uffff')

import type { StoredRow } from '#kernel/process/batch.ts'
import { alone, type Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import { carry, createCarriers, flatten } from './carriers.ts'
import { describePost, describesPost } from './posts.ts'
import { clausesOf } from './reading/own-texts.ts'
import { applyChoices, readPolicy } from './reading/read.ts'
import type { Choice, Clause, DutyGroup, OwnText, Reading } from './reading/types.ts'
import { gap } from './writing.ts'

/**
 * The largest file that is read, in bytes: half a megabyte, some 160,000 characters, more than any company's rules in one
 * text. It is read between other people's requests: 0.2-0.6 s for words, 1 s for nothing but headings, 1.6 s for nothing but
 * numbers (166,000 clauses), and its time grows with its length only (docs/decisions/0034-speed.md).
 */
export const largestFile = 500_000

/** Reads the uploaded file: decodes, cleans, finds clauses, duties and the units of this company that they mean. */
export const read = alone(async (work, row) => {
  const { rows } = await work
    .sql()
    .query<{ content: Uint8Array; name: string }>('select content, name from file where id = $1', [row.file])
  if (!rows[0]) throw new Refused('invalid', '上传的文件不在了，请重新上传。', { fields: { file: '文件：请重新上传' } })
  const reading = readPolicy(rows[0].content, rows[0].name, { bytes: largestFile })
  if ('refused' in reading) throw new Refused('invalid', reading.refused, { fields: { file: reading.refused } })
  const units = Object.fromEntries(reading.findings.departments.map(({ name }) => [name, likelyUnit(work, name)]))
  await work.change(
    'policy_import',
    row.id,
    { reading, units, choices: [], dropped: [], name: reading.title.text || rows[0].name },
    'read',
  )
})

/** What was read, with the person's choices applied: computed from the original at every change, so that undoing is exact. */
export const readingOf = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const reading = row.reading as Reading | null
  const choices = (row.choices ?? []) as Choice[]
  if (!reading || JSON.stringify(reading.choices) === JSON.stringify(choices)) return {}
  const next = applyChoices(reading, choices)
  return { reading: next, name: next.title.text || row.name }
}

/**
 * Makes what a confirmed reading holds: of every text that is kept a policy with its clauses, the duties of each unit and
 * what already carries each clause; of a text that describes a post, its job description.
 */
export const confirm = alone(async (work, row) => {
  const reading = row.reading as Reading | null
  if (!reading || reading.clauses.length === 0)
    throw new Refused('invalid', '没有认出任何条款，不能导入。可以换一份带编号的文本再试。')
  const { open } = reading.counts
  if (open > 0) throw new Refused('invalid', `还有 ${open} 处改动建议没有定：采用或不采用之后，再确认导入。`)
  const kept = reading.texts.filter((text) => text.kept && clausesOf(reading, text).length > 0)
  if (kept.length === 0)
    throw new Refused('invalid', '这份文件里没有一篇要留下的制度。至少留下一篇，再确认导入；不要了就点“放弃”。')
  const made: StoredRow[] = []
  for (const text of kept) made.push(...(await makeText(work, row, reading, text)))
  await work.change('policy_import', row.id, { policy: made[0]?.id ?? null }, 'confirm')
})

async function makeText(work: Work, row: StoredRow, reading: Reading, text: OwnText): Promise<StoredRow[]> {
  const own = clausesOf(reading, text)
  if (describesPost(text, own)) {
    const described = describePost(text.title, own)
    const position = [...work.directory.positions.values()].find(({ name }) => name === described.title)
    await work.create('job_description', { ...described, position: position?.id, edition: 'V1.0', source: row.id })
    return []
  }
  const isLast = reading.texts.at(-1) === text
  const title = String(text.title || row.name)
  const policy = await work.create('policy', {
    title: title.slice(0, 100),
    owner: row.owner,
    category: categoryOf(title),
    edition: 'V1.0',
    scope: 'company',
    source: row.id,
    complete: !(isLast && reading.notices.some(({ kind }) => kind === 'cut')),
    createdUnit: row.owner,
  })
  const clauses = await createClauses(work, policy, own)
  await createDuties(work, policy, row, reading, clauses)
  await createCarriers(work, policy, reading, own, clauses)
  return [policy]
}

/** The family of a policy by the words of its title; operation when none says so. */
const categoryOf = (title: string) => families.find(([, words]) => words.test(title))?.[0] ?? 'operation'

const families = [
  ['people', /人力|人事|绩效|薪酬|考勤|培训|奖惩/],
  ['finance', /财务|预算|费用|会计|资金/],
  ['supply', /采购|供应|仓库|物流/],
  ['market', /市场|营销|销售|品牌/],
] as const

type Made = ReadonlyMap<string, StoredRow>

async function createClauses(work: Work, policy: StoredRow, roots: readonly Clause[]): Promise<Made> {
  const made = new Map<string, StoredRow>()
  for (const { clause, parent } of flatten(roots, null)) {
    const title = clause.title || shortened(clause.text, 24) || clause.label
    made.set(
      clause.anchor,
      await work.create(
        'clause',
        {
          policy: policy.id,
          anchor: clause.anchor,
          parent,
          level: clause.level,
          label: clause.label,
          title,
          text: clause.text || null,
          order: (made.size + 1) * gap,
        },
        'active',
      ),
    )
  }
  return made
}

const shortened = (text: string, length: number) => (text.length > length ? `${text.slice(0, length)}…` : text)

async function createDuties(
  work: Work,
  policy: StoredRow,
  row: StoredRow,
  reading: Reading,
  clauses: Made,
): Promise<void> {
  const units = (row.units ?? {}) as Record<string, string | null>
  const dropped = (row.dropped ?? []) as string[]
  for (const department of reading.findings.departments) {
    for (const group of department.groups) {
      const clause = clauses.get(group.anchor)
      if (clause && !dropped.includes(group.anchor))
        await createGroup(work, policy, group, units[department.name] ?? String(row.owner), clause)
    }
  }
}

async function createGroup(
  work: Work,
  policy: StoredRow,
  group: DutyGroup,
  unit: string,
  clause: StoredRow,
): Promise<void> {
  const duties = group.duties.length > 0 ? group.duties : [{ ...group, part: 'lead' }]
  for (const { name, part, words } of duties) {
    const duty = await work.create('duty', { unit, group: group.name, title: name.slice(0, 200), part, words })
    await carry(work, policy, clause, 'duty', duty.id, `${group.name}：${name}`)
  }
}

/** The company's unit that a policy probably means: 市场部门 → 市场部, 运营部门 → 运营管理部. */
function likelyUnit(work: Work, name: string): string | null {
  const root = name.replace(/(部门|部|中心|处|科|室)$/, '')
  const units = [...work.directory.units.values()]
  const found =
    units.find((unit) => unit.name === name) ??
    units.find((unit) => unit.name.startsWith(root)) ??
    units.find((unit) => unit.name.includes(root)) ??
    units.find((unit) => root.length > 1 && alike[root] !== undefined && unit.name.includes(alike[root]))
  return found?.id ?? null
}

/** Names of departments that mean the same thing in different companies. */
const alike: Readonly<Record<string, string>> = {
  技术: '信息技术',
  客服: '客户服务',
  人事: '人力资源',
  行政: '综合管理',
  采购: '供应链',
}

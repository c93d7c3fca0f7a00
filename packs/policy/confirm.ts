import type { Registry } from '#kernel/pack.ts'
import type { StoredRow } from '#kernel/process/batch.ts'
import { alone, type Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import { applyChoices, readPolicy } from './reading/read.ts'
import type { Choice, Clause, DutyGroup, Reading } from './reading/types.ts'
import { gap } from './writing.ts'

/**
 * The largest file that is read, in bytes: half a megabyte, some 160,000 characters, more than any company's rules in one
 * text. It is read between other people's requests: 0.4 s, and 2 s at worst (every line numbered 第一条); measured 19 s
 * for 9.5 MB, which nobody should wait for.
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

/** Makes the policy of a confirmed reading: its clauses, the duties of each unit, and what already carries each clause. */
export const confirm = alone(async (work, row) => {
  const reading = row.reading as Reading | null
  if (!reading || reading.clauses.length === 0)
    throw new Refused('invalid', '没有认出任何条款，不能导入。可以换一份带编号的文本再试。')
  const { open } = reading.counts
  if (open > 0) throw new Refused('invalid', `还有 ${open} 处改动建议没有定：采用或不采用之后，再确认导入。`)
  const policy = await work.create('policy', {
    title: reading.title.text || row.name,
    owner: row.owner,
    category: 'operation',
    edition: 'V1.0',
    scope: 'company',
    source: row.id,
    complete: !reading.notices.some(({ kind }) => kind === 'cut'),
    createdUnit: row.owner,
  })
  const clauses = await createClauses(work, policy, reading.clauses)
  await createDuties(work, policy, row, reading, clauses)
  await createCarriers(work, policy, reading, clauses)
  await work.change('policy_import', row.id, { policy: policy.id }, 'confirm')
})

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

/** The clause tree in reading order, each with the anchor of the one above. */
export function flatten(
  clauses: readonly Clause[],
  parent: string | null,
): { clause: Clause; parent: string | null }[] {
  return clauses.flatMap((clause) => [{ clause, parent }, ...flatten(clause.children, clause.anchor)])
}

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
      if (!dropped.includes(group.anchor))
        await createGroup(work, policy, group, units[department.name] ?? String(row.owner), clauses.get(group.anchor))
    }
  }
}

async function createGroup(
  work: Work,
  policy: StoredRow,
  group: DutyGroup,
  unit: string,
  clause: StoredRow | undefined,
): Promise<void> {
  const duties = group.duties.length > 0 ? group.duties : [group]
  for (const found of duties) {
    const duty = await work.create('duty', {
      unit,
      group: group.name,
      title: found.name.slice(0, 200),
      part: 'lead',
      words: found.words,
    })
    if (clause) await carry(work, policy, clause, 'duty', duty.id, `${group.name}：${found.name}`)
  }
}

/** Forms and steps that this installation already runs, found by the words that their packs say they answer to. */
async function createCarriers(work: Work, policy: StoredRow, reading: Reading, clauses: Made): Promise<void> {
  for (const { clause } of flatten(reading.clauses, null)) {
    for (const { kind, target, label } of answersTo(work.registry, `${clause.title}${clause.text}`)) {
      await carry(work, policy, clauses.get(clause.anchor)!, kind, target, label)
    }
  }
}

/** What already carries out a text: records by their other names, steps by the words that must all occur. */
export function answersTo(
  registry: Registry,
  text: string,
): { kind: 'form' | 'step'; target: string; label: string }[] {
  const forms = Object.values(registry.records).filter((def) => def.alias?.some((name) => text.includes(name)))
  const steps = Object.entries(registry.processes).flatMap(([process, { label, asks }]) =>
    Object.entries(asks ?? {})
      .filter(([, { words }]) => words.every((word) => text.includes(word)))
      .map(([node, { name }]) => ({ process, label, node, name })),
  )
  return [
    ...forms.map((def) => ({ kind: 'form' as const, target: def.name, label: `表单：${def.label}` })),
    ...steps.map(({ process, label, node, name }) => ({
      kind: 'step' as const,
      target: `${process}/${node}`,
      label: `${label}：${name}`,
    })),
  ]
}

const carry = (work: Work, policy: StoredRow, clause: StoredRow, kind: string, target: string, words: string) =>
  work.create('carrier', { policy: policy.id, clause: clause.id, kind, target, words: words.slice(0, 500) })

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

import type { StoredRow } from '#kernel/process/batch.ts'
import { alone, rule, type Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import { takeOver } from './revise.ts'
import { consultedUnits } from './scope.ts'

/**
 * Before an edition goes round: it has clauses, its number is nobody else's, whom it binds is said, and whoever is asked for
 * an opinion is known.
 */
export const send = alone(async (work, row) => {
  await refuseEmpty(work, row)
  await refuseUnnamedScope(row)
  await refuseTakenCode(work, row)
  const scope = row.scope ?? 'company'
  const units = row.consult ? consultedUnits(work.directory, { ...row, scope }) : []
  await work.change('policy', row.id, {
    scope,
    drafter: row.createdBy ?? work.person,
    consulted: units.map((unit) => ({ unit })),
    ...empty,
  })
})

/** What an earlier round left: reviewer and dates belong to the round that is on. */
const empty = { reviewer: null, approver: null, compliance: null, conflicts: null, noticedOn: null, publishedOn: null }

/** The review keeps what was found of the laws and rules above this policy (POL-11); what breaks them cannot pass. */
export const pass = rule(async (work, row) => {
  const conflicts = Array.isArray(row.conflicts) ? row.conflicts : []
  if (row.compliance === 'conflict')
    throw new Refused('invalid', '合规审查写的是“有冲突，须先修改”，不能通过。请退回修改，或把冲突怎样处理写清楚。', {
      fields: { compliance: '合规审查：须先修改的不能通过' },
    })
  if (row.compliance === 'noted' && conflicts.length === 0)
    throw new Refused('invalid', '写了有冲突，要列出是哪一条、怎样处理。', {
      fields: { conflicts: '冲突：至少列一条' },
    })
  await work.create('compliance_check', {
    policy: row.id,
    edition: row.edition,
    conclusion: row.compliance,
    conflicts,
    checkedBy: work.person,
    checkedOn: work.directory.day,
  })
  await work.change('policy', row.id, { reviewer: work.person })
})

/** Signing publishes; when it takes effect is another day, unless the policy says that both are one. */
export const sign = rule(async (work, row) => {
  const today = work.directory.day
  if (row.effectRule === 'issue' && String(row.effectiveOn) > today)
    throw new Refused('invalid', '这项制度写明“自发布之日起”生效，生效日期要填今天。', {
      fields: { effectiveOn: '生效日期：要填今天' },
    })
  await work.change('policy', row.id, { approver: work.person, publishedOn: today })
})

/** What is sent back is a draft again, and a revision again where it was one. */
export const backToDraft = rule(async (work, row) => {
  if (row.revises) await work.act('policy', row.id, 'goOnRevising')
})

/**
 * A policy takes effect only while the unit that owns it exists: somebody must answer for it. From then on its duties bind
 * the units that they name, and the edition before it binds nobody.
 */
export const comeIntoForce = alone(async (work, row) => {
  if (!work.directory.units.has(String(row.owner)))
    throw new Refused('conflict', `《${String(row.title)}》的归口部门已停用，不能生效。请改好归口部门再送审。`)
  if (row.revises) await takeOver(work, row)
  for (const duty of await dutiesOf(work, row.id, 'pending')) await work.act('duty', duty, 'activate')
})

/** A policy that is repealed asks nothing of anybody any more. */
export const endDuties = alone(async (work, row) => {
  for (const duty of await dutiesOf(work, row.id, 'active')) await work.act('duty', duty, 'close')
})

async function dutiesOf(work: Work, policy: string, status: string): Promise<string[]> {
  const { rows } = await work.sql().query<{ id: string }>(
    `select distinct d.id from duty d join carrier t on t.target = d.id::text
     where t.policy = $1 and t.kind = 'duty' and t.status = 'active' and d.status = $2 order by d.id`,
    [policy, status],
  )
  return rows.map((duty) => duty.id)
}

/** A policy without a single clause cannot be judged, signed or followed. */
async function refuseEmpty(work: Work, row: StoredRow): Promise<void> {
  const { rows } = await work
    .sql()
    .query('select from clause where policy = $1 and status = $2 limit 1', [row.id, 'active'])
  if (rows.length === 0)
    throw new Refused('invalid', `制度《${String(row.title)}》还没有条款，先导入或写好正文再送审。`)
}

function refuseUnnamedScope(row: StoredRow): void {
  const field = row.scope === 'units' ? 'scopeUnits' : row.scope === 'positions' ? 'scopePositions' : undefined
  if (field === undefined || (Array.isArray(row[field]) && row[field].length > 0)) return
  const words = field === 'scopeUnits' ? '适用部门：至少选一个部门' : '适用岗位：至少选一个岗位'
  throw new Refused('invalid', `《${String(row.title)}》的适用范围还没有写明。`, { fields: { [field]: words } })
}

/** People cite a policy by its number: two policies that are not editions of one another cannot share it. */
async function refuseTakenCode(work: Work, row: StoredRow): Promise<void> {
  if (!row.code) return
  const { rows } = await work.sql().query<{ title: string }>(
    `select title from policy where code = $1 and id <> $2 and coalesce(first, id) <> $3
     and status not in ('repealed', 'superseded', 'dropped') limit 1`,
    [row.code, row.id, row.first ?? row.id],
  )
  if (!rows[0]) return
  const words = `制度编号：${String(row.code)} 已经是《${rows[0].title}》的编号`
  throw new Refused('invalid', words, { fields: { code: words } })
}

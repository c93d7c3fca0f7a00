import { alone, type Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'

/** A policy without a single clause cannot be judged, signed or followed. */
export const hasClauses = alone(async (work, row) => {
  const { rows } = await work
    .sql()
    .query<{ count: number }>(`select count(*) as count from clause where policy = $1 and status = 'active'`, [row.id])
  if (rows[0]?.count === 0)
    throw new Refused('invalid', `制度《${String(row.title)}》还没有条款，先导入或写好正文再送审。`)
})

/** Clauses change only while their policy is a draft: what people signed stays as it was. */
export const stillDraft = alone(async (work, row) => {
  const parent = await work.row('policy', String(row.policy))
  if (parent.status !== 'draft')
    throw new Refused('conflict', `《${String(parent.title)}》已经送审，条款不能直接改。请先退回起草，或另起一版。`)
})

/**
 * A policy takes effect only while the unit that owns it exists: somebody must answer for it. From then on its duties
 * bind the units that they name.
 */
export const comeIntoForce = alone(async (work, row) => {
  if (!work.directory.units.has(String(row.owner)))
    throw new Refused('conflict', `《${String(row.title)}》的归口部门已停用，不能生效。请改好归口部门再送审。`)
  for (const duty of await dutiesOf(work, row.id, 'pending')) await work.act('duty', duty, 'activate')
})

/** A policy that is repealed asks nothing of anybody any more. */
export const endDuties = alone(async (work, row) => {
  for (const duty of await dutiesOf(work, row.id, 'active')) await work.act('duty', duty, 'close')
})

async function dutiesOf(work: Work, policy: string, status: string): Promise<string[]> {
  const { rows } = await work.sql().query<{ id: string }>(
    `select d.id from duty d join carrier t on t.target = d.id::text
     where t.policy = $1 and t.kind = 'duty' and t.status = 'active' and d.status = $2 order by d.id`,
    [policy, status],
  )
  return rows.map((duty) => duty.id)
}

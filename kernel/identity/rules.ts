import type { StoredRow } from '../process/batch.ts'
import { alone, type Rule, rule, type Work } from '../process/work.ts'
import { invalid, Refused } from '../refused.ts'
import { quorumOf } from './committee.ts'
import { rolesOf } from './directory.ts'

/** What the organisation refuses beyond its fields, by the names that its records use. */
export const identityRules: Readonly<Record<string, Rule>> = {
  'committee.quorum': rule((_work, row) => {
    if (quorumOf(String(row.quorum), 1) === undefined)
      throw invalid({ quorum: '法定人数：写成 2/3 这样的比例，或 3 这样的人数' })
  }),
  'delegation.given': alone(async (work, row) => {
    refuseOthers(work, row)
    refuseUnfit(work, row)
    await refuseLoop(work, row)
    tellDeputy(work, row, '请你代办待办')
  }),
  'delegation.revoked': rule((work, row) => tellDeputy(work, row, '收回了委托')),
}

/** Each gives away only their own todos; the organiser may do it for somebody who cannot. */
function refuseOthers(work: Work, row: StoredRow): void {
  if (work.person === null || work.person === row.person) return
  if (!rolesOf(work.directory, work.person).includes('organiser'))
    throw new Refused('forbidden', '只能委托别人代办你自己的待办。要替别人委托，请联系组织管理员。')
}

function refuseUnfit({ directory }: Work, row: StoredRow): void {
  if (row.deputy === row.person) throw invalid({ deputy: '代理人：不能委托给自己' })
  if (directory.people.get(String(row.deputy))?.status !== 'active')
    throw invalid({ deputy: '代理人：这位同事已不在职，请另选一位' })
  if (String(row.until) < String(row.since)) throw invalid({ until: '止：不能早于起的那一天' })
}

/** Two who stand for each other on the same day are no help to anybody. */
async function refuseLoop(work: Work, row: StoredRow): Promise<void> {
  const sql = work.sql()
  // Both people are locked first, so that of two at once the second sees what the first has written.
  await sql.query('select from person where id = any($1::uuid[]) order by id for update', [[row.person, row.deputy]])
  const { rows } = await sql.query<{ since: string; until: string }>(
    `select to_char(since, 'YYYY-MM-DD') as since, to_char(until, 'YYYY-MM-DD') as until from delegation
     where person = $1 and deputy = $2 and status = 'active' and since <= $4::date and until >= $3::date limit 1`,
    [row.deputy, row.person, row.since, row.until],
  )
  if (rows[0])
    throw invalid({ deputy: `代理人：对方在 ${rows[0].since} 到 ${rows[0].until} 委托了你，不能互相委托，请另选一位` })
}

function tellDeputy(work: Work, row: StoredRow, words: string): void {
  const name = work.directory.people.get(String(row.person))?.name ?? ''
  const period = `${row.since} 到 ${row.until}，${row.reason}`
  if (row.deputy !== work.person) work.tell(String(row.deputy), `${name}${words}`, period, `/r/delegation/${row.id}`)
}

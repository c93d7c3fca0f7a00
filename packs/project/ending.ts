import { alone, type Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import { asLead, nameOf, partsOf, projectOf, type Row } from './common.ts'

/** The receiver reads what is handed over (PRJ-16). */
export const sendHandover = alone(async (work, row) => {
  const project = await asLead(work, row)
  work.share('project', project.id, String(row.receiver), 'receiver')
})

export const signHandover = alone(async (work, row) => {
  await work.change('project_handover', row.id, { signedOn: work.day })
})

/** What must be there before a project is filed away: a signed hand-over and every document or its reason (PRJ-16, 17). */
export const readyToArchive = alone((work, row) => refuseUnready(work, row))

/** Filed away: everything of the project is read, nothing changes any more. */
export const archive = alone(async (work, row) => {
  await refuseUnready(work, row)
  await work.change('project', row.id, { archivedOn: work.day })
  await dropReports(work, row)
})

/** Ended before its time: what is still open in it ends with it, and nobody is asked for anything any more. */
export const close = alone(async (work, row) => {
  await dropReports(work, row)
  for (const [record, states] of Object.entries(endingWith))
    for (const { id, status } of await partsOf<{ id: string; status: string }>(work, record, 'version', row.id))
      if (states.includes(status)) await work.act(record, id, 'drop')
})

/** What was learnt goes to the knowledge base, and management is asked to evaluate (PRJ-18, 19). */
export const conclude = alone(async (work, row) => {
  const article = await work.create('article', {
    title: `项目总结：${String(row.title)}`,
    category: 'lesson',
    tags: '项目总结',
    body: `经验教训\n${String(row.lessons)}\n\n改进建议\n${String(row.advice)}`,
    source_record: 'project',
    source_id: row.id,
  })
  await work.act('article', article.id, 'publish')
  const name = `${String(row.number)}《${String(row.title)}》评估`
  const { id } = await work.create('project_evaluation', { project: row.id, name, lead: row.lead })
  await work.act('project_evaluation', id, 'call')
})

/** The table project_result.dmn makes a grade of the score. */
export const evaluate = alone(async (work, row) => {
  const result = work.decide('project_result', { score: row.score })
  await work.change('project_evaluation', row.id, { result })
  await work.change('project', String(row.project), { result })
})

/** Rewards and penalties become entries of their own, seen by those whom they concern; never more than was approved (PRJ-19). */
export const award = alone(async (work, row) => {
  const project = await projectOf(work, row)
  const lines = (row.rewards ?? []) as readonly Reward[]
  await refuseTooMuch(work, lines, String(row.pool))
  const members = await partsOf<{ person: string }>(work, 'project_member', 'person', project.id)
  const team = new Set([String(project.lead), ...members.map(({ person }) => person)])
  const strangers = [
    ...new Set(lines.filter(({ person }) => !team.has(person)).map(({ person }) => nameOf(work, person))),
  ]
  if (strangers.length > 0)
    throw new Refused('invalid', `${strangers.join('、')}不在这个项目组里。`, {
      fields: { rewards: '有人不在项目组里' },
    })
  for (const { person, kind, amount, reason } of lines) {
    const { id } = await work.create('project_reward', { project: project.id, person, kind, amount, reason })
    work.tell(
      person,
      `项目《${String(project.title)}》的${kind === 'reward' ? '奖励' : '处罚'}`,
      reason,
      `/r/project_reward/${id}`,
    )
  }
})

/** The states from which a part of a project ends with it. */
const endingWith: Readonly<Record<string, readonly string[]>> = {
  task: ['issued', 'running', 'checking'],
  coordination: ['open', 'answered'],
  project_commitment: ['asked', 'declined'],
  project_change: ['review'],
  project_rework: ['done'],
}

interface Reward {
  readonly person: string
  readonly kind: 'reward' | 'penalty'
  readonly amount: string
  readonly reason: string
}

async function refuseTooMuch(work: Work, lines: readonly Reward[], pool: string): Promise<void> {
  const amounts = lines.filter(({ kind }) => kind === 'reward').map(({ amount }) => amount)
  const { rows } = await work
    .sql()
    .query<{ sum: string; over: boolean }>(
      `select coalesce(sum(amount::numeric), 0)::text as sum, coalesce(sum(amount::numeric), 0) > $2::numeric as over from unnest($1::text[]) as amount`,
      [amounts, pool],
    )
  if (rows[0]?.over)
    throw new Refused('invalid', `奖励加起来 ${rows[0].sum} 元，超过批准的 ${pool} 元。`, {
      fields: { rewards: '超过批准的总额' },
    })
}

async function refuseUnready(work: Work, row: Row): Promise<void> {
  const handovers = await partsOf<{ status: string; what: string }>(work, 'project_handover', 'what', row.id)
  if (!handovers.some(({ status }) => status === 'received'))
    throw new Refused('conflict', '成果还没有人签收，先办交付手续。')
  const unsigned = handovers.filter(({ status }) => status === 'sent' || status === 'declined')
  if (unsigned.length > 0) throw new Refused('conflict', `还没有签收：${unsigned.map(({ what }) => what).join('、')}。`)
  const documents = await partsOf<{ status: string; name: string }>(work, 'project_document', 'name', row.id)
  const missing = documents.filter(({ status }) => status === 'missing')
  if (missing.length > 0)
    throw new Refused(
      'conflict',
      `还缺归档资料：${missing.map(({ name }) => name).join('、')}。没有的写明不适用的原因。`,
    )
  await refuseUnfinished(work, row)
}

/** Filed away, nothing can be finished any more: the tasks are done or cancelled before, what is coordinated is settled. */
async function refuseUnfinished(work: Work, row: Row): Promise<void> {
  const open = { task: '任务', coordination: '协调事项' }
  for (const [record, label] of Object.entries(open)) {
    const parts = await partsOf<{ status: string; title: string }>(work, record, 'title', row.id)
    const left = parts.filter(({ status }) => endingWith[record]?.includes(status))
    if (left.length > 0)
      throw new Refused(
        'conflict',
        `还有 ${left.length} 件${label}没有办完：${left.map(({ title }) => title).join('、')}。办完或取消，再归档。`,
      )
  }
}

async function dropReports(work: Work, row: Row): Promise<void> {
  const reports = await partsOf<{ id: string; status: string }>(work, 'project_report', 'due_on', row.id)
  for (const { id, status } of reports) if (status === 'due') await work.act('project_report', id, 'drop')
}

import { headsOf, postOf } from '#kernel/identity/directory.ts'
import { rule, type Work } from '#kernel/process/work.ts'
import { invalid, Refused } from '#kernel/refused.ts'

type Row = Readonly<Record<string, unknown>>

/** States in which a project takes no more work: filed away, refused or ended (PRJ-17). */
const over = ['archived', 'refused', 'terminated']

/** A task is given out: the unit that answers for it, and whether that is another than the one it comes from. */
export const place = rule(async (work, row) => {
  if (String(row.due) < work.directory.day) throw invalid({ due: '截止日期：已经过去了' })
  if (work.directory.people.get(String(row.owner))?.status !== 'active')
    throw invalid({ owner: '负责人：已经离职，请换一位' })
  const project = row.project ? await work.row('project', String(row.project)) : undefined
  if (project && over.includes(project.status))
    throw new Refused('conflict', '这个项目已经结束，不能再下达任务。你填的内容都还在。')
  const unit = postOf(work.directory, String(row.owner)).unitId
  const home = project?.unit ?? row.createdUnit
  const scope = unit && home && unit !== home ? 'cross' : 'own'
  await work.change('task', row.id, { unit, scope, light: 'good', progress: 0 })
})

/** Accepted work is whole, and nothing stands in its way any more. */
export const settle = rule(async (work, row) => {
  await work.change('task', row.id, { progress: 100, light: 'good', blockers: null })
})

/**
 * The owner reports: the task shows where it stands, whoever gave it is told, and what blocks a task across departments
 * goes to operations (PRJ-09, PRJ-11).
 */
export const report = rule(async (work, row) => {
  const task = await work.row('task', String(row.task))
  if (work.person !== task.owner)
    throw new Refused('forbidden', '任务的进展由负责人汇报。你看到的问题，可以写成协调事项。')
  if (task.status !== 'running') throw new Refused('conflict', '这项任务现在不在进行中，不用汇报。你填的内容都还在。')
  const blockers = typeof row.blockers === 'string' ? row.blockers : null
  const light = task.light === 'bad' ? 'bad' : blockers ? 'warn' : 'good'
  await work.change('task', task.id, { progress: row.percent, reportedOn: row.on, blockers, light })
  const words = `${String(row.percent)}%：${String(row.done)}${blockers ? `；阻碍：${blockers}` : ''}`
  work.tell(String(task.lead), `${blockers ? '有阻碍：' : ''}任务《${String(task.title)}》的进展`, words, linkOf(task))
  if (blockers && task.scope === 'cross') await raise(work, task, blockers)
})

/** The day has come and the task is not done: its owner and whoever gave it are told, once. */
export const remind = rule(async (work, row) => {
  if (row.light === 'bad') return
  await work.change('task', row.id, { light: 'bad' })
  tellAll(work, [row.owner, row.lead], `任务《${String(row.title)}》到了截止日期还没有完成`, row)
})

/** Still not done two days later: the head of the owner's unit is told too. */
export const escalate = rule((work, row) => {
  const heads = typeof row.unit === 'string' ? headsOf(work.directory, row.unit) : []
  tellAll(work, [...heads, row.lead], `任务《${String(row.title)}》逾期两天，请过问`, row)
})

async function raise(work: Work, task: Row & { id: string }, blockers: string): Promise<void> {
  const made = await work.create('coordination', {
    title: `任务《${String(task.title)}》的阻碍`.slice(0, 100),
    kind: 'coordination',
    project: task.project ?? null,
    task: task.id,
    detail: blockers,
  })
  await work.act('coordination', made.id, 'raise')
}

function tellAll(work: Work, people: readonly unknown[], title: string, row: Row): void {
  const words = `截止 ${String(row.due)}，进度 ${String(row.progress ?? 0)}%。`
  for (const person of new Set(people)) if (typeof person === 'string') work.tell(person, title, words, linkOf(row))
}

const linkOf = (row: Row) => `/r/task/${String(row.id)}`

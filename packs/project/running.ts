import { holdersOf } from '#kernel/identity/directory.ts'
import { alone, rule, type Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import { asLead, daysAfter, demandsOf, nameOf, partsOf, projectOf, type Row, weeksAfter } from './common.ts'

/** Only the lead or operations arranges a part. */
export const onlyLead = alone(async (work, row) => void (await asLead(work, row)))

/** A member reads the project from now on; a member who leads becomes its lead (PRJ-05). */
export const join = alone(async (work, row) => {
  const project = await asLead(work, row)
  const person = String(row.person)
  work.share('project', project.id, person, 'team')
  if (row.part === 'lead') await work.change('project', project.id, { lead: person })
  if (person !== work.person)
    work.tell(
      person,
      `你加入了项目《${String(project.title)}》`,
      `你的职责：${String(row.duties)}`,
      `/r/project/${project.id}`,
    )
})

/** The newest check says where the project stands; its lamp comes from project_lamp.dmn (PRJ-10). */
export const keepCheck = alone(async (work, row) => {
  const project = await asLead(work, row)
  const lamp = work.decide('project_lamp', {
    gap: Number(row.planned) - Number(row.actual),
    late: Math.max(0, daysAfter(String(project.endOn), work.day)),
    cost: (Number(row.used) / Number(project.budget)) * 100,
    progress: row.progress,
    quality: row.quality,
    resources: row.resources,
  })
  await work.change('project_check', row.id, { lamp })
  const { weeks } = demandsOf(work, project.grade)
  const { planned, actual, used } = row
  await work.change('project', project.id, { planned, actual, used, lamp, checkDue: weeksAfter(String(row.on), weeks) })
})

/** Asks the lead for the next report: so many weeks after the last one, by the project's grade (PRJ-12). */
export async function openReport(work: Work, project: Row, since: string): Promise<void> {
  const dueOn = weeksAfter(since, demandsOf(work, project.grade).weeks)
  const name = `${String(project.title)}：到 ${dueOn} 的报告`
  const { id } = await work.create('project_report', { project: project.id, name, lead: project.lead, since, dueOn })
  await work.act('project_report', id, 'call')
}

/** A report was written: the next one is due, while the project is on its way. */
export const nextReport = alone(async (work, row) => {
  const project = await projectOf(work, row)
  const pending = await partsOf<{ id: string; status: string }>(work, 'project_report', 'due_on', project.id)
  const asked = pending.some((report) => report.id !== row.id && report.status === 'due')
  if (asked || !['active', 'acceptance', 'rework'].includes(project.status)) return
  const last = String(row.dueOn)
  await openReport(work, project, last > work.day ? last : work.day)
})

/** A report is late: its writer is told, and operations. */
export const remindReport = rule((work, row) => {
  for (const person of new Set([String(row.lead), ...holdersOf(work.directory, 'operations')]))
    work.tell(
      person,
      `项目报告逾期：${String(row.name)}`,
      `应由${nameOf(work, row.lead)}在 ${row.dueOn} 前交。`,
      `/r/project_report/${row.id}`,
    )
})

/** What changes stands beside what it was; days alone go to operations, goal and budget by the authority table (PRJ-21). */
export const submitChange = alone(async (work, row) => {
  const project = await asLead(work, row)
  const { goal, amount, startOn, endOn } = row
  if (![goal, amount, startOn, endOn].some((value) => value !== null))
    throw new Refused('invalid', '新目标、新预算、新日期至少写一项。', { fields: { goal: '至少写一项' } })
  if (String(startOn ?? project.startOn ?? '') > String(endOn ?? project.endOn ?? '9'))
    throw new Refused('invalid', '新的计划完成早于计划开始。', { fields: { endOn: '早于计划开始' } })
  const grade = amount === null ? project.grade : work.decide('project_grade', { budget: amount, units: project.units })
  await work.change('project_change', row.id, {
    oldGoal: goal === null ? null : project.goal,
    oldAmount: amount === null ? null : project.budget,
    oldStart: startOn === null ? null : project.startOn,
    oldEnd: endOn === null ? null : project.endOn,
    lead: project.lead,
    unit: project.unit,
    grade,
    datesOnly: goal === null && amount === null,
  })
})

/** An approved change is carried out on the project; what was first agreed stays where it is. */
export const applyChange = alone(async (work, row) => {
  const project = await projectOf(work, row)
  const wanted = { goal: row.goal, budget: row.amount, startOn: row.startOn, endOn: row.endOn }
  const values = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null))
  await work.change('project', project.id, { ...values, ...(row.amount === null ? {} : { grade: row.grade }) })
  if (project.lead)
    work.tell(
      String(project.lead),
      `项目《${String(project.title)}》的变更已生效`,
      String(row.reason),
      `/r/project/${project.id}`,
    )
})

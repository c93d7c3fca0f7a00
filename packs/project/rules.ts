import { holdersOf } from '#kernel/identity/directory.ts'
import type { Derivation } from '#kernel/pack.ts'
import { alone, rule, type Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import { asLead, demandsOf, letHeadsRead, partsOf, type Row, unitOf, weeksAfter } from './common.ts'
import { projectPlan } from './plan.ts'
import { openReport } from './running.ts'

/** Who leads a project when nobody is named, and whether it crosses departments (PRJ-11). */
export const standing: Derivation = (row) => ({
  lead: row.lead ?? row.createdBy ?? null,
  crossing: row.units === 'few' || row.units === 'many',
})

/** A sub-plan is called after its kind. */
export const planName: Derivation = (row) => ({ name: labels[String(row.kind)] ?? null })

/** Keeps the grade that the table of the approval process decided (project_grade.dmn). */
export const setGrade = rule(async (work, row, input) => {
  await work.change('project', row.id, { grade: input.grade }, 'grade')
})

/** The first review took longer than its time: the applicant knows, and those who can hurry it are told. */
export const remind = rule((work, row) => {
  const title = `项目《${String(row.title)}》的初审超过了时限`
  for (const person of new Set([String(row.createdBy), ...holdersOf(work.directory, 'operations')])) {
    work.tell(person, title, '请尽快给出初审意见。', `/r/project/${row.id}`)
  }
})

/** What was first approved stays beside whatever changes later (PRJ-21). */
export const keepFirst = rule(async (work, row) => {
  await work.change('project', row.id, { firstGoal: row.goal, firstBudget: row.budget })
})

/** A sub-plan is ready when the lines of its kind are filled, and it is the only one of its kind. */
export const finishPlan = alone(async (work, row) => {
  const project = await asLead(work, row)
  const lines = linesOf(row)
  if (lines.length === 0)
    throw new Refused('invalid', `${row.name}还没有内容，先填明细再定稿。`, {
      fields: { [linesName(row)]: '还没有填' },
    })
  const wrong = lines.findIndex((line) => String(line.from ?? '') > String(line.until ?? '9'))
  if (wrong >= 0)
    throw new Refused('invalid', `进度安排第 ${wrong + 1} 行的完成日期早于开始日期。`, {
      fields: { steps: '完成早于开始' },
    })
  const plans = await partsOf<{ id: string; status: string; kind: string }>(work, 'project_plan', 'kind', project.id)
  if (
    plans.some(
      (plan) => plan.id !== row.id && plan.kind === row.kind && (plan.status === 'ready' || plan.status === 'passed'),
    )
  )
    throw new Refused('conflict', `这个项目已经有一份${row.name}了，在那一份上改。`)
})

/** All sub-plans that the grade demands are ready; each need is asked of the department that is to meet it (PRJ-06, 07). */
export const submitPlans = alone(async (work, row) => {
  const { plans } = demandsOf(work, row.grade)
  if (plans.length === 0) throw new Refused('conflict', '这一级的项目不用交分计划，定好起止日期直接启动。')
  const found = await partsOf<PlanRow>(work, 'project_plan', 'kind, needs', row.id)
  const missing = plans.filter((kind) => !found.some((plan) => plan.kind === kind && plan.status === 'ready'))
  if (missing.length > 0)
    throw new Refused('conflict', `还缺定稿的${missing.map((kind) => labels[kind]).join('、')}，齐了再提交。`)
  const asked = await partsOf<{ unit: string; need: string }>(work, 'project_commitment', 'unit, need', row.id)
  for (const need of found.flatMap((plan) => (plan.status === 'ready' && plan.needs) || [])) {
    if (asked.some((known) => known.unit === need.unit && known.need === need.what)) continue
    const values = {
      unit: need.unit,
      kind: need.kind,
      need: need.what,
      amount: need.amount ?? null,
      by: need.by ?? null,
    }
    const { id } = await work.create('project_commitment', { project: row.id, ...values })
    await work.act('project_commitment', id, 'ask')
  }
})

/** The reviewed sub-plans stand; the schedule gives the project its days. */
export const passPlans = alone(async (work, row) => {
  const steps = await answerPlans(work, row, 'pass')
  const days = steps.flatMap((line) => [String(line.from), String(line.until)]).sort()
  await work.change('project', row.id, {
    plansPassed: true,
    ...(days.length > 0 ? { startOn: days[0], endOn: days.at(-1) } : {}),
  })
})

export const returnPlans = alone(async (work, row) => void (await answerPlans(work, row, 'return')))

/** Those who head the department may read what they are asked for. */
export const askCommitment = alone(async (work, row) => {
  letHeadsRead(work, (await asLead(work, row)).id, row.unit)
})

/** A project starts with its sub-plans passed and everything that was asked for committed (PRJ-07). */
export const start = alone(async (work, row) => {
  refuseUnplanned(work, row)
  const open = await uncommitted(work, row)
  if (open.length > 0)
    throw new Refused(
      'conflict',
      `还有 ${open.length} 项资源没有承诺：${open.join('；')}。等承诺了再启动，或写明原因先行启动。`,
    )
  await begin(work, row)
})

/** Started before everything is committed: the reason and who decided are kept (PRJ-07). */
export const startAhead = alone(async (work, row, input) => {
  refuseUnplanned(work, row)
  if ((await uncommitted(work, row)).length === 0) throw new Refused('conflict', '资源都已承诺，直接启动就行。')
  await work.change('project', row.id, { aheadReason: input.opinion, aheadBy: work.person })
  await begin(work, row)
})

interface PlanRow {
  readonly id: string
  readonly status: string
  readonly kind: string
  readonly steps: readonly Line[] | null
  readonly needs: readonly Line[] | null
}
type Line = Readonly<Record<string, unknown>>

const labels: Readonly<Record<string, string>> = projectPlan.fields.kind.choices
const linesName = (row: Row) => ({ schedule: 'steps', resources: 'needs' })[String(row.kind)] ?? 'risks'
const linesOf = (row: Row) => (row[linesName(row)] ?? []) as readonly Line[]

/** Passes or returns the sub-plans under review, and gives the lines of the schedule. */
async function answerPlans(work: Work, row: Row, action: 'pass' | 'return'): Promise<readonly Line[]> {
  const plans = await partsOf<PlanRow>(work, 'project_plan', 'kind, steps', row.id)
  const ready = plans.filter((plan) => plan.status === 'ready')
  for (const plan of ready) await work.act('project_plan', plan.id, action)
  return ready.find((plan) => plan.kind === 'schedule')?.steps ?? []
}

function refuseUnplanned(work: Work, row: Row): void {
  const { plans } = demandsOf(work, row.grade)
  if (plans.length > 0 && row.plansPassed !== true)
    throw new Refused('conflict', `${plans.map((kind) => labels[kind]).join('、')}还没有审过，不能启动。`)
  if (String(row.startOn) > String(row.endOn)) throw new Refused('invalid', '计划完成早于计划开始，先改好日期。')
}

/** What was asked for and is not committed, in words. */
async function uncommitted(work: Work, row: Row): Promise<string[]> {
  const asked = await partsOf<{ status: string; unit: string; need: string }>(
    work,
    'project_commitment',
    'unit, need',
    row.id,
  )
  return asked
    .filter(({ status }) => status === 'asked' || status === 'declined')
    .map(
      ({ status, unit, need }) =>
        `${unitOf(work, unit)}“${need}”${status === 'declined' ? '（不承诺）' : '（待答复）'}`,
    )
}

async function begin(work: Work, row: Row): Promise<void> {
  const { weeks } = demandsOf(work, row.grade)
  const begun = await work.change('project', row.id, {
    startedOn: work.day,
    firstEnd: row.endOn,
    checkDue: weeksAfter(work.day, weeks),
    planned: 0,
    actual: 0,
    used: row.used ?? '0.00',
    lamp: 'green',
  })
  await openReport(work, begun, work.day)
}

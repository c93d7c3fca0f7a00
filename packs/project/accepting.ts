import { alone, type Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import { verdicts } from './choices.ts'
import { asLead, demandsOf, letHeadsRead, nameOf, partsOf, projectOf, type Row, unitOf } from './common.ts'

/** The criteria of an acceptance, in the order of the report (PRJ-14). */
const criteria = { goal: '目标完成', quality: '质量', progress: '进度', cost: '成本' } as const
type Criterion = keyof typeof criteria

/** The lead asks for acceptance, once everything that was found wanting before has been mended and checked (PRJ-13). */
export const applyAcceptance = alone(async (work, row) => {
  const project = await asLead(work, row)
  const reworks = await partsOf<{ status: string; item: string }>(work, 'project_rework', 'item', project.id)
  const left = reworks.filter(({ status }) => status !== 'verified')
  if (left.length > 0)
    throw new Refused(
      'conflict',
      `返工清单还有 ${left.length} 项没有复核通过：${left.map(({ item }) => item).join('、')}。`,
    )
  const rounds = await partsOf<{ status: string }>(work, 'project_acceptance', 'round', project.id)
  await work.act('project', project.id, 'present')
  await work.change('project_acceptance', row.id, {
    round: rounds.filter(({ status }) => status === 'passed' || status === 'failed').length + 1,
    lead: project.lead,
    unit: project.unit,
    grade: project.grade,
  })
})

/** The lightest projects are accepted by their own department. */
export const ownPanel = alone(async (work, row) => {
  await work.change('project_acceptance', row.id, { panel: [{ unit: row.unit }] })
  await work.act('project_acceptance', row.id, 'invite')
})

/** Each department that operations named is asked to rate (PRJ-13). */
export const invite = alone(async (work, row) => {
  const project = await projectOf(work, row)
  const units = [...new Set(((row.panel ?? []) as readonly { unit: string }[]).map(({ unit }) => unit))]
  const { panel } = demandsOf(work, row.grade)
  if (units.length < panel)
    throw new Refused('invalid', `${row.grade} 级项目至少请 ${panel} 个部门评分，现在是 ${units.length} 个。`, {
      fields: { panel: `至少 ${panel} 个部门` },
    })
  for (const unit of units) {
    letHeadsRead(work, project.id, unit)
    const name = `${String(project.title)}：${unitOf(work, unit)}评分`
    const { id } = await work.create('project_score', {
      acceptance: row.id,
      project: project.id,
      name,
      lead: row.lead,
      unit,
    })
    await work.act('project_score', id, 'call')
  }
})

export const returnAcceptance = alone(async (work, row) => {
  await work.act('project', String(row.project), 'resume')
})

/** The last department has rated: operations may conclude. */
export const rated = alone(async (work, row) => {
  const scores = await scoresOf(work, String(row.acceptance))
  if (scores.every((score) => score.id === row.id || score.status === 'rated'))
    await work.act('project_acceptance', String(row.acceptance), 'rated')
})

/** Passed: the report is put together, the project may be handed over, and its documents are asked for (PRJ-15, 17). */
export const passAcceptance = alone(async (work, row, input) => {
  const project = await projectOf(work, row)
  const scores = await scoresOf(work, row.id)
  const failed = (Object.keys(criteria) as Criterion[]).filter((key) => scores.some((score) => score[key] === 'fail'))
  if (failed.length > 0)
    throw new Refused(
      'conflict',
      `${failed.map((key) => `“${criteria[key]}”`).join('')}有部门评为不合格，不能出合格结论。请列出返工清单。`,
    )
  await work.change('project_acceptance', row.id, {
    report: reportOf(work, project, row, scores, String(input.opinion)),
  })
  await work.act('project', project.id, 'accept')
  const inTime = work.day <= String(project.endOn)
  await work.change('project', project.id, {
    ...{ acceptedOn: work.day, planned: 100, actual: 100, lamp: 'green', checkDue: null },
    inTime,
    firstPass: row.round === 1,
  })
  for (const name of demandsOf(work, project.grade).documents)
    await work.create('project_document', { project: project.id, lead: project.lead, name })
})

/** Not passed: what has to be mended becomes the rework list, and the project goes back to work (PRJ-15). */
export const failAcceptance = alone(async (work, row) => {
  const project = await projectOf(work, row)
  const items = (row.reworks ?? []) as readonly { item: string; due: string }[]
  if (items.length === 0)
    throw new Refused('invalid', '返工清单还空着：写明改什么、什么时候改好。', { fields: { reworks: '还没有填' } })
  for (const { item, due } of items)
    await work.create('project_rework', { project: project.id, acceptance: row.id, lead: project.lead, item, due })
  await work.act('project', project.id, 'redo')
})

type Score = Readonly<Record<Criterion | `${Criterion}_why`, string | null>> & {
  readonly id: string
  readonly status: string
  readonly unit: string
}

async function scoresOf(work: Work, acceptance: string): Promise<Score[]> {
  const columns = Object.keys(criteria).flatMap((key) => [key, `${key}_why`])
  const { rows } = await work
    .sql()
    .query<Score>(
      `select id, status, unit, ${columns.join(', ')} from project_score where acceptance = $1 order by id`,
      [acceptance],
    )
  return rows
}

/** The text of the acceptance report (F03), from what was filed and rated. */
function reportOf(work: Work, project: Row, row: Row, scores: readonly Score[], opinion: string): string {
  const parts = (Object.keys(criteria) as Criterion[]).map((key) => {
    const lines = scores.map(
      (score) =>
        `${unitOf(work, score.unit)}：${verdicts[score[key] as keyof typeof verdicts]}。${score[`${key}_why`]}`,
    )
    return `【${criteria[key]}】\n${lines.join('\n')}`
  })
  return [
    `项目 ${String(project.number)}《${String(project.title)}》验收报告（第 ${String(row.round)} 次验收）`,
    `项目目标：${String(project.goal)}`,
    `完成情况：${String(row.achieved)}`,
    ...parts,
    `【结论】合格。${opinion}`,
    `${nameOf(work, work.person)} ${work.day}`,
  ].join('\n\n')
}

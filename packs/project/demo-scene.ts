import type { Stage } from '#kernel/demo.ts'

type Values = Readonly<Record<string, unknown>>

/** One answer of a story: so many working days ago, at a time, by whom, which outcome, in which words, with which fields. */
export type Beat = readonly [
  daysAgo: number,
  time: string,
  by: string,
  outcome: string,
  words?: string,
  fields?: Values,
]

/** Answers the todos of one row, one after the other. */
export async function beats(stage: Stage, id: string, played: readonly Beat[]): Promise<void> {
  for (const [daysAgo, time, by, outcome, words, fields] of played) {
    stage.at(daysAgo, time)
    await stage.answer(by, id, outcome, words, fields)
  }
}

/** What operations finds at the first review, and what a decision says of strategy and resources. */
export const able = { feasibility: 'yes', necessity: 'yes' } as const
export const fits = { strategy: 'fits', resources: 'ready' } as const

/** A sub-plan in the words of its lead. */
export interface Plan {
  readonly steps: readonly (readonly [what: string, from: string, until: string])[]
  /** What is needed: kind, what, by whom, how much; and what the head of that unit answers. */
  readonly needs: readonly (readonly [kind: 'people' | 'goods' | 'money', what: string, unit: string, amount: string])[]
  readonly risks?: readonly (readonly [risk: string, response: string, owner: string])[]
}

/** Writes the sub-plans of a project and hands them in. */
export async function planned(stage: Stage, lead: string, project: string, plan: Plan): Promise<void> {
  const ready = (fields: Values) => stage.create(lead, 'project_plan', { project, ...fields }, 'ready')
  await ready({ kind: 'schedule', steps: plan.steps.map(([what, from, until]) => ({ what, from, until })) })
  const needs: Values[] = []
  for (const [kind, what, unit, amount] of plan.needs) needs.push({ kind, what, unit: await stage.unit(unit), amount })
  await ready({ kind: 'resources', needs })
  const risks: Values[] = []
  for (const [risk, response, owner] of plan.risks ?? [])
    risks.push({ risk, response, owner: await stage.person(owner) })
  if (risks.length > 0) await ready({ kind: 'risks', risks })
  await stage.act(lead, 'project', project, 'plan')
}

/** The head of a unit promises what a project asked for. */
export async function committed(stage: Stage, project: string, head: string, need: string, by: string, words: string) {
  const id = await stage.find('project_commitment', { project, need })
  await stage.answer(head, id, 'commit', words, { committedOn: by })
}

/** A member of the team and what the member is for. */
export async function joined(stage: Stage, lead: string, project: string, person: string, duties: string) {
  const fields = { project, person: await stage.person(person), part: 'member', duties, since: stage.day(0) }
  await stage.create(lead, 'project_member', fields, 'join')
}

/** A check of a running project: how far it should be and is, what it has used (元), what is off and what is done about it. */
export interface Check {
  readonly planned: number
  readonly actual: number
  readonly used: string
  readonly words: string
  readonly off?: Values
}

export async function checked(
  stage: Stage,
  [lead, project, daysAgo]: readonly [string, string, number],
  { off, ...found }: Check,
): Promise<void> {
  stage.at(daysAgo, '17:20')
  const fine = { progress: 'good', quality: 'good', resources: 'good' }
  const fields = { project, on: stage.day(-daysAgo), ...fine, ...off, ...found }
  await stage.create(lead, 'project_check', fields, 'keep')
}

/** A report on its way: written, passed by operations in some words, noted by management; as far as the story goes. */
export interface Report {
  readonly sent: number
  readonly done: string
  readonly next: string
  readonly problems?: string
  readonly passed?: readonly [daysAgo: number, by: string, words: string]
  readonly noted?: readonly [daysAgo: number, by: string, words?: string]
}

export async function reported(stage: Stage, lead: string, project: string, report: Report): Promise<void> {
  const { sent, done, next, problems, passed, noted } = report
  stage.at(sent, '10:20')
  const id = await stage.find('project_report', { project, status: 'due' })
  await stage.answer(lead, id, 'send', undefined, { done, next, ...(problems ? { problems } : {}) })
  if (passed) await beats(stage, id, [[passed[0], '14:35', passed[1], 'pass', passed[2]]])
  if (noted) await beats(stage, id, [[noted[0], '18:10', noted[1], 'note', noted[2]]])
}

import type { Story } from './projects.ts'

/** What every department says of a project that went well. */
export const good = {
  goal: 'good',
  goalWhy: '九成三订单七天送到。',
  quality: 'pass',
  qualityWhy: '退货率没有上升。',
  progress: 'pass',
  progressWhy: '比计划早两天。',
  cost: 'good',
  costWhy: '用了九成预算。',
}

/** The ways to the end of a project: each takes one from its beginning to where it is named after. */
export function endings(story: Story) {
  /** A project before the acceptance committee: applied for, two departments named. */
  async function rating(id: string) {
    const acceptance = await story.part(
      story.lead,
      'project_acceptance',
      id,
      { achieved: '九成三订单七天送到。' },
      'apply',
    )
    const panel = [{ unit: await story.world.unit('门店部') }, { unit: await story.world.unit('江州店') }]
    await story.operations.answer('project_acceptance', acceptance, 'invite', undefined, { panel })
    return acceptance
  }
  async function rate(acceptance: string, more: object = {}) {
    const { rows } = await story.lead.list('project_score', { acceptance })
    const raters = { [await story.world.unit('门店部')]: story.stores, [await story.world.unit('江州店')]: story.head }
    for (const score of rows)
      await raters[String(score.unit)]!.answer('project_score', score.id, 'rate', undefined, { ...good, ...more })
  }
  async function accepted() {
    const id = await story.started()
    const acceptance = await rating(id)
    await rate(acceptance)
    await story.operations.answer('project_acceptance', acceptance, 'pass', '目标达到，转入交付。')
    return { id, acceptance }
  }
  async function handedOver() {
    const { id } = await accepted()
    const fields = {
      what: '排产规则和配送时刻表',
      unit: await story.world.unit('门店部'),
      receiver: story.stranger.id,
      on: '2026-06-30',
    }
    const handover = await story.part(story.lead, 'project_handover', id, fields, 'send')
    await story.stranger.answer('project_handover', handover, 'sign')
    return id
  }
  async function archived() {
    const id = await handedOver()
    for (const { id: document } of await story.parts('project_document', id))
      await story.lead.act('project_document', String(document), 'waive', { fields: { reason: '资料都在系统里' } })
    await story.lead.act('project', id, 'file')
    await story.operations.answer('project', id, 'archive', '齐了。')
    return id
  }
  return { rating, rate, accepted, handedOver, archived }
}

import type { Directory } from '#kernel/identity/directory.ts'
import type { StoredRow } from '#kernel/process/batch.ts'
import { alone, rule, type Work } from '#kernel/process/work.ts'
import { Refused } from '#kernel/refused.ts'
import { type Change, faultsOf, type Shape } from './tree.ts'

/** Changes are complete and can be carried out together, as the organisation is now. */
export const checkChanges = rule(async (work, row) => refuseFaults(work, row))

/**
 * Carries the changes out. What a unit or post was until today goes into its history first, so that rows which refer to
 * it keep referring to it and the tree of any day can be shown.
 */
export const applyChanges = alone(async (work, row) => {
  refuseFaults(work, row)
  for (const change of changesOf(row)) await apply(work, row, change)
})

async function apply(work: Work, row: StoredRow, { kind, unit, position, name, to }: Change): Promise<void> {
  const day = work.directory.day
  const until = dayBefore(day)
  const { units, positions } = work.directory
  const keepUnit = async () => {
    const was = units.get(unit!)!
    await work.create('organisation_history', { unit, name: was.name, parent: was.parent, until, by: row.id })
  }
  if (kind === 'add') await work.create('unit', { name, parent: to, since: day })
  if (kind === 'close') await work.change('unit', unit!, { until })
  if (kind === 'rename' || kind === 'move') {
    await keepUnit()
    await work.change('unit', unit!, kind === 'rename' ? { name } : { parent: to })
  }
  if (kind === 'post') {
    const was = positions.get(position!)!
    await work.create('organisation_history', { position, name: was.name, parent: was.unit, until, by: row.id })
    await work.change('position', position!, { unit: to })
  }
}

/** A new edition of a post's description takes the place of the one in force. */
export const issueDescription = alone(async (work, row) => {
  const { rows } = await work
    .sql()
    .query<{ id: string }>(`select id from job_description where position = $1 and status = 'effective' and id <> $2`, [
      row.position,
      row.id,
    ])
  for (const { id } of rows) {
    await work.row('job_description', id)
    await work.act('job_description', id, 'supersede')
  }
})

/** A draft of the next edition, with all that the edition in force says. */
export const reviseDescription = alone(async (work, row) => {
  const { rows } = await work
    .sql()
    .query(`select from job_description where revises = $1 and status = 'draft'`, [row.id])
  if (rows.length > 0) throw new Refused('conflict', `“${String(row.title)}”已经有一版在修订，请接着改那一版。`)
  const { title, position, background, duties, education, major, years, abilities, indicators, training, summary } = row
  const kept = {
    title,
    position,
    background,
    duties,
    education,
    major,
    years,
    abilities,
    indicators,
    training,
    summary,
  }
  const [, mark = 'V', major_ = '1'] = /^(\D*)(\d+)/.exec(String(row.edition)) ?? []
  await work.create('job_description', { ...kept, edition: `${mark}${Number(major_) + 1}.0`, revises: row.id })
})

function refuseFaults(work: Work, row: StoredRow): void {
  const faults = faultsOf(shapeOf(work.directory), changesOf(row))
  if (changesOf(row).length === 0) faults.push('还没有写要调整什么')
  if (faults.length > 0)
    throw new Refused('invalid', `这次调整还不能办：${faults.join('；')}。`, { fields: { changes: faults.join('；') } })
}

const shapeOf = ({ units, positions, appointments, people }: Directory): Shape => ({
  units,
  positions,
  held: new Set(
    appointments.filter(({ person }) => people.get(person)?.status === 'active').map(({ position }) => position),
  ),
})

const changesOf = (row: StoredRow): Change[] => (Array.isArray(row.changes) ? (row.changes as Change[]) : [])

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)

import type { StoredRow } from '#kernel/process/batch.ts'
import { alone, type Work } from '#kernel/process/work.ts'
import { numberOf, people, roleHolders, units } from './demo-people.ts'

/** Makes the demo company's organisation: units, positions, forty people, who oversees what, and who has which role. */
export const demoCompany = alone(async (work) => {
  const unitRows = await createUnits(work)
  const since = '2003-01-01'
  const personRows: StoredRow[] = []
  for (const [index, [name, unit, position, rank, joined]] of people.entries()) {
    const place = await work.create('position', { name: position, unit: idOf(unitRows, unit), rank, headcount: 1 })
    const row = await work.create('person', { no: numberOf(index + 1, joined), name, joined: `${joined}-03-01` })
    await work.create('appointment', { person: row.id, position: place.id, kind: 'main', since: `${joined}-03-01` })
    personRows.push(row)
  }
  await work.create('position', { name: '渠道经理', unit: idOf(unitRows, '销售部'), rank: 'staff', headcount: 1 })
  for (const [unit, , overseer] of units) {
    if (overseer)
      await work.create('oversight', { person: personRows[overseer - 1]!.id, unit: idOf(unitRows, unit), since })
  }
  for (const [role, unit, person] of roleHolders) {
    await work.create('role_holder', {
      role,
      unit: unit && idOf(unitRows, unit),
      person: person && personRows[person - 1]!.id,
      since,
    })
  }
})

async function createUnits(work: Work): Promise<ReadonlyMap<string, StoredRow>> {
  const made = new Map<string, StoredRow>()
  for (const [index, [name, parent]] of units.entries()) {
    made.set(
      name,
      await work.create('unit', { name, parent: parent && idOf(made, parent), order: index, since: '2003-01-01' }),
    )
  }
  return made
}

function idOf(rows: ReadonlyMap<string, StoredRow>, name: string): string {
  const row = rows.get(name)
  if (!row) throw new Error(`the demo company has no unit ${name}`)
  return row.id
}

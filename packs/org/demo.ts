import type { Stage } from '#kernel/demo.ts'
import type { StoredRow } from '#kernel/process/batch.ts'
import { alone, type Work } from '#kernel/process/work.ts'
import { committees, numberOf, people, roleHolders, units, vacancy } from './demo-people.ts'

/** The days on which the organisation turns: when the newest came, and since when a post is vacant. */
interface Days {
  readonly joined: string
  readonly vacant: string
}

/** The demo company's organisation, and the leaders' deputies while they are away. */
export async function loadCompany(stage: Stage): Promise<void> {
  stage.at(150, '08:00')
  await stage.run('org.demo', { joined: stage.day(-12), vacant: stage.date(-vacancy.days) } satisfies Days)
  stage.at(4, '08:20')
  await delegate(stage, '章慧中', '姚晴', -4, 2, '去北岭、西原两个区域公司查账，单子请姚晴代审')
  stage.at(1, '17:50')
  await delegate(stage, '陆守诚', '方立群', 0, 1, '去云浦工厂看裁床二期的现场，送来的报告请方部长先看')
}

async function delegate(stage: Stage, from: string, to: string, since: number, until: number, reason: string) {
  const [person, deputy] = [await stage.person(from), await stage.person(to)]
  const days = { since: stage.day(since), until: stage.day(until) }
  await stage.create(from, 'delegation', { person, deputy, ...days, reason })
}

/** Makes the organisation: units, positions, forty people, who oversees what, who has which role; once. */
export const demoCompany = alone(async (work, _row, { input }) => {
  if (work.directory.people.size > 0) return
  const { joined, vacant } = input as Days
  const unitRows = await createUnits(work)
  const ids: string[] = []
  for (const [index, [name, unit, position, rank, year]] of people.entries()) {
    const came = year === 0 ? joined : `${year}-03-01`
    const place = await work.create('position', { name: position, unit: idOf(unitRows, unit), rank, headcount: 1 })
    const no = numberOf(index + 1, came.slice(0, 4))
    const { id } = await work.create('person', { no, name, joined: came })
    await work.create('appointment', { person: id, position: place.id, kind: 'main', since: came })
    ids.push(id)
  }
  await createVacancy(work, idOf(unitRows, vacancy.unit), vacant)
  await createOrgans(work, ids)
  for (const [unit, , overseer] of units) {
    if (overseer)
      await work.create('oversight', { person: ids[overseer - 1], unit: idOf(unitRows, unit), since: founded })
  }
  for (const [role, unit, person] of roleHolders) {
    const holder = { unit: unit && idOf(unitRows, unit), person: person && ids[person - 1] }
    await work.create('role_holder', { role, ...holder, since: founded })
  }
})

const founded = '2003-01-01'

/** The post is there, who held it has left. */
async function createVacancy(work: Work, unit: string, until: string): Promise<void> {
  const { position, name, no, joined } = vacancy
  const since = `${joined}-03-01`
  const place = await work.create('position', { name: position, unit, rank: 'staff', headcount: 1 })
  const { id } = await work.create('person', { no, name, joined: since })
  await work.create('appointment', { person: id, position: place.id, kind: 'main', since, until })
  await work.act('person', id, 'leave')
}

async function createOrgans(work: Work, ids: readonly string[]): Promise<void> {
  for (const { members, ...organ } of committees) {
    const { id } = await work.create('committee', { ...organ, since: founded })
    for (const [person, post] of members)
      await work.create('committee_member', { committee: id, person: ids[person - 1], post, since: founded })
  }
}

async function createUnits(work: Work): Promise<ReadonlyMap<string, StoredRow>> {
  const made = new Map<string, StoredRow>()
  for (const [index, [name, parent]] of units.entries()) {
    made.set(
      name,
      await work.create('unit', { name, parent: parent && idOf(made, parent), order: index, since: founded }),
    )
  }
  return made
}

function idOf(rows: ReadonlyMap<string, StoredRow>, name: string): string {
  const row = rows.get(name)
  if (!row) throw new Error(`the demo company has no unit ${name}`)
  return row.id
}

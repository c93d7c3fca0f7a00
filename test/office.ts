import { openWorld, type World } from '#test/world.ts'

/** What the shipped table names beside the company of the tests: unit, its head, others in it by position. */
const units: readonly (readonly [
  unit: string,
  head: string,
  others: readonly (readonly [name: string, position: string])[],
])[] = [
  ['人力资源部', '贺云', []],
  ['综合管理部', '戚远', [['祝芸', '印章与档案管理员']]],
  ['供应链部', '蓝宇', []],
  [
    '财务部',
    '章慧',
    [
      ['姚晴晴', '预算主管'],
      ['任会', '费用会计'],
    ],
  ],
]

/** The company of the tests with the units that the shipped authority table names, and a chief accountant. */
export async function openOffice(): Promise<World> {
  const world = await openWorld()
  const organiser = await world.as('程诗')
  const top = await world.unit('禾木公司')
  const leader = await world.person('林致远')
  const since = '2020-01-01'
  let no = 2001
  const hire = async (name: string, unit: string, position: string, rank: string) => {
    const person = (await organiser.create('person', { no: String(no++), name })).row.id
    const place = (await organiser.create('position', { name: position, unit, rank, headcount: 1 })).row.id
    await organiser.create('appointment', { person, position: place, kind: 'main', since })
  }
  for (const [name, head, others] of units) {
    const unit = (await organiser.create('unit', { name, parent: top, since })).row.id
    await hire(head, unit, `${name}负责人`, 'head')
    for (const [other, position] of others) await hire(other, unit, position, 'staff')
    await organiser.create('oversight', { person: leader, unit, since })
  }
  await hire('祁珍', top, '总会计师', 'deputy')
  return world
}

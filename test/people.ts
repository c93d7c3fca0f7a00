import { pack } from '#kernel/pack.ts'
import { alone, rule } from '#kernel/process/work.ts'

type Rank = 'head' | 'deputy' | 'staff'

const units: readonly (readonly [name: string, parent: string | null])[] = [
  ['禾木公司', null],
  ['运营部', '禾木公司'],
  ['门店部', '禾木公司'],
  ['江州店', '门店部'],
]

/** Name, unit, position, rank. There are two called 王敏; 马跃 left; nobody is 副店长. */
const people: readonly (readonly [name: string, unit: string, position: string, rank: Rank])[] = [
  ['林致远', '禾木公司', '总经理', 'head'],
  ['周晚晴', '禾木公司', '副总经理', 'deputy'],
  ['程诗', '禾木公司', '系统管理员', 'staff'],
  ['何静', '运营部', '运营部部长', 'head'],
  ['邓一鸣', '运营部', '项目专员', 'staff'],
  ['苏禾', '运营部', '制度专员', 'staff'],
  ['白薇', '运营部', '数据专员', 'staff'],
  ['赵启明', '门店部', '门店部部长', 'head'],
  ['王敏', '门店部', '会计', 'staff'],
  ['王敏', '江州店', '店长', 'head'],
  ['许知', '江州店', '营业员', 'staff'],
  ['马跃', '江州店', '收银员', 'staff'],
]

const roles: readonly (readonly [role: string, person: string])[] = [
  ['administrator', '程诗'],
  ['organiser', '程诗'],
  ['operations', '何静'],
  ['operations', '邓一鸣'],
  ['leadership', '林致远'],
  ['leadership', '周晚晴'],
  ['management', '林致远'],
  ['management', '周晚晴'],
  ['policy_writer', '苏禾'],
  ['policy_reviewer', '何静'],
  ['staff_delegate', '王敏'],
  ['policy_council', '周晚晴'],
  ['policy_signer', '林致远'],
]

/** Makes the company of the tests: its people are in kinds that the who-may rules tell apart. */
const found = alone(async (work) => {
  const since = '2020-01-01'
  const ids: Record<string, string> = {}
  for (const [name, parent] of units)
    ids[name] = (await work.create('unit', { name, parent: parent && ids[parent], since })).id
  for (const [index, [name, unit, position, rank]] of people.entries()) {
    const place = await work.create('position', { name: position, unit: ids[unit], rank, headcount: 1 })
    const person = await work.create('person', { no: String(1001 + index), name })
    await work.create('appointment', { person: person.id, position: place.id, kind: 'main', since })
    ids[name] ??= person.id
  }
  await work.create('position', { name: '副店长', unit: ids.江州店, rank: 'deputy', headcount: 1 })
  await work.create('oversight', { person: ids.周晚晴, unit: ids.门店部, since })
  for (const [role, person] of roles) await work.create('role_holder', { role, person: ids[person], since })
  await work.act('person', ids.马跃 ?? '', 'leave')
  await work.sql().query('update install set company = $1', ['禾木公司'])
})

/** Makes a row as it comes, of any record: for tests that need one of each. */
const row = rule(async (work, _row, { input }) => {
  const { record, values } = input as { record: string; values: Readonly<Record<string, unknown>> }
  await work.create(record, values)
})

/** A pack that only the tests have: the company, and rows of any record. */
export const company = pack({
  name: 'company',
  label: '测试公司',
  records: {},
  rules: { 'company.found': found, 'company.row': row },
})

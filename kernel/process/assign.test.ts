import { describe, expect, test } from 'vitest'
import type { Json } from '#engine/types.ts'
import type { Directory } from '../identity/directory.ts'
import { assignmentFunctions, resolve } from './assign.ts'

const units = { 集团: null, 公司领导: '集团', 销售部: '集团', 市场部: '集团', 门店: '销售部', 空部门: null }
/** Name, unit, position, rank; nobody is 渠道经理, 店长 or 市场部部长. */
const people: readonly (readonly [name: string, unit: string, position: string, rank: 'head' | 'deputy' | 'staff'])[] =
  [
    ['顾总', '公司领导', '总经理', 'head'],
    ['曾副', '公司领导', '副总经理', 'deputy'],
    ['韩大勇', '销售部', '销售部部长', 'head'],
    ['副部', '市场部', '市场部副部长', 'deputy'],
    ['业务员', '销售部', '业务员', 'staff'],
    ['店员', '门店', '店员', 'staff'],
    ['离职者', '门店', '收银员', 'staff'],
    ['管理员', '公司领导', '系统管理员', 'staff'],
  ]
const vacant = [
  ['渠道经理', '销售部', 'staff'],
  ['店长', '门店', 'head'],
  ['市场部部长', '市场部', 'head'],
  ['孤岛岗', '空部门', 'head'],
] as const

const keyed = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]))
const role = (name: string, person: string) => ({ role: name, person, unit: null, position: null })
const member = (person: string, post: 'convener' | 'member' | 'secretary') => ({ committee: '办公会', person, post })
const directory: Directory = {
  edition: 1,
  day: '2026-11-23',
  units: keyed(Object.entries(units).map(([name, parent]) => ({ id: name, name, parent, order: null }))),
  positions: keyed([
    ...people.map(([, unit, name, rank]) => ({ id: name, name, unit, rank })),
    ...vacant.map(([name, unit, rank]) => ({ id: name, name, unit, rank })),
  ]),
  people: keyed(
    people.map(([name], index) => ({
      ...{ id: name, name, no: String(index), sn: index, pinyin: null, initials: null },
      status: name === '离职者' ? 'left' : 'active',
    })),
  ),
  appointments: people.map(([person, , position]) => ({ person, position, kind: 'main' })),
  oversights: [{ person: '曾副', unit: '销售部' }],
  committees: keyed([
    { id: '办公会', name: '总经理办公会', quorum: '2/3' },
    { id: '空会', name: '空委员会', quorum: '1' },
  ]),
  members: [
    member('顾总', 'convener'),
    member('曾副', 'member'),
    member('管理员', 'secretary'),
    member('离职者', 'member'),
  ],
  delegations: [],
  roles: [role('administrator', '管理员'), role('buyer', '业务员')],
}
const from = (by: string, of: string) => assignmentFunctions[by]!(of) as Json
const sent = (starter: string | null, ...sources: Json[]) =>
  resolve(directory, sources, starter, { buyer: '采购员', auditor: '审计员' })

describe('有人的岗位：就是那些人，没有话要说', () => {
  test.each([
    ['position', '总经理', ['顾总']],
    ['head', '销售部', ['韩大勇']],
    ['unitHead', '销售部', ['韩大勇']],
    ['overseer', '门店', ['曾副']],
    ['role', 'buyer', ['业务员']],
    ['person', '店员', ['店员']],
    ['inUnit', '销售部', ['韩大勇', '业务员']],
  ])('%s("%s") → %j', (by, of, expected) => {
    expect(sent('店员', from(by, of))).toEqual({ people: expected })
  })

  // @covers ORG-08
  test('委员会：在任的召集人和成员；秘书不表决，离职的不算', () => {
    expect(sent('店员', from('committee', '总经理办公会'))).toEqual({ people: ['顾总', '曾副'] })
  })
})

describe('空着的岗位：按规则送下一个人，并说出来', () => {
  test.each([
    ['position', '渠道经理', '店员', ['韩大勇'], '渠道经理空缺，按规则送销售部负责人韩大勇'],
    ['position', '渠道经理', '韩大勇', ['曾副'], '渠道经理空缺，按规则送分管领导曾副'],
    ['position', '店长', '店员', ['韩大勇'], '店长空缺，按规则送销售部负责人韩大勇'],
    ['head', '门店', '店员', ['韩大勇'], '门店负责人空缺，按规则送销售部负责人韩大勇'],
    ['head', '市场部', '店员', ['副部'], '市场部负责人空缺，按规则送市场部副职副部'],
    ['unitHead', '市场部', '店员', ['副部'], '市场部负责人空缺，按规则送市场部副职副部'],
    ['unitHead', '没有的部', '店员', ['曾副'], '没有的部负责人空缺，按规则送分管领导曾副'],
    ['head', '空部门', '顾总', ['管理员'], '空部门负责人空缺，按规则送系统管理员管理员'],
    ['overseer', '市场部', '店员', ['曾副'], '市场部没有分管领导，按规则送分管领导曾副'],
    ['role', 'auditor', '店员', ['曾副'], '没有人担任“审计员”，按规则送分管领导曾副'],
    ['committee', '空委员会', '店员', ['曾副'], '空委员会没有在任的成员，按规则送分管领导曾副'],
    ['person', '离职者', '店员', ['韩大勇'], '离职者已离职，按规则送销售部负责人韩大勇'],
    ['inUnit', '空部门', '店员', ['曾副'], '空部门没有在岗的人，按规则送分管领导曾副'],
  ])('%s("%s")，%s发起 → %j', (by, of, starter, expected, instead) => {
    expect(sent(starter, from(by, of))).toEqual({ people: expected, instead })
  })

  test('会签里一席空着，只有那一席改送；角色没有人而别人能办，不另送', () => {
    expect(sent('店员', from('unitHead', '销售部'), from('unitHead', '市场部'))).toEqual({
      people: ['韩大勇', '副部'],
      instead: '市场部负责人空缺，按规则送市场部副职副部',
    })
    expect(sent('店员', from('role', 'auditor'), from('head', '销售部'))).toEqual({ people: ['韩大勇'] })
  })

  test('一个人都没有：不硬派，流程停下来等', () => {
    const nobody = { ...directory, roles: [], oversights: [] }
    expect(resolve(nobody, from('head', '空部门'), '顾总')).toEqual({ people: [] })
    expect(resolve(directory, null, '顾总')).toMatchObject({ people: ['管理员'] })
  })
})

describe('经办人不能审批自己的单据', () => {
  const own = '经办人不能审批自己的单据（不相容岗位分离）。已转给'
  test.each([
    ['部门负责人本人', 'head', '销售部', '韩大勇', ['曾副'], '分管领导曾副'],
    ['不送给自己的副职', 'head', '市场部', '副部', ['管理员'], undefined],
    ['岗位上只有自己', 'position', '业务员', '业务员', ['韩大勇'], '销售部负责人韩大勇'],
    ['角色只有自己', 'role', 'buyer', '业务员', ['曾副'], '分管领导曾副'],
    ['分管领导本人', 'overseer', '销售部', '曾副', ['管理员'], '系统管理员管理员'],
  ])('%s', (_name, by, of, starter, expected, to) => {
    const found = sent(starter, from(by, of))
    expect(found.people).toEqual(expected)
    if (to) expect(found.instead).toBe(`${own}${to}`)
  })

  test('几个人里去掉自己就好；点名让自己办的，还是自己', () => {
    expect(sent('韩大勇', from('inUnit', '销售部'))).toEqual({ people: ['业务员'] })
    expect(sent('店员', from('person', '店员'))).toEqual({ people: ['店员'] })
  })
})

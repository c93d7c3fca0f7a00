import { choice, date, number, ref, text } from '../record/field.ts'
import { record } from '../record/record.ts'
import { committee, committeeMember } from './committee.ts'
import { delegation } from './delegation.ts'
import { closing, inUse, keepers } from './keeping.ts'

/** 部门 (单位): a node of the tree, valid from one day to another. */
export const unit = record('unit', {
  label: '部门',
  help: '公司的部门树，带生效和失效日期',
  nature: 'file',
  title: 'name',
  fields: {
    name: text('名称', { required: true, search: true, max: '60' }),
    parent: ref('上级部门', 'unit'),
    order: number('排序', { integer: true, min: '0', max: '9999' }),
    since: date('生效日'),
    until: date('失效日'),
  },
  states: inUse,
  allow: keepers,
  actions: closing,
  views: { list: ['name', 'parent', 'since', 'status'] },
  empty: '这里放公司的部门。先建最上一级，再往下建。',
})

/** 岗位: belongs to a unit and has a headcount (编制); the head's position makes its holder the unit's head. */
export const position = record('position', {
  label: '岗位',
  help: '各部门的岗位和编制；负责人岗位决定谁是部门负责人',
  nature: 'file',
  title: 'name',
  fields: {
    name: text('名称', { required: true, search: true, max: '60' }),
    unit: ref('所属部门', 'unit', { required: true }),
    headcount: number('编制', { integer: true, min: '0', max: '100000', unit: '人' }),
    rank: choice('层级', { head: '负责人', deputy: '副职', staff: '员工' }, { required: true }),
  },
  states: inUse,
  allow: keepers,
  actions: closing,
  views: { list: ['name', 'unit', 'rank', 'headcount', 'status'] },
  empty: '这里放各部门的岗位。岗位带编制，人员通过任职落到岗位上。',
})

/** 员工: pinyin and initials find a person as people type; the serial number is what the step log keeps. */
export const person = record('person', {
  label: '员工',
  help: '公司的人；按姓名、拼音或工号查找',
  nature: 'file',
  title: 'name',
  fields: {
    no: text('工号', { required: true, unique: true, search: true, max: '32' }),
    name: text('姓名', { required: true, search: true, max: '60' }),
    pinyin: text('拼音', { search: true, derived: true }),
    initials: text('拼音首字母', { search: true, derived: true }),
    mobile: text('手机', { max: '20' }),
    joined: date('入职日'),
    sn: number('序号', { integer: true, identity: true }),
  },
  states: { active: '在职', left: '离职' },
  allow: keepers,
  actions: {
    leave: { label: '离职', from: ['active'], to: 'left', allow: { role: 'organiser' }, danger: true },
    return: { label: '返聘', from: ['left'], to: 'active', allow: { role: 'organiser' } },
  },
  views: { list: ['no', 'name', 'joined', 'status'] },
  derive: 'person.names',
  empty: '这里放公司的员工。一个一个建档，或从表格导入。',
})

/** 任职: who holds which position from when to when; an acting head (主持工作) counts as head. */
export const appointment = record('appointment', {
  label: '任职',
  help: '谁在什么岗位上，从哪天到哪天；主持工作的也算负责人',
  nature: 'ledger',
  title: 'person',
  fields: {
    person: ref('员工', 'person', { required: true }),
    position: ref('岗位', 'position', { required: true }),
    kind: choice(
      '任职方式',
      { main: '主岗', concurrent: '兼岗', secondment: '借调', acting: '主持工作' },
      { required: true },
    ),
    since: date('起', { required: true }),
    until: date('止'),
  },
  states: inUse,
  allow: keepers,
  actions: closing,
  views: { list: ['person', 'position', 'kind', 'since', 'until', 'status'] },
})

/** 分管: which leader oversees which unit; not the parent in the tree. */
export const oversight = record('oversight', {
  label: '分管',
  help: '哪位领导分管哪些部门',
  nature: 'ledger',
  title: 'person',
  fields: {
    person: ref('分管领导', 'person', { required: true }),
    unit: ref('部门', 'unit', { required: true }),
    since: date('起', { required: true }),
    until: date('止'),
  },
  states: inUse,
  allow: keepers,
  actions: closing,
  views: { list: ['person', 'unit', 'since', 'until', 'status'] },
})

/** 授权: gives one of the packs' roles (code → label) to a unit, a position or a person. */
export const roleHolder = (roles: Readonly<Record<string, string>>) =>
  record('role_holder', {
    label: '角色授权',
    help: '谁来起草制度、谁初审项目：按部门、岗位或个人授权',
    nature: 'ledger',
    title: 'role',
    fields: {
      role: choice('角色', roles, { required: true, open: true }),
      unit: ref('部门', 'unit'),
      position: ref('岗位', 'position'),
      person: ref('员工', 'person'),
      since: date('起', { required: true }),
      until: date('止'),
    },
    states: inUse,
    allow: { ...keepers, create: { role: 'administrator' }, edit: { role: 'administrator' } },
    actions: {
      close: { label: '收回', from: ['active'], to: 'closed', allow: { role: 'administrator' }, danger: true },
      reopen: { label: '恢复', from: ['closed'], to: 'active', allow: { role: 'administrator' } },
    },
    keepersOnly: true,
    views: { list: ['role', 'unit', 'position', 'person', 'since', 'until', 'status'] },
  })

/** The records of identity, by name: the organisation is read from them. */
export const identityRecords = {
  unit,
  position,
  person,
  appointment,
  oversight,
  committee,
  committee_member: committeeMember,
  delegation,
  role_holder: roleHolder({}),
}

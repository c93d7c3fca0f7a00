import { choice, date, lines, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

const organiser = { role: 'organiser' } as const

/** 组织调整: changes of the tree that belong together, approved by the leadership and carried out on one day (ORG-01). */
export const reorganisation = record('reorganisation', {
  label: '组织调整',
  help: '部门新设、更名、划转、撤销和岗位划转，领导团队批准后按生效日一起生效',
  nature: 'request',
  title: 'title',
  number: 'ZZ-{yyyy}-{seq:3}',
  fields: {
    title: text('标题', { required: true, search: true, max: '100' }),
    reason: text('理由', { required: true, long: true, max: '2000' }),
    effectiveOn: date('生效日期', { required: true }),
    changes: lines(
      '调整',
      {
        kind: choice(
          '做什么',
          { add: '新设部门', rename: '部门更名', move: '部门划转', close: '撤销部门', post: '岗位划转' },
          { required: true },
        ),
        unit: ref('部门', 'unit'),
        position: ref('岗位', 'position'),
        name: text('名称', { max: '60' }),
        to: ref('到哪个部门之下', 'unit'),
      },
      {
        required: true,
        help: '新设写名称和上级；更名写部门和名称；划转写部门和到哪里；撤销写部门；岗位划转写岗位和到哪里',
      },
    ),
  },
  states: {
    draft: '草稿',
    review: '审批中',
    approved: '已批准，待生效',
    applied: '已生效',
    held: '没有生效',
    returned: '已退回',
    refused: '未通过',
  },
  allow: { read: [organiser, { role: 'leadership' }], create: organiser, edit: organiser },
  editIn: ['draft', 'returned', 'held'],
  actions: {
    submit: {
      label: '提交',
      from: ['draft', 'returned', 'held'],
      to: 'review',
      allow: organiser,
      starts: 'reorganisation_approval',
      rule: 'org.checkChanges',
      primary: true,
    },
    approve: { label: '批准', from: ['review'], to: 'approved', allow: 'todo' },
    return: { label: '退回修改', from: ['review'], to: 'returned', allow: 'todo', opinion: 'required' },
    refuse: { label: '不同意', from: ['review'], to: 'refused', allow: 'todo', opinion: 'required', danger: true },
    apply: { label: '生效', from: ['approved'], to: 'applied', allow: 'todo', rule: 'org.applyChanges' },
    hold: { label: '没有生效', from: ['approved'], to: 'held', allow: 'todo' },
  },
  views: { list: ['number', 'title', 'effectiveOn', 'changes', 'status', 'createdBy'], board: 'status' },
  keepersOnly: true,
  empty: '这里放组织调整。要新设、更名、划转或撤销部门，先起草一份。',
})

/** 组织沿革: what a unit or a post was until a day, so that the tree of any day can be shown. */
export const organisationHistory = record('organisation_history', {
  label: '组织沿革',
  help: '部门和岗位以前叫什么、归谁管',
  nature: 'ledger',
  title: 'name',
  fields: {
    unit: ref('部门', 'unit', { derived: true }),
    position: ref('岗位', 'position', { derived: true }),
    name: text('当时的名称', { required: true, derived: true, max: '60' }),
    parent: ref('当时的上级', 'unit', { derived: true }),
    until: date('到哪一天为止', { required: true, derived: true }),
    by: ref('哪次调整', 'reorganisation', { derived: true }),
  },
  states: { kept: '存档' },
  allow: { read: 'everyone', create: 'nobody', edit: 'nobody' },
  views: { list: ['name', 'parent', 'until', 'unit', 'position'] },
  indexes: [
    ['unit', 'until'],
    ['position', 'until'],
  ],
  empty: '部门更名、划转以后，原来的样子记在这里。',
})

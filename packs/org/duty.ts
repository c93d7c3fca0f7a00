import { choice, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

/** 职责: what a unit (or one position in it) has to do, and in which part; every duty has an owner (PRN-05, ORG-02). */
export const duty = record('duty', {
  label: '职责',
  help: '每个部门该做什么，主责还是配合，出自哪一条制度',
  nature: 'ledger',
  title: 'title',
  fields: {
    unit: ref('归口部门', 'unit', { required: true }),
    position: ref('岗位', 'position'),
    group: text('职责组', { search: true, max: '100' }),
    title: text('职责', { required: true, search: true, max: '200' }),
    part: choice(
      '分工方式',
      { lead: '主责', assist: '配合', review: '审核', approve: '批准', inform: '知会' },
      { required: true },
    ),
    words: text('制度原文', { long: true }),
  },
  states: { pending: '待生效', active: '在用', closed: '停用' },
  allow: { read: 'everyone', create: { role: 'organiser' }, edit: { role: 'organiser' } },
  actions: {
    activate: { label: '启用', from: ['pending'], to: 'active', allow: { role: 'organiser' }, primary: true },
    close: { label: '停用', from: ['pending', 'active'], to: 'closed', allow: { role: 'organiser' }, danger: true },
    reopen: { label: '恢复', from: ['closed'], to: 'active', allow: { role: 'organiser' } },
  },
  views: { list: ['title', 'group', 'unit', 'part', 'status'] },
  empty: '这里放各部门的职责。可以从制度导入时自动认出，也可以一条一条登记。',
})

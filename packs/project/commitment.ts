import { choice, date, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { authorDuring, during, ofProject, readers } from './part.ts'

/** 资源承诺: what a department gives to a project; its head answers, and the start waits for it (PRJ-07). */
export const projectCommitment = record('project_commitment', {
  label: '资源承诺',
  title: 'need',
  fields: {
    project: ofProject,
    unit: ref('提供部门', 'unit', { required: true }),
    kind: choice('种类', { people: '人力', goods: '物力', money: '财力' }, { required: true }),
    need: text('要什么', { required: true, search: true }),
    amount: text('多少'),
    by: date('何时要到位'),
    committedOn: date('承诺到位日期', { step: true }),
  },
  states: { draft: '草稿', asked: '待答复', committed: '已承诺', declined: '不承诺', dropped: '不再需要' },
  allow: {
    read: [readers, { head: 'unit' }],
    create: during('approved', 'planning', 'active'),
    edit: authorDuring('approved', 'planning', 'active'),
  },
  editIn: ['draft', 'declined'],
  actions: {
    ask: {
      label: '请求承诺',
      from: ['draft', 'declined'],
      to: 'asked',
      allow: authorDuring('approved', 'planning', 'active'),
      rule: 'project.askCommitment',
      starts: 'project_commitment',
      primary: true,
    },
    commit: { label: '承诺', from: ['asked'], to: 'committed', allow: 'todo', ask: ['committedOn'] },
    decline: { label: '不承诺', from: ['asked'], to: 'declined', allow: 'todo', opinion: 'required', danger: true },
    drop: { label: '不再需要', from: ['draft', 'asked', 'declined'], to: 'dropped', allow: 'nobody', ends: true },
  },
  views: { list: ['need', 'unit', 'kind', 'amount', 'by', 'committedOn', 'status'], board: 'status' },
  empty: '还没有要部门承诺的资源。提交分计划时，资源需求里的每一行会自动发给提供部门。',
})

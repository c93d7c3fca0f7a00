import { choice, date, flag, money, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { authorDuring, during, itsLead, itsUnit, ofProject, readers } from './part.ts'

/** 项目变更: what changes of goal, budget or days, from what, why; applied when approved, the first plan is kept (PRJ-21). */
export const projectChange = record('project_change', {
  label: '项目变更',
  title: 'reason',
  number: 'BG-{yyyy}-{seq:3}',
  fields: {
    project: ofProject,
    goal: text('新目标', { long: true, help: '不变就空着，下同' }),
    amount: money('新预算', { min: '0.01', unit: '元' }),
    startOn: date('新的计划开始'),
    endOn: date('新的计划完成'),
    reason: text('为什么变', { required: true, search: true, max: '500' }),
    oldGoal: text('原目标', { derived: true, long: true }),
    oldAmount: money('原预算', { derived: true, unit: '元' }),
    oldStart: date('原计划开始', { derived: true }),
    oldEnd: date('原计划完成', { derived: true }),
    lead: itsLead,
    unit: itsUnit,
    grade: choice('按几级批', { A: 'A 级', B: 'B 级', C: 'C 级' }, { derived: true }),
    datesOnly: flag('只变时间', { derived: true }),
  },
  states: { draft: '草稿', review: '审批中', approved: '已变更', refused: '未通过', returned: '已退回' },
  allow: {
    read: readers,
    create: during('approved', 'active', 'rework'),
    edit: authorDuring('approved', 'active', 'rework'),
  },
  editIn: ['draft', 'returned'],
  actions: {
    submit: {
      label: '提交',
      from: ['draft', 'returned'],
      to: 'review',
      allow: authorDuring('approved', 'active', 'rework'),
      rule: 'project.submitChange',
      starts: 'project_change',
      primary: true,
    },
    approve: { label: '同意变更', from: ['review'], to: 'approved', allow: 'todo', rule: 'project.applyChange' },
    refuse: { label: '不同意', from: ['review'], to: 'refused', allow: 'todo', opinion: 'required', danger: true },
    return: { label: '退回修改', from: ['review'], to: 'returned', allow: 'todo', opinion: 'required' },
    drop: {
      label: '随项目终止',
      from: ['draft', 'review', 'returned'],
      to: 'refused',
      allow: 'nobody',
      danger: true,
      ends: true,
    },
  },
  sections: {
    变更: ['reason', 'goal', 'amount', 'startOn', 'endOn'],
    原来的: ['oldGoal', 'oldAmount', 'oldStart', 'oldEnd'],
  },
  views: { list: ['number', 'reason', 'amount', 'endOn', 'datesOnly', 'status', 'createdAt'] },
  empty: '没有变更过。目标、预算、时间要变，写在这里，批了才算。',
})

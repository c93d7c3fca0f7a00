import { date, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { itsLead, itsName, ofProject, readers } from './part.ts'

/** 项目报告: the team writes, operations reads and passes it on, management notes it; each names the next one (PRJ-12). */
export const projectReport = record('project_report', {
  label: '项目报告',
  title: 'name',
  fields: {
    project: ofProject,
    name: itsName,
    lead: itsLead,
    since: date('从', { derived: true }),
    dueOn: date('应交日期', { derived: true }),
    done: text('这一期做了什么', { step: true, long: true }),
    next: text('下一期做什么', { step: true, long: true }),
    problems: text('问题和需要的支持', { step: true, long: true }),
  },
  states: { due: '待写', review: '运营审阅', management: '待管理层阅', read: '已阅', dropped: '免报' },
  allow: { read: readers, create: 'nobody', edit: 'nobody' },
  actions: {
    call: { label: '请写报告', from: ['due'], to: 'due', allow: 'nobody', starts: 'project_report', starter: 'lead' },
    send: {
      label: '交报告',
      from: ['due'],
      to: 'review',
      allow: 'todo',
      ask: ['done', 'next'],
      rule: 'project.nextReport',
    },
    pass: { label: '报管理层', from: ['review'], to: 'management', allow: 'todo', opinion: 'required' },
    return: { label: '退回重写', from: ['review'], to: 'due', allow: 'todo', opinion: 'required' },
    note: { label: '已阅', from: ['management'], to: 'read', allow: 'todo' },
    drop: { label: '免报', from: ['due'], to: 'dropped', allow: 'nobody', ends: true },
  },
  views: {
    list: ['name', 'dueOn', 'lead', 'done', 'problems', 'status', 'updatedAt'],
    board: 'status',
    calendar: 'dueOn',
  },
  indexes: [['dueOn']],
  empty: '还没有报告。项目启动后按级别定期报：负责人写，运营审阅，管理层阅。',
})

import { choice, date, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { alive, authorDuring, during, ofProject, readers } from './part.ts'

/** 项目成员: who works on a project as what, with which duties, from when to when (PRJ-05). Members read the project. */
export const projectMember = record('project_member', {
  label: '项目成员',
  nature: 'ledger',
  title: 'person',
  fields: {
    project: ofProject,
    person: ref('人员', 'person', { required: true }),
    part: choice('角色', { lead: '负责人', member: '成员', contact: '接口人' }, { required: true }),
    duties: text('职责和分工', { required: true, long: true, help: '管哪一块，交什么' }),
    since: date('从'),
    until: date('到'),
  },
  states: { draft: '拟定', active: '在组', left: '已离组' },
  allow: { read: readers, create: during(...alive), edit: authorDuring(...alive) },
  editIn: ['draft'],
  actions: {
    join: {
      label: '加入',
      from: ['draft'],
      to: 'active',
      allow: authorDuring(...alive),
      rule: 'project.join',
      primary: true,
    },
    leave: {
      label: '离组',
      from: ['active'],
      to: 'left',
      allow: authorDuring(...alive),
      ask: ['until'],
      rule: 'project.onlyLead',
    },
  },
  views: { list: ['person', 'part', 'duties', 'since', 'until', 'status'] },
  empty: '项目组还没有人。写明每个人管哪一块。',
})

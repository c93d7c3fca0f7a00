import { choice, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { authorDuring, during, ofProject, readers } from './part.ts'

/** 协调事项: what departments cannot settle among themselves goes to operations, who records how it was settled (PRJ-11). */
export const projectIssue = record('project_issue', {
  label: '协调事项',
  title: 'title',
  fields: {
    project: ofProject,
    kind: choice('种类', { coordination: '需要协调', conflict: '有冲突' }, { required: true }),
    title: text('什么事', { required: true, search: true, max: '100' }),
    unit: ref('和哪个部门', 'unit', { required: true }),
    detail: text('情况', { required: true, long: true, help: '各方怎么说，卡在哪里，最晚什么时候要定' }),
    resolution: text('协调结果', { step: true, long: true }),
  },
  states: { draft: '草稿', open: '待协调', resolved: '已协调' },
  allow: {
    read: [readers, { head: 'unit' }],
    create: during('approved', 'planning', 'active', 'rework'),
    edit: authorDuring('approved', 'planning', 'active', 'rework'),
  },
  editIn: ['draft'],
  actions: {
    raise: {
      label: '提请协调',
      from: ['draft'],
      to: 'open',
      allow: authorDuring('approved', 'planning', 'active', 'rework'),
      rule: 'project.raiseIssue',
      starts: 'project_issue',
      primary: true,
    },
    resolve: { label: '已协调', from: ['open'], to: 'resolved', allow: 'todo', ask: ['resolution'] },
  },
  views: { list: ['title', 'kind', 'unit', 'resolution', 'status', 'createdAt'], board: 'status' },
  help: '跨部门的项目由运营管理部协调；自己谈不拢的写在这里',
  empty: '没有要协调的事。跨部门谈不拢时提到这里，由运营管理部协调。',
})

import { choice, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { authorWhileOpen, projectOpen } from './task.ts'

/**
 * 协调事项: what departments cannot settle among themselves. Operations arranges it and says how; whoever raised it confirms
 * that it is settled (PRJ-11). It may be part of a project, of a task, or of both.
 */
export const coordination = record('coordination', {
  label: '协调事项',
  title: 'title',
  number: 'XT-{yyyy}{MM}-{seq:3}',
  fields: {
    title: text('什么事', { required: true, search: true, max: '100' }),
    kind: choice('种类', { coordination: '需要协调', conflict: '有冲突' }, { required: true }),
    project: ref('项目', 'project', { part: true }),
    task: ref('任务', 'task', { part: true }),
    unit: ref('和哪个部门', 'unit', { help: '说不准就不填，由运营来认' }),
    detail: text('情况', { required: true, long: true, help: '各方怎么说，卡在哪里，最晚什么时候要定' }),
    resolution: text('协调结果', { step: true, long: true, help: '谁做什么，什么时候做完' }),
  },
  states: { draft: '草稿', open: '待协调', answered: '待确认', settled: '已解决', dropped: '不再协调' },
  allow: {
    read: [
      { holder: 'createdBy' },
      { head: 'unit' },
      { role: 'operations' },
      { readable: 'project' },
      { readable: 'task' },
    ],
    create: projectOpen,
    edit: authorWhileOpen,
  },
  editIn: ['draft'],
  actions: {
    raise: {
      label: '提请协调',
      from: ['draft'],
      to: 'open',
      allow: authorWhileOpen,
      starts: 'coordination_run',
      primary: true,
    },
    answer: { label: '给出结果', from: ['open'], to: 'answered', allow: 'todo', ask: ['resolution'] },
    settle: { label: '已解决', from: ['answered'], to: 'settled', allow: 'todo' },
    reopen: { label: '没解决', from: ['answered'], to: 'open', allow: 'todo', opinion: 'required' },
    drop: { label: '不再协调', from: ['draft', 'open', 'answered'], to: 'dropped', allow: 'nobody', ends: true },
  },
  views: { list: ['number', 'title', 'kind', 'project', 'unit', 'status', 'createdAt'], board: 'status' },
  help: '部门之间谈不拢的，提到这里，由运营管理部协调',
  empty: '没有要协调的事。部门之间谈不拢时提到这里，由运营管理部协调。',
})

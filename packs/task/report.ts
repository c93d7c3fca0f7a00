import { date, number, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

/** 进展汇报: what was done by a day and what stands in the way, told at once to whoever gave the task (PRJ-09). */
export const taskReport = record('task_report', {
  label: '进展汇报',
  nature: 'ledger',
  title: 'done',
  fields: {
    task: ref('任务', 'task', { required: true, part: true }),
    on: date('日期', { required: true, preset: 'today' }),
    percent: number('完成比例', { required: true, integer: true, min: '0', max: '100', unit: '%' }),
    done: text('做了什么', { required: true, search: true, max: '1000', long: true }),
    next: text('接下来', { long: true, max: '1000' }),
    blockers: text('阻碍', { long: true, max: '1000', help: '没有就不填。跨部门的阻碍会转给运营协调' }),
  },
  states: { draft: '草稿', filed: '已汇报' },
  allow: { read: { readable: 'task' }, create: { readable: 'task', in: ['running'] }, edit: { holder: 'createdBy' } },
  editIn: ['draft'],
  actions: {
    file: {
      label: '汇报',
      from: ['draft'],
      to: 'filed',
      allow: { holder: 'createdBy' },
      rule: 'task.report',
      primary: true,
    },
  },
  views: { list: ['on', 'percent', 'done', 'blockers', 'createdBy', 'status'] },
  help: '负责人随时汇报：做到多少、做了什么、卡在哪里',
  empty: '还没有汇报。任务进行中，由负责人汇报。',
})

import { choice, date, file, number, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

/** Work of no project, or of one that is not over: what is filed away or ended takes nothing new (PRJ-17). */
export const projectOpen = [
  { field: 'project', is: null },
  {
    readable: 'project',
    in: ['draft', 'review', 'returned', 'approved', 'planning', 'active', 'acceptance', 'rework', 'delivery'],
  },
] as const

/** Who began it, while its project is not over. */
export const authorWhileOpen = { all: [{ holder: 'createdBy' }, projectOpen] } as const

/** How a task stands at a glance. */
export const lights = { good: '正常', warn: '有阻碍', bad: '逾期' } as const

/**
 * 任务: a piece of work that one person answers for, with a day by which it is due and what good work looks like (PRJ-08).
 * It may be part of a project. Whoever gave it accepts or returns it on its quality (QUA-12).
 */
export const task = record('task', {
  label: '任务',
  title: 'title',
  number: 'RW-{yyyy}{MM}-{seq:3}',
  fields: {
    title: text('任务', { required: true, search: true, max: '100', help: '一句话说清要做成什么' }),
    project: ref('项目', 'project', { part: true, help: '不属于项目的任务不填' }),
    owner: ref('负责人', 'person', { required: true }),
    due: date('截止日期', { required: true }),
    quality: text('质量要求', { required: true, long: true, help: '做到什么样算合格，怎样验收' }),
    detail: text('具体内容', { long: true }),
    priority: choice(
      '优先级',
      { normal: '普通', high: '重要', urgent: '紧急' },
      { tones: { high: 'warn', urgent: 'bad' } },
    ),
    lead: ref('交办人', 'person', { required: true, preset: 'me', help: '听汇报、验收这项任务的人' }),
    unit: ref('负责部门', 'unit', { derived: true }),
    scope: choice('范围', { own: '本部门', cross: '跨部门' }, { derived: true }),
    light: choice('灯', lights, { derived: true, tones: { good: 'good', warn: 'warn', bad: 'bad' } }),
    progress: number('进度', { derived: true, integer: true, unit: '%' }),
    reportedOn: date('最近汇报', { derived: true }),
    blockers: text('眼下的阻碍', { derived: true, long: true }),
    evidence: text('完成情况', { step: true, long: true, help: '做成了什么，对照质量要求逐项说明' }),
    attachment: file('成果文件', { step: true }),
    rating: choice('质量评定', { good: '优', fair: '良', pass: '合格' }, { step: true }),
  },
  states: {
    draft: '草稿',
    issued: '已下达',
    running: '进行中',
    checking: '待验收',
    done: '完成',
    cancelled: '已取消',
  },
  allow: {
    read: [
      { holder: 'owner' },
      { holder: 'lead' },
      { holder: 'createdBy' },
      { unit: 'unit' },
      { head: 'unit' },
      { readable: 'project' },
      { all: [{ role: 'operations' }, { field: 'scope', is: 'cross' }] },
    ],
    create: projectOpen,
    edit: authorWhileOpen,
  },
  editIn: ['draft'],
  actions: {
    issue: {
      label: '下达',
      from: ['draft'],
      to: 'issued',
      allow: authorWhileOpen,
      rule: 'task.place',
      starts: 'task_run',
      primary: true,
    },
    take: { label: '接收', from: ['issued'], to: 'running', allow: 'todo' },
    decline: { label: '不接收', from: ['issued'], to: 'draft', allow: 'todo', opinion: 'required', danger: true },
    finish: { label: '提交完成', from: ['running'], to: 'checking', allow: 'todo', ask: ['evidence'] },
    accept: { label: '合格', from: ['checking'], to: 'done', allow: 'todo', ask: ['rating'], rule: 'task.settle' },
    rework: { label: '返工', from: ['checking'], to: 'running', allow: 'todo', opinion: 'required' },
    cancel: {
      label: '取消',
      from: ['draft', 'issued', 'running', 'checking'],
      to: 'cancelled',
      allow: [{ holder: 'createdBy' }, { holder: 'lead' }],
      opinion: 'required',
      ends: true,
      danger: true,
    },
    drop: {
      label: '随项目终止',
      from: ['draft', 'issued', 'running', 'checking'],
      to: 'cancelled',
      allow: 'nobody',
      ends: true,
      danger: true,
    },
  },
  sections: {
    要做什么: ['title', 'project', 'owner', 'due', 'priority', 'quality', 'detail', 'lead'],
    办得怎样: ['light', 'progress', 'reportedOn', 'blockers', 'unit', 'scope'],
    完成与验收: ['evidence', 'attachment', 'rating'],
  },
  indexes: [['owner', 'status', 'due']],
  views: {
    list: ['title', 'project', 'owner', 'due', 'light', 'progress', 'priority', 'status'],
    board: 'status',
    calendar: 'due',
    mine: 'owner',
    parts: ['task_report', 'coordination'],
  },
  help: '写明谁负责、哪天完成、做到什么样算合格，下达以后由负责人接收',
  empty: '这里放任务。每项任务有一位负责人、一个截止日期和清楚的质量要求。',
})

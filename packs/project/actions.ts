import type { Action } from '#kernel/record/record.ts'

const author = { holder: 'createdBy' } as const
const lead = { holder: 'lead' } as const

/** The sub-plans have not been reviewed yet. */
const unplanned = { field: 'plansPassed', is: null } as const

/** What people and processes do to an application until it is decided (PRJ-01..04). */
const applying = {
  submit: {
    label: '提交',
    from: ['draft', 'returned'],
    to: 'review',
    allow: author,
    starts: 'project_approval',
    primary: true,
  },
  pass: {
    label: '初审通过',
    from: ['review'],
    to: 'review',
    allow: 'todo',
    ask: ['feasibility', 'necessity'],
    opinion: 'required',
  },
  approve: {
    label: '批准',
    from: ['review'],
    to: 'approved',
    allow: 'todo',
    ask: ['strategy', 'resources'],
    rule: 'project.keepFirst',
  },
  refuse: { label: '不同意', from: ['review'], to: 'refused', allow: 'todo', opinion: 'required', danger: true },
  return: { label: '退回修改', from: ['review'], to: 'returned', allow: 'todo', opinion: 'required' },
  refile: { label: '修改后重报', from: ['refused'], to: 'returned', allow: author, primary: true },
} as const

/** Getting ready and starting (PRJ-05..07). */
const starting = {
  plan: {
    label: '提交分计划',
    from: ['approved'],
    to: 'planning',
    allow: [
      { all: [lead, { field: 'grade', is: 'A' }, unplanned] },
      { all: [lead, { field: 'grade', is: 'B' }, unplanned] },
    ],
    rule: 'project.submitPlans',
    starts: 'project_start',
    starter: 'lead',
    primary: true,
  },
  passPlans: { label: '分计划通过', from: ['planning'], to: 'approved', allow: 'todo', rule: 'project.passPlans' },
  returnPlans: {
    label: '分计划退回',
    from: ['planning'],
    to: 'approved',
    allow: 'todo',
    opinion: 'required',
    rule: 'project.returnPlans',
  },
  start: {
    label: '启动',
    from: ['approved'],
    to: 'active',
    allow: ['todo', { all: [lead, { field: 'grade', is: 'C' }] }],
    ask: ['startOn', 'endOn'],
    rule: 'project.start',
  },
  startAhead: {
    label: '先行启动',
    from: ['approved'],
    to: 'active',
    allow: 'todo',
    ask: ['startOn', 'endOn'],
    opinion: 'required',
    rule: 'project.startAhead',
  },
} as const

/** Carrying out, accepting, closing (PRJ-10, 13..18). What only rules do is allowed to nobody. */
const running = {
  book: {
    label: '登记已用',
    from: ['active'],
    to: 'active',
    allow: [lead, { role: 'project_finance' }],
    ask: ['used'],
  },
  present: { label: '申请验收', from: ['active', 'rework'], to: 'acceptance', allow: 'nobody' },
  resume: { label: '退回执行', from: ['acceptance'], to: 'active', allow: 'nobody' },
  redo: { label: '返工', from: ['acceptance'], to: 'rework', allow: 'nobody' },
  accept: { label: '验收合格', from: ['acceptance'], to: 'delivery', allow: 'nobody' },
  file: {
    label: '提请归档',
    from: ['delivery'],
    to: 'delivery',
    allow: lead,
    rule: 'project.readyToArchive',
    starts: 'project_close',
    starter: 'lead',
    primary: true,
  },
  backfill: { label: '退回补齐', from: ['delivery'], to: 'delivery', allow: 'todo', opinion: 'required' },
  archive: { label: '归档', from: ['delivery'], to: 'archived', allow: 'todo', rule: 'project.archive' },
  conclude: {
    label: '写完总结',
    from: ['archived'],
    to: 'archived',
    allow: 'todo',
    ask: ['lessons', 'advice'],
    rule: 'project.conclude',
  },
  terminate: {
    label: '终止',
    from: ['approved', 'planning', 'active', 'rework'],
    to: 'terminated',
    allow: { role: 'management' },
    opinion: 'required',
    danger: true,
    ends: true,
    rule: 'project.close',
  },
} as const

/** Everything that changes the state of a project, in the order of its life. */
export const projectActions = { ...applying, ...starting, ...running } as const satisfies Record<string, Action>

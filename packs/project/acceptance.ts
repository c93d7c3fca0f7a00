import { choice, date, file, lines, number, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { verdicts, verdictTones } from './choices.ts'
import { authorDuring, during, itsLead, itsName, itsUnit, leadDuring, ofProject, readers } from './part.ts'

const acceptance = ref('验收', 'project_acceptance', { required: true, part: true })

/** 项目验收申请 and 验收报告 (F03): operations names the departments, they rate, operations decides (PRJ-13..15). */
export const projectAcceptance = record('project_acceptance', {
  label: '项目验收',
  alias: ['项目验收申请', '验收报告'],
  title: 'achieved',
  number: 'YS-{yyyy}-{seq:3}',
  fields: {
    project: ofProject,
    achieved: text('完成了什么', { required: true, search: true, long: true, help: '对着项目目标一条条说' }),
    material: file('验收材料'),
    round: number('第几次', { derived: true, integer: true }),
    lead: itsLead,
    unit: itsUnit,
    grade: choice('项目级别', { A: 'A 级', B: 'B 级', C: 'C 级' }, { derived: true }),
    panel: lines('参加验收的部门', { unit: ref('部门', 'unit', { required: true }) }, { step: true }),
    reworks: lines(
      '返工清单',
      { item: text('要改什么', { required: true }), due: date('限期', { required: true }) },
      { step: true },
    ),
    report: text('验收报告', { derived: true, long: true }),
  },
  states: {
    draft: '草稿',
    organising: '待组织',
    rating: '部门评分',
    concluding: '待结论',
    passed: '合格',
    failed: '不合格，返工',
    returned: '已退回',
  },
  allow: { read: readers, create: during('active', 'rework'), edit: authorDuring('active', 'rework') },
  editIn: ['draft', 'returned'],
  actions: {
    apply: {
      label: '申请验收',
      from: ['draft', 'returned'],
      to: 'organising',
      allow: authorDuring('active', 'rework'),
      rule: 'project.applyAcceptance',
      starts: 'project_acceptance',
      primary: true,
    },
    invite: {
      label: '请部门评分',
      from: ['organising'],
      to: 'rating',
      allow: 'todo',
      ask: ['panel'],
      rule: 'project.invite',
    },
    return: {
      label: '退回',
      from: ['organising'],
      to: 'returned',
      allow: 'todo',
      opinion: 'required',
      rule: 'project.returnAcceptance',
    },
    rated: {
      label: '评分已齐',
      from: ['rating'],
      to: 'concluding',
      allow: 'nobody',
      starts: 'project_conclusion',
      starter: 'lead',
    },
    pass: {
      label: '合格',
      from: ['concluding'],
      to: 'passed',
      allow: 'todo',
      opinion: 'required',
      rule: 'project.passAcceptance',
    },
    fail: {
      label: '不合格，返工',
      from: ['concluding'],
      to: 'failed',
      allow: 'todo',
      ask: ['reworks'],
      opinion: 'required',
      danger: true,
      rule: 'project.failAcceptance',
    },
  },
  sections: { 申请: ['achieved', 'material'], 组织与结论: ['round', 'grade', 'panel', 'reworks', 'report'] },
  views: { list: ['number', 'achieved', 'round', 'status', 'createdAt'] },
  empty: '还没有申请过验收。',
})

/** 验收评分: what one department finds on the four criteria, each with its evidence (PRJ-14). */
export const projectScore = record('project_score', {
  label: '验收评分',
  title: 'name',
  fields: {
    acceptance,
    name: itsName,
    project: ref('项目', 'project', { required: true }),
    lead: itsLead,
    unit: ref('评分部门', 'unit', { required: true }),
    goal: choice('目标完成', verdicts, { step: true, tones: verdictTones }),
    goalWhy: text('目标的依据', { step: true, long: true }),
    quality: choice('质量', verdicts, { step: true, tones: verdictTones }),
    qualityWhy: text('质量的依据', { step: true, long: true }),
    progress: choice('进度', verdicts, { step: true, tones: verdictTones }),
    progressWhy: text('进度的依据', { step: true, long: true }),
    cost: choice('成本', verdicts, { step: true, tones: verdictTones }),
    costWhy: text('成本的依据', { step: true, long: true }),
    evidence: file('证据文件', { step: true }),
  },
  states: { asked: '待评', rated: '已评' },
  allow: { read: readers, create: 'nobody', edit: 'nobody' },
  actions: {
    call: { label: '请评分', from: ['asked'], to: 'asked', allow: 'nobody', starts: 'project_score', starter: 'lead' },
    rate: {
      label: '评分',
      from: ['asked'],
      to: 'rated',
      allow: 'todo',
      ask: ['goal', 'goalWhy', 'quality', 'qualityWhy', 'progress', 'progressWhy', 'cost', 'costWhy'],
      rule: 'project.rated',
    },
  },
  views: {
    list: ['unit', 'goal', 'goalWhy', 'quality', 'qualityWhy', 'progress', 'progressWhy', 'cost', 'costWhy', 'status'],
  },
  empty: '还没有请部门评分。',
})

/** 返工项: what an acceptance found wanting, mended by the team and checked by somebody else (PRJ-15). */
export const projectRework = record('project_rework', {
  label: '返工项',
  title: 'item',
  fields: {
    project: ofProject,
    acceptance: ref('验收', 'project_acceptance', { required: true }),
    lead: itsLead,
    item: text('要改什么', { required: true, search: true }),
    due: date('限期', { required: true }),
    how: text('怎么改的', { step: true, long: true }),
    proof: file('改后的证据', { step: true }),
  },
  states: { open: '待返工', done: '待复核', verified: '已复核' },
  allow: { read: readers, create: 'nobody', edit: 'nobody' },
  actions: {
    finish: {
      label: '已改好',
      from: ['open'],
      to: 'done',
      allow: leadDuring('rework'),
      ask: ['how'],
      starts: 'project_rework',
      starter: 'lead',
      primary: true,
    },
    verify: { label: '复核通过', from: ['done'], to: 'verified', allow: 'todo' },
    reject: { label: '没改好', from: ['done'], to: 'open', allow: 'todo', opinion: 'required' },
    drop: { label: '不再复核', from: ['done'], to: 'open', allow: 'nobody', ends: true },
  },
  views: { list: ['item', 'due', 'how', 'status', 'updatedAt'], board: 'status' },
  empty: '没有返工项。',
})

import { choice, date, file, lines, money, number, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { results } from './choices.ts'
import { authorDuring, during, itsLead, itsName, leadDuring, ofProject, readers } from './part.ts'

/** 成果交付: what was handed to whom on which day; the receiver signs or says why not (PRJ-16). */
export const projectHandover = record('project_handover', {
  label: '成果交付',
  title: 'what',
  fields: {
    project: ofProject,
    what: text('交付什么', { required: true, search: true, max: '200' }),
    unit: ref('交给哪个部门', 'unit', { required: true }),
    receiver: ref('接收人', 'person', { required: true }),
    on: date('交付日期', { required: true }),
    list: file('交付清单'),
    signedOn: date('签收日期', { derived: true }),
  },
  states: { draft: '草稿', sent: '待签收', received: '已签收', declined: '未签收' },
  allow: { read: [readers, { holder: 'receiver' }], create: during('delivery'), edit: authorDuring('delivery') },
  editIn: ['draft', 'declined'],
  actions: {
    send: {
      label: '交付',
      from: ['draft', 'declined'],
      to: 'sent',
      allow: authorDuring('delivery'),
      rule: 'project.sendHandover',
      starts: 'project_handover',
      primary: true,
    },
    sign: { label: '签收', from: ['sent'], to: 'received', allow: 'todo', rule: 'project.signHandover' },
    decline: { label: '不收', from: ['sent'], to: 'declined', allow: 'todo', opinion: 'required' },
  },
  views: { list: ['what', 'unit', 'receiver', 'on', 'signedOn', 'status'], board: 'status' },
  empty: '还没有交付。写明交什么、交给谁，由接收人签收。',
})

/** 归档资料: one document that a project of its grade files, or why it has none (PRJ-17). */
export const projectDocument = record('project_document', {
  label: '归档资料',
  nature: 'ledger',
  title: 'name',
  fields: {
    project: ofProject,
    lead: itsLead,
    name: text('资料', { required: true, search: true }),
    file: file('文件', { step: true }),
    reason: text('不适用的原因', { step: true }),
  },
  states: { missing: '待归', kept: '已归', waived: '不适用' },
  allow: { read: readers, create: 'nobody', edit: 'nobody' },
  actions: {
    keep: {
      label: '归入',
      from: ['missing', 'waived', 'kept'],
      to: 'kept',
      allow: leadDuring('delivery'),
      ask: ['file'],
      primary: true,
    },
    waive: { label: '不适用', from: ['missing'], to: 'waived', allow: leadDuring('delivery'), ask: ['reason'] },
  },
  views: { list: ['name', 'file', 'reason', 'status', 'updatedAt'] },
  empty: '验收合格以后，按项目级别列出要归档的资料。',
})

/** 项目评估: management scores the project and sets how much may be given; seen by them and whoever proposes (PRJ-19). */
export const projectEvaluation = record('project_evaluation', {
  label: '项目评估',
  title: 'name',
  fields: {
    project: ref('项目', 'project', { required: true }),
    name: itsName,
    lead: itsLead,
    score: number('评分', { step: true, min: '0', max: '100', unit: '分' }),
    words: text('评语', { step: true, search: true, long: true }),
    pool: money('奖励总额', { step: true, min: '0', unit: '元' }),
    result: choice('评估结果', results, { derived: true }),
    rewards: lines(
      '奖惩',
      {
        person: ref('人员', 'person', { required: true }),
        kind: choice('奖惩', { reward: '奖', penalty: '惩' }, { required: true }),
        amount: money('金额', { required: true, min: '0.01', unit: '元' }),
        reason: text('理由', { required: true }),
      },
      { step: true },
    ),
  },
  states: { open: '待评估', rewarding: '拟定奖惩', done: '已评估' },
  allow: { read: { role: 'management' }, create: 'nobody', edit: 'nobody' },
  actions: {
    call: {
      label: '请评估',
      from: ['open'],
      to: 'open',
      allow: 'nobody',
      starts: 'project_evaluation',
      starter: 'lead',
    },
    evaluate: {
      label: '评估',
      from: ['open'],
      to: 'rewarding',
      allow: 'todo',
      ask: ['score', 'words', 'pool'],
      rule: 'project.evaluate',
    },
    award: { label: '定下奖惩', from: ['rewarding'], to: 'done', allow: 'todo', rule: 'project.award' },
  },
  views: { list: ['project', 'result', 'score', 'pool', 'status', 'updatedAt'] },
  empty: '还没有评估过的项目。',
})

/** 项目奖惩: what one member got or was charged, seen by that member and management alone (PRJ-19). */
export const projectReward = record('project_reward', {
  label: '项目奖惩',
  nature: 'ledger',
  title: 'reason',
  fields: {
    project: ofProject,
    person: ref('人员', 'person', { required: true }),
    kind: choice('奖惩', { reward: '奖', penalty: '惩' }, { required: true }),
    amount: money('金额', { required: true, unit: '元' }),
    reason: text('理由', { required: true, search: true }),
  },
  because: '奖惩涉及个人，只给本人、项目负责人和决定的人看',
  states: { given: '已定' },
  allow: { read: [{ holder: 'person' }, { role: 'management' }], create: 'nobody', edit: 'nobody' },
  views: { list: ['person', 'kind', 'amount', 'reason', 'createdAt'] },
  empty: '没有奖惩，或者没有和你有关的。',
})

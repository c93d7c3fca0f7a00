import { choice, number, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

/** 条款: one numbered unit of a policy, addressed by an anchor that stays the same from edition to edition (POL-05). */
export const clause = record('clause', {
  label: '条款',
  help: '制度里编了号的每一条，引用时地址不变',
  nature: 'file',
  title: 'title',
  fields: {
    policy: ref('制度', 'policy', { required: true }),
    anchor: text('锚点', { required: true, derived: true, max: '200' }),
    parent: text('上级锚点', { derived: true, max: '200' }),
    level: choice('层级', { 篇: '篇', 章: '章', 节: '节', 条: '条', 款: '款', 项: '项', 目: '目' }, { required: true }),
    label: text('编号', { max: '40' }),
    title: text('标题', { required: true, search: true, max: '300' }),
    text: text('正文', { long: true, search: true }),
    order: number('顺序', { required: true, integer: true, derived: true, min: '0' }),
    asks: choice('要不要落实', { yes: '要落实', no: '不要求落实' }, { step: true }),
    asksWhy: text('理由', { step: true, max: '200', help: '为什么要，或为什么不要求落实' }),
    after: ref('加在哪一条后面', 'clause', { help: '不选就放在最后' }),
  },
  states: { fresh: '待加入', active: '有效', removed: '已删去' },
  allow: { read: 'everyone', create: { role: 'policy_writer' }, edit: 'nobody' },
  actions: {
    add: {
      label: '加入',
      from: ['fresh'],
      to: 'active',
      allow: { role: 'policy_writer' },
      rule: 'policy.addClause',
      primary: true,
    },
    amend: {
      label: '改写',
      from: ['active'],
      to: 'active',
      allow: { role: 'policy_writer' },
      ask: ['title', 'text'],
      rule: 'policy.stillDraft',
    },
    judge: {
      label: '定要不要落实',
      from: ['active'],
      to: 'active',
      allow: { role: 'policy_writer' },
      ask: ['asks', 'asksWhy'],
    },
    remove: {
      label: '删去',
      from: ['active'],
      to: 'removed',
      allow: { role: 'policy_writer' },
      rule: 'policy.stillDraft',
      danger: true,
    },
    restore: {
      label: '恢复',
      from: ['removed'],
      to: 'active',
      allow: { role: 'policy_writer' },
      rule: 'policy.stillDraft',
    },
  },
  views: { list: ['label', 'title', 'text', 'policy'] },
  indexes: [['policy', 'order']],
  empty: '条款随制度导入而来。',
})

/** 落实: what carries a clause out, and the words that ask for it (POL-21). */
export const carrier = record('carrier', {
  label: '落实',
  help: '条款由哪项职责、哪张表单、哪个环节来落实',
  nature: 'ledger',
  title: 'words',
  fields: {
    policy: ref('制度', 'policy', { required: true }),
    clause: ref('条款', 'clause', { required: true }),
    kind: choice(
      '落实方式',
      {
        duty: '职责',
        process: '流程',
        step: '环节',
        form: '表单',
        action: '操作',
        indicator: '指标',
        check: '检查',
        cadence: '例行工作',
      },
      { required: true },
    ),
    target: text('落实到', { required: true, max: '200', help: '职责的编号、流程或环节的名字' }),
    words: text('说明', { required: true, search: true, max: '500' }),
  },
  states: { active: '有效', named: '写到了，待落实', closed: '已取消' },
  allow: { read: 'everyone', create: { role: 'policy_writer' }, edit: { role: 'policy_writer' } },
  actions: {
    adopt: { label: '已落实', from: ['named'], to: 'active', allow: { role: 'policy_writer' }, primary: true },
    close: { label: '取消', from: ['active', 'named'], to: 'closed', allow: { role: 'policy_writer' }, danger: true },
    reopen: { label: '恢复', from: ['closed'], to: 'active', allow: { role: 'policy_writer' } },
  },
  views: { list: ['clause', 'kind', 'words', 'policy', 'status'] },
  indexes: [
    ['policy', 'clause'],
    ['kind', 'target'],
  ],
  empty: '这里放条款落实到哪里。导入制度时会自动认出一部分。',
})

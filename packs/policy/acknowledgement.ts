import { choice, ref, text, time } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

/**
 * 阅读签收: one person's reading of one edition, whole or only what changed (POL-07). Made for everybody in scope when the
 * edition takes effect or the person comes; signed by that person alone, never by a deputy.
 */
export const acknowledgement = record('acknowledgement', {
  label: '阅读签收',
  help: '谁读过并签收了哪一版制度',
  nature: 'ledger',
  title: 'policy',
  fields: {
    policy: ref('制度', 'policy', { required: true, derived: true }),
    edition: text('版本', { required: true, derived: true, max: '20' }),
    person: ref('员工', 'person', { required: true, derived: true }),
    part: choice('签什么', { whole: '全文', changed: '只签修订的条款' }, { required: true, derived: true }),
    words: text('签收的话', { derived: true, max: '2000' }),
    signedAt: time('签收时间', { derived: true }),
  },
  states: { open: '待签收', signed: '已签收', void: '不用签了' },
  allow: { read: 'everyone', create: 'nobody', edit: 'nobody' },
  actions: {
    sign: {
      label: '签收',
      from: ['open'],
      to: 'signed',
      allow: { holder: 'person' },
      rule: 'policy.signReading',
      primary: true,
    },
    remind: {
      label: '催一下',
      from: ['open'],
      to: 'open',
      allow: [{ role: 'policy_writer' }, { role: 'policy_reviewer' }],
      rule: 'policy.remindReader',
    },
    release: { label: '不用签了', from: ['open'], to: 'void', allow: 'nobody' },
  },
  views: { list: ['policy', 'edition', 'person', 'part', 'status', 'signedAt'] },
  indexes: [
    ['policy', 'status'],
    ['person', 'status'],
  ],
  empty: '制度生效以后，适用范围里的每个人在这里各有一条。',
})

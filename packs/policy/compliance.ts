import { choice, date, lines, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

const keeper = [{ role: 'policy_writer' }, { role: 'policy_reviewer' }] as const

/** 外部法规: a law or a rule from outside or from the group that our policies must keep to (POL-20). */
export const regulation = record('regulation', {
  label: '外部法规',
  help: '国家、行业、集团的规定，合规审查时引用',
  nature: 'ledger',
  title: 'title',
  fields: {
    title: text('名称', { required: true, search: true, max: '200' }),
    issuer: text('制定机关', { required: true, search: true, max: '100' }),
    code: text('文号', { search: true, max: '100' }),
    validFrom: date('施行日'),
    validTo: date('失效日'),
    words: text('与我们有关的规定', { long: true, search: true }),
  },
  states: { valid: '有效', expired: '已失效' },
  allow: { read: 'everyone', create: keeper, edit: keeper },
  editIn: ['valid'],
  actions: {
    expire: { label: '已失效', from: ['valid'], to: 'expired', allow: keeper, ask: ['validTo'] },
    restore: { label: '恢复', from: ['expired'], to: 'valid', allow: keeper },
  },
  views: { list: ['title', 'issuer', 'code', 'validFrom', 'validTo', 'status'] },
  empty: '这里放外部法规和集团规定。审核制度时从这里选依据。',
})

/** 合规审查: what the reviewer found of one edition, kept as it was when the review passed (POL-11). */
export const complianceCheck = record('compliance_check', {
  label: '合规审查',
  help: '每一版制度审核时的结论和发现的冲突',
  nature: 'ledger',
  title: 'policy',
  fields: {
    policy: ref('制度', 'policy', { required: true, derived: true }),
    edition: text('版本', { required: true, derived: true, max: '20' }),
    conclusion: choice('结论', { fit: '合规', noted: '有冲突，已注明怎样处理' }, { required: true, derived: true }),
    conflicts: lines(
      '冲突',
      { basis: ref('依据的法规', 'regulation'), clause: text('哪一条'), words: text('冲突和处理', { required: true }) },
      { derived: true },
    ),
    checkedBy: ref('审查人', 'person', { derived: true }),
    checkedOn: date('审查日期', { required: true, derived: true }),
  },
  states: { done: '已审查' },
  allow: { read: 'everyone', create: 'nobody', edit: 'nobody' },
  views: { list: ['policy', 'edition', 'conclusion', 'conflicts', 'checkedBy', 'checkedOn'] },
  empty: '审核制度时写下的合规结论会记在这里。',
})

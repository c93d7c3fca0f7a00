import { flag, number, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { request } from '#packs/authority/define.ts'

/** 用印申请: which seal on which document; an approved contract in the house takes the short way. */
export const sealRequest = request('seal_request', {
  label: '用印申请',
  alias: ['用印', '盖章', '用印审批单', '盖章申请'],
  title: 'document',
  number: 'YY-{yyyy}{MM}-{seq:3}',
  fields: {
    stamp: ref('印章', 'stamp', { required: true }),
    document: text('盖在什么文件上', { required: true, search: true, max: '200', help: '文件名称，给谁' }),
    copies: number('份数', { required: true, integer: true, min: '1', max: '999', unit: '份' }),
    contract: flag('合同已批', { required: true, help: '这份合同已经走完合同审批' }),
    outside: flag('外带', { required: true, help: '印章要带出公司' }),
    kind: text('情形', { derived: true, max: '20' }),
  },
  list: ['document', 'stamp', 'copies', 'outside'],
  derive: 'office.sealing',
  help: '写明用哪枚章、盖在什么文件上、几份',
  empty: '这里放用印申请。还没有人申请过，发起第一份。',
})

/** 印章台账: the company's seals and who keeps each. */
export const stamp = record('stamp', {
  label: '印章台账',
  nature: 'ledger',
  title: 'name',
  fields: {
    name: text('印章', { required: true, unique: true, search: true, max: '60' }),
    keeper: ref('保管人', 'person', { required: true }),
    place: text('存放地点', { max: '100' }),
  },
  states: { active: '在用', closed: '停用' },
  allow: { read: 'everyone', create: { role: 'stamp_keeper' }, edit: { role: 'stamp_keeper' } },
  actions: {
    close: {
      label: '停用',
      from: ['active'],
      to: 'closed',
      allow: { role: 'stamp_keeper' },
      danger: true,
      opinion: 'required',
    },
    reopen: { label: '恢复', from: ['closed'], to: 'active', allow: { role: 'stamp_keeper' } },
  },
  views: { list: ['name', 'keeper', 'place', 'status'] },
  empty: '这里放公司的印章。登记第一枚，写明谁保管。',
})

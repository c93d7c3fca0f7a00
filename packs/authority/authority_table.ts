import { data, date, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

const keeper = { role: 'authority_keeper' } as const

/** 审批权限表: one row is one edition. It is edited as a grid, and runs as a rule table once it is published (ORG-02). */
export const authorityTable = record('authority_table', {
  label: '审批权限表',
  alias: ['审批权限表', '权限表', '授权表'],
  nature: 'file',
  title: 'edition',
  fields: {
    edition: text('版本', { required: true, max: '20' }),
    reason: text('为什么改', {
      required: true,
      long: true,
      search: true,
      help: '写给看这张表的人：这一版改了什么、为什么',
    }),
    effectiveOn: date('生效日', { help: '不填就是发布当天' }),
    rows: data('权限', { required: true }),
    places: data('各列由谁担任', { required: true }),
  },
  states: { draft: '草稿', scheduled: '待生效', effective: '现行', superseded: '已被取代' },
  allow: { read: 'everyone', create: keeper, edit: keeper },
  editIn: ['draft'],
  actions: {
    publish: {
      label: '发布',
      from: ['draft'],
      to: 'scheduled',
      allow: keeper,
      opinion: 'required',
      rule: 'authority.publish',
      primary: true,
    },
    takeEffect: {
      label: '生效',
      from: ['scheduled'],
      to: 'effective',
      allow: 'nobody',
      rule: 'authority.takeEffect',
    },
    recall: { label: '收回', from: ['scheduled'], to: 'draft', allow: keeper, opinion: 'required' },
    supersede: { label: '取代', from: ['effective'], to: 'superseded', allow: 'nobody' },
  },
  keepersOnly: true,
  views: { list: ['edition', 'reason', 'effectiveOn', 'status', 'updatedAt'] },
  help: '什么事、在什么条件下、由谁审核会签批准；改一次是一版',
  empty: '这里放审批权限表的各个版本。现在用的是随系统带来的一版。',
})

import { choice, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

const keepers = [{ role: 'policy_writer' }, { role: 'organiser' }] as const

/** 有意如此: a problem that the criticism finds and that the company means as it is, with the reason (ORG-06). */
export const keptProblem = record('kept_problem', {
  label: '有意如此',
  help: '诊断说是重叠或缺口、公司认为就该这样的地方，写明理由',
  nature: 'ledger',
  title: 'topic',
  fields: {
    key: text('问题', { required: true, max: '400' }),
    kind: choice(
      '类别',
      {
        overlap: '重叠',
        gap: '没有着落',
        ownerless: '部门不在了',
        'idle-unit': '有事没职责的部门',
        'idle-post': '有人没职责',
        'vacant-post': '有岗无人',
        uncarried: '条款没有落实',
      },
      { required: true },
    ),
    topic: text('事情', { required: true, search: true, max: '200' }),
    reason: text('理由', { required: true, long: true, max: '500' }),
  },
  states: { active: '有效', closed: '已取消' },
  allow: { read: 'everyone', create: keepers, edit: keepers },
  actions: {
    close: { label: '取消', from: ['active'], to: 'closed', allow: keepers },
  },
  views: { list: ['topic', 'kind', 'reason', 'createdBy', 'createdAt', 'status'] },
  empty: '这里放职责诊断里“就是要这样”的说明。',
})

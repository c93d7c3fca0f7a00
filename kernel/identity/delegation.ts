import { date, ref, text } from '../record/field.ts'
import { record } from '../record/record.ts'

/**
 * 委托代理: for a period a deputy does the todos of a person beside them, shown as 姚晴（代章慧中）. It carries todos only:
 * no roles, no posts, and nobody hands on what was delegated to them.
 */
export const delegation = record('delegation', {
  label: '委托代理',
  alias: ['委托', '代理'],
  help: '出差、休假时请人代办待办：期间两个人都看得到、都能办，办了写明是谁代谁',
  title: 'person',
  fields: {
    person: ref('委托人', 'person', { required: true, preset: 'me' }),
    deputy: ref('代理人', 'person', { required: true, help: '只代办待办，不能再转委托；自己发起的单据不能代审' }),
    since: date('起', { required: true }),
    until: date('止', { required: true, help: '到这一天为止，含这一天' }),
    reason: text('事由', { required: true, search: true, max: '100' }),
  },
  states: { active: '生效', revoked: '已收回' },
  allow: {
    read: [{ holder: 'person' }, { holder: 'deputy' }, { role: 'organiser' }],
    create: 'everyone',
    edit: [{ holder: 'person' }, { role: 'organiser' }],
  },
  editIn: ['active'],
  actions: {
    revoke: {
      label: '收回',
      from: ['active'],
      to: 'revoked',
      allow: [{ holder: 'person' }, { role: 'organiser' }],
      rule: 'delegation.revoked',
    },
  },
  views: { list: ['person', 'deputy', 'since', 'until', 'reason', 'status'] },
  check: 'delegation.given',
  empty: '这里放委托代理。要出差或休假，请一位同事代办你的待办，到期自动结束。',
})

import { choice, date, number, ref, text } from '#kernel/record/field.ts'
import { request } from '#packs/authority/define.ts'

const halves = { morning: '上午', afternoon: '下午' }
const types = {
  annual: '年假',
  personal: '事假',
  sick: '病假',
  marriage: '婚假',
  maternity: '产假',
  paternity: '陪产假',
  bereavement: '丧假',
}

/** 请假单: days are counted by the working calendar in halves; somebody takes over the work meanwhile. */
export const leave = request('leave', {
  label: '请假单',
  alias: ['请假', '请假申请', '休假'],
  title: 'reason',
  number: 'QJ-{yyyy}{MM}-{seq:3}',
  fields: {
    type: choice('类别', types, { required: true }),
    since: date('从哪天', { required: true }),
    sinceHalf: choice('从上午还是下午', halves),
    until: date('到哪天', { required: true }),
    untilHalf: choice('到上午还是下午', halves),
    days: number('天数', { derived: true, unit: '天', help: '按工作日历算，节假日不计' }),
    reason: text('事由', { required: true, search: true, max: '200' }),
    standIn: ref('工作交接人', 'person', { required: true, help: '请假期间谁替你办' }),
  },
  list: ['reason', 'type', 'since', 'until', 'days'],
  derive: 'office.days',
  onSubmit: 'office.leave',
  reference: 'office/leave',
  help: '写明起止和谁接手，按天数定由谁批',
  empty: '这里放请假单。还没有人请假，发起第一份。',
})

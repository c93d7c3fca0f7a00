import { choice, date, lines, money, ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'
import { request } from '#packs/authority/define.ts'

const kinds = { travel: '差旅', meals: '业务招待', office: '办公', transport: '交通', training: '培训', other: '其他' }

/** 费用报销: one line for each invoice; an invoice is reimbursed once. */
export const expense = request('expense', {
  label: '费用报销',
  alias: ['报销', '报销单', '费用报销单', '差旅报销'],
  title: 'reason',
  number: 'BX-{yyyy}{MM}-{seq:3}',
  fields: {
    reason: text('事由', { required: true, search: true, max: '200' }),
    items: lines(
      '明细',
      {
        day: date('日期', { required: true }),
        category: choice('费用类别', kinds, { required: true }),
        invoice: text('发票号', { required: true, max: '40' }),
        amount: money('金额', { required: true, min: '0.01' }),
      },
      { required: true },
    ),
    amount: money('合计', { derived: true, unit: '元' }),
  },
  list: ['reason', 'amount'],
  derive: 'office.sum',
  onSubmit: 'office.claim',
  onEnd: 'office.release',
  reference: 'office/expense',
  help: '一张发票一行，同一张发票只能报一次',
  empty: '这里放费用报销。还没有人报销过，发起第一份。',
})

/** 发票台账: which invoice is in which reimbursement; written by its rules alone, unique in the database. */
export const invoice = record('invoice', {
  label: '发票台账',
  nature: 'ledger',
  title: 'code',
  fields: {
    code: text('发票号', { required: true, unique: true, search: true, max: '40', derived: true }),
    expense: ref('报销单', 'expense', { required: true, derived: true }),
  },
  because: '发票连着个人的报销，只给核票的人看',
  states: { used: '已报销', free: '可再报' },
  allow: { read: { role: 'finance_checker' }, create: 'nobody', edit: 'nobody' },
  actions: {
    free: { label: '放开', from: ['used'], to: 'free', allow: 'nobody' },
    use: { label: '占用', from: ['free'], to: 'used', allow: 'nobody' },
  },
  views: { list: ['code', 'expense', 'status', 'createdAt'] },
  empty: '这里放已经报销的发票。提交报销单时自动登记。',
})

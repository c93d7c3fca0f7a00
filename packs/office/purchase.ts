import { flag, lines, money, number, text } from '#kernel/record/field.ts'
import { request } from '#packs/authority/define.ts'

/** 采购申请: what, how many, at which price; the sum and whether it is in the budget decide who approves. */
export const purchase = request('purchase', {
  label: '采购申请',
  alias: ['采购', '采购单', '采购申请单'],
  title: 'purpose',
  number: 'CG-{yyyy}{MM}-{seq:3}',
  fields: {
    purpose: text('采购什么、做什么用', { required: true, search: true, max: '200' }),
    items: lines(
      '明细',
      {
        name: text('品名规格', { required: true, max: '100' }),
        quantity: number('数量', { required: true, min: '0.01', max: '1000000' }),
        price: money('预估单价', { required: true, min: '0.01' }),
      },
      { required: true },
    ),
    amount: money('合计', { derived: true, unit: '元' }),
    budgeted: flag('预算内', { required: true, help: '本年预算里有这一项' }),
    subject: text('预算科目', { max: '60' }),
  },
  list: ['purpose', 'amount', 'budgeted'],
  derive: 'office.purchase',
  onSubmit: 'office.purchase',
  reference: 'office/purchase',
  help: '列出明细和预估单价，按合计金额定由谁批',
  empty: '这里放采购申请。还没有人申请过，发起第一份。',
})

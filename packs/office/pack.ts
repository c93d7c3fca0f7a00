import { pack } from '#kernel/pack.ts'
import { approval } from '#packs/authority/define.ts'
import { loadOffice } from './demo.ts'
import { expense, invoice } from './expense.ts'
import { leave } from './leave.ts'
import { purchase } from './purchase.ts'
import { expenseReference, leaveReference, purchaseReference } from './references.ts'
import {
  claimInvoices,
  expenseSum,
  leaveDays,
  purchaseSum,
  refuseEmpty,
  refuseOddLeave,
  releaseInvoices,
  sealingKind,
} from './rules.ts'
import { sealRequest, stamp } from './seal_request.ts'

/** 常用办公: what every company asks for every day; the authority table says who approves it. */
export const office = pack({
  name: 'office',
  label: '常用办公',
  uses: ['org', 'authority'],
  roles: {
    stamp_keeper: { label: '印章管理员', duties: ['保管印章，登记每一次用印'] },
    finance_checker: { label: '费用核对人', duties: ['核对发票和报销标准'] },
  },
  records: { leave, purchase, expense, invoice, seal_request: sealRequest, stamp },
  processes: {
    leave_approval: approval(leave, '请假'),
    purchase_approval: approval(purchase, '采购'),
    expense_approval: approval(expense, '费用报销'),
    seal_request_approval: approval(sealRequest, '用印'),
  },
  views: { leave: leaveReference, purchase: purchaseReference, expense: expenseReference },
  demo: { load: loadOffice },
  menu: {
    综合办公: [
      { label: '印章', path: '/r/stamp', at: 30 },
      { label: '用印申请', path: '/r/seal_request', at: 32 },
      { label: '采购申请', path: '/r/purchase', at: 40 },
      { label: '请假', path: '/r/leave', at: 45 },
    ],
    预算与财务: [
      { label: '费用报销', path: '/r/expense', at: 30 },
      { label: '发票台账', path: '/r/invoice', roles: ['finance_checker'], at: 35 },
    ],
  },
  rules: {
    'office.leave': refuseOddLeave,
    'office.purchase': refuseEmpty,
    'office.claim': claimInvoices,
    'office.release': releaseInvoices,
  },
  derivations: {
    'office.days': leaveDays,
    'office.purchase': purchaseSum,
    'office.sum': expenseSum,
    'office.sealing': sealingKind,
  },
})

import { ref, text } from '#kernel/record/field.ts'
import { record } from '#kernel/record/record.ts'

const keeper = { role: 'organiser' } as const

/** 流程归口: the one unit that manages a process (ORG-12); without a line it is the owner of the policy that asks for it. */
export const processOwner = record('process_owner', {
  label: '流程归口',
  help: '每个流程由一个部门归口管理；没有登记的，按要求它的那份制度的归口部门算',
  nature: 'ledger',
  title: 'label',
  fields: {
    process: text('流程代号', { required: true, unique: true, max: '80' }),
    label: text('流程', { required: true, search: true, max: '80' }),
    unit: ref('归口部门', 'unit', { required: true }),
    note: text('说明', { max: '200' }),
  },
  states: { active: '在用', closed: '停用' },
  allow: { read: 'everyone', create: keeper, edit: keeper },
  actions: {
    close: { label: '停用', from: ['active'], to: 'closed', allow: keeper, danger: true },
    reopen: { label: '恢复', from: ['closed'], to: 'active', allow: keeper },
  },
  views: { list: ['label', 'unit', 'note', 'status'] },
  empty: '这里放流程由哪个部门归口管理。在流程清单里登记。',
})

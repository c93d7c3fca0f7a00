import type { ProcessDef } from '#kernel/pack.ts'
import { type Fields, ref } from '#kernel/record/field.ts'
import { type AnyRecord, type RecordDef, record } from '#kernel/record/record.ts'
import type { Who } from '#kernel/record/who.ts'

/** The states of an everyday request (product.md 4.3). */
const states = {
  draft: '草稿',
  review: '审批中',
  approved: '已通过',
  refused: '未通过',
  returned: '已退回',
  withdrawn: '已撤回',
  done: '办结',
  void: '已作废',
} as const

const starter = { holder: 'createdBy' } as const
const open = ['draft', 'returned', 'withdrawn'] as const
const unit = { unit: ref('部门', 'unit', { required: true, preset: 'myUnit' }) } as const

interface RequestOptions<F extends Fields> {
  readonly label: string
  /** Other names by which policies and people call it. */
  readonly alias?: readonly string[]
  readonly title: keyof F & string
  readonly number: string
  readonly fields: F
  readonly list: readonly (keyof F & string)[]
  /** Who may read it beside those concerned: who started it, the unit's head and overseer, who had a todo. */
  readonly read?: readonly Who[]
  readonly derive?: string
  /** Rules at 提交, and at whatever ends the request without its being approved. */
  readonly onSubmit?: string
  readonly onEnd?: string
  /** The view of 审批参考, '<pack>/<view>'. */
  readonly reference?: string
  readonly help?: string
  readonly empty?: string
}

/**
 * An everyday request: what it asks for is declared, everything else is the same for all of them. Its route comes from the
 * authority table; see `approval`. Standard names that the table knows: days, amount, grade, budgeted, kind.
 */
export function request<const N extends string, const F extends Fields>(name: N, options: RequestOptions<F>) {
  const { list, read = [], onSubmit, onEnd, ...def } = options
  const rule = onEnd ? { rule: onEnd } : {}
  const ending = { allow: starter, danger: true, ...rule } as const
  const todo = { from: ['review'], allow: 'todo', opinion: 'required', ...rule } as const
  const fields: Fields = { ...unit, ...def.fields }
  return record<N, Fields, keyof typeof states, RequestAction>(name, {
    ...def,
    fields,
    states,
    allow: { read: [starter, { head: 'unit' }, { oversees: 'unit' }, ...read], create: 'everyone', edit: starter },
    editIn: open,
    actions: {
      submit: {
        label: '提交',
        from: open,
        to: 'review',
        allow: starter,
        starts: `${name}_approval`,
        primary: true,
        ...(onSubmit ? { rule: onSubmit } : {}),
      },
      withdraw: { label: '撤回', from: ['review'], to: 'withdrawn', ends: 'untouched', ...ending },
      void: { label: '作废', from: ['draft', 'review', 'returned', 'withdrawn'], to: 'void', ends: true, ...ending },
      approve: { label: '批准', from: ['review'], to: 'approved', allow: 'todo' },
      refuse: { label: '不同意', to: 'refused', danger: true, ...todo },
      return: { label: '退回修改', to: 'returned', ...todo },
      finish: { label: '办结', from: ['approved'], to: 'done', allow: 'todo' },
    },
    views: { list: ['number', ...list, 'unit', 'status', 'createdBy', 'createdAt'] },
  }) as unknown as RecordDef<N, F & typeof unit, keyof typeof states, RequestAction>
}

type RequestAction = 'submit' | 'withdraw' | 'void' | 'approve' | 'refuse' | 'return' | 'finish'

/** By which words clauses ask for the seats of the table, wherever a process has a step for them. */
export const seatAsks = {
  by_head: { name: '部门负责人审核', words: ['部门负责人', '审核', '单据'] },
  by_finance: { name: '财务审核', words: ['财务', '核对', '单据'] },
  by_overseer: { name: '分管领导批准', words: ['分管领导', '批准', '事项'] },
  by_accountant: { name: '总会计师审核', words: ['总会计师', '审核'] },
  by_manager: { name: '总经理批准', words: ['总经理', '批准', '权限表'] },
} as const

/** The process of a request: the shared approval, asked of the authority table by its matter (事项). */
export const approval = (def: AnyRecord, matter: string): ProcessDef => ({
  label: `${def.label}审批`,
  on: def.name,
  model: 'authority/approval',
  matter,
  asks: {
    ...seatAsks,
    by_owner: { name: '归口部门审核', words: ['归口部门', matter] },
    by_check: { name: '财务核对', words: ['财务', '核对', '单据'] },
    by_board: { name: '总经理办公会决定', words: ['总经理办公会', '成员', '通过'] },
  },
})

import type { AuthorityRow, AuthorityTable, Condition, Places, Seat } from './table.ts'

/**
 * The table that the product ships: every amount, name and letter in it is data, which a company changes in the grid
 * (product.md 1.6). Read from top to bottom: the first row that applies decides.
 */
const row = (
  matter: string,
  when: Partial<Record<Condition, string>>,
  owner: string | null,
  does: Partial<Record<Seat, string>>,
): AuthorityRow => ({ matter, when, ...(owner ? { owner } : {}), does })

const [people, offices, purchasing, operations] = ['人力资源部', '综合管理部', '供应链部', '运营管理部']

const rows: readonly AuthorityRow[] = [
  row('请假', { days: '≤3 天', starterIsHead: '否' }, people, { head: '批', owner: '备' }),
  row('请假', {}, people, { head: '审', owner: '审', overseer: '批' }),
  row('用印', { kind: '合同已批' }, offices, { head: '审', owner: '批/印' }),
  row('用印', { kind: '其他文件或外带' }, offices, { head: '审', owner: '审/印', overseer: '批' }),
  row('采购', { amount: '≤5,000 元', budgeted: '是' }, purchasing, { head: '批', owner: '备' }),
  row('采购', { amount: '≤5 万元', budgeted: '是' }, purchasing, {
    head: '审',
    owner: '会',
    finance: '会',
    overseer: '批',
  }),
  row('采购', { amount: '≤50 万元', budgeted: '是' }, purchasing, {
    head: '审',
    owner: '会',
    finance: '会',
    overseer: '审',
    accountant: '审',
    manager: '批',
  }),
  row('采购', { amount: '>50 万元' }, purchasing, {
    head: '审',
    owner: '会',
    finance: '会',
    overseer: '审',
    accountant: '审',
    manager: '审',
    board: '批',
  }),
  row('合同', { amount: '≤10 万元' }, offices, { head: '审', owner: '会', finance: '会', overseer: '批' }),
  row('合同', { amount: '>10 万元' }, offices, {
    head: '审',
    owner: '会',
    finance: '会',
    overseer: '审',
    accountant: '审',
    manager: '批',
  }),
  row('费用报销', { amount: '≤2,000 元' }, null, { head: '批', finance: '核' }),
  row('费用报销', { amount: '≤2 万元' }, null, { head: '审', finance: '核/审', overseer: '批' }),
  row('付款申请', {}, null, { head: '审', finance: '核', overseer: '审', manager: '批' }),
  row('用款追加', {}, null, { head: '审', finance: '核', overseer: '审', accountant: '审', manager: '批' }),
  row('项目', { grade: 'C 级' }, operations, { head: '批', owner: '备' }),
  row('项目', { grade: 'B 级' }, operations, { head: '审', owner: '审', finance: '会', overseer: '批' }),
  row('项目', { grade: 'A 级' }, operations, {
    head: '审',
    owner: '审',
    finance: '会',
    overseer: '审',
    accountant: '审',
    manager: '审',
    board: '批',
  }),
]

const places: Places = {
  finance: { unit: '财务部' },
  checker: { position: '费用会计' },
  accountant: { position: '总会计师' },
  manager: { position: '总经理' },
  board: { committee: '总经理办公会' },
  handlers: { 综合管理部: { position: '印章与档案管理员' } },
}

/** The shipped authority table. */
export const standard: AuthorityTable = { rows, places }

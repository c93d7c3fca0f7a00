import { listCard, referred } from '#kernel/inbox/reference.ts'
import type { Asked, View } from '#kernel/pack.ts'

/** Requests that were made and not turned down. */
const counted = ['review', 'approved', 'done'] as const

const unitName = ({ directory }: Asked, id: unknown) => directory.units.get(String(id))?.name ?? '本部门'
const personName = ({ directory }: Asked, id: unknown) => directory.people.get(String(id))?.name ?? '经办人'

/** 采购申请: what the department bought this year, and what was bought on the same budget line. */
export const purchaseReference: View = async (asked) => {
  const about = await referred(asked, 'purchase')
  const { row, year } = about
  const budgeted = row.budgeted ? '这一份填的是预算内' : '这一份填的是预算外'
  const subject = typeof row.subject === 'string' ? row.subject : ''
  return [
    await listCard(asked, about, {
      title: `${unitName(asked, row.unit)}今年的采购`,
      equal: { unit: String(row.unit), createdAt: year },
      status: counted,
      sum: ['amount'],
      ...(subject ? {} : { note: `${budgeted}，没有写预算科目` }),
    }),
    ...(subject
      ? [
          await listCard(asked, about, {
            title: `预算科目“${subject}”今年的采购`,
            equal: { subject, createdAt: year },
            status: counted,
            sum: ['amount'],
            note: budgeted,
          }),
        ]
      : []),
  ]
}

/** 费用报销: what the same person and the same department claimed this year. */
export const expenseReference: View = async (asked) => {
  const about = await referred(asked, 'expense')
  const { row, year } = about
  const claimed = (title: string, equal: Readonly<Record<string, string>>) =>
    listCard(asked, about, { title, equal: { ...equal, createdAt: year }, status: counted, sum: ['amount'] })
  return [
    await claimed(`${personName(asked, row.createdBy)}今年的报销`, { createdBy: String(row.createdBy) }),
    await claimed(`${unitName(asked, row.unit)}今年的报销`, { unit: String(row.unit) }),
  ]
}

/** 请假: how long the same person was away this year, and who else of the department is away in the same month. */
export const leaveReference: View = async (asked) => {
  const about = await referred(asked, 'leave')
  const { row } = about
  const [month, unit] = [String(row.since).slice(0, 7), unitName(asked, row.unit)]
  return [
    await listCard(asked, about, {
      title: `${personName(asked, row.createdBy)} ${month.slice(0, 4)} 年请的假`,
      equal: { createdBy: String(row.createdBy), since: month.slice(0, 4) },
      status: counted,
      sum: ['days'],
    }),
    await listCard(asked, about, {
      title: `${unit} ${Number(month.slice(5))} 月请假的人`,
      equal: { unit: String(row.unit), since: month },
      status: counted,
      empty: '没有别人请假',
    }),
  ]
}

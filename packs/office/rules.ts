import { type Calendar, isWorkday, workdaysBetween } from '#kernel/calendar/workday.ts'
import type { Derivation } from '#kernel/pack.ts'
import type { StoredRow } from '#kernel/process/batch.ts'
import { alone, rule, type Work } from '#kernel/process/work.ts'
import { sumMoney, timesMoney } from '#kernel/record/money.ts'
import { invalid, Refused } from '#kernel/refused.ts'

/** 请假: working days from one half-day to another, in halves. */
export const leaveDays: Derivation = ({ since, sinceHalf, until, untilHalf }, calendar) => {
  if (typeof since !== 'string' || typeof until !== 'string' || until < since) return { days: null }
  const late = sinceHalf === 'afternoon' && isWorkday(since, calendar) ? 0.5 : 0
  const early = untilHalf === 'morning' && isWorkday(until, calendar) ? 0.5 : 0
  return { days: Math.max(0, daysFrom(since, until, calendar) - late - early) }
}

/** 请假 is refused where there is nothing to be away from, or where one would stand in for oneself. */
export const refuseOddLeave = rule((_work, row) => {
  const wrong: Record<string, string> = {}
  if (String(row.until) < String(row.since)) wrong.until = '到哪天：不能早于从哪天'
  else if (!row.days) wrong.until = '到哪天：这几天都不上班，不用请假'
  if (row.standIn === row.createdBy) wrong.standIn = '工作交接人：不能是自己'
  if (Object.keys(wrong).length > 0) throw invalid(wrong)
})

/** 采购: the sum of price × quantity. */
export const purchaseSum: Derivation = ({ items }) => ({
  amount: sumMoney(
    linesOf<{ quantity?: number; price?: string }>(items).map(({ price, quantity }) => timesMoney(price, quantity)),
  ),
})

/** 报销: the sum of the invoices. */
export const expenseSum: Derivation = ({ items }) => ({
  amount: sumMoney(linesOf<{ amount?: string }>(items).map(({ amount }) => amount)),
})

/** 用印: by which row of the authority table it goes. */
export const sealingKind: Derivation = ({ contract, outside }) => ({
  kind: contract === true && outside !== true ? '合同已批' : '其他文件或外带',
})

/** A request without a line asks for nothing. */
export const refuseEmpty = rule((_work, row) => refuseNoLines(row))

/** Registers the invoices of a reimbursement: each of them once, in this one and in all others. */
export const claimInvoices = alone(async (work, row) => {
  refuseNoLines(row)
  const codes = invoicesOf(row)
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  if (twice) throw invalid({ items: `明细：发票 ${twice} 写了两次` })
  for (const code of codes) await claim(work, code, row.id)
})

/** Frees the invoices of a reimbursement that was refused, returned or taken back: they may be claimed again. */
export const releaseInvoices = alone(async (work, row) => {
  const { rows } = await work
    .sql()
    .query<{ id: string }>(`select id from invoice where expense = $1 and status = 'used' order by id`, [row.id])
  for (const { id } of rows) await work.act('invoice', id, 'free')
})

async function claim(work: Work, code: string, expense: string): Promise<void> {
  const { rows } = await work.sql().query<{ id: string; status: string; number: string; who: string }>(
    `select i.id, i.status, e.number, p.name as who from invoice i join expense e on e.id = i.expense
     left join person p on p.id = e.created_by where i.code = $1 for update of i`,
    [code],
  )
  const [known] = rows
  if (!known) return void (await work.create('invoice', { code, expense }))
  if (known.status === 'used')
    throw new Refused(
      'invalid',
      `发票 ${code} 已经在 ${known.who} 的报销单 ${known.number} 里报过，不能再报一次。你填的内容都还在。`,
      {
        fields: { items: `明细：发票 ${code} 已经报过` },
      },
    )
  await work.change('invoice', known.id, { expense })
  await work.act('invoice', known.id, 'use')
}

function refuseNoLines(row: StoredRow): void {
  if (linesOf(row.items).length === 0) throw invalid({ items: '明细：至少写一行' })
}

/** People write the same number with blanks and in either case. */
const invoicesOf = (row: StoredRow) =>
  linesOf<{ invoice?: string }>(row.items).map(({ invoice = '' }) => invoice.replaceAll(/\s/g, '').toUpperCase())

const linesOf = <T>(value: unknown) => (Array.isArray(value) ? (value as T[]) : [])

const daysFrom = (since: string, until: string, calendar: Calendar) =>
  workdaysBetween(since, until, calendar) + (isWorkday(since, calendar) ? 1 : 0)

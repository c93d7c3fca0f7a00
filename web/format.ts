import { t } from './t.ts'

const locale = 'zh-CN'
const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 10 })
const amounts = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false })
const thisYear = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric' })
const otherYear = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric' })
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', hour12: false })
const dayMs = 86_400_000

/** A number with thousands separators. */
export const formatNumber = (value: number): string => numbers.format(value)

/** An exact amount, given as a string such as '12800.5', shown as 12,800.50. */
export const formatMoney = (value: string): string => amounts.format(value as `${number}`)

/** A day, 'YYYY-MM-DD', as people say it; the year is said only when it is not this one. */
export function formatDate(day: string, now = new Date()): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return (year === now.getFullYear() ? thisYear : otherYear).format(new Date(year, month - 1, date))
}

/** A month, 'YYYY-MM', as 2026年3月. */
export function formatMonth(value: string): string {
  const [year, month] = value.split('-').map(Number)
  return t('time.month', { year: year ?? '', month: month ?? '' })
}

/** An instant as people say it: 09:12 today, 昨天 09:12, 3月5日 09:12. */
export function formatTime(instant: string, now = new Date()): string {
  const at = new Date(instant)
  const days = Math.round((startOfDay(now) - startOfDay(at)) / dayMs)
  const time = clock.format(at)
  if (days === 0) return time
  if (days === 1) return t('time.yesterday', { time })
  return `${(at.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(at)} ${time}`
}

/** An instant in full, for a title on hover. */
export const formatInstant = (instant: string): string => full.format(new Date(instant))

/** A size in bytes as KB or MB. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return t('size.bytes', { n: bytes })
  if (bytes < 1024 * 1024) return `${numbers.format(Math.round(bytes / 102.4) / 10)} KB`
  return `${numbers.format(Math.round(bytes / 104_857.6) / 10)} MB`
}

/** A count that is exact up to a limit and then says so. */
export const formatCount = (count: { value: number; more: boolean }): string =>
  `${numbers.format(count.value)}${count.more ? '+' : ''}`

const startOfDay = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()

import { type Calendar, dayOf, workdaysBetween } from './workday.ts'

/** How urgent something is: it decides colour and shape on the page. */
export type Urgency = 'late' | 'soon' | 'calm' | 'none'

/**
 * How much time is left, in the words that people use: 逾期 2 天, 逾期 3 小时, 今天到期, 剩 5 小时, 剩 3 天.
 * Days are working days, so that a weekend neither helps nor hurts; hours are those of the clock on the wall.
 */
export function remains(now: Date, due: Date | null, calendar: Calendar): { words: string; urgency: Urgency } {
  if (!due) return { words: '', urgency: 'none' }
  const [today, day] = [dayOf(now, calendar), dayOf(due, calendar)]
  const minutes = Math.floor(Math.abs(due.getTime() - now.getTime()) / 60_000)
  if (due < now) {
    const late = today === day ? clockWords(minutes) : `${Math.max(1, workdaysBetween(day, today, calendar))} 天`
    return { words: `逾期 ${late}`, urgency: 'late' }
  }
  if (today === day) return { words: minutes < 6 * 60 ? `剩 ${clockWords(minutes)}` : '今天到期', urgency: 'soon' }
  const days = Math.max(1, workdaysBetween(today, day, calendar))
  return { words: `剩 ${days} 天`, urgency: days === 1 ? 'soon' : 'calm' }
}

/**
 * How long something took: 不到 1 分钟, 35 分钟, 2.5 小时, 3 天.
 * @param minutes working minutes
 * @param day working minutes of a day, eight hours unless said
 */
export function took(minutes: number, day = 480): string {
  if (minutes < 1) return '不到 1 分钟'
  if (minutes < 60) return `${Math.floor(minutes)} 分钟`
  return minutes < day ? `${oneDigit(minutes / 60)} 小时` : `${oneDigit(minutes / day)} 天`
}

function clockWords(minutes: number): string {
  if (minutes < 1) return '不到 1 分钟'
  return minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时`
}

const oneDigit = (value: number) => String(Math.floor(value * 10) / 10)

import { describe, expect, test } from 'vitest'
import { remains, took } from './words.ts'
import { chinaCalendar } from './workday.ts'

const calendar = chinaCalendar()
const at = (local: string) => new Date(`2026-11-${local.replace(' ', 'T')}:00+08:00`)

describe('how much time is left, on Friday the 20th at ten', () => {
  test.each([
    ['20 10:20', '剩 20 分钟', 'soon'],
    ['20 15:00', '剩 5 小时', 'soon'],
    ['20 18:00', '今天到期', 'soon'],
    ['23 09:00', '剩 1 天', 'soon'],
    ['25 09:00', '剩 3 天', 'calm'],
    ['20 09:59', '逾期 1 分钟', 'late'],
    ['20 09:00', '逾期 1 小时', 'late'],
    ['19 18:00', '逾期 1 天', 'late'],
    ['18 09:00', '逾期 2 天', 'late'],
  ])('due on the %s: %s', (due, words, urgency) => {
    expect(remains(at('20 10:00'), at(due), calendar)).toEqual({ words, urgency })
  })

  test('a weekend neither helps nor hurts', () => {
    expect(remains(at('22 10:00'), at('20 18:00'), calendar).words).toBe('逾期 1 天')
    expect(remains(at('23 10:00'), at('20 18:00'), calendar).words).toBe('逾期 1 天')
  })

  test('what has no due date presses nobody', () => {
    expect(remains(at('20 10:00'), null, calendar)).toEqual({ words: '', urgency: 'none' })
  })
})

test.each([
  [0.4, '不到 1 分钟'],
  [35, '35 分钟'],
  [120, '2 小时'],
  [150, '2.5 小时'],
  [480, '1 天'],
  [1440, '3 天'],
])('%d working minutes read %s', (minutes, words) => {
  expect(took(minutes)).toBe(words)
})

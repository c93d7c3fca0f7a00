import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { officialDays } from './seed.ts'
import {
  addWorkdays,
  addWorkingMinutes,
  type Calendar,
  chinaCalendar,
  dayOf,
  dueAt,
  inWorkingTime,
  isWorkday,
  monthOf,
  workdaysBetween,
  workingMinutesBetween,
} from './workday.ts'

const china = chinaCalendar(new Map(officialDays([2025, 2026]).map((row) => [row.day, row.works])))
const inChina = (local: string) => new Date(`${local.replace(' ', 'T')}:00+08:00`)
const shown = (instant: Date) =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

describe('working days of 2026', () => {
  test.each([
    ['2026-01-01', false, '元旦'],
    ['2026-01-04', true, '元旦调休上班，星期日'],
    ['2026-02-17', false, '春节'],
    ['2026-02-14', true, '春节调休上班，星期六'],
    ['2026-11-21', false, '星期六'],
    ['2026-11-23', true, '星期一'],
  ])('%s: works %s (%s)', (day, works) => {
    expect(isWorkday(day, china)).toBe(works)
  })

  test('are counted over holidays and working weekends, forwards and backwards', () => {
    expect(addWorkdays('2026-09-30', 1, china)).toBe('2026-10-08')
    expect(addWorkdays('2026-10-08', -1, china)).toBe('2026-09-30')
    expect(addWorkdays('2026-11-21', 0, china)).toBe('2026-11-23')
    expect(workdaysBetween('2026-09-30', '2026-10-09', china)).toBe(2)
    expect(workdaysBetween('2026-10-09', '2026-09-30', china)).toBe(-2)
  })

  test('the day and month are those of Shanghai, whatever the clock of the server', () => {
    const newYear = new Date('2025-12-31T16:00:00Z')
    expect([dayOf(newYear, china), monthOf(newYear, china)]).toEqual(['2026-01-01', '2026-01'])
    expect(dayOf(new Date('2025-12-31T15:59:59Z'), china)).toBe('2025-12-31')
  })
})

describe('when something is due', () => {
  test.each([
    ['two working days: the same clock time', '2026-11-23 10:20', 'P2D', '2026-11-25 10:20'],
    ['over a weekend', '2026-11-19 10:20', 'P2D', '2026-11-23 10:20'],
    ['over the National Day holiday', '2026-09-29 15:00', 'P2D', '2026-10-08 15:00'],
    ['counting a working Saturday', '2026-02-13 10:00', 'P1D', '2026-02-14 10:00'],
    ['come in before nine', '2026-11-23 07:00', 'P1D', '2026-11-24 09:00'],
    ['come in at lunch', '2026-11-23 12:30', 'P1D', '2026-11-24 13:00'],
    ['come in in the evening', '2026-11-23 22:00', 'P1D', '2026-11-24 18:00'],
    ['come in on a Saturday', '2026-11-21 08:00', 'P1D', '2026-11-23 18:00'],
    ['four working hours over lunch', '2026-11-23 10:00', 'PT4H', '2026-11-23 15:00'],
    ['four working hours over the night', '2026-11-23 16:00', 'PT4H', '2026-11-24 11:00'],
    ['four working hours over the weekend', '2026-11-20 17:30', 'PT4H', '2026-11-23 13:30'],
    ['eight hours from nine: the same evening', '2026-11-23 09:00', 'PT8H', '2026-11-23 18:00'],
    ['thirty minutes in the night', '2026-11-23 23:00', 'PT30M', '2026-11-24 09:30'],
    ['a week', '2026-11-23 10:20', 'P1W', '2026-11-30 10:20'],
    ['a week that ends in a holiday', '2026-09-25 10:20', 'P1W', '2026-10-08 09:00'],
    ['a month from the 31st', '2026-08-31 10:20', 'P1M', '2026-09-30 10:20'],
    ['a day and two hours', '2026-11-23 17:00', 'P1DT2H', '2026-11-25 10:00'],
    ['no time at all, in the night', '2026-11-23 23:00', 'PT0S', '2026-11-24 09:00'],
  ])('%s', (_, from, duration, due) => {
    expect(shown(dueAt(inChina(from), duration, china))).toBe(due)
  })

  test.each(['', 'P', 'PT', '2D', 'P2', 'P-1D', 'P2D PT1H', 'R3/P1D'])(
    'a duration that cannot be read is named: %j',
    (text) => {
      expect(() => dueAt(inChina('2026-11-23 10:00'), text, china)).toThrow(`时限“${text}”看不懂`)
    },
  )

  test('a calendar without working time is told, not searched for ever', () => {
    const idle: Calendar = { ...china, week: Array(7).fill(false), days: new Map() }
    expect(() => dueAt(inChina('2026-11-23 10:00'), 'PT1H', idle)).toThrow('工作日历里没有工作时间')
    expect(() => dueAt(inChina('2026-11-23 10:00'), 'P1D', idle)).toThrow('工作日历里没有工作时间')
  })
})

const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu']
const periods: Calendar['periods'][] = [
  china.periods,
  [[0, 1440]],
  [
    [0, 90],
    [150, 420],
    [1200, 1439],
  ],
  [[125, 140]],
]
const calendars = fc.record({
  zone: fc.constantFrom(...zones),
  week: fc.constantFrom(
    china.week,
    [true, true, true, true, true, true, true],
    [false, false, false, true, false, false, true],
  ),
  periods: fc.constantFrom(...periods),
  days: fc.constantFrom(china.days, new Map<string, boolean>()),
})
/** Two years with every change of clocks in them. */
const instants = fc
  .integer({ min: Date.UTC(2025, 0, 1) / 60_000, max: Date.UTC(2026, 11, 31) / 60_000 })
  .map((minute) => new Date(minute * 60_000))

describe('in any zone, with any hours', () => {
  test('adding minutes and measuring them gives the same, and lands in working time', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 0, max: 5000 }), (calendar, from, minutes) => {
        const due = addWorkingMinutes(from, minutes, calendar)
        expect(workingMinutesBetween(from, due, calendar)).toBe(minutes)
        expect(inWorkingTime(due, calendar)).toBe(true)
        expect(due >= from).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('what is added in two steps is the same as in one', () => {
    const part = fc.integer({ min: 1, max: 2000 })
    fc.assert(
      fc.property(calendars, instants, part, part, (calendar, from, a, b) => {
        const stepwise = addWorkingMinutes(addWorkingMinutes(from, a, calendar), b, calendar)
        expect(stepwise).toEqual(addWorkingMinutes(from, a + b, calendar))
      }),
      { numRuns: 200 },
    )
  })

  test('work that comes in later is never due earlier, and what is due lies in working time', () => {
    const durations = fc.constantFrom('P1D', 'P2D', 'P10D', 'P1W', 'P1M', 'PT4H', 'PT30M', 'P1DT2H', 'P0D')
    fc.assert(
      fc.property(calendars, instants, instants, durations, (calendar, one, other, duration) => {
        const [early, late] = one <= other ? [one, other] : [other, one]
        const [first, second] = [dueAt(early, duration, calendar), dueAt(late, duration, calendar)]
        expect(first <= second).toBe(true)
        expect(inWorkingTime(first, calendar)).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  test('minutes between two instants add up', () => {
    fc.assert(
      fc.property(calendars, instants, instants, instants, (calendar, a, b, c) => {
        const sum = workingMinutesBetween(a, b, calendar) + workingMinutesBetween(b, c, calendar)
        expect(sum).toBeCloseTo(workingMinutesBetween(a, c, calendar), 6)
      }),
      { numRuns: 60 },
    )
  })
})

test('where clocks change, a day is as long as it is', () => {
  const round: Calendar = { zone: 'America/New_York', week: Array(7).fill(true), periods: [[0, 1440]], days: new Map() }
  const minutesOf = (day: string, next: string) =>
    workingMinutesBetween(new Date(`${day}T12:00:00Z`), new Date(`${next}T12:00:00Z`), round)
  expect(minutesOf('2026-03-07', '2026-03-08')).toBe(1440)
  expect(shownIn('America/New_York', dueAt(new Date('2026-03-07T17:00:00Z'), 'P1D', round))).toBe('12:00')
  expect(shownIn('America/New_York', dueAt(new Date('2026-10-31T16:00:00Z'), 'P1D', round))).toBe('12:00')
})

const shownIn = (zone: string, at: Date) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at)

import { describe, expect, it } from 'vitest'
import type { Json } from '../types.ts'
import { date, days, moment, months, time, value } from './fixture.ts'

describe('dates', () => {
  it.each<[string, Json]>([
    ['date("999999999-12-31")', date('999999999-12-31')],
    ['date("-0044-03-15").year', -44],
    ['date("998-12-31")', null],
    ['date("01211-12-31")', null],
    ['date("2026-02-29")', null],
    ['date("2000-02-29") + @"P1Y"', date('2001-02-28')],
    ['date("0000-02-29") + @"P1D"', date('0000-03-01')],
    ['date(2026, 13, 1)', null],
    ['week of year(@"2010-01-01")', 53],
    ['week of year(@"2003-12-29")', 1],
    ['day of year(@"2024-12-31")', 366],
    ['day of week(@"-0001-01-01")', 'Friday'],
    ['month of year(@"2026-11-22T08:00:00")', 'November'],
    ['last day of month(@"2024-02-01")', 29],
    ['years and months duration(@"2011-12-22", @"2013-08-24")', months('P1Y8M')],
    ['years and months duration(@"2013-08-24", @"2011-12-22")', months('-P1Y8M')],
    ['for d in @"2026-01-30"..@"2026-02-01" return d.day', [30, 31, 1]],
    ['for d in (@"2026-01-30"..@"2026-02-01") return d.day', [31]],
  ])('%s gives %j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })
})

describe('times and zones', () => {
  it.each<[string, Json]>([
    ['time("13:20:00-05:00")', time('13:20:00-05:00')],
    ['time("11:22:33+00:00")', time('11:22:33Z')],
    ['time("13:20:00+19:00")', null],
    ['time("23:59:60")', null],
    ['time("13:20:00@Nowhere/City")', null],
    ['time(11, 59, 45.5, duration("-PT2H45M55S"))', time('11:59:45.5-02:45:55')],
    ['time(@"2026-01-01")', time('00:00:00Z')],
    ['time("23:30:00") + @"PT1H"', time('00:30:00')],
    ['time("00:30:00+08:00") - time("00:30:00Z")', days('-PT8H')],
    ['time("10:00:00") < time("10:00:00Z")', null],
    ['@"2026-01-01T08:00:00@Asia/Shanghai" = @"2026-01-01T00:00:00Z"', true],
    ['is(@"2026-01-01T08:00:00@Asia/Shanghai", @"2026-01-01T00:00:00Z")', false],
    ['@"2026-03-28T12:00:00@Europe/Paris" + @"P1D"', moment('2026-03-29T13:00:00@Europe/Paris')],
    ['@"2026-07-01T12:00:00@Europe/Paris".time offset', days('PT2H')],
    ['@"2026-07-01T12:00:00@Europe/Paris".timezone', 'Europe/Paris'],
    ['@"2026-01-01T10:30:01.25".second', 1.25],
    ['date and time(@"2026-01-01", time("09:00:00@Asia/Shanghai"))', moment('2026-01-01T09:00:00@Asia/Shanghai')],
    ['@"280000-01-01T00:00:00@Europe/Paris" + @"PT1H"', moment('280000-01-01T01:00:00@Europe/Paris')],
    ['now() - @"2026-02-28T17:00:00Z"', days('PT30M')],
  ])('%s gives %j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })
})

describe('durations', () => {
  it.each<[string, Json]>([
    ['duration("PT1000M0.999999999S")', days('PT16H40M0.999999999S')],
    ['duration("P1Y27M")', months('P3Y3M')],
    ['duration("P1Y2D")', null],
    ['duration("P")', null],
    ['duration("P1DT")', null],
    ['@"P1Y" * 1.5', months('P1Y6M')],
    ['@"P1D" / @"PT6H"', 4],
    ['@"P1D" / 0', null],
    ['-@"P1D"', days('-P1D')],
    ['@"P1Y" = @"P365D"', null],
    ['duration("PT36H").hours', 12],
    ['abs(@"-P2M")', months('P2M')],
  ])('%s gives %j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })
})

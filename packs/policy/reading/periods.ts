import { allClauses } from './anchors.ts'
import { sentencesIn } from './evidence.ts'
import { chineseNumber } from './numbering.ts'
import type { Clause, Period, PeriodFound, PeriodUnit } from './types.ts'

/** Times that a policy sets: how often, by which day, within how long; each once per clause. Inventory X19. */
export const findPeriods = (clauses: readonly Clause[]): PeriodFound[] =>
  allClauses(clauses).flatMap((clause) => {
    const seen = new Set<string>()
    return sentencesIn(clause).flatMap((sentence) =>
      periodsIn(sentence)
        .filter(({ words }) => !seen.has(words) && seen.add(words))
        .map(({ words, period, confidence }) => ({
          ...{ kind: 'period' as const, name: words, anchor: clause.anchor, words: sentence, confidence, period },
        })),
    )
  })

/** The times in a sentence with their words, in order; where two rules see the same words the first one has them. */
export const periodsIn = (sentence: string): { words: string; period: Period; confidence: number }[] => {
  const found: { words: string; period: Period; confidence: number; at: number }[] = []
  for (const [pattern, toPeriod, confidence] of rules) {
    for (const match of sentence.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length]
      const period = found.some((one) => from < one.at + one.words.length && one.at < to) ? undefined : toPeriod(match)
      if (period) found.push({ words: match[0], period, confidence, at: from })
    }
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ at: _, ...one }) => one)
}

const count = '(\\d{1,3}|[一二三四五六七八九十两半]{1,4})'
const units: Readonly<Record<string, PeriodUnit>> = {
  ...{ 分钟: 'minute', 小时: 'hour', 工作日: 'workday', 天: 'day', 日: 'day', 周: 'week', 星期: 'week', 月: 'month' },
  ...{ 季度: 'quarter', 季: 'quarter', 半年: 'half-year', 年度: 'year', 年: 'year' },
}

const amountOf = (written = ''): number => Number(written) || chineseNumber(written)

type Rule = readonly [RegExp, (match: RegExpMatchArray) => Period | undefined, number]

const rules: readonly Rule[] = [
  [
    new RegExp(`每(月|季度?|年)(?:的)?${count}[日号]((?:之?前|以前)?)`, 'g'),
    ([, unit, day, until]) => onDay(unit, amountOf(day), until !== ''),
    0.95,
  ],
  [
    /每?(月|季度?|年)(底|末|初)(之?前|以前)?/g,
    ([, unit, edge, until]) => onDay(unit, edge === '初' ? 1 : -1, !!until),
    0.85,
  ],
  [
    new RegExp(`${count}个?(?:以内)?(分钟|小时|工作日|天|日|周|星期|月|年)(以内|之内|内)`, 'g'),
    ([, amount, unit]) => within(amount, unit),
    0.95,
  ],
  [
    new RegExp(`提前(?:至少)?${count}个?(分钟|小时|工作日|天|日|周|月)`, 'g'),
    ([, amount, unit]) => ({ ...within(amount, unit), before: true }),
    0.95,
  ],
  [
    new RegExp(`(?:每)?${count}?个?(季度|半年|月|年|周|日|天)(?:至少|不少于)?${count}次`, 'g'),
    ([, every, unit, times]) => ({
      is: 'every',
      every: amountOf(every) || 1,
      unit: toUnit(unit),
      times: amountOf(times) || 1,
    }),
    0.9,
  ],
  [
    new RegExp(`每(?:隔)?${count}?个?(季度?|半年|月|年度?|周|星期|工作日|日|天)(?![份位均])`, 'g'),
    ([, every, unit]) => ({ is: 'every', every: amountOf(every) || 1, unit: toUnit(unit), times: 1 }),
    0.9,
  ],
  [/按(月|季度?|年|周|日)/g, ([, unit]) => ({ is: 'every', every: 1, unit: toUnit(unit), times: 1 }), 0.8],
  [/(?<!一)不?定期(?![间限])/g, () => ({ is: 'now-and-then' }), 0.6],
]

const toUnit = (written = ''): PeriodUnit => units[written] ?? 'day'

const onDay = (unit: string | undefined, on: number, until: boolean): Period | undefined =>
  on > 31 ? undefined : { is: 'every', every: 1, unit: toUnit(unit), times: 1, on, ...(until ? { until } : {}) }

const within = (amount: string | undefined, unit: string | undefined) => ({
  ...{ is: 'within' as const, amount: amount === '半' ? 0.5 : amountOf(amount), unit: toUnit(unit) },
})

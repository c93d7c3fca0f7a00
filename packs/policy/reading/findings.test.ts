import { describe, expect, test } from 'vitest'
import { faultyPolicy } from '../critique/fixtures.ts'
import { sentencesOf } from './evidence.ts'
import { partOf } from './parts.ts'
import { periodsIn } from './periods.ts'
import { readPolicy } from './read.ts'
import type { Part, Period } from './types.ts'

const findingsOf = (text: string) => {
  const answer = readPolicy(new TextEncoder().encode(text), '制度.txt', { bytes: 1_000_000 })
  if ('refused' in answer) throw new Error(answer.refused)
  return answer.findings
}

describe('条款里认出什么', () => {
  const every = (unit: string, more: Partial<Extract<Period, { is: 'every' }>> = {}) => ({
    ...{ is: 'every', every: 1, unit, times: 1, ...more },
  })

  test.each<[string, unknown]>([
    ['每月25日前报送', every('month', { on: 25, until: true })],
    ['每月二十五日召开', every('month', { on: 25 })],
    ['每季度开展一次', every('quarter')],
    ['月底前完成', every('month', { on: -1, until: true })],
    ['一年一次', every('year')],
    ['每年不少于两次', every('year', { times: 2 })],
    ['三个工作日内答复', { is: 'within', amount: 3, unit: 'workday' }],
    ['24小时内联系', { is: 'within', amount: 24, unit: 'hour' }],
    ['提前一个月提出', { is: 'within', amount: 1, unit: 'month', before: true }],
    ['定期检查', { is: 'now-and-then' }],
  ])('期限：%s', (words, period) => {
    expect(periodsIn(words).map((one) => one.period)).toEqual([period])
  })

  test('一定期限、每份、每位不是期限', () => {
    expect(periodsIn('一定期限内每位员工填写每份表')).toEqual([])
  })

  test.each<[string, Part]>([
    ['负责投诉的受理', 'lead'],
    ['配合财务部门盘点', 'assist'],
    ['对各项费用进行审核和监控', 'review'],
    ['审批用款申请', 'approve'],
    ['组织审核合同', 'lead'],
    ['收集意见', 'lead'],
  ])('分工方式：%s', (words, part) => {
    expect(partOf(words)).toBe(part)
  })

  test('谁起草、谁审批、抄送谁，各有原话和条款', () => {
    const { acts } = findingsOf(faultyPolicy)
    const inStocktaking = acts.filter(({ anchor }) => anchor === 't4').map(({ name, role }) => [name, role])
    expect(inStocktaking).toEqual([
      ['运营部门', 'carry'],
      ['总经理', 'approve'],
      ['财务部门', 'copy'],
    ])
    expect(acts.every(({ words, confidence }) => words.length > 0 && confidence > 0)).toBe(true)
  })

  test('指标和期限', () => {
    const { indicators, periods } = findingsOf(faultyPolicy)
    expect(indicators.map(({ name }) => name)).toEqual(['完成率', '客户满意度'])
    expect(periods.map(({ name }) => name)).toEqual([
      '定期',
      '定期',
      '定期',
      '每月二十五日前',
      '三个工作日内',
      '每季度',
    ])
  })

  test('没写部门的“工作职责”，按第一句的部门算', () => {
    const { departments } = findingsOf(
      '门店管理制度\n一、目的\n为了管好门店，制定本制度。\n二、工作职责\n1.运营部负责门店的巡查，记录问题。\n2.运营部需每周通报。\n',
    )
    expect(departments.map(({ name, kind }) => [name, kind])).toEqual([['运营部', 'unit']])
    expect(departments[0]?.groups.flatMap(({ duties }) => duties).length).toBe(2)
  })

  test('一行写不下折到下一行的，是一句话', () => {
    const long = '负责检查各类设备设施的运转情况，发现问题及时协调有关部门在第一时间内进行维修'
    expect(sentencesOf(`${long}\n处理，确保秩序。`)).toEqual([`${long}处理，确保秩序。`])
  })
})

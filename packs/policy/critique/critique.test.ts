import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { plainPolicy } from '../reading/fixtures.ts'
import { readPolicy } from '../reading/read.ts'
import type { Reading } from '../reading/types.ts'
import { claimsOf } from './claims.ts'
import { faultyPolicy } from './fixtures.ts'
import { findOverlaps } from './overlaps.ts'
import type { Held, Problem } from './types.ts'

const read = (bytes: Uint8Array, name = '制度.txt'): Reading => {
  const answer = readPolicy(bytes, name, { bytes: 1_000_000 })
  if ('refused' in answer) throw new Error(answer.refused)
  return answer
}
const readText = (text: string) => read(new TextEncoder().encode(text))
const overlapsOf = ({ problems }: { problems: Problem[] }) =>
  problems
    .filter(({ kind }) => kind === 'overlap')
    .map(({ sides, topic }) => `${[...new Set(sides.map(({ holder }) => holder))].toSorted().join('/')} ${topic}`)
    .toSorted()
const gapsOf = ({ problems }: { problems: Problem[] }) =>
  problems.filter(({ kind }) => kind !== 'overlap').map(({ kind, topic }) => `${kind} ${topic}`)

describe('制度自己的毛病', () => {
  const reading = readText(faultyPolicy)

  // @covers ORG-06
  test('两个部门都说是自己的事：各家的原话摆在一起', () => {
    expect(overlapsOf(reading)).toEqual([
      '客服部门/市场部门 客户反馈意见',
      '客服部门/销售部门 客户关系、客户回访',
      '市场部门/运营部门 同行、行业动向',
      '运营部门/销售部门 供应商',
      '运营部门/销售部门 退货数据',
    ])
    const returns = reading.problems.find(({ topic }) => topic === '退货数据')
    expect(returns?.sides.map(({ holder, words }) => [holder, words.slice(0, 8)])).toEqual([
      ['销售部门', '汇总和分析退货数'],
      ['运营部门', '收集、整理和分析'],
    ])
  })

  // @covers PRN-05
  test('写了要做、没写谁做：按事情归在一处', () => {
    expect(gapsOf(reading)).toEqual([
      'gap 损耗管理',
      'gap 考核',
      'gap 筹备资料：归档以后由谁保管',
      'idle-unit 督导部门',
    ])
    const losses = reading.problems.find(({ topic }) => topic === '损耗管理')
    expect(losses?.sides.map(({ anchor }) => anchor)).toEqual(['t3', 't3'])
    expect(reading.counts).toMatchObject({ overlaps: 5, gaps: 4 })
  })

  test('有人负责的制度，挑不出毛病', () => {
    expect(readText(plainPolicy).problems).toEqual([])
  })

  test('补上谁做，就不再说', () => {
    const mended = faultyPolicy.replace('建立商品损耗管理体系', '运营部门建立商品损耗管理体系')
    expect(gapsOf(readText(mended))).not.toContain('gap 损耗管理')
  })
})

describe('哪些算各管各的', () => {
  const held = (holder: string, words: string, part = 'lead'): Held => ({
    ...{ holder, words, part, group: words, anchor: words },
  })
  const found = (...duties: Held[]) => findOverlaps(duties).map(({ topic }) => topic)

  test.each<[string, string, string, boolean]>([
    ['同一件事，同一种做法', '受理客户投诉', '处理客户投诉', true],
    ['叫法不同，说的是一件事', '收集顾客意见', '汇总客户的意见和建议', true],
    ['一家做、一家审，不算', '编制年度预算', '审核年度预算', false],
    ['只有“建议”一样，不算', '提出改进建议', '提出改进建议', false],
    ['都要培训，对象不同，不算', '培训门店导购', '培训新进司机', false],
    ['目的相同，做法不同，不算', '回复邮件，提高客户满意度', '改进包装，提高客户满意度', false],
  ])('%s', (_name, a, b, isOverlap) => {
    expect(found(held('甲部', a), held('乙部', b)).length > 0).toBe(isOverlap)
  })

  test('配合的、自己跟自己的，不算', () => {
    expect(found(held('甲部', '受理客户投诉'), held('乙部', '处理客户投诉', 'assist'))).toEqual([])
    expect(found(held('甲部', '受理客户投诉'), held('甲部', '处理客户投诉'))).toEqual([])
  })

  test('三家以上一字不差的，是人人都要做的事', () => {
    const words = '受理客户投诉，下班前锁好门窗'
    expect(found(held('甲部', words), held('乙部', words), held('丙部', words))).toEqual([])
  })

  test('一句话里主张了什么', () => {
    const claims = claimsOf('对公司各项费用进行审核和监控，确保合规。').map(({ doing, matter }) => `${doing} ${matter}`)
    expect(claims).toEqual(['review 费用', 'check 费用'])
    expect(claimsOf('为公司决策提供数据支持。')).toEqual([])
  })
})

const duties = new URL('../../../../shared/sources/002_15e88a274afab676.txt', import.meta.url)

// Topics only: the text itself is not ours to keep. A public clone has no such file and skips these.
describe.skipIf(!existsSync(duties))('一份真制度（需要 ../shared/sources）', () => {
  const reading = () => read(readFileSync(duties))

  // @covers ORG-06
  test('五处重叠：竞争、回访、意见、销售数据、外部伙伴', () => {
    expect(overlapsOf(reading()).map((line) => line.replaceAll('部门', ''))).toEqual([
      '客服/市场 客户反馈意见',
      '客服/销售 客户关系、客户回访',
      '市场/运营 市场动态、竞争对手、市场数据',
      '运营/销售 合作伙伴',
      '运营/销售 销售数据',
    ])
  })

  // @covers PRN-05
  test('四处没有着落：风险体系、考核、项目资料、内部审计', () => {
    expect(gapsOf(reading())).toEqual([
      'gap 风险管理',
      'gap 考核',
      'gap 成果交付与归档：归档以后由谁保管',
      'idle-unit 内部审计部门',
    ])
  })
})

import { describe, expect, test } from 'vitest'
import { allClauses, carryAnchors } from './anchors.ts'
import { clean } from './clean.ts'
import { gluedPolicy, plainPolicy } from './fixtures.ts'
import { readStructure } from './structure.ts'

const read = (text: string) => readStructure(text, (offset) => offset).clauses
const anchors = (text: string) => allClauses(read(text)).map((clause) => clause.anchor)
const titles = (text: string) => allClauses(read(text)).map((clause) => clause.title)

describe('the clause tree of a policy', () => {
  // @covers POL-05
  test('chapters, articles and items, each with an anchor that people can say', () => {
    expect(anchors(plainPolicy)).toEqual(['z1', 't1', 't2', 'z2', 't3', 't3.x1', 't3.x2', 't4', 'z3', 't5'])
    expect(
      allClauses(read(plainPolicy))
        .map((clause) => clause.level)
        .join(''),
    ).toBe('章条条章条项项条章条')
  })

  test('numbers are found in running text, and titles parted from the sentences behind them', () => {
    const { text } = clean(gluedPolicy)
    expect(titles(text).slice(0, 9)).toEqual([
      ...[
        '总则',
        '目的',
        '适用范围',
        '职责体系',
        '仓储部门职责',
        '入库管理',
        '库存盘点与分析',
        '质检部门职责',
        '到货检验',
      ],
    ])
    expect(anchors(text).slice(0, 7)).toEqual(['z1', 'z1.t1', 'z1.t2', 'z2', 'z2.t1', 'z2.t1.x1', 'z2.t1.x2'])
  })

  test('no word is lost between title and text', () => {
    const { text } = clean(gluedPolicy)
    const kept = allClauses(read(text)).map((clause) => clause.label + clause.title + clause.text)
    expect(`仓库职责管理制度${kept.join('')}`).toBe(text)
  })

  test('decimal numbers and bullets', () => {
    const text =
      '1. 采购计划\n1.1 编制\n•每月编制一次。\n•经审核后执行。\n1.2 调整\n调整须说明原因。\n2. 采购执行\n2.1 询价\n至少三家。\n'
    expect(anchors(text)).toEqual(['z1', 'z1.t1', 'z1.t1.x1', 'z1.t1.x2', 'z1.t2', 'z2', 'z2.t1'])
  })

  test.each([
    ['a page number', '一、总则\n本制度见第1页。\n二、附则\n自发布之日起施行。'],
    ['a year', '一、总则\n自2007.起执行，2008.5月修订。\n二、附则\n施行。'],
    ['a listing comma behind 统一', '一、总则\n各部门要标准统一、规范操作。\n二、附则\n施行。'],
    ['a reference to an article', '一、总则\n按照第五条的规定，由本制度第六条所称部门办理。\n二、附则\n施行。'],
    ['a decimal amount', '一、总则\n预算超过1.5倍的，或2.5万元以上的，另行报批。\n二、附则\n施行。'],
  ])('%s is no heading', (_, text) => {
    expect(anchors(text)).toHaveLength(2)
  })

  test('numbering that jumps is read and reported', () => {
    const { clauses, notices } = readStructure('第一条 甲方负责。\n第二条 乙方负责。\n第四条 丙方负责。\n', (at) => at)
    expect(clauses).toHaveLength(3)
    expect(notices.map((notice) => notice.words)).toEqual(['编号从 第二条 跳到了 第四条，中间可能缺了条款。'])
  })
})

describe('a later edition', () => {
  const edition = (...items: string[]) =>
    read(items.map((item, index) => `第${'一二三四五六'[index]}条 ${item}`).join('\n'))
  const old = edition('目的：规范用车。', '派车由行政部审批，并登记里程。', '油费每月结算一次，逾期不予报销。')

  // @covers POL-05
  test('clauses that stay keep their anchors when one is inserted before them', () => {
    const fresh = edition(
      '目的：规范用车。',
      '驾驶员须持证上岗。',
      '派车由行政部审批，并登记里程。',
      '油费每月结算一次，逾期不予报销。',
    )
    expect(carryAnchors(old, fresh).map((clause) => clause.anchor)).toEqual(['t1', 't2a', 't2', 't3'])
  })

  test('a reworded clause is still the clause, and a name that is gone is not given again', () => {
    const fresh = edition('目的：规范用车。', '派车由行政部审批，并登记里程和用途。', '节假日用车另行规定。')
    expect(carryAnchors(old, fresh, ['t3a']).map((clause) => clause.anchor)).toEqual(['t1', 't2', 't3b'])
  })
})

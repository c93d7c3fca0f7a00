import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allClauses } from './anchors.ts'
import { gluedPolicy, plainPolicy, sitePage } from './fixtures.ts'
import { applyChoices, readPolicy } from './read.ts'
import type { Choice, Reading } from './types.ts'

const read = (text: string, name = '制度.txt'): Reading => {
  const answer = readPolicy(new TextEncoder().encode(text), name, { bytes: 1_000_000 })
  if ('refused' in answer) throw new Error(answer.refused)
  return answer
}
const clause = (reading: Reading, anchor: string) => allClauses(reading.clauses).find((one) => one.anchor === anchor)

describe('what the reading of a policy says', () => {
  const reading = read(sitePage)

  test('its own title, though a page mark is glued to it', () => {
    expect(reading.title).toEqual({ text: '仓库职责管理制度', confidence: 0.98 })
  })

  test('where the original breaks off', () => {
    expect(reading.notices.find((notice) => notice.kind === 'cut')?.words).toMatch(/原文到此为止.*逾期未还料的,由仓/)
    expect(read(plainPolicy).notices).toEqual([])
  })

  // @covers ORG-03
  test('departments, their groups of duties, and each duty with its words', () => {
    const { departments } = reading.findings
    expect(departments.map((one) => [one.name, one.groups.map((group) => group.name)])).toEqual([
      ['仓储部门', ['入库管理', '库存盘点与分析']],
      ['质检部门', ['到货检验', '不合格品处理']],
    ])
    expect(departments[0]?.groups[0]?.duties.map((duty) => duty.words)).toEqual([
      ...['负责核对到货数量,办理入库手续。', '及时更新库存台账。'],
    ])
    expect(departments[0]?.groups[0]).toMatchObject({ anchor: 'z2.t1.x1', confidence: expect.any(Number) })
  })

  test('a unit at work without duties of its own', () => {
    expect(reading.findings.mentioned.map((one) => one.name)).toEqual(['采购部门', '内部审计部门'])
  })

  test('stages, supervision, appraisal, forms with their fields, and who does what', () => {
    const { stages, supervision, appraisal, forms, acts } = reading.findings
    expect(stages.map((stage) => [stage.name, stage.steps.map((step) => step.name)])).toEqual([
      ['入库流程', ['到货登记', '入库审批']],
    ])
    expect(supervision.map((one) => one.name)).toEqual(['日常监督', '内部审计'])
    expect(appraisal.map((one) => one.name)).toEqual(['考核周期', '考核结果应用'])
    expect(forms.find((form) => form.name === '入库申请单')?.fields).toEqual(['品名', '数量', '供应商'])
    expect(acts.find((act) => act.anchor === 'z3.t1.x2')).toMatchObject({ name: '质检部门', act: '审核' })
  })

  test('a clause points at its own words in the original', () => {
    const one = clause(reading, 'z2.t1.x1')
    const words = reading.original.slice(one?.originalFrom, one?.originalTo)
    expect(words).toBe('1.入庫管理負責核對到貨數量,辦理入庫手續。及時更新庫存臺賬。')
  })

  test('a text without numbers is kept paragraph by paragraph', () => {
    const loose = read('用车须知\n用车前先登记。\n用后加满油。')
    expect(loose.clauses.map((one) => [one.anchor, one.text])).toEqual([
      ['k1', '用车前先登记。'],
      ['k2', '用后加满油。'],
    ])
    expect(loose.notices.map((notice) => notice.kind)).toEqual(['no-clauses'])
  })

  test('a refusal is data', () => {
    expect(readPolicy(new Uint8Array(), '空.txt', { bytes: 10 })).toEqual({
      refused: expect.stringContaining('空文件'),
    })
  })
})

describe('a strange text', () => {
  // Reading these looked through the same words again from each of them: 100 KB took half a minute and more.
  const lines = ['办公制度\n第一条 ', '办公制度\n第一章 职责\n采购部', '办公制度\n']
  test.each([' \n', '采购部的每月报告，', '发？采购', '的', '项 '])('takes time by its length: %j', (words) => {
    for (const opening of lines) {
      const time = (length: number) => {
        const before = process.threadCpuUsage()
        read(opening + words.repeat(length / words.length))
        return process.threadCpuUsage(before).user
      }
      time(4_000)
      // Four times the length: a square would be sixteen times the time. What is over in 100 ms is not judged.
      expect(time(64_000)).toBeLessThan(Math.max(100_000, 10 * time(16_000)))
    }
  })
})

describe('what a person decides', () => {
  const reading = read(gluedPolicy)
  const anchorsOf = (one: Reading) => allClauses(one.clauses).map((each) => each.anchor)
  const decided = (...choices: Choice[]) => applyChoices(reading, choices)

  test('no choices change nothing', () => {
    expect(applyChoices(reading, [])).toEqual(reading)
    expect(JSON.parse(JSON.stringify(reading))).toEqual(reading)
  })

  test('a new border between title and text loses no word', () => {
    const after = decided({ kind: 'rename', anchor: 'z2.t1.x1', title: '入库' })
    expect(clause(after, 'z2.t1.x1')).toMatchObject({ title: '入库', text: expect.stringMatching(/^管理负责核对/) })
    expect(after.findings.departments[0]?.groups[0]?.name).toBe('入库')
  })

  test('a moved clause keeps its anchor and its children', () => {
    const after = decided({ kind: 'move', anchor: 'z2.t2', under: 'z3', after: 'z3.t1' })
    expect(clause(after, 'z3')?.children.map((one) => one.anchor)).toEqual(['z3.t1', 'z2.t2'])
    expect(anchorsOf(after).toSorted()).toEqual(anchorsOf(reading).toSorted())
  })

  test('a split gives one new anchor, a merge takes one away', () => {
    const split = decided({ kind: 'split', anchor: 'z2.t1.x1', at: 16 })
    expect(anchorsOf(split).filter((anchor) => !anchorsOf(reading).includes(anchor))).toEqual(['z2.t1.x1a'])
    const merged = decided({ kind: 'merge', anchor: 'z2.t1.x2', into: 'z2.t1.x1' })
    expect(anchorsOf(reading).filter((anchor) => !anchorsOf(merged).includes(anchor))).toEqual(['z2.t1.x2'])
    expect(clause(merged, 'z2.t1.x1')?.text).toContain('库存盘点与分析')
  })

  test('a clause that is left out goes with all below it, and so do the duties it named', () => {
    const after = decided({ kind: 'drop', anchor: 'z2.t1' })
    expect(anchorsOf(after)).toEqual(anchorsOf(reading).filter((anchor) => !/^z2\.t1(\.|$)/.test(anchor)))
    expect(after.findings.departments.length).toBe(reading.findings.departments.length - 1)
    expect(after.original).toBe(reading.original)
    expect(decided({ kind: 'drop', anchor: 'z9' }).notices.some(({ kind }) => kind === 'choice')).toBe(true)
  })

  test('a correction refused at one place stays at the others', () => {
    const row = reading.corrections.find((one) => one.before === '倉')
    const [first = 0] = row?.places ?? []
    const after = decided({ kind: 'correction', id: row?.id ?? '', verdict: 'reject', at: first })
    expect(after.text.startsWith('倉库职责')).toBe(true)
    expect(after.corrections.find((one) => one.id === row?.id)?.state).toBe('mixed')
    expect(anchorsOf(after)).toEqual(anchorsOf(reading))
  })

  test('a choice that no longer fits is said and harms nothing', () => {
    const after = decided({ kind: 'merge', anchor: 'z9', into: 'z1' })
    expect(after.clauses).toEqual(reading.clauses)
    expect(after.notices.some((notice) => notice.kind === 'choice')).toBe(true)
  })

  test('choices can be made again and again, and untouched clauses keep their anchors', () => {
    const anchor = fc.constantFrom(...anchorsOf(reading))
    const choice: fc.Arbitrary<Choice> = fc.oneof(
      fc.record({ kind: fc.constant('rename' as const), anchor, title: fc.constantFrom('职责', '办理') }),
      fc.record({ kind: fc.constant('move' as const), anchor, under: anchor, after: fc.constant(null) }),
      fc.record({ kind: fc.constant('split' as const), anchor, at: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ kind: fc.constant('merge' as const), anchor, into: anchor }),
    )
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 4 }), (choices) => {
        const after = applyChoices(reading, choices)
        expect(applyChoices(after, choices)).toEqual(after)
        expect(new Set(anchorsOf(after)).size).toBe(anchorsOf(after).length)
        const merged = choices.filter((one) => one.kind === 'merge').map((one) => one.anchor)
        const lost = anchorsOf(reading).filter((one) => !anchorsOf(after).includes(one))
        expect(lost.every((one) => merged.includes(one))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

import { describe, expect, test } from 'vitest'
import { allClauses } from './anchors.ts'
import { toGbk } from './fixtures.ts'
import {
  announcing,
  decimals,
  fiveLevels,
  markdown,
  mixedWidths,
  twoPolicies,
  unnumbered,
  withContents,
} from './layouts.ts'
import { applyChoices, readPolicy } from './read.ts'
import type { Choice, Reading } from './types.ts'

const read = (text: string | Uint8Array): Reading => {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const answer = readPolicy(bytes, '制度.txt', { bytes: 1_000_000 })
  if ('refused' in answer) throw new Error(answer.refused)
  return answer
}
const outline = (reading: Reading) => allClauses(reading.clauses).map((one) => `${one.anchor} ${one.title || one.text}`)
const words = (reading: Reading, kind: string) =>
  reading.notices.filter((one) => one.kind === kind).map((one) => one.words)

describe('the layouts in which companies write their policies', () => {
  // @covers POL-10
  test('a table of contents is left out, the chapters are read once, the appendix stands by itself', () => {
    const reading = read(withContents)
    expect(outline(reading).filter((line) => /^[zf]\d /.test(line))).toEqual([
      ...['z1 总则', 'z2 派车与用车', 'z3 附则', 'f1 用车申请单'],
    ])
    expect(reading.leftOut).toMatchObject([{ reason: '目录', fromLine: 3, toLine: 8, restored: false }])
    expect(reading.notices).toEqual([])
  })

  test('so is one without dotted lines', () => {
    const plain = withContents.replaceAll(/[.…]{3,}\d/g, '')
    expect(outline(read(plain))).toEqual(outline(read(withContents)))
  })

  test('1, 1.1, 1.1.1 behind a header and a revision history, amounts left alone', () => {
    const reading = read(decimals)
    expect(outline(reading).slice(0, 6)).toEqual([
      ...['z1 目的', 'z2 范围', 'z3 职责', 'z3.t1 仓储部', 'z3.t1.x1 每月末组织盘点；', 'z3.t1.x2 对差异写明原因。'],
    ])
    expect(reading.leftOut.map((part) => part.reason)).toEqual(['文件编号、版本等表头', '修订记录'])
    expect(allClauses(reading.clauses)).toHaveLength(13)
  })

  test('一、(一) 1. (1) ① each below the one before', () => {
    const reading = read(fiveLevels)
    const deepest = allClauses(reading.clauses).find((one) => one.text.startsWith('高铁'))
    expect(deepest?.anchor).toBe('z1.t1.x1.m1.m1')
    expect(reading.clauses.map((one) => one.title)).toEqual(['适用对象', '报销'])
  })

  test('without a number, short lines above paragraphs are the headings', () => {
    expect(outline(read(unnumbered))).toEqual(['t1 预约', 't2 使用', 't3 离开'])
  })

  test('Markdown: headings by their #, bold marks gone and kept in the list of changes', () => {
    const reading = read(markdown)
    expect(reading.clauses.map((one) => one.title)).toEqual(['总则', '备份要求', '恢复演练'])
    expect(reading.title.text).toBe('数据备份管理制度')
    expect(outline(reading)).toContain('z1.t1 目的')
    expect(reading.corrections.map((one) => one.label)).toContain('Markdown 标记 **')
  })

  test('the same bytes in GB18030 read the same', () => {
    const bytes = Uint8Array.from(toGbk(withContents))
    expect(read(bytes)).toMatchObject({ encoding: 'GB18030', clauses: read(withContents).clauses })
  })
})

describe('numbers that contradict each other', () => {
  // @covers POL-23
  test('a number that comes twice or is left out is said, and every clause keeps an anchor of its own', () => {
    const reading = read(mixedWidths)
    expect(words(reading, 'numbering')).toEqual([
      '编号 (2) 用了两次。',
      '编号从 第3条 跳到了 第5条，中间可能缺了条款。',
    ])
    const anchors = allClauses(reading.clauses).map((one) => one.anchor)
    expect(new Set(anchors).size).toBe(anchors.length)
    expect(allClauses(reading.clauses).find((one) => one.anchor === 't2')?.text).toBe('用印须填写用印申请单：')
  })

  // @covers POL-23
  test('6.1 and 6.2 below 七 are proposed as 7.1 and 7.2, and a person may take that', () => {
    const reading = read('报修流程\n六、办理\n1、登记。\n2、派工。\n七、相关制度\n6.1 设备管理制度\n6.2 备件管理制度\n')
    const notice = reading.notices.find((one) => one.proposal)
    expect(notice).toMatchObject({ kind: 'numbering', proposal: { words: '改成 7.1、7.2' } })
    const after = applyChoices(reading, notice?.proposal?.choices ?? [])
    const labels = (one: Reading) => one.clauses.at(-1)?.children.map((child) => child.label)
    expect([labels(reading), labels(after)]).toEqual([
      ['6.1', '6.2'],
      ['7.1', '7.2'],
    ])
    expect(outline(after)).toEqual(outline(reading))
  })
})

describe('what a text announces and does not hold', () => {
  // @covers POL-23
  test('下列六项 and five follow; a sentence that breaks off', () => {
    const reading = read(announcing)
    expect(words(reading, 'announced')).toEqual(['一、说有 6 项，实际是 5 项。'])
    expect(words(reading, 'cut')).toHaveLength(1)
  })

  test('a list in the same sentence is counted too', () => {
    expect(words(read(announcing.replace('、试供货', '')), 'announced')).toHaveLength(2)
    expect(words(read(announcing.replace('现场考察、试供货', '现场考察和试供货')), 'announced')).toHaveLength(1)
  })

  test('chapters that are named and never come, a chapter with a single number, blanks, figures', () => {
    const chapters =
      '手册\n本手册由第一、二、三章和第七章组成。\n第一章 接待\n第一条 热情。\n第二章 登记\n第二条 如实。\n'
    expect(words(read(chapters), 'announced')).toEqual(['前面说有 7 章，正文只到第 2 章。'])
    const single = '巡检制度\n1. 范围\n1.1 车间。\n1.2 库房。\n2. 班次\n2.1 白班。\n2.2 夜班。\n3. 处罚\n3.1 警告。\n'
    expect(words(read(single), 'gap')).toEqual(['“3.处罚”只有 3.1 一条，后面可能缺了。'])
    const blank = '考核办法\n第一条 每年月，部门汇总，如图1所示。\n第二条 本办法由人事部解释。\n'
    expect(words(read(blank), 'gap')).toEqual([
      '这里像是漏了数字：“每年月，部门汇总，如图1”。',
      '文中提到图1，文件里没有图。',
    ])
  })
})

describe('several texts in one file', () => {
  const reading = read(twoPolicies)
  const decided = (...choices: Choice[]) => applyChoices(reading, choices)
  const titles = (one: Reading) => one.texts.map((text) => [text.title, text.kept])

  // @covers POL-10
  test('two policies behind each other are two, each with its own clauses', () => {
    expect(titles(reading)).toEqual([
      ['请假管理制度', true],
      ['考勤管理制度', true],
    ])
    expect(outline(reading).filter((line) => line.startsWith('p2.'))).toHaveLength(3)
    expect(words(reading, 'several-texts')[0]).toMatch(/2 篇文字，其中 2 篇/)
  })

  test('a single policy is one text, kept, with all the clauses', () => {
    expect(read(withContents).texts).toMatchObject([{ anchor: null, kept: true, kind: 'policy', clauses: 12 }])
  })

  // @covers POL-10
  test('repeated titles are left out with the reason, and can be put back', () => {
    const glued = twoPolicies.replaceAll(/(.*制度)\n第一条/g, '$1\n\n$1$1第一条')
    const one = read(glued)
    expect(titles(one)).toEqual(titles(reading))
    expect(one.leftOut.map((part) => [part.kind, part.words])).toEqual([
      ['repeated-title', '请假管理制度请假管理制度'],
      ['repeated-title', '考勤管理制度考勤管理制度'],
    ])
    expect(outline(one)).toEqual(outline(reading))
    const restored = applyChoices(one, [{ kind: 'left-out', id: one.leftOut[0]?.id ?? '', verdict: 'restore' }])
    expect(restored.text.split('请假管理制度')).toHaveLength(4)
    expect(restored.texts.map((text) => text.title)).toEqual(one.texts.map((text) => text.title))
  })

  test('a person leaves a text out, renames it, says what it is', () => {
    const id = reading.texts[1]?.id ?? ''
    const after = decided(
      { kind: 'text', id, verdict: 'leave' },
      { kind: 'text-title', id, title: '考勤办法' },
      { kind: 'text-kind', id, is: 'article' },
    )
    expect(after.texts[1]).toMatchObject({
      kept: false,
      decided: true,
      title: '考勤办法',
      kind: 'article',
      confidence: 1,
    })
    expect(after.counts).toMatchObject({ texts: 2, keptTexts: 1 })
    expect(after.clauses).toEqual(reading.clauses)
  })

  test('a border taken away joins two texts, one drawn parts them; anchors in front of it stay', () => {
    const joined = decided({ kind: 'join', id: reading.texts[1]?.id ?? '' })
    expect(joined.texts.map((text) => text.title)).toEqual(['请假管理制度'])
    expect(outline(joined)).toContain('p1.z1 考勤管理制度')
    const cut = decided({ kind: 'cut', at: twoPolicies.indexOf('第三条'), title: '施行说明' })
    expect(cut.texts.map((text) => [text.title, text.anchor])).toEqual([
      ['请假管理制度', 'p1'],
      ['施行说明', 'p1a'],
      ['考勤管理制度', 'p2'],
    ])
    expect(outline(cut).filter((line) => line.startsWith('p2.'))).toEqual(
      outline(reading).filter((line) => line.startsWith('p2.')),
    )
  })

  test('a scrap of slides beside a policy is proposed as no policy', () => {
    const scraps = '通信产业链\n\n信息流\n现金流\n1994年\n2008年\n设备商\n运营商\n服务商\n客户\n时间\n价格\n'
    const policy = '考勤管理制度\n\n考勤管理制度第一条 九点上班。\n第二条 本制度由人事部解释。\n'
    const other = '请假管理制度\n\n请假管理制度第一条 填写请假单。\n第二条 由部门负责人批准。\n'
    const kinds = read(policy + scraps + other).texts.map((text) => [text.title, text.kind, text.kept])
    expect(kinds).toEqual([
      ['考勤管理制度', 'policy', true],
      ['通信产业链', 'fragment', false],
      ['请假管理制度', 'policy', true],
    ])
  })
})

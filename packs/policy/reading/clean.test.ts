import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean } from './clean.ts'
import { gluedPolicy, loseOneByte, plainPolicy, sitePage } from './fixtures.ts'
import type { CorrectionKind } from './types.ts'

const found = (text: string, kind: CorrectionKind) => clean(text).corrections.filter((one) => one.kind === kind)

describe('pronunciations inside words', () => {
  // @covers POL-23
  test('業(yè)務 becomes 业务, so that people find it', () => {
    const { text, corrections } = clean('各部門按業(yè)務計劃執(zhí)行,業(yè)務部匯總。')
    expect(text).toBe('各部门按业务计划执行,业务部汇总。')
    expect(corrections.find((one) => one.id === 'gloss:业(yè)')).toMatchObject({
      proposal: false,
      before: '(yè)',
      after: '',
    })
    expect(corrections.find((one) => one.id === 'gloss:业(yè)')?.places).toHaveLength(2)
  })

  test('real brackets stay', () => {
    const text = '（一）关键指标(KPI)由系统(ERP)生成，应用(app)不在此列。(二)见附件(1)。'
    expect(clean(text).text).toBe(text)
  })

  test('a syllable that is no reading of its character waits for a person', () => {
    const { text, corrections } = clean('采购(shěn)计划')
    expect(text).toBe('采购(shěn)计划')
    expect(corrections).toMatchObject([{ kind: 'gloss', proposal: true, state: 'open' }])
  })
})

describe('traditional characters', () => {
  test('words decide: 瞭解 and 瞭望, 乾淨 and 乾隆 and 幹部, 計劃, 著名 and 看著', () => {
    const words = '為瞭解計劃,幹部應當保持環境乾淨,瞭望塔著名,看著乾隆年間的門。'
    expect(clean(words).text).toBe('为了解计划,干部应当保持环境干净,瞭望塔著名,看着乾隆年间的门。')
  })

  test('one row for each character, with all its places, uncertain ones first', () => {
    const rows = found('乾淨的門,門房門衛應負責。', 'traditional')
    expect(rows[0]?.label).toBe('乾 → 干')
    expect(rows.find((row) => row.before === '門')?.places).toEqual([3, 5, 7])
  })

  test('a simplified text keeps its standard characters', () => {
    const text = '本制度由乾元公司制定，著作权归公司，瞭望岗每日登记，余额按月结转。'
    expect(clean(text).text).toBe(text)
  })
})

describe('characters broken by one lost byte', () => {
  const sound = '供应商按时交货，由采购部统计。确保比例真实，确保供应商按时付清。考核标准由人事部设定。'

  test('the lost byte is found from the words around it', () => {
    const damaged = `${sound}逐月核对，确${loseOneByte('保供應商按時')}交货。`
    const [row] = found(damaged, 'mojibake')
    expect(row).toMatchObject({ after: '保供应商按时', proposal: true, state: 'open' })
    expect(row?.alternatives.length).toBeGreaterThan(1)
    expect(clean(damaged).text).toContain(row?.before)
  })

  test('also where the site folded a full-width digit that came up', () => {
    const damaged = `${sound}逐月核对，确${loseOneByte('保供應商按時').replace('９', '9')}交货。`
    expect(found(damaged, 'mojibake')[0]?.after).toBe('保供应商按时')
  })

  test('a full stop can be what was lost', () => {
    const damaged = `${sound}每年由人事部设定${loseOneByte('。考核標準確')}定后公布。`
    expect(found(damaged, 'mojibake')[0]?.after).toBe('。考核标准确')
  })

  test('accepted it is read as restored, and the original is kept', () => {
    const damaged = `${sound}逐月核对，确${loseOneByte('保供應商按時')}交货。`
    const [row] = found(damaged, 'mojibake')
    const accepted = clean(damaged, [{ kind: 'correction', id: row?.id ?? '', verdict: 'accept' }])
    expect(accepted.text).toContain('确保供应商按时交货')
    expect(accepted.corrections.find((one) => one.id === row?.id)?.state).toBe('applied')
  })

  test('real question marks are no damage', () => {
    expect(
      found('谁来审核??由各部门负责人审核。是否同意?由经理决定。为什么？请说明。要几个人?2人以上。', 'mojibake'),
    ).toEqual([])
  })
})

describe('what surrounds a policy', () => {
  test('page marks, buttons, notices and comments are left out and listed by line', () => {
    const { text, leftOut } = clean(sitePage)
    expect(text.trim().startsWith('仓库职责管理制度一、')).toBe(true)
    expect(text.trim().endsWith('逾期未还料的,由仓')).toBe(true)
    expect(leftOut.map((part) => [part.reason, part.fromLine])).toEqual([
      ['页码', 1],
      ['阅读网站的按钮和提示', 3],
      ['版权和免责声明', 7],
      ['阅读网站的按钮和提示', 9],
      ['正文之后的网站提示、推荐和评论区', 13],
    ])
  })

  test('a line can be put back', () => {
    const { text } = clean(sitePage, [{ kind: 'left-out', id: 'left:7', verdict: 'restore' }])
    expect(text).toContain('版权说明')
  })

  test('a policy about copyright keeps its clauses', () => {
    const text =
      '著作权管理办法\n第一条 为了防止侵权，制定本办法。\n第二条 用户上传的作品，版权归作者所有。\n第三条 本办法由法务部解释。\n'
    expect(clean(text).leftOut).toEqual([])
  })
})

describe('every correction can be traced and undone', () => {
  const damage = fc.constantFrom(
    '(yè)',
    '業',
    '(zhí)',
    '門',
    '\u200b',
    '負責',
    '乾',
    '??',
    '。',
    '制度',
    '(一)',
    'PAGE',
    '\n',
    'A',
  )
  const damaged = fc.array(damage, { maxLength: 30 }).map((parts) => parts.join(''))

  test('what was there before is the original text at each place', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        for (const one of clean(text).corrections) {
          for (const place of one.places) expect(text.slice(place, place + one.before.length)).toBe(one.before)
        }
      }),
    )
  })

  test('refusing every correction gives the original back', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const { corrections, leftOut } = clean(text)
        const refused = corrections.map((one) => ({ kind: 'correction', id: one.id, verdict: 'reject' }) as const)
        const restored = leftOut.map((one) => ({ kind: 'left-out', id: one.id, verdict: 'restore' }) as const)
        const again = clean(text, [...refused, ...restored])
        const second = again.corrections.map((one) => ({ kind: 'correction', id: one.id, verdict: 'reject' }) as const)
        expect(clean(text, [...second, ...restored]).text).toBe(text)
      }),
    )
  })

  test('a clean text has nothing to correct, and cleaning twice is cleaning once', () => {
    expect(clean(plainPolicy)).toMatchObject({ text: plainPolicy, corrections: [], leftOut: [] })
    const once = clean(gluedPolicy).text
    expect(clean(once).text).toBe(once)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode } from './decode.ts'
import { plainPolicy, toGbk } from './fixtures.ts'

const limit = 1_000_000
const utf16 = (text: string, big: boolean): number[] =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).flatMap((unit) =>
    big ? [unit >> 8, unit & 0xff] : [unit & 0xff, unit >> 8],
  )
const refusal = (bytes: number[] | Uint8Array, name = '制度.txt') => {
  const answer = decode(Uint8Array.from(bytes), name, limit)
  return 'refused' in answer ? answer.refused : undefined
}
const latin = (text: string) => Array.from(text, (char) => char.charCodeAt(0))

describe('a policy file in an encoding that people really use', () => {
  const utf8 = Array.from(new TextEncoder().encode(plainPolicy))
  test.each([
    ['UTF-8', 'UTF-8', utf8],
    ['UTF-8 with a mark', 'UTF-8', [0xef, 0xbb, 0xbf, ...utf8]],
    ['UTF-16 little end first, marked', 'UTF-16LE', [0xff, 0xfe, ...utf16(plainPolicy, false)]],
    ['UTF-16 big end first, marked', 'UTF-16BE', [0xfe, 0xff, ...utf16(plainPolicy, true)]],
    ['UTF-16 little end first, unmarked', 'UTF-16LE', utf16(plainPolicy, false)],
    ['UTF-16 big end first, unmarked', 'UTF-16BE', utf16(plainPolicy, true)],
    ['GB18030', 'GB18030', toGbk(plainPolicy)],
  ])('%s is read whole', (_, encoding, bytes) => {
    expect(decode(Uint8Array.from(bytes), '制度.txt', limit)).toEqual({ text: plainPolicy, encoding, cut: false })
  })

  test('a last character cut in half costs only that character', () => {
    const answer = decode(new TextEncoder().encode('第一条 总则').subarray(0, -1), '制度.txt', limit)
    expect(answer).toEqual({ text: '第一条 总', encoding: 'UTF-8', cut: true })
  })

  test('whatever Chinese text is saved as UTF-8 comes back unchanged', () => {
    const chinese = fc.string({ unit: fc.constantFrom(...'制度由各部门负责人审核。\n一、(1)ABC '), minLength: 1 })
    fc.assert(
      fc.property(chinese, (text) => {
        fc.pre(text.trim() !== '')
        expect(decode(new TextEncoder().encode(text), '制度.txt', limit)).toMatchObject({ text })
      }),
    )
  })
})

describe('a file that cannot be a policy is refused with words', () => {
  test.each([
    ['空文件', []],
    ['只有空白', latin(' \n\t  \r\n')],
    ['Word 文件（.docx）', [...latin('PK\u0003\u0004'), 0, 0, ...latin('word/document.xml'), 0]],
    ['Excel 文件（.xlsx）', [...latin('PK\u0003\u0004'), 0, 0, ...latin('xl/workbook.xml'), 0]],
    ['压缩包', [...latin('PK\u0003\u0004'), 0, 0, ...latin('scan.jpg'), 0]],
    ['PDF 文件', latin('%PDF-1.7\n')],
    ['图片', [0x89, ...latin('PNG\r\n'), 0, 0]],
    ['老版本的 Office 文件', [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
    ['程序文件', [...latin('MZ'), 0x90, 0, 3, 0]],
    ['网页文件', latin('<!DOCTYPE html><html></html>')],
    ['不是文字文件', [1, 0, 0, 2, 5, 0, 0, 0, 1, 1, 0, 3]],
  ])('%s', (what, bytes) => {
    expect(refusal(bytes)).toContain(what)
  })

  test('too large says both sizes', () => {
    const answer = decode(new Uint8Array(30_000_000).fill(65), '全集.txt', 20_000_000)
    expect(answer).toEqual({ refused: expect.stringMatching(/全集.*30\.0 MB.*20\.0 MB/) })
  })

  test('Big5 is named, and the way out with it', () => {
    // 公司管理制度由各部門負責人審核 in Big5
    const big5 = 'a4bda5babadeb27aa8eea8d7a5d1a655b3a1aafbada4b373a448bcf6aed6'.match(/../g) ?? []
    const words = refusal(big5.map((pair) => Number.parseInt(pair, 16)))
    expect(words).toMatch(/UTF-8.*GB18030/)
    expect(words).toContain('原文件没有改动')
  })

  test('bytes of no encoding at all are refused', () => {
    expect(refusal([0xff, 0xff, 0x81, 0x20, 0xc3, 0x28, 0x80, 0x80])).toContain('编码')
  })
})

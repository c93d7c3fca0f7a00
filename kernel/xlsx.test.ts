import { crc32, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cell, sheetNames, xlsx } from './xlsx.ts'

/** Reads an archive by its own directory, as an office program does: path → text; checks sizes and sums. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const files = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [crc, packed, size] = [16, 20, 24].map((offset) => bytes.readUInt32LE(at + offset))
    const nameSize = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameSize)
    const local = bytes.readUInt32LE(at + 42)
    const from = local + 30 + bytes.readUInt16LE(local + 26)
    const content = inflateRawSync(bytes.subarray(from, from + packed!))
    expect([content.length, crc32(content)]).toEqual([size, crc])
    files.set(name, content.toString())
    at += 46 + nameSize
  }
  return files
}

async function made(rows: readonly (readonly Cell[])[], name = '项目'): Promise<Map<string, string>> {
  const columns = Array.from({ length: 3 }, (_, index) => ({ label: `第${index + 1}列` }))
  const parts: Uint8Array[] = []
  for await (const part of xlsx([{ name, columns, rows }])) parts.push(part)
  return unzip(Buffer.concat(parts))
}
const sheetOf = async (rows: readonly (readonly Cell[])[]) => (await made(rows)).get('xl/worksheets/sheet1.xml')!
const cell = (sheet: string, place: string) => sheet.match(new RegExp(`<c r="${place}"[^>]*>.*?</c>`, 's'))?.[0] ?? ''
const wordsIn = (xml: string) =>
  xml
    .match(/<t [^>]*>([\s\S]*?)<\/t>/)?.[1]
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/_x005F_/g, '_')

describe('一份表', () => {
  test('该有的部件都在，工作表叫中文名，表头不动，每列可筛选', async () => {
    const files = await made([['一', 2, null]])
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/styles.xml']),
    )
    expect(files.get('xl/workbook.xml')).toContain('<sheet name="项目"')
    expect(files.get('xl/worksheets/sheet1.xml')).toMatch(/state="frozen".*<autoFilter ref="A1:C2"\/>/s)
  })

  test('数是数、金额带格式、日期是日期，能算能排', async () => {
    const sheet = await sheetOf([
      [12.5, { amount: '1234567.80' }, { day: '2026-03-01' }],
      [{ clock: '2026-03-01T18:30' }],
    ])
    expect(cell(sheet, 'A2')).toBe('<c r="A2" s="0"><v>12.5</v></c>')
    expect(cell(sheet, 'B2')).toBe('<c r="B2" s="2"><v>1234567.80</v></c>')
    expect(cell(sheet, 'C2')).toBe('<c r="C2" s="3"><v>46082</v></c>')
    expect(cell(sheet, 'A3')).toMatch(/<v>46082\.7708333/)
  })

  test('十六位以上的金额按字保存，一分不差', async () => {
    const sheet = await sheetOf([[{ amount: '12345678901234.56' }]])
    expect(wordsIn(cell(sheet, 'A2'))).toBe('12345678901234.56')
  })

  test('写成公式样子的字只是字', async () => {
    for (const evil of ["=cmd|'/c calc'!A1", '+1+1', '-2', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x")']) {
      const found = cell(await sheetOf([[evil]]), 'A2')
      expect(found).toContain('t="inlineStr"')
      expect(found).toContain('s="5"')
      expect(found).not.toContain('<f>')
      expect(wordsIn(found)).toBe(evil)
    }
  })

  test('任何字都读得回来；XML 装不下的字符去掉', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), async (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must go
        const held = text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
        expect(wordsIn(cell(await sheetOf([[`字${text}`]]), 'A2'))).toBe(`字${held}`)
      }),
      { numRuns: 60 },
    )
  })

  test('工作表名：太长、重名、不许用的字', () => {
    expect(sheetNames(['a/b:c', 'A b c', '', '长'.repeat(40)])).toEqual(['a b c', 'A b c (2)', '表3', '长'.repeat(31)])
  })

  test('五万行边写边出，不是攒齐了才给', async () => {
    let given = 0
    function* rows() {
      for (; given < 50_000; given++) yield [`第 ${given} 行`, given, null]
    }
    const parts = xlsx([{ name: '大', columns: [{ label: 'a' }], rows: rows() }])
    for (let n = 0; n < 14; n++) await parts.next()
    expect(given).toBeLessThan(50_000)
    for await (const part of parts) expect(part.length).toBeGreaterThan(0)
    expect(given).toBe(50_000)
  })
})

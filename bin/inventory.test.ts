import { describe, expect, it } from 'vitest'
import { claimsIn, idsIn, tally } from './inventory.ts'

const inventory = [
  '| ID | Seed | What |',
  '| POL-05 | 000 | clauses (see POL-06) |',
  '| POL-06 | 000 | x |',
  '| F1 | 000 | form |',
  '| X19 | 002 | 26 |',
].join('\n')
const mark = '// @covers'

describe('需求清单', () => {
  it('只认表格第一格里的编号，正文里提到的不算', () => {
    expect(idsIn(inventory)).toEqual(['POL-05', 'POL-06', 'F1', 'X19'])
  })

  it('一行可以写几个编号，用空格或逗号隔开', () => {
    expect(claimsIn('a.test.ts', `x\n  ${mark} POL-05, X19\n`)).toEqual([
      { file: 'a.test.ts', line: 2, id: 'POL-05' },
      { file: 'a.test.ts', line: 2, id: 'X19' },
    ])
  })

  it('写错的和没写编号的都留下来，好指出是哪一行', () => {
    expect(claimsIn('a.test.ts', `${mark} PRJ-01..04\n${mark}`).map(({ line, id }) => ({ line, id }))).toEqual([
      { line: 1, id: 'PRJ-01..04' },
      { line: 2, id: '' },
    ])
  })

  it('同一条被几个测试证明也只算一次；表单和数字另算', () => {
    const claims = claimsIn('a.test.ts', `${mark} POL-05\n${mark} POL-05 X19`)
    expect(tally(idsIn(inventory), claims)).toEqual({
      total: 2,
      covered: 1,
      byDomain: { POL: { total: 2, covered: 1 } },
      checks: { F: { total: 1, covered: 0 }, X: { total: 1, covered: 1 } },
    })
  })
})

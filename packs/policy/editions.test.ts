import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cited, differences, nextEdition, signingWords } from './editions.ts'
import { markWords } from './pages/mark-words.ts'

const clause = (anchor: string, text: string, label = '第一条') => ({ anchor, label, title: '题', text })

describe('两版之间', () => {
  test('按锚点比：新增、修改、删去；只换了空格的不算改', () => {
    const before = [clause('t1', '甲'), clause('t2', '乙'), clause('t3', '丙')]
    const after = [clause('t1', '甲 '), clause('t2', '乙改'), clause('t4', '丁')]
    expect(differences(before, after).map(({ kind, anchor }) => `${kind} ${anchor}`)).toEqual([
      'changed t2',
      'added t4',
      'removed t3',
    ])
    expect(differences(before, before)).toEqual([])
  })

  test('标出改了哪些字', () => {
    expect(markWords('每周通报一次。', '每月通报一次，抄送财务部。')).toEqual([
      { kind: 'same', words: '每' },
      { kind: 'cut', words: '周' },
      { kind: 'put', words: '月' },
      { kind: 'same', words: '通报一次' },
      { kind: 'put', words: '，抄送财务部' },
      { kind: 'same', words: '。' },
    ])
  })

  test('去掉新增的得到旧文，去掉删去的得到新文，什么字都一样', () => {
    const text = fc.string({ unit: fc.constantFrom('部', '门', '月', '。', 'V2', '\n', '😀'), maxLength: 60 })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = markWords(before, after)
        const words = (left: string) => runs.filter(({ kind }) => kind !== left).map((run) => run.words)
        expect([words('put').join(''), words('cut').join('')]).toEqual([before, after])
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    ['V1.3', 'V2.0'],
    ['V9', 'V10'],
    ['2025.2.1', '2026.0.0'],
    ['试行版', '试行版 修订'],
  ])('%s 的下一版是 %s', (now, next) => expect(nextEdition(now)).toBe(next))

  test('签收的话说出是哪几条；没有条号的说标题', () => {
    expect(signingWords('办法', [clause('a', '', '第十四条'), clause('b', '', '第十六条')])).toBe(
      '我已阅读第十四条、第十六条的新内容，并会照此执行。',
    )
    expect(cited({ label: '（一）', title: '首问负责' })).toBe('“（一） 首问负责”')
    expect(signingWords('办法', null)).toBe('我已阅读《办法》全文，并会照此执行。')
  })
})

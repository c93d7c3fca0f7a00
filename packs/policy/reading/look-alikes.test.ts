import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean } from './clean.ts'
import { gluedPolicy, plainPolicy } from './fixtures.ts'

const alikes = (text: string) => clean(text).corrections.filter((one) => one.kind === 'look-alike')
const row = (text: string, id: string) => alikes(text).find((one) => one.id === `look-alike:${id}`)

/** A sentence of our own as a PDF with a shifted font table gives it. */
const damaged =
  '运营戓略由公司觃划，各部门丌得自行収布。采贩部不仓库兯同核对雹求，兰键指标的发化每月告知顼客。组细调整呾劢员由人事部负责。'

describe('characters that stand for others in a text from a PDF', () => {
  // @covers POL-23
  test('those that no modern word uses are put right at once, each change listed once with all its places', () => {
    const { text } = clean(damaged)
    expect(text).toContain('运营战略由公司规划，各部门不得自行发布')
    expect(row(`${damaged}戓略每年检视。`, '戓→战')).toMatchObject({ state: 'applied', proposal: false })
    expect(row(`${damaged}戓略每年检视。`, '戓→战')?.places).toHaveLength(2)
    expect(row(`${damaged}戓略每年检视。`, '戓→战')?.contexts?.[1]).toContain('戓略每年检视')
  })

  // @covers POL-23
  test('ordinary characters wait for a person, and only where a word comes out of it', () => {
    expect(row(damaged, '兰→关')).toMatchObject({ state: 'open', proposal: true, places: [damaged.indexOf('兰键')] })
    expect(row(damaged, '雹→需')?.places).toEqual([damaged.indexOf('雹求')])
    expect(row(damaged, '细→织')?.state).toBe('open')
    expect(clean(damaged).text).toContain('兰键指标')
  })

  test('what shows as 不 is 与 where 不 itself is shown as 丌', () => {
    expect(row(damaged, '不→与')?.places).toEqual([damaged.indexOf('不仓库')])
    expect(row(damaged.replace('丌得', '不得'), '不→与')).toBeUndefined()
  })

  test('a name or a town in the same text stays as it is', () => {
    const text = `${damaged}兰州办事处的绅士协议与惩戒办法另订。`
    const touched = alikes(text).flatMap((one) => one.places.map((at) => text.slice(at, at + 2)))
    expect(touched.filter((words) => ['兰州', '绅士', '戒办'].includes(words))).toEqual([])
  })

  test('a place is accepted or refused by itself', () => {
    const text = `${damaged}相兰部门。`
    const at = text.indexOf('相兰') + 1
    const one = clean(text, [{ kind: 'correction', id: 'look-alike:兰→关', verdict: 'accept', at }])
    expect(one.text).toContain('相关部门')
    expect(one.text).toContain('兰键指标')
  })

  test.each(['丌志强任仓库主管。', '颛顼大街的库房由后勤部管理。', '参会人员彳亍良久。', '丌官婷负责接待。'])(
    'a rare name in a sound text is never changed by itself: %s',
    (sentence) => {
      expect(clean(plainPolicy + sentence).text).toBe(plainPolicy + sentence)
    },
  )

  test('sound texts stay as they are, in whatever order their sentences come', () => {
    const demo = readFileSync(new URL('../demo.txt', import.meta.url), 'utf8')
    const own = [
      '兰州分公司与小贩签订合同，不得戒备不严。',
      '冰雹天气，不能发货的，由专人与客户沟通变更。',
      '绅士、乞丐与讣告三词不在本制度范围。',
      '细则的组织、编织、发布与变更，终由关部长认可。',
      '采购需求或有变化，世界各地细节不同。',
    ]
    const sentences = [...own, ...demo.split('\n'), ...clean(gluedPolicy).text.split('。')].filter((one) => one !== '')
    fc.assert(
      fc.property(fc.shuffledSubarray(sentences, { minLength: 1 }), (some) => {
        const text = `${some.join('\n')}\n`
        expect(alikes(text)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

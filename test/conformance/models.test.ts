import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeXml } from '#engine/bpmn/encoding.ts'
import { readModel } from '#engine/bpmn/read.ts'
import { judge } from './betsy-invalid.ts'
import { canonical, differences } from './canonical.ts'
import { tryModel } from './miwg.ts'
import { bytesOf, filesBelow, folderOf } from './suite.ts'

const betsy = folderOf('bpmn-betsy')
const miwg = folderOf('bpmn-miwg')
const root = join(import.meta.dirname, '../..')
if (!betsy || !miwg) console.log('没有 ../shared 里的模型，betsy 与 MIWG 的检查跳过。')

describe('our own processes', () => {
  it.each(filesBelow(root, 'packs/**/*.bpmn'))('%s keeps the rules of the standard', async (file) => {
    const { problems } = await readModel(decodeXml(bytesOf(root, file)))
    expect(problems).toEqual([])
  })
})

describe.skipIf(!betsy)('betsy', () => {
  it('has its invalid models refused, each for the rule of its folder', async () => {
    const verdicts = await judge(join(betsy ?? '', 'bpmn_constraints'))
    expect(verdicts.length).toBeGreaterThan(200)
    expect(verdicts.filter(({ byItsRule }) => !byItsRule)).toEqual([])
  })
})

describe.skipIf(!miwg)('MIWG', () => {
  it.each(miwg ? filesBelow(miwg, '**/*.bpmn') : [])('%s is read whole and written without loss', async (file) => {
    expect((await tryModel(decodeXml(bytesOf(miwg ?? '', file)))).faults).toEqual([])
  })
})

describe('two texts of a model', () => {
  const one = '<d xmlns="urn:x"><a id="1" b="2.0"/><c>text</c></d>'

  it('say the same with other prefixes, order of attributes and blank space', () => {
    const other = '<x:d xmlns:x="urn:x">\n  <x:a b="2" id="1"/>\n  <x:c>text</x:c>\n</x:d>'
    expect(differences(canonical(one)!, canonical(other)!)).toEqual([])
  })

  it.each([
    ['an attribute', '<d xmlns="urn:x"><a id="1"/><c>text</c></d>', '@b'],
    ['a text', '<d xmlns="urn:x"><a id="1" b="2"/><c>other</c></d>', '文字'],
    ['an element', '<d xmlns="urn:x"><a id="1" b="2"/></d>', 'c：1 个 → 0 个'],
    ['a namespace', '<d xmlns="urn:x"><a id="1" b="2"/><c xmlns="urn:y">text</c></d>', 'c：1 个 → 0 个'],
  ])('differ by %s', (_, other, difference) => {
    expect(differences(canonical(one)!, canonical(other)!).join('\n')).toContain(difference)
  })
})

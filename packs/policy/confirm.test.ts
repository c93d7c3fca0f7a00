import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'
import { toGbk } from './reading/fixtures.ts'
import type { Reading } from './reading/types.ts'

/** A small policy as a document site delivers it: traditional, glossed, with boilerplate around it, cut off at the end. */
const dirty = `門店運營管理制度_第1頁
已閱讀1頁,還剩2頁未讀

下載本文檔

版權說明:本文檔由用戶提供,若侵權請舉報

文檔簡介

PAGE門店運營管理制度一、總則(一)目的為規範門店業(yè)務,明確各部門職責。(二)適用範圍本制度適用於公司全體員工。\
二、部門職責(一)運營部門職責1.項目管理負責項目申請的初審,組織已批準項目的實施。2.制度管理起草和修訂制度,檢查執(zhí)行情況。\
(二)質檢部門職責1.到貨檢驗根據檢驗標準,對到貨進行抽檢。2.投訴處理建立投訴記錄,二十四小時內聯系客戶。\
三、項目管理(一)項目申請1.發起人填寫項目申請表,提交運營部門。2.運營部門對項目的可行性和必要性進行審核。\
3.公司管理層按戰略和資源進行審批。(二)結果告知審批未通過的,向申請部門說明原因,由運

溫馨提示

  1. 本站資源需要解壓軟件。

最新文檔`

let world: World
let writer: Someone
beforeAll(async () => {
  world = await openWorld()
  writer = await world.as('苏禾')
})
afterAll(() => world.close())

const bytes = (text: string) => new TextEncoder().encode(text)
const uploaded = async (content: Uint8Array, name = '门店制度.txt') => {
  const file = await writer.upload(name, content)
  return (await writer.create('policy_import', { file })).row
}
const read = async (content: Uint8Array) => {
  const { id } = await uploaded(content)
  return (await writer.act('policy_import', id, 'read')).row
}
const readingOf = (row: Record<string, unknown>) => row.reading as Reading

describe('谁能导入', () => {
  test('不相干的人：没有“导入”，看不到别人导入的，也下载不了原件', async () => {
    const stranger = await world.as('白薇')
    const row = await uploaded(bytes(dirty))
    expect(await refusal(stranger.create('policy_import', { file: row.file }))).toMatchObject({ status: 403 })
    expect(await refusal(stranger.get('policy_import', row.id))).toMatchObject({ status: 404 })
    expect((await stranger.send('GET', `/api/files/${row.file}`)).status).toBe(404)
    expect((await stranger.list('policy_import')).rows).toEqual([])
  })
})

describe('读得懂的文件', () => {
  // @covers POL-23
  test('繁体、注音、网站的套话都清掉，每一处都留着原文，业务搜得到', async () => {
    const reading = readingOf(await read(bytes(dirty)))
    expect(reading.title.text).toBe('门店运营管理制度')
    expect(reading.text).toContain('规范门店业务')
    expect(reading.text).not.toMatch(/[營務門]|yè|溫馨提示|下载本文档/)
    expect(reading.original).toBe(dirty)
    for (const { before, places } of reading.corrections)
      for (const place of places) expect(dirty.slice(place, place + before.length)).toBe(before)
    expect(reading.counts.glosses).toBe(2)
    for (const part of reading.leftOut) expect(dirty.slice(part.from, part.to)).toContain(part.words.slice(0, 4))
    expect(reading.notices.map(({ kind }) => kind)).toContain('cut')
  })

  // @covers POL-05
  test('章、条、项成一棵树，锚点改了取舍也不变', async () => {
    const row = await read(bytes(dirty))
    const before = anchors(readingOf(row))
    expect(readingOf(row).clauses.map(({ title }) => title)).toEqual(['总则', '部门职责', '项目管理'])
    expect(new Set(before).size).toBe(before.length)
    const choices = [{ kind: 'correction', id: 'gloss:业(yè)', verdict: 'reject' }]
    const edited = (await writer.edit('policy_import', row.id, { choices }, row.version)).row
    expect(readingOf(edited).text).toContain('门店业(yè)务')
    expect(anchors(readingOf(edited))).toEqual(before)
    const undone = (await writer.edit('policy_import', row.id, { choices: [] }, edited.version)).row
    expect(readingOf(undone)).toEqual(readingOf(row))
  })

  test.each([
    ['UTF-8', bytes(dirty)],
    ['UTF-16LE', Buffer.from(`\ufeff${dirty}`, 'utf16le')],
    [
      'GB18030',
      Uint8Array.from(toGbk('仓库管理制度\n第一条 目的\n为了管好仓库，制定本制度。\n第二条 范围\n适用于全体员工。')),
    ],
  ] as const)('%s 也读', async (encoding, content) => {
    const reading = readingOf(await read(content))
    expect(reading.encoding).toBe(encoding)
    expect(reading.counts.clauses).toBeGreaterThan(1)
  })
})

describe('确认导入', () => {
  // @covers ORG-03
  test('条款、各部门的职责、由什么落实，都从原文来；一条不少', async () => {
    const row = await read(bytes(dirty))
    const units = row.units as Record<string, string | null>
    expect(units).toEqual({ 运营部门: await world.unit('运营部'), 质检部门: null })
    const chosen = { units: { ...units, 质检部门: await world.unit('江州店') } }
    await writer.edit('policy_import', row.id, chosen, row.version)
    const owner = await world.unit('运营部')
    const confirmed = await writer.act('policy_import', row.id, 'confirm', { fields: { owner } })
    const policy = String(confirmed.row.policy)

    const clauses = (await writer.list('clause', { policy, limit: '500' })).rows
    expect(clauses.map(({ anchor }) => anchor).sort()).toEqual(anchors(readingOf(row)).sort())
    expect((await writer.get('policy', policy)).row).toMatchObject({
      title: '门店运营管理制度',
      status: 'draft',
      complete: false,
    })

    const duties = (await writer.list('duty', { unit: await world.unit('江州店') })).rows
    expect([...new Set(duties.map(({ group }) => group))].sort()).toEqual(['到货检验', '投诉处理'])
    const carriers = (await writer.list('carrier', { policy, limit: '500' })).rows
    const targets = carriers
      .filter(({ kind, status }) => kind !== 'duty' && status === 'active')
      .map(({ kind, target }) => `${kind} ${target}`)
    expect(targets.sort()).toEqual([
      'form project',
      'step project_approval/by_accountant',
      'step project_approval/by_finance',
      'step project_approval/by_head',
      'step project_approval/by_manager',
      'step project_approval/by_overseer',
      'step project_approval/closed_last',
      'step project_approval/decide',
      'step project_approval/decide_unit',
      'step project_approval/filed',
      'step project_approval/review',
    ])
    const groups = readingOf(row).findings.departments.flatMap(({ groups }) => groups)
    expect(carriers.filter(({ kind }) => kind === 'duty')).toHaveLength(groups.flatMap(({ duties }) => duties).length)
  })

  test('不要的职责不导入；没有归口部门不能确认；确认两次只有一份', async () => {
    const row = await read(bytes(dirty))
    expect(await refusal(writer.act('policy_import', row.id, 'confirm'))).toMatchObject({
      status: 422,
      fields: { owner: expect.stringContaining('归口部门') },
    })
    const groups = readingOf(row).findings.departments.flatMap(({ groups }) => groups)
    const dropped = groups.map(({ anchor }) => anchor)
    await writer.edit('policy_import', row.id, { dropped, owner: await world.unit('运营部') }, row.version)
    const duties = () => world.sql('select id from duty')
    const before = (await duties()).length
    const both = await Promise.allSettled([1, 2].map(() => writer.act('policy_import', row.id, 'confirm')))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await duties()).length).toBe(before)
    expect(await world.sql('select id from policy where source = $1', [row.id])).toHaveLength(1)
  })
})

describe('一份文件，几篇文本', () => {
  const several = `门店排班管理制度
第一条 目的
为了让门店排班有章可循，制定本制度。
第二条 排班
店长每月二十五日前排出下月班次，公布七天。
第三条 附则
本制度由运营部门负责解释，自发布之日起生效。

店长岗位职责
一、岗位背景
门店要有人负责到底。
二、主要职责
1.门店经营 完成月度销售目标，每周开一次例会。
2.人员管理 排班、带教新人，考核店员。
三、任职要求
1.大专及以上学历，市场营销等相关专业；
2.三年以上门店工作经验；
3.会处理顾客投诉。
四、总结
店长是门店的第一责任人。

门店费用管理制度
第一条 目的
为了管好门店费用，制定本制度。
第二条 报销
费用发生后七天内报销，部门负责人审核。
第三条 附则
本制度由运营部门负责解释，自发布之日起生效。`

  // @covers POL-10
  // @covers ORG-04
  test('每篇制度各成一项，条款和职责各归各的；岗位职责成为一份说明书，任职要求分开写', async () => {
    const first = await read(bytes(several))
    const cut = { kind: 'cut', at: several.indexOf('店长岗位职责'), title: '店长岗位职责' }
    const { row } = await writer.edit('policy_import', first.id, { choices: [cut] }, first.version)
    const { texts, choices } = readingOf(row)
    expect(texts.map(({ title }) => title)).toEqual(['门店排班管理制度', '店长岗位职责', '门店费用管理制度'])
    const keeps = texts.map(({ id }) => ({ kind: 'text', id, verdict: 'keep' }))
    const edited = await writer.edit('policy_import', row.id, { choices: [...choices, ...keeps] }, row.version)
    expect(readingOf(edited.row).counts.open).toBe(0)
    await writer.act('policy_import', row.id, 'confirm', { fields: { owner: await world.unit('运营部') } })

    const made = await world.sql<{ id: string; title: string; category: string }>(
      'select id, title, category from policy where source = $1 order by title',
      [row.id],
    )
    expect(made.map(({ title, category }) => [title, category])).toEqual([
      ['门店排班管理制度', 'operation'],
      ['门店费用管理制度', 'finance'],
    ])
    for (const { id } of made) {
      const { rows } = await writer.list('clause', { policy: id, sort: 'order' })
      expect(rows.map(({ label }) => label)).toEqual(['第一条', '第二条', '第三条'])
      const named = (await writer.list('carrier', { policy: id, status: 'named' })).rows
      expect(named.map(({ kind }) => kind)).toContain('cadence')
    }
    const [post] = (await writer.list('job_description', { source: row.id })).rows
    expect(post).toMatchObject({
      title: '店长',
      education: 'college',
      years: 3,
      summary: '店长是门店的第一责任人。',
      status: 'draft',
    })
    expect((post!.duties as { title: string }[]).map(({ title }) => title)).toEqual(['门店经营', '人员管理'])
    expect(post!.abilities).toContainEqual({ words: '会处理顾客投诉' })
  })
})

const anchors = (reading: Reading): string[] => {
  const walk = (clauses: Reading['clauses']): string[] =>
    clauses.flatMap(({ anchor, children }) => [anchor, ...walk(children)])
  return walk(reading.clauses)
}

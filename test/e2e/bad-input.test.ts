import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainPolicy, toGbk } from '#packs/policy/reading/fixtures.ts'
import { faultsOf, hasBrowser, openWindow, shot } from './browser.ts'
import { choose, type Demo, openDemo } from './demo.ts'
import { chooseFile, importFile, openPart, pick, status } from './policy-acts.ts'
import { fill, openApplication, trial } from './project-acts.ts'

const megabyte = 1024 * 1024
const binary = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(plainPolicy, 'utf16le')])

describe.skipIf(!hasBrowser)('填错、传错、断开', () => {
  let demo: Demo
  let writer: Page
  let applicant: Page

  beforeAll(async () => {
    demo = await openDemo()
    writer = await demo.enter('段志飞')
    applicant = await demo.enter('任东升')
  })

  afterAll(() => demo?.close())

  test.each([
    ['图片', '制度.txt', binary, /图片/],
    ['空文件', '制度.txt', Buffer.alloc(0), /空/],
    ['11 MB 的文件', '全集.txt', Buffer.alloc(11 * megabyte, 65), /11\.0 MB.*10 MB/],
  ])('%s不收，说得出为什么，页面还能接着用', async (_, name, content, words) => {
    await writer.goto('/policy/import')
    await chooseFile(writer, { name, content })
    await writer.getByRole('alert').filter({ hasText: words }).waitFor()
    expect(new URL(writer.url()).pathname).toBe('/policy/import')
    await writer.getByRole('button', { name: '选文件' }).waitFor()
  })

  test.each([
    ['GB18030', Buffer.from(toGbk(plainPolicy))],
    ['UTF-16LE', utf16],
  ])('%s 编码的文件读得出来', async (encoding, content) => {
    await importFile(writer, { name: '办公用品.txt', content })
    await writer.getByRole('heading', { level: 1, name: '办公用品管理制度' }).waitFor()
    await writer.getByText(encoding).waitFor()
    await openPart(writer, '条款')
    await writer.getByText('员工领用办公用品，应当填写领用登记表').waitFor()
  })

  test('两个人改同一份制度：后保存的知道是谁、什么时候，写的还在，自己选', async () => {
    await createDraft(writer, '门店着装规定')
    const other = await demo.enter('尉迟岚')
    await other.goto(writer.url())
    for (const page of [writer, other]) await page.locator('summary', { hasText: '基本信息' }).first().click()
    await other.getByRole('textbox', { name: '版本' }).fill('V3.0')
    await writer.getByRole('textbox', { name: '版本' }).fill('V2.0')
    await save(writer)
    await writer.getByText('已保存。').first().waitFor()

    await save(other)
    const told = other.getByRole('dialog', { name: '有人先动过了' })
    expect(await told.innerText()).toMatch(/段志飞[\s\S]*V3\.0[\s\S]*V2\.0/)
    await shot(other, 'bad-两个人改')
    await told.getByRole('radio', { name: '我填的' }).check()
    await told.getByRole('button', { name: '按选的保留' }).click()
    expect(await other.getByRole('textbox', { name: '版本' }).inputValue()).toBe('V3.0')
    await save(other)
    await other.locator('main header').getByText('V3.0').waitFor()
    expect(faultsOf(other)).toEqual([])
    await other.context().close()
  })

  test('双击提交，只有一份申请', async () => {
    const title = '双击提交的申请'
    await openApplication(applicant)
    await fill(applicant, { ...trial, title })
    await applicant.getByRole('button', { name: '提交', exact: true }).dblclick()
    await status(applicant, '审批中').waitFor()
    await expect.poll(() => countOf(applicant, title)).toBe(1)
  })

  test('没登录时打开一个深处的地址，登录后回到那里', async () => {
    const page = await openWindow(demo.browser, demo.server.url)
    await page.goto('/r/project?status=approved')
    await choose(page, '方立群')
    expect(page.url()).toBe(`${demo.server.url}/r/project?status=approved`)
    await page.getByText('工厂自动裁床二期').first().waitFor()
    await page.context().close()
  })

  test('不存在的地址：说没有，给回去的路', async () => {
    for (const path of ['/nowhere', '/r/nothing', '/r/project/00000000-0000-7000-8000-000000000000']) {
      await applicant.goto(path)
      await applicant.getByRole('heading', { name: '这里没有东西' }).waitFor()
    }
    await applicant.getByRole('link', { name: '回工作台' }).click()
    await applicant.waitForURL(`${demo.server.url}/`)
  })

  test('别的区域的项目，营业员照地址打开，与不存在的一样', async () => {
    const owner = await demo.enter('冼嘉豪')
    await owner.goto('/r/project')
    await owner.getByRole('link', { name: '南港新开六家门店' }).first().click()
    await status(owner, '审批中').waitFor()
    const clerk = await demo.enter('王敏', '营业员')
    await clerk.goto('/r/project/00000000-0000-7000-8000-000000000000')
    const absent = await wordsOfAbsent(clerk)
    await clerk.goto(owner.url())
    expect(await wordsOfAbsent(clerk)).toBe(absent)
    for (const page of [owner, clerk]) await page.context().close()
  })

  test('填表时服务器被 kill -9：写的还在，起来以后交得上去，只有一份', async () => {
    const title = '断电时写的申请'
    await openApplication(applicant)
    await fill(applicant, { ...trial, title })
    await demo.server.kill()
    await applicant.getByRole('textbox', { name: '项目目标' }).fill('断开以后又改过的目标。')
    await applicant.getByRole('button', { name: '提交', exact: true }).click()
    await applicant.getByText('连不上服务器，正在重连').first().waitFor()
    await shot(applicant, 'bad-断开')
    await demo.server.restart()
    await status(applicant, '审批中').waitFor({ timeout: 30_000 })
    await applicant.getByText('断开以后又改过的目标。').first().waitFor()
    await expect.poll(() => countOf(applicant, title)).toBe(1)
  })

  test('服务器起来以后刷新，没交的内容还在', async () => {
    await openApplication(applicant)
    await applicant.getByRole('textbox', { name: '项目背景' }).fill('写到一半。')
    await demo.server.kill()
    await demo.server.restart()
    await applicant.reload()
    expect(await applicant.getByRole('textbox', { name: '项目背景' }).inputValue()).toBe('写到一半。')
    for (const page of [writer, applicant]) expect(faultsOf(page)).toEqual([])
  })
})

async function createDraft(page: Page, title: string) {
  await page.goto('/r/policy/new')
  await page.getByRole('textbox', { name: '制度名称' }).fill(title)
  await page.getByRole('textbox', { name: '版本' }).fill('V1.0')
  await page.getByRole('combobox', { name: '类别' }).selectOption({ label: '运营管理' })
  await pick(page, '归口部门', '运营管理部')
  await page.getByRole('button', { name: '存草稿' }).click()
  await page.waitForURL(/\/policy\/[0-9a-f-]{36}$/)
}

const save = (page: Page) => page.getByRole('button', { name: '保存', exact: true }).click()

/** How many projects of that title there are, as their list says. */
async function countOf(page: Page, title: string): Promise<number> {
  await page.goto(`/r/project?q=${encodeURIComponent(title)}`)
  await page.getByText(/^共/).waitFor()
  return page.getByRole('main').getByRole('link', { name: title }).count()
}

async function wordsOfAbsent(page: Page): Promise<string> {
  await page.getByRole('heading', { name: '这里没有东西' }).waitFor()
  return page.getByRole('main').innerText()
}

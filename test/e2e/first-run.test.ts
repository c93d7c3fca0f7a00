import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsOf, hasBrowser, openBrowser, openWindow } from './browser.ts'
import { flawsOf } from './look.ts'
import { type Server, startServer } from './server.ts'

const password = '山茶花开在四月里的第一个星期天早晨'

describe.skipIf(!hasBrowser)('第一次运行 npm run serve', () => {
  let server: Server
  let browser: Browser
  let page: Page
  let link: string

  beforeAll(async () => {
    browser = await openBrowser()
    server = await startServer('--serve')
    page = await openWindow(browser, server.url)
    link = /http:\/\/\S+/.exec(server.output())?.[0] ?? ''
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  test('没有链接什么也做不了，页面说链接在哪里', async () => {
    await page.goto('/')
    await page.getByText('请打开启动时终端里给出的一次性链接').waitFor()
    await page.goto('/setup')
    await page.getByText('链接不完整').waitFor()
  })

  test('终端里的链接打开建立公司的页面，填错的一次说全', async () => {
    await page.goto(link)
    expect(await flawsOf(page, '建立公司')).toEqual([])
    await page.getByRole('button', { name: '建立公司并登录' }).click()
    expect(await page.getByText('这一项要填。').count()).toBe(5)
    await answer(page, {
      公司全称: '江州织造有限公司',
      你的姓名: '林知远',
      登录名: 'a b',
      密码: '12345',
      再写一遍密码: '12345',
    })
    await page.getByRole('button', { name: '建立公司并登录' }).click()
    await expect.poll(() => page.getByRole('textbox').and(page.locator('[aria-invalid=true]')).count()).toBe(2)
    expect(await flawsOf(page, '建立公司-填错')).toEqual([])
    expect(await page.getByLabel('公司全称').inputValue()).toBe('江州织造有限公司')
  })

  test('公司建好就登录了，公司名在页面顶上；链接不能再用', async () => {
    await answer(page, { 登录名: 'linzy', 密码: password, 再写一遍密码: password })
    await page.getByRole('button', { name: '建立公司并登录' }).click()
    await page.getByRole('banner').getByText('江州织造有限公司').waitFor()
    await page.getByRole('button', { name: '林知远' }).waitFor()
    expect(await flawsOf(page, '工作台-新公司')).toEqual([])
    const other = await openWindow(browser, server.url)
    await other.goto(link)
    const again = { 公司全称: '另一家公司', 你的姓名: '某人', 登录名: 'mouren' }
    await answer(other, { ...again, 密码: password, 再写一遍密码: password })
    await other.getByRole('button', { name: '建立公司并登录' }).click()
    await other.getByRole('alert').waitFor()
    await other.context().close()
  })

  test('退出后用密码登录；密码不对和没有这个人是一样的话', async () => {
    await page.getByRole('button', { name: '林知远' }).click()
    await page.getByRole('button', { name: '退出登录' }).click()
    const refused = await signIn('linzy', '不是这个密码不是这个密码')
    expect(await signIn('meiyouzhegeren', '不是这个密码不是这个密码')).toBe(refused)
    expect(refused).not.toBe('')
    expect(await flawsOf(page, '登录-密码不对')).toEqual([])
    await answer(page, { 登录名: 'linzy', 密码: password })
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('link', { name: '工作台' }).first().waitFor()
    expect(faultsOf(page)).toEqual([])
  })

  test('演示不用真公司的数据库，正式运行也不用演示的', async () => {
    await server.stop()
    await expect(startServer('--demo', server.data)).rejects.toThrow('演示')
    const demo = await startServer('--demo')
    await demo.stop()
    await expect(startServer('--serve', demo.data)).rejects.toThrow('演示')
  })

  async function signIn(login: string, words: string): Promise<string> {
    await answer(page, { 登录名: login, 密码: words })
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.getByRole('button', { name: '登录' }).click()
    await answered
    return page.getByRole('alert').innerText()
  }
})

/** Fills in fields by the beginning of their labels, behind which help may stand. */
async function answer(page: Page, words: Readonly<Record<string, string>>) {
  for (const [label, text] of Object.entries(words))
    await page.getByRole('textbox', { name: new RegExp(`^${label}`) }).fill(text)
}

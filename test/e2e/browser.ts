import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const program = process.env.CHROMIUM
const shots = process.env.SHOTS
const still = ['--headless', '--no-sandbox', '--no-first-run']
const off = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map((what) => `--disable-${what}`)

/** Whether browser tests run: with a browser, or in CI, where a missing one is a failure. */
export const hasBrowser = Boolean(program || process.env.CI)
if (!hasBrowser) console.log('没有 chromium（CHROMIUM=路径 指定），浏览器测试跳过。')

/** Opens a browser with a fresh profile. */
export async function openBrowser(): Promise<Browser> {
  if (!program) throw new Error('没有 chromium：请安装，或用 CHROMIUM=路径 指定。')
  return chromium.launch({ executablePath: program, args: [...still, ...off] })
}

/** Opens a window of its own, with its own session, as people of the company have it. */
export async function openWindow(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const faults: string[] = []
  faultsByPage.set(page, faults)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (said) => {
    if (said.type() === 'error' && !isRefusal(said.text())) faults.push(said.text())
  })
  return page
}

/** What went wrong inside a page since it was opened: uncaught errors and errors on its console. */
export const faultsOf = (page: Page): readonly string[] => faultsByPage.get(page) ?? []

/** Saves a picture of the window in the folder that SHOTS names; without SHOTS it does nothing. */
export async function shot(page: Page, name: string) {
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: join(shots, `${name}.png`) })
}

const faultsByPage = new WeakMap<Page, string[]>()

/** The browser and React write every refused request on the console; what the page makes of it is what counts. */
const isRefusal = (words: string) => /^(Failed to load resource|RefusalError)/.test(words)

import type { Browser, Page } from 'playwright-core'
import { openBrowser, openWindow, shot } from './browser.ts'
import { type Server, startServer } from './server.ts'

/** The demo company in a browser: every person has a window of their own. */
export interface Demo {
  readonly server: Server
  readonly browser: Browser
  /** Opens a window and signs in as that person, by the sign-in page; `post` tells two of the same name apart. */
  enter(name: string, post?: string): Promise<Page>
  /** Saves a picture of every window, for a test that failed. */
  shots(name: string): Promise<void>
  close(): Promise<void>
}

/** Opens a browser, and starts the demo company beside it. */
export async function openDemo(): Promise<Demo> {
  const browser = await openBrowser()
  const server = await startServer('--demo')
  return {
    server,
    browser,
    enter: async (name, post) => {
      const page = await openWindow(browser, server.url)
      await page.goto('/')
      await choose(page, name, post)
      return page
    },
    shots: async (name) => {
      const pages = browser.contexts().flatMap((context) => context.pages())
      for (const [index, page] of pages.entries()) await shot(page, `failed-${name}-${index}`)
    },
    close: async () => {
      await browser.close()
      await server.stop()
    },
  }
}

/** Goes to a page by the navigation, as people do: opens the menu when it is folded, and 更多 when the entry is behind it. */
export async function goBy(page: Page, menu: string, entry: string) {
  const nav = page.getByRole('navigation', { name: '导航' })
  const link = nav.getByRole('link', { name: entry, exact: true })
  const head = nav.getByRole('button', { name: menu })
  await head.waitFor()
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click()
  if (!(await link.isVisible())) await nav.getByRole('button', { name: /^更多/ }).first().click()
  await link.click()
}

/** On the sign-in page: clicks the person's card, or looks for the person in the list of all the others. */
export async function choose(page: Page, name: string, post = '') {
  await page.getByRole('heading', { name: '选一个人进去看看' }).waitFor()
  const lists = page.getByRole('main').getByRole('list')
  const person = { name: new RegExp(`^${name}.*${post}`) }
  const card = lists.first().getByRole('button', person)
  if ((await card.count()) === 0) await page.getByLabel('找别的同事').fill(name)
  await ((await card.count()) > 0 ? card : lists.last().getByRole('button', person)).click()
  await page.getByRole('link', { name: '工作台' }).first().waitFor()
}

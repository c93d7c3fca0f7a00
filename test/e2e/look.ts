import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { faultsOf, shot } from './browser.ts'

/**
 * Looks at a page wide and on a phone, in light and dark, and gives what is wrong with it: wider than its window, a
 * serious barrier that axe-core finds, words that nobody translated, errors on its console. The page is left wide and light.
 */
export async function flawsOf(page: Page, name: string): Promise<string[]> {
  const flaws: string[] = []
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: width === 1440 ? 900 : 844 })
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await settled(page)
      await shot(page, `${name}-${width}-${theme}`)
      const found = [...(await overflowOf(page)), ...(await barriersOf(page, theme === 'light'))]
      flaws.push(...found.map((words) => `${width} ${theme}: ${words}`))
    }
  }
  flaws.push(...(await foreignWordsOf(page)).map((words) => `not Chinese: ${words}`))
  flaws.push(...faultsOf(page).map((words) => `console: ${words}`))
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
  return flaws
}

/** Waits until what the page fetches is there and nothing moves any more, a second each at most. */
export async function settled(page: Page) {
  await page.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => undefined)
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    const isMoving = ({ effect, playState }: Animation) =>
      playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY
    await document.fonts.ready
    for (let still = 0, frames = 0; still < 3 && frames < 60; frames += 1) {
      await frame()
      still = document.getAnimations().some(isMoving) ? 0 : still + 1
    }
  })
}

/** By how many pixels the page is wider than its window, and what sticks out. */
async function overflowOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.querySelectorAll('body *')].find((one) => one.getBoundingClientRect().right > clientWidth)
    return [`${scrollWidth - clientWidth} px too wide: ${wide?.outerHTML.slice(0, 160)}`]
  })
}

/** What axe-core calls serious or critical; of a dark page only the contrast, since all else is as in the light one. */
async function barriersOf(page: Page, whole: boolean): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeProgram)
  return page.evaluate(async (all) => {
    const { axe } = window as unknown as { axe: Axe }
    const { violations } = await axe.run(document, all ? {} : { runOnly: ['color-contrast'] })
    const heavy = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    return heavy.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 300)}`))
  }, whole)
}

/** Latin words that are shown, but for names, units and what stands in the text of a file. */
async function foreignWordsOf(page: Page): Promise<string[]> {
  const shown = await page.evaluate((notOurs) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: string[] = []
    while (walker.nextNode()) {
      const place = walker.currentNode.parentElement
      if (place?.checkVisibility() && !place.closest(notOurs)) texts.push(walker.currentNode.textContent ?? '')
    }
    return texts
  }, quoted)
  const words = shown.flatMap((text) => text.match(/[A-Za-z]{2,}/g) ?? [])
  return [...new Set(words)].filter((word) => !known.has(word))
}

interface Axe {
  run(
    place: Document,
    options: { runOnly?: string[] },
  ): Promise<{ violations: { id: string; impact: string | null; nodes: { html: string }[] }[] }>
}

/** Where a page quotes the text of a file or what stands in it, or names a key. */
const quoted = 'code, pre, del, ins, :has(> mark), mark, kbd, script, style'
/** Encodings, sizes, prefixes of numbers and of policy codes, keys. */
const known = new Set('UTF GB MB KB XM ZD ZH YY KF RW XT BG YS QJ CG BX Ctrl Enter Esc'.split(' '))
const axeProgram = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

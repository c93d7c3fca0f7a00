import type { Page } from 'playwright-core'
import { goBy } from './demo.ts'
import type { Sample } from './policies.ts'

/** Brings a file in on 导入制度 and waits until what was read is shown. */
export async function importFile(page: Page, sample: Pick<Sample, 'name' | 'content'>) {
  await goBy(page, '制度与职责', '导入制度')
  await chooseFile(page, sample)
  await page.getByRole('tablist', { name: '核对内容' }).waitFor()
}

/** Chooses a file on 导入制度, which is already open. */
export async function chooseFile(page: Page, { name, content }: Pick<Sample, 'name' | 'content'>) {
  const buffer = content ?? Buffer.alloc(0)
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer })
}

/** The parts of what was read, as its tabs name them. */
export const parts = ['毛病', '逐条确认', '条款', '部门与职责', '流程与指标', '清洗记录', '略去的内容'] as const

/** Goes to one of the parts of what was read. */
export async function openPart(page: Page, part: (typeof parts)[number]) {
  await page.getByRole('tab', { name: part }).click()
}

/** Accepts the proposals one after another by keyboard, after refusing the first and coming back to it. */
export async function acceptProposals(page: Page, count: number) {
  const rows = page.getByRole('listitem').filter({ hasText: '等你定' })
  await rows.first().getByRole('button', { name: '采用', exact: true }).focus()
  await page.keyboard.press('n')
  await page.keyboard.press('k')
  for (let done = 0; done < count; done += 1) await page.keyboard.press('y')
}

/** Gives a clause another title. */
export async function rename(page: Page, from: string, to: string) {
  await page.getByRole('button', { name: from, exact: true }).click()
  await page.getByRole('textbox', { name: '改标题' }).fill(to)
  await page.keyboard.press('Enter')
}

/** Says who owns the policy, and makes it of what was read. */
export async function confirm(page: Page, owner: string) {
  await pick(page, '归口部门', owner)
  await page.getByText('取舍已保存').waitFor()
  await page.getByRole('button', { name: '确认导入' }).click()
}

/** Chooses one of the rows that a field finds by words. */
export async function pick(page: Page, label: string, words: string) {
  await page.getByRole('combobox', { name: label }).fill(words)
  await page.getByTitle(words, { exact: true }).click()
}

/** The status that a page says its record has. */
export const status = (page: Page, words: string) => page.locator('main header').getByText(words, { exact: true })

/** Opens a todo of mine at the right of 流程中心 and gives that part of the window. */
export async function openTodo(page: Page, title: string) {
  await page.getByRole('link', { name: '待办' }).first().click()
  await page.getByRole('heading', { level: 1, name: '流程中心' }).waitFor()
  await page.getByRole('main').getByRole('link', { name: title }).first().click()
  return page.getByRole('region', { name: title })
}

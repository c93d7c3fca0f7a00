import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { faultsOf, hasBrowser, openWindow, shot } from './browser.ts'
import { choose, type Demo, openDemo } from './demo.ts'
import { delivered, type Sample, small } from './policies.ts'
import { importFile, openPart, openTodo, pick, status } from './policy-acts.ts'

/** What a newcomer sees in the first ten minutes, as product.md 2.1 tells it; the demo company is theirs alone. */
describe.skipIf(!hasBrowser)('头十分钟', () => {
  let demo: Demo
  let head: Page

  beforeAll(async () => {
    demo = await openDemo()
    head = await openWindow(demo.browser, demo.server.url)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await demo.shots(`十分钟-${task.name.slice(0, 6)}`)
  })
  afterAll(() => demo?.close())

  test('0–1 分钟：登录页八张人物卡，各有一句话；点方立群就进去', async () => {
    await head.goto('/')
    await head.getByRole('heading', { name: '选一个人进去看看' }).waitFor()
    const cards = head.getByRole('main').getByRole('list').first().getByRole('button')
    expect(await cards.count()).toBe(8)
    for (const words of await cards.allInnerTexts()) expect(words.trim().split('\n').length).toBeGreaterThan(1)
    await shot(head, '十分钟-1-登录')
    await choose(head, '方立群')
  })

  test('1–2 分钟：工作台一句话说清今天；不点也看得懂', async () => {
    await head.getByRole('heading', { level: 1, name: /^方部长，/ }).waitFor()
    await head.getByText(/^今天.*\d+ 件/).waitFor()
    expect(await head.getByRole('main').getByRole('region').count()).toBeGreaterThan(3)
    await shot(head, '十分钟-2-工作台')
  })

  test('2–4 分钟：从逾期的卡片点一下到具体的单，看到停在谁那里，再点一下看到要它的那一条', async () => {
    const late = head.getByRole('region', { name: '逾期' })
    await late.getByRole('listitem').first().getByRole('link').click()
    await head.getByRole('region', { name: '流转记录' }).getByText('方立群').first().waitFor()
    await shot(head, '十分钟-3-单据')
    await head.getByText('为什么有这一步').first().click()
    await head.getByRole('complementary').getByRole('blockquote').first().waitFor()
  })

  test('4–5 分钟：初审南港新店，旁边是审批参考和条款，写一句意见，同意并下一条', async () => {
    const todo = await openTodo(head, opening)
    const reference = todo.getByRole('group').filter({ hasText: '审批参考' })
    await reference.getByRole('heading', { name: /^南港区域公司在册的项目/ }).waitFor()
    await reference.getByText(/^预算 [\d,.]+ 元 · 已用/).waitFor()
    expect(await reference.getByRole('listitem').count()).toBeGreaterThan(1)
    await todo.getByText('为什么有这一步').first().waitFor()
    await shot(head, '十分钟-4-审批参考')
    await todo.getByRole('radio', { name: '可行', exact: true }).check()
    await todo.getByRole('radio', { name: '必要', exact: true }).check()
    await todo.getByRole('textbox', { name: '意见' }).fill('六家分三批开，第一批两家先看三个月。')
    await todo.getByRole('button', { name: /^同意/ }).click()
    await head.getByText('已办理').first().waitFor()
    await head.getByRole('region', { name: opening }).waitFor({ state: 'detached' })
    await shot(head, '十分钟-4-下一条')
  })

  // @covers X19
  test('5–6 分钟：搜“请假 5 天 谁批”，第一条就是条款和发起请假，二十秒交出一张', async () => {
    await head.keyboard.press('Control+k')
    await head.getByRole('combobox').fill('请假 5 天 谁批')
    const first = head.getByRole('option').first()
    await first.getByText('发起请假').waitFor()
    await head.getByRole('option').nth(1).getByText('《').waitFor()
    await shot(head, '十分钟-5-问制度')
    const began = performance.now()
    await first.click()
    await head.getByRole('region', { name: '提交后这样走' }).getByRole('listitem').first().waitFor()
    await head.getByRole('combobox', { name: '类别' }).selectOption('年假')
    await head.getByRole('textbox', { name: '事由' }).fill(holiday)
    await pick(head, '工作交接人', '单晓东')
    await shot(head, '十分钟-5-请假')
    await head.getByRole('button', { name: '提交', exact: true }).click()
    await status(head, '审批中').waitFor()
    expect((performance.now() - began) / 1000).toBeLessThan(20)
    await shot(head, '十分钟-5-交出')
  })

  for (const sample of [small, delivered])
    test.skipIf(!sample.content)(`6–8 分钟：导入 ${sample.name}，看清洗、条款树、职责和毛病`, async () => {
      await importFile(head, sample)
      await seeReading(head, sample)
    })

  test('恢复演示数据：自己做过的没了，人还是自己', async () => {
    await head.goto('/r/leave')
    await head.getByText(holiday).first().waitFor()
    await head.getByRole('button', { name: '恢复演示数据' }).click()
    await head.getByRole('dialog').getByRole('button', { name: '恢复演示数据' }).click()
    await head.getByRole('dialog').waitFor({ state: 'detached', timeout: 60_000 })
    await head.getByRole('heading', { level: 1, name: /^方部长，/ }).waitFor({ timeout: 60_000 })
    await head.goto('/r/leave')
    await head.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(() => head.getByText(holiday).count()).toBe(0)
    await openTodo(head, opening)
    expect(faultsOf(head)).toEqual([])
  })
})

const opening = '南港新开六家门店'
const holiday = '回老家看父母'

async function seeReading(page: Page, sample: Sample) {
  await page.getByRole('heading', { level: 1, name: sample.title }).waitFor()
  const summary = (name: string) => page.getByRole('main').getByRole('button', { name: new RegExp(`^${name}`) })
  if (sample === delivered) {
    await summary('重叠').getByText('5 处').waitFor()
    const gaps = /(\d+) 处/.exec(await summary('没有着落').innerText())
    expect(Number(gaps?.[1])).toBeGreaterThanOrEqual(3)
  }
  await shot(page, `十分钟-6-${sample.groups}-毛病`)
  await openPart(page, '清洗记录')
  await page.getByRole('listitem').filter({ hasText: '去掉' }).first().waitFor()
  await shot(page, `十分钟-6-${sample.groups}-清洗`)
  await openPart(page, '条款')
  await page.getByRole('button', { name: sample.mistitled, exact: true }).waitFor()
  await openPart(page, '部门与职责')
  for (const name of sample.departments) await page.getByRole('region', { name }).waitFor()
  expect(await page.getByRole('region').getByRole('group').count()).toBe(sample.groups)
  await shot(page, `十分钟-6-${sample.groups}-职责`)
}

import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser } from './browser.ts'
import { type Demo, openDemo } from './demo.ts'
import { flawsOf } from './look.ts'

/** Which cell of the grid has the keyboard, e.g. 1/2. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-cell'))

/** What a spreadsheet puts on the clipboard, pasted where the keyboard is. */
const paste = (page: Page, text: string) =>
  page.evaluate((words) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', words)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)

describe.skipIf(!hasBrowser)('审批权限表：改一版，新单子就按新的走', () => {
  let demo: Demo
  let keeper: Page
  let clerk: Page

  beforeAll(async () => {
    demo = await openDemo()
    keeper = await demo.enter('戚海峰')
    clerk = await demo.enter('苗可欣')
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await demo.shots(task.name)
  })
  afterAll(() => demo?.close())

  /** Two days off, asked for as the form asks: whose page it is, from which day; gives the steps that follow. */
  const stepsOfLeave = async (since: string, until: string) => {
    const id = await clerk.evaluate(
      async ([from, to]) => {
        const call = async (path: string, body?: unknown) => {
          const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
          const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : {}
          return (await fetch(path, init)).json()
        }
        const [unit] = (await call('/api/unit?q=运营管理部')).rows
        const [standIn] = (await call('/api/person?q=段志飞')).rows
        const plain = { type: 'personal', reason: '家里装修', since: from, until: to }
        const fields = { ...plain, unit: unit.id, standIn: standIn.id }
        return (await call('/api/leave', { fields, action: 'submit' })).row.id
      },
      [since, until],
    )
    return routeOf(id)
  }
  const routeOf = async (id: string) => {
    await clerk.goto(`/r/leave/${id}`)
    await clerk.locator('.steps').waitFor()
    const names = await clerk.locator('.steps .step-name b').allTextContents()
    const people = await clerk.locator('.steps .step.next .step-person').allTextContents()
    return { id, names, people }
  }
  let running: Awaited<ReturnType<typeof routeOf>>

  test('看的人只看得到表和试算', async () => {
    await clerk.goto('/authority')
    await clerk.getByRole('heading', { name: '审批权限表' }).waitFor()
    expect(await clerk.getByRole('button', { name: '起草新一版' }).count()).toBe(0)
    expect(await flawsOf(clerk, '审批权限表')).toEqual([])
  })

  test('两天的假：部门负责人批；还没走到的环节写着人', async () => {
    running = await stepsOfLeave('2027-03-01', '2027-03-02')
    expect(running.names).toEqual(['提交', '部门负责人', '归口部门备案'])
    expect(running.people).toEqual(['贺素云'])
  })

  test('键盘改一格，从表格软件粘贴两行，席位换人，写明依据发布', async () => {
    await keeper.goto('/authority')
    await keeper.getByRole('button', { name: '起草新一版' }).click()
    await keeper.getByLabel('为什么要改').fill('两天以上的请假由分管领导批。')
    await keeper.getByRole('button', { name: '照现行的抄一份来改' }).click()
    await keeper.getByLabel('第 1 行 天数').fill('≤1 天')
    await keeper.keyboard.press('Enter')
    expect(await focused(keeper)).toBe('1/1')
    await keeper.getByLabel('第 17 行 事项').focus()
    await keeper.keyboard.press('Enter')
    const rows = await keeper.locator('.authority-grid.editing tbody tr').count()
    await keeper.getByLabel(`第 ${rows} 行 事项`).focus()
    const last = await keeper.getByLabel(`第 ${rows} 行 事项`).inputValue()
    await paste(keeper, `${last}\n借款\t\t≤1 万元\t\t\t\t\t\t批\n`)
    await keeper.getByLabel(`第 ${rows + 1} 行 事项`).waitFor()
    expect(await keeper.getByLabel(`第 ${rows + 1} 行 金额`).inputValue()).toBe('≤1 万元')
    await keeper.getByLabel('财务核对：是谁').selectOption({ label: '预算主管' })
    await keeper.getByRole('button', { name: '保存' }).click()
    await keeper.getByText('已保存').waitFor()
    await keeper.getByText('“借款”还没有单据用到').waitFor()
    expect(await flawsOf(keeper, '审批权限表-编辑')).toEqual([])
    await keeper.getByRole('button', { name: '发布' }).click()
    await keeper.getByLabel('发布依据').fill('总经理办公会同意。')
    await keeper.getByRole('dialog').getByRole('button', { name: '发布' }).click()
    await keeper.getByText('已发布').waitFor()
    await keeper.getByText('现行').first().waitFor()
  })

  test('新交的请假单按新的一版走，走着的不变', async () => {
    const fresh = await stepsOfLeave('2027-04-12', '2027-04-13')
    expect(fresh.names).toEqual(['提交', '部门负责人', '归口部门', '分管领导'])
    expect(await routeOf(running.id)).toEqual(running)
  })
})

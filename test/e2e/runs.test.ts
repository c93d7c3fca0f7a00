import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { faultsOf, hasBrowser } from './browser.ts'
import { type Demo, goBy, openDemo } from './demo.ts'
import { flawsOf } from './look.ts'

const task = readFileSync(new URL('../../packs/task/task_run.bpmn', import.meta.url), 'utf8')
/** Which way a task goes is said by a variable that nobody gives, and no way is the default one. */
const broken = task
  .replace(' default="to_accept"', '')
  .replace(
    'targetRef="accept" name="不是"/>',
    'targetRef="accept" name="普通"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">level = "normal"</bpmn:conditionExpression></bpmn:sequenceFlow>',
  )
const mended = task.replace('name="接收任务"', 'name="确认接收"')

describe.skipIf(!hasBrowser)('流程运行：坏在哪里看得见，修好再走', () => {
  let demo: Demo
  let keeper: Page
  let lead: Page

  beforeAll(async () => {
    demo = await openDemo()
    keeper = await demo.enter('程诗雨')
    lead = await demo.enter('方立群')
  })
  afterEach(async ({ task: run }) => {
    if (run.result?.state === 'fail') await demo.shots(run.name)
  })
  afterAll(() => demo?.close())

  const publish = async (source: string) => {
    const { document } = await call(keeper, '/api/models/bpmn/task_run', { source, reason: '按紧急程度分开办' })
    const { editions } = await call(keeper, '/api/models/bpmn/task_run')
    const over = editions.find(({ state }: { state: string }) => state === 'effective').id
    await call(keeper, `/api/models/editions/${document}/publish`, { reason: '七月起执行', over })
  }
  const issue = async (title: string) => {
    const [owner] = (await call(lead, '/api/person?q=苗可欣')).rows
    const [self] = (await call(lead, '/api/person?q=方立群')).rows
    const plain = { title, due: '2099-12-31', quality: '逐条核对过，没有漏的。' }
    const body = { fields: { ...plain, owner: owner.id, lead: self.id }, action: 'issue' }
    const { row } = await call(lead, '/api/task', body)
    return { id: String(row.id), number: String(row.number) }
  }
  const open = async (number: string) => {
    await keeper.goto(`/cases?q=${number}`)
    await keeper.getByRole('link', { name: `任务 ${number}` }).click()
    await keeper.getByRole('heading', { name: `任务 ${number}` }).waitFor()
  }
  const act = async (name: string, confirm: string, reason: string) => {
    await keeper.getByRole('button', { name, exact: true }).click()
    const dialog = keeper.getByRole('dialog')
    await dialog.getByLabel('原因').fill(reason)
    await dialog.getByRole('button', { name: confirm, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  test('不相干的人什么也找不到', async () => {
    for (const path of ['/cases', '/migrations?process=task_run']) {
      await lead.goto(path)
      await lead.getByText('没有找到').first().waitFor()
      expect(await lead.getByText('任务办理').count()).toBe(0)
    }
    await lead.goto('/')
    expect(await lead.getByRole('link', { name: '流程运行' }).count()).toBe(0)
  })

  test('没有一条连线成立：看得见停在哪里、为什么，改了变量接着走', async () => {
    await publish(broken)
    const { id, number } = await issue('卡住的任务')
    await goBy(keeper, '系统管理', '流程运行')
    await keeper.getByRole('link', { name: /^异常/ }).click()
    expect(await flawsOf(keeper, 'runs')).toEqual([])
    await keeper.getByText('没有一条连线的条件成立').first().waitFor()
    await keeper.getByRole('link', { name: `任务 ${number}` }).click()
    await keeper.locator('.is-stuck').waitFor()
    await keeper.locator('.is-done.djs-connection').first().waitFor()
    await keeper.locator('.bjs-powered-by').waitFor()
    expect(await flawsOf(keeper, 'run-incident')).toEqual([])

    await act('重试', '重试', '看看好了没有')
    await keeper.getByText('又停下了').waitFor()
    await keeper.getByRole('button', { name: '改变量后重试' }).click()
    const dialog = keeper.getByRole('dialog')
    await dialog.getByRole('button', { name: '重试', exact: true }).click()
    await dialog.getByText('要写明原因').waitFor()
    await dialog.getByLabel('变量名').fill('level')
    await dialog.getByLabel('值', { exact: true }).fill('normal')
    await dialog.getByLabel('原因').fill('漏了紧急程度')
    expect(await flawsOf(keeper, 'run-mend')).toEqual([])
    await dialog.getByRole('button', { name: '重试', exact: true }).click()
    await keeper.locator('.case-state').getByText('办理中').waitFor()
    await keeper.locator('.is-current').waitFor()

    await lead.goto(`/r/task/${id}`)
    await lead.getByText('漏了紧急程度').first().waitFor()
  })

  test('暂停、恢复、移到另一环节：都写明原因，取消的不能恢复', async () => {
    await publish(mended)
    const { number } = await issue('要移动的任务')
    await open(number)
    await keeper.getByRole('button', { name: '暂停', exact: true }).click()
    await keeper.getByText('停在“确认接收”').waitFor()
    await keeper.keyboard.press('Escape')
    await keeper.getByRole('dialog').waitFor({ state: 'detached' })
    await act('暂停', '暂停办理', '盘点')
    await keeper.locator('.case-state').getByText('已暂停').waitFor()
    await act('恢复', '恢复办理', '盘点完了')
    await keeper.getByRole('button', { name: '移到另一环节' }).click()
    await keeper.getByRole('dialog').getByLabel('移到').selectOption({ label: '办理任务' })
    await keeper.getByRole('dialog').getByLabel('原因').fill('已经接了')
    await keeper.getByRole('dialog').getByRole('button', { name: '移动' }).click()
    await keeper.getByText('同时等着：到期、逾期两天').waitFor()
    await act('取消办理', '取消办理', '不办了')
    await keeper.locator('.case-state').getByText('已取消').waitFor()
    expect(await keeper.getByRole('button', { name: '恢复' }).count()).toBe(0)
  })

  test('迁移到新版：先看计划，再迁过去', async () => {
    const { number } = await issue('要迁移的任务')
    await publish(mended.replace('name="验收任务"', 'name="交办人验收"'))
    await open(number)
    await keeper.getByRole('link', { name: '有新版：第 4 版' }).click()
    await keeper.getByLabel('从', { exact: true }).selectOption({ label: '第 3 版（在办 1 件）' })
    await keeper.getByLabel('迁到').selectOption({ label: '第 4 版（现行，在办 0 件）' })
    await keeper.getByText('在办 1 件，1 件可以迁移').waitFor()
    expect(await flawsOf(keeper, 'migration')).toEqual([])
    await keeper.getByRole('button', { name: '迁移 1 件' }).click()
    await keeper.getByText('要写明原因').waitFor()
    await keeper.getByLabel('原因').fill('统一按新版')
    await keeper.getByRole('button', { name: '迁移 1 件' }).click()
    await keeper.getByText('1 件已在新版上').waitFor()
    await open(number)
    await keeper.getByText('第 4 版').first().waitFor()
    expect(faultsOf(keeper)).toEqual([])
  })
})

/** Asks the server in the name of whoever is signed in there. */
const call = (page: Page, path: string, body?: object) =>
  page.evaluate(
    async ([to, sent]) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
      const init = sent ? { method: 'POST', headers, body: JSON.stringify(sent) } : {}
      return (await fetch(to, init)).json()
    },
    [path, body] as const,
  )

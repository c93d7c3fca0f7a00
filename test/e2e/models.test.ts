import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { faultsOf, hasBrowser } from './browser.ts'
import { type Demo, goBy, openDemo } from './demo.ts'
import { flawsOf } from './look.ts'

const task = readFileSync(new URL('../../packs/task/task_run.bpmn', import.meta.url), 'utf8')
const file = (source: string) => ({ name: 'task_run.bpmn', mimeType: 'application/xml', buffer: Buffer.from(source) })

describe.skipIf(!hasBrowser)('流程模型：传一版、试走到头、发布，新单走新版', () => {
  let demo: Demo
  let keeper: Page
  let lead: Page

  beforeAll(async () => {
    demo = await openDemo()
    keeper = await demo.enter('程诗雨')
    lead = await demo.enter('方立群')
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await demo.shots(task.name)
  })
  afterAll(() => demo?.close())

  const issue = (title: string) =>
    lead.evaluate(async (words) => {
      const call = async (path: string, body?: unknown) => {
        const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
        const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : {}
        return (await fetch(path, init)).json()
      }
      const [owner] = (await call('/api/person?q=苗可欣')).rows
      const [self] = (await call('/api/person?q=方立群')).rows
      const plain = { title: words, due: '2099-12-31', quality: '逐条核对过，没有漏的。' }
      const sent = await call('/api/task', { fields: { ...plain, owner: owner.id, lead: self.id }, action: 'issue' })
      return String(sent.row.id)
    }, title)
  const stepsOf = async (id: string) => {
    await lead.goto(`/r/task/${id}`)
    await lead.locator('.steps').waitFor()
    return lead.locator('.steps .step-name b').allTextContents()
  }

  test('不相干的人看不到这一页', async () => {
    await lead.goto('/models')
    await lead.getByText('没有找到').first().waitFor()
    expect(await lead.getByText('任务办理').count()).toBe(0)
  })

  test('传错的：说哪个环节、第几行；改好再传，试走到头，发布', async () => {
    const before = await issue('旧版办的任务')
    await goBy(keeper, '系统管理', '流程模型')
    await keeper.getByRole('link', { name: '任务办理' }).click()
    await keeper.getByRole('button', { name: '上传新版' }).click()
    const input = keeper.locator('input[type=file]')
    await input.setInputFiles(file(task.replace('action="finish"', 'action="finnish"')))
    await keeper.getByText('任务没有操作 finnish').waitFor()
    const line = task.split('\n').findIndex((text) => text.includes('id="carry"')) + 1
    await keeper.getByRole('button', { name: `carry · 第 ${line} 行` }).click()
    expect(await keeper.getByRole('button', { name: '存为拟用版本' }).count()).toBe(0)

    await keeper.getByRole('button', { name: '换一个文件' }).click()
    await input.setInputFiles(file(task.replace('name="接收任务"', 'name="确认接收"')))
    await keeper.getByLabel('为什么改').fill('办法第十六条改了')
    await keeper.getByRole('button', { name: '存为拟用版本' }).click()
    await keeper.getByRole('heading', { name: '第 2 版 拟用' }).waitFor()

    await keeper.getByRole('tab', { name: '对比' }).click()
    await keeper.getByText('1 处不同').waitFor()
    await keeper.locator('.is-changed').first().waitFor()

    await keeper.getByRole('tab', { name: '试走' }).click()
    await keeper.getByRole('button', { name: '下达' }).click()
    await keeper.getByRole('button', { name: '接收', exact: true }).click()
    // 没有截止日期，到期的钟定不下来：停在那里，补上再走。
    await keeper.locator('.is-error').first().waitFor()
    await keeper.getByLabel('截止日期').fill('2099年12月31日')
    await keeper.keyboard.press('Enter')
    await keeper.getByRole('button', { name: '改好了，再试' }).click()
    await keeper.getByRole('button', { name: '提交完成' }).click()
    await keeper.getByRole('button', { name: '退一步' }).click()
    await keeper.getByRole('button', { name: '提交完成' }).click()
    await keeper.getByRole('button', { name: '合格' }).click()
    await keeper.getByText('没有什么在等：走完了。').waitFor()
    await keeper.getByRole('button', { name: '重来' }).click()
    await keeper.getByRole('button', { name: '下达' }).click()
    expect(await flawsOf(keeper, 'model-try')).toEqual([])

    await keeper.getByRole('button', { name: '发布', exact: true }).click()
    await keeper.getByRole('dialog').getByLabel('为什么改').fill('七月起执行')
    await keeper.getByRole('dialog').getByRole('button', { name: '发布' }).click()
    await keeper.getByRole('heading', { name: '第 2 版 现行' }).waitFor()
    expect(await stepsOf(await issue('新版办的任务'))).toContain('确认接收')
    expect(await stepsOf(before)).toContain('接收任务')
    expect(faultsOf(keeper)).toEqual([])
  })

  test('手机上也能试走', async () => {
    await keeper.setViewportSize({ width: 390, height: 844 })
    await keeper.goto('/models/dmn/project_grade?tab=tryOut')
    await keeper.getByLabel('budget').fill('5000')
    await keeper.getByText('"B"', { exact: true }).first().waitFor()
    expect(await flawsOf(keeper, 'model-decision')).toEqual([])
    await keeper.setViewportSize({ width: 390, height: 844 })
    await keeper.goto('/models/bpmn/coordination_run?tab=tryOut')
    await keeper.getByRole('button', { name: '提请协调' }).click()
    await keeper.getByText('办理人：').first().waitFor()
    expect(await flawsOf(keeper, 'model-phone')).toEqual([])
  })
})

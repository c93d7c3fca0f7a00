import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { faultsOf, hasBrowser, shot } from './browser.ts'
import { type Demo, openDemo } from './demo.ts'
import { delivered, type Sample, small } from './policies.ts'
import { acceptProposals, confirm, importFile, openPart, openTodo, rename, status } from './policy-acts.ts'
import { asked, fill, openApplication, review, seatAgrees, trial } from './project-acts.ts'

for (const sample of [small, delivered]) {
  const words = sample.content ? sample.name : `${sample.name}：没有这份文件，跳过`
  describe.skipIf(!hasBrowser || !sample.content)(words, () => mainJob(sample))
}

function mainJob(sample: Sample) {
  let demo: Demo
  let writer: Page
  let applicant: Page
  let finance: Page
  let overseer: Page
  let reviewer: Page
  let council: Page
  let manager: Page

  beforeAll(async () => {
    demo = await openDemo()
    writer = await demo.enter('段志飞')
    reviewer = await demo.enter('方立群')
    council = await demo.enter('陆守诚')
    manager = await demo.enter('顾维嘉')
    applicant = await demo.enter('任东升')
    finance = await demo.enter('章慧中')
    overseer = await demo.enter('曾令仪')
  })

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await demo.shots(`${sample.groups}-${task.name.slice(0, 8)}`)
  })

  afterAll(() => demo?.close())

  // @covers POL-05
  // @covers POL-23
  // @covers ORG-03
  // @covers X19
  test('段志飞导入一份脏文件：看清改了什么、略去什么、有哪些部门和职责，改好再确认', async () => {
    await importFile(writer, sample)
    await writer.getByRole('heading', { level: 1, name: sample.title }).waitFor()
    await writer.getByText(`${sample.departments.length} 个部门 · ${sample.groups} 组职责`).waitFor()
    await writer.getByText('原文到此为止').waitFor()
    await shot(writer, `job-${sample.groups}-1-条款`)

    await openPart(writer, '略去的内容')
    for (const reason of ['页码', '版权和免责声明', '正文之后的网站提示、推荐和评论区'])
      await writer.getByText(reason, { exact: true }).waitFor()

    await openPart(writer, '部门与职责')
    for (const name of sample.departments) await writer.getByRole('region', { name }).waitFor()
    expect(await writer.getByRole('region').getByRole('group').count()).toBe(sample.groups)

    await openPart(writer, '清洗记录')
    await writer.getByRole('listitem').filter({ hasText: '(yè)' }).getByText('去掉').first().waitFor()
    await writer.getByRole('listitem').filter({ hasText: '采用' }).filter({ hasText: '業' }).first().waitFor()
    await acceptProposals(writer, sample.restored.length)
    await writer.getByText('等你定').first().waitFor({ state: 'hidden' })
    await shot(writer, `job-${sample.groups}-2-清洗`)

    await openPart(writer, '条款')
    for (const restored of sample.restored) await writer.getByText(restored).first().waitFor()
    await rename(writer, sample.mistitled, sample.retitled)
    await writer.getByRole('button', { name: '撤回对条款的改动（1）' }).waitFor()
    await confirm(writer, '运营管理部')
    await writer.waitForURL(/\/policy\/[0-9a-f-]{36}$/)
    await writer.getByRole('heading', { level: 1, name: sample.title }).waitFor()
    await writer.getByRole('button', { name: sample.retitled }).first().waitFor()
    const words = await writer.getByRole('main').innerText()
    expect(words).toContain('业务')
    expect(words).not.toMatch(/\((yè|zhí|jù)\)/)
    expect(faultsOf(writer)).toEqual([])
  })

  // @covers POL-01
  test('制度经起草、审核、审议、签发成为现行，各是各的人', async () => {
    await status(writer, '起草').waitFor()
    await writer.getByRole('button', { name: '送审' }).click()
    await status(writer, '审核').waitFor()

    const todo = await openTodo(reviewer, sample.title)
    await todo.getByRole('link', { name: '打开全文' }).click()
    await reviewer.getByRole('navigation', { name: '目录' }).waitFor()
    await reviewer.getByRole('radio', { name: '合规', exact: true }).check()
    await reviewer.getByRole('textbox', { name: '意见' }).fill('条款和原文对过，可以签发。')
    await reviewer.getByRole('button', { name: /^同意/ }).click()
    await status(writer, '审议').waitFor()
    const deliberation = await openTodo(council, sample.title)
    await deliberation.getByRole('button', { name: /^同意/ }).click()
    await status(writer, '签发').waitFor()

    const signing = await openTodo(manager, sample.title)
    await signing.getByRole('textbox', { name: '生效日期' }).fill(today())
    await manager.keyboard.press('Enter')
    await signing.getByRole('button', { name: /^签发/ }).click()
    await inForce(writer)
    await shot(writer, `job-${sample.groups}-3-现行`)
    expect(faultsOf(reviewer)).toEqual([])
  })

  test('条款落地率看得见，条款指得出落实到哪里', async () => {
    const figure = writer.getByRole('term').filter({ hasText: '条款落地率' }).locator('xpath=..')
    await figure.getByText('%').waitFor()
    const coverage = await figure.innerText()
    expect(Number(/(\d+(?:\.\d)?)%/.exec(coverage)?.[1])).toBeGreaterThan(0)
    await writer.getByRole('button', { name: sample.filing }).click()
    const carriers = writer.getByRole('region', { name: '落实到' })
    await carriers.getByText('表单：项目').waitFor()
    await carriers.getByText('项目审批：提交申请').waitFor()
  })

  // @covers PRJ-01
  test('任东升发起项目：缺的一次说全，刷新不丢，交上去先到运营（他自己是部门负责人）', async () => {
    await openApplication(applicant)
    await applicant.getByRole('button', { name: '提交', exact: true }).click()
    await applicant.getByRole('alert').first().waitFor()
    expect(await applicant.getByRole('alert').count()).toBe(asked.length)
    await shot(applicant, `job-${sample.groups}-4-缺项`)
    await fill(applicant, trial)
    await applicant.reload()
    await applicant.getByText('上次没保存的内容已经放回来了').waitFor()
    expect(await applicant.getByRole('textbox', { name: '项目目标' }).inputValue()).toBe(trial.goal)
    await applicant.getByRole('button', { name: '提交', exact: true }).click()
    await status(applicant, '审批中').waitFor()
  })

  // @covers PRJ-02
  test('方立群不写意见、不下判断就交不出去；都写了才到公司审批', async () => {
    const todo = await openTodo(reviewer, trial.title)
    const agree = todo.getByRole('button', { name: /^同意/ })
    await agree.click()
    await todo.getByText('这一步要写明意见').waitFor()
    await todo.getByRole('textbox', { name: '意见' }).fill('可行。')
    await agree.click()
    await todo.getByRole('alert').filter({ hasText: '要' }).first().waitFor()
    expect(await todo.getByRole('alert').count()).toBe(2)
    await shot(reviewer, `job-${sample.groups}-5-缺判断`)
    expect(await todo.getByRole('textbox', { name: '意见' }).inputValue()).toBe('可行。')
    await review(reviewer, trial.title, '可行，门店也确有需要，先做两家店。')
    await seatAgrees(finance, trial.title, '在市场费用里列支，够用。')
    await applicant.getByText('公司审批').first().waitFor()
  })

  test('单据上每一步都说得出是哪一条制度要求的，流程图标着走到哪里', async () => {
    const steps = applicant.getByRole('region', { name: '流转记录' })
    for (const name of ['运营初审', '公司审批']) {
      const step = steps.getByRole('listitem').filter({ hasText: name })
      await step.getByText('为什么有这一步').first().click()
      await step
        .getByRole('link', { name: `《${sample.title}》` })
        .first()
        .waitFor()
    }
    await applicant.getByRole('button', { name: '流程图' }).click()
    const diagram = applicant.getByRole('dialog')
    const standsAt = (node: string) => diagram.locator(`g[data-element-id="${node}"]`).getAttribute('class')
    await expect.poll(() => standsAt('decide'), { timeout: 10_000 }).toContain('is-current')
    expect(await standsAt('review')).toContain('is-done')
    await shot(applicant, `job-${sample.groups}-6-流程图`)
    await applicant.keyboard.press('Escape')
  })

  // @covers PRJ-03
  // @covers PRJ-04
  test('曾令仪不同意并写明原因，任东升在消息里和单据上看得到，修改后重报，这次批准', async () => {
    const reason = '四季度资源都在交付改善上，请先做一家门店，费用压到二十五万元以内。'
    const todo = await openTodo(overseer, trial.title)
    await todo.getByRole('button', { name: '不同意' }).click()
    await todo.getByText('这一步要写明意见').waitFor()
    await todo.getByRole('textbox', { name: '意见' }).fill(reason)
    await todo.getByRole('button', { name: '不同意' }).click()

    await applicant.getByRole('link', { name: /消息，\d+ 条未读/ }).click()
    await applicant.getByRole('button').filter({ hasText: reason }).click()
    await status(applicant, '未通过').waitFor()
    await applicant.getByText(`“${reason}”`).waitFor()
    await shot(applicant, `job-${sample.groups}-7-未通过`)

    await applicant.getByRole('button', { name: '修改后重报' }).click()
    await status(applicant, '已退回').waitFor()
    await applicant.getByRole('textbox', { name: '预算' }).fill('248000.00')
    await applicant.getByRole('button', { name: '提交', exact: true }).click()
    await status(applicant, '审批中').waitFor()
    await review(reviewer, trial.title, '已按意见改小，可行，必要。')
    await seatAgrees(finance, trial.title, '改小以后没有问题。')
    const again = await openTodo(overseer, trial.title)
    await again.getByRole('radio', { name: '一致', exact: true }).check()
    await again.getByRole('radio', { name: '有保障' }).check()
    await again.getByRole('button', { name: /^批准/ }).click()
    await status(applicant, '筹备').waitFor()
    await shot(applicant, `job-${sample.groups}-8-已批准`)
    for (const page of [writer, reviewer, manager, applicant, finance, overseer]) expect(faultsOf(page)).toEqual([])
  })
}

/** Looks again until the policy is in force: nobody does that, its day has come. */
async function inForce(page: Page) {
  const look = async () => {
    await page.reload()
    return status(page, '现行').waitFor({ timeout: 2_000 })
  }
  await expect.poll(() => look().then(() => true), { timeout: 20_000, interval: 1_000 }).toBe(true)
}

/** Today in the company's time zone, as a date field shows it. */
function today(): string {
  const zone = { timeZone: 'Asia/Shanghai' } as const
  const parts = new Intl.DateTimeFormat('zh-CN', { ...zone, year: 'numeric', month: 'numeric', day: 'numeric' })
  const part = (type: string) => parts.formatToParts(new Date()).find((one) => one.type === type)?.value
  return `${part('year')}年${part('month')}月${part('day')}日`
}

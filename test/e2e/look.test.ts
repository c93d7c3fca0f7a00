import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openWindow } from './browser.ts'
import { type Demo, goBy, openDemo } from './demo.ts'
import { flawsOf, settled } from './look.ts'
import { small } from './policies.ts'
import { importFile, openPart, parts } from './policy-acts.ts'
import { asked, openApplication } from './project-acts.ts'

describe.skipIf(!hasBrowser)('每一页：宽屏和手机、浅色和深色', () => {
  let demo: Demo
  let reviewer: Page
  let writer: Page
  let applicant: Page

  beforeAll(async () => {
    demo = await openDemo()
    reviewer = await demo.enter('方立群')
    writer = await demo.enter('段志飞')
    applicant = await demo.enter('任东升')
  })

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await demo.shots(task.name)
  })

  afterAll(() => demo?.close())

  test('登录', async () => {
    const page = await openWindow(demo.browser, demo.server.url)
    await page.goto('/')
    await page.getByRole('heading', { name: '选一个人进去看看' }).waitFor()
    expect(await flawsOf(page, '登录')).toEqual([])
    await page.context().close()
  })

  test.each([
    ['工作台', '/'],
    ['流程中心-待办', '/work?box=todo'],
    ['流程中心-待阅', '/work?box=read'],
    ['流程中心-已办', '/work?box=done'],
    ['流程中心-我发起的', '/work?box=started'],
    ['发起', '/start'],
    ['列表', '/r/project'],
    ['列表-没有找到', '/r/project?q=没有这样的项目'],
    ['看板', '/r/project?view=board'],
    ['职责分工', '/r/duty'],
    ['体系总览', '/overview'],
    ['体系总览-落地率', '/overview?view=coverage'],
    ['体系-职责矩阵', '/overview/matrix?from=all'],
    ['体系-流程清单', '/overview/processes'],
    ['体系-流程的单据', '/overview/processes/project_approval'],
    ['体系-公开与保密', '/overview/openness'],
    ['审批权限表', '/authority'],
    ['制度目录', '/policy/catalogue'],
    ['学习与签收', '/policy/learning'],
    ['项目组合', '/project/portfolio'],
    ['组织架构', '/org/structure'],
    ['任务', '/r/task'],
    ['请假-新', '/r/leave/new?type=annual&since=2026-11-23&until=2026-11-27'],
    ['采购-新', '/r/purchase/new'],
    ['员工', '/r/person'],
    ['消息-很多', '/messages'],
    ['我的', '/me'],
    ['不存在', '/r/project/00000000-0000-7000-8000-000000000000'],
  ])('%s', async (name, path) => {
    await reviewer.goto(path)
    await reviewer.getByRole('heading', { level: 1 }).waitFor()
    expect(await flawsOf(reviewer, name)).toEqual([])
  })

  test('消息', async () => {
    await writer.goto('/messages')
    await writer.getByText('条未读').waitFor()
    expect(await flawsOf(writer, '消息')).toEqual([])
  })

  test('列表-空', async () => {
    const clerk = await demo.enter('王敏', '营业员')
    await clerk.goto('/r/project')
    await clerk.getByText('还没有项目').last().waitFor()
    expect(await flawsOf(clerk, '列表-空')).toEqual([])
    await clerk.context().close()
  })

  test('新表单，缺项之后', async () => {
    await openApplication(applicant)
    expect(await flawsOf(applicant, '新表单')).toEqual([])
    await applicant.getByRole('button', { name: '提交', exact: true }).click()
    await expect.poll(() => applicant.getByRole('alert').count()).toBe(asked.length)
    expect(await flawsOf(applicant, '新表单-缺项')).toEqual([])
  })

  test.each([
    ['草稿', '积分通兑六店试点', '任东升'],
    ['办理中', '南港新开六家门店', '方立群'],
    ['未通过', '会员积分通兑平台', '方立群'],
    ['筹备', '工厂自动裁床二期', '方立群'],
    ['执行中', '定制帘七天交付改造', '方立群'],
    ['返工', '广场三层消防改造', '方立群'],
    ['已归档', '门店公告与求助直通车', '方立群'],
  ])('项目-%s', async (name, title, who) => {
    const page = who === '任东升' ? applicant : reviewer
    await openProject(page, title)
    expect(await flawsOf(page, `项目-${name}`)).toEqual([])
  })

  test('项目的各页', async () => {
    await openProject(reviewer, '南港新开六家门店')
    const flaws: string[] = []
    for (const tab of ['task', 'project_plan', 'project_document']) {
      const { pathname } = new URL(reviewer.url())
      await reviewer.goto(`${pathname}?tab=${tab}`)
      await reviewer.getByRole('heading', { level: 1 }).waitFor()
      flaws.push(...(await flawsOf(reviewer, `项目-${tab}`)))
    }
    expect(flaws).toEqual([])
  })

  test('任务', async () => {
    await reviewer.goto('/r/task')
    await reviewer.getByRole('main').getByRole('table').getByRole('link').first().click()
    await reviewer.getByRole('heading', { level: 1 }).waitFor()
    expect(await flawsOf(reviewer, '任务-一件')).toEqual([])
  })

  test('流程图', async () => {
    await openProject(reviewer, '南港新开六家门店')
    await reviewer.getByRole('button', { name: '流程图' }).click()
    await reviewer.getByRole('dialog').getByText('运营初审').waitFor()
    expect(await flawsOf(reviewer, '流程图')).toEqual([])
  })

  test('快捷搜索、快捷键说明', async () => {
    await reviewer.goto('/work?box=todo')
    await reviewer.getByRole('button', { name: '快捷键' }).click()
    expect(await flawsOf(reviewer, '快捷键')).toEqual([])
    await reviewer.keyboard.press('Escape')
    await reviewer.keyboard.press('Control+k')
    await reviewer.getByText('要办的事').waitFor()
    expect(await flawsOf(reviewer, '快捷搜索')).toEqual([])
  })

  test('制度', async () => {
    await goBy(writer, '制度与职责', '制度目录')
    await writer.getByRole('link', { name: '运营职责与项目管理制度' }).first().click()
    await writer.getByRole('button', { name: '第十条 运营初审' }).last().click()
    await writer.getByRole('region', { name: '落实到' }).waitFor()
    expect(await flawsOf(writer, '制度')).toEqual([])
  })

  test('导入：上传，逐部分核对', async () => {
    await writer.goto('/policy/import')
    const flaws = await flawsOf(writer, '导入')
    await importFile(writer, small)
    for (const part of parts) {
      await openPart(writer, part)
      flaws.push(...(await flawsOf(writer, `导入-${part}`)))
    }
    expect(flaws).toEqual([])
  })

  test('职责诊断', async () => {
    await writer.goto('/policy/problems')
    await writer.getByRole('tablist', { name: '问题的类别' }).waitFor()
    expect(await flawsOf(writer, '职责诊断')).toEqual([])
  })

  async function openProject(page: Page, title: string) {
    await page.goto(`/r/project?q=${encodeURIComponent(title)}`)
    await page.getByRole('main').getByRole('link', { name: title }).first().click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await settled(page)
  }
})

import type { Page } from 'playwright-core'
import { openTodo } from './policy-acts.ts'

/** What people write into a project application. */
export interface Application {
  readonly title: string
  readonly background: string
  readonly goal: string
  readonly content: string
  readonly schedule: string
  readonly budget: string
}

/** The fields of a blank application that one must fill in; 申请部门 begins with one's own. */
export const asked = ['项目名称', '项目背景', '项目目标', '项目内容', '时间要求', '预算', '涉及部门']

export const trial: Application = {
  title: '门店旧窗帘回收试点',
  background: '客户换新帘时旧帘没处放，每月有三十多位客户问能不能收走。',
  goal: '三个月收旧帘六百副，换新率提高两个百分点。',
  content: '两家门店设回收柜，量尺师傅顺路带回，交云浦工厂拆解。',
  schedule: '十二月备柜，一月到三月试点，四月总结。',
  budget: '286000.00',
}

/** Opens a blank application as people do: 发起申请, then the project. */
export async function openApplication(page: Page) {
  await page.getByRole('link', { name: '发起申请' }).first().click()
  await page.getByRole('link', { name: '发起项目' }).click()
  await page.getByRole('textbox', { name: '项目名称' }).waitFor()
}

/** Fills in an application for one's own unit, all but sending it. */
export async function fill(page: Page, application: Application) {
  await page.getByRole('textbox', { name: '项目名称' }).fill(application.title)
  await page.getByRole('textbox', { name: '项目背景' }).fill(application.background)
  await page.getByRole('textbox', { name: '项目目标' }).fill(application.goal)
  await page.getByRole('textbox', { name: '项目内容' }).fill(application.content)
  await page.getByRole('textbox', { name: '时间要求' }).fill(application.schedule)
  await page.getByRole('textbox', { name: '预算' }).fill(application.budget)
  await page.getByRole('radio', { name: '只有本部门' }).check()
}

/** Files a whole application and gives the address of its page. */
export async function file(page: Page, application: Application): Promise<string> {
  await openApplication(page)
  await fill(page, application)
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.waitForURL(/\/r\/project\/[0-9a-f-]{36}$/)
  return page.url()
}

/** The first review: two judgements and an opinion, then 同意. */
export async function review(page: Page, title: string, opinion: string) {
  const todo = await openTodo(page, title)
  await todo.getByRole('radio', { name: '可行', exact: true }).check()
  await todo.getByRole('radio', { name: '必要', exact: true }).check()
  await todo.getByRole('textbox', { name: '意见' }).fill(opinion)
  await todo.getByRole('button', { name: /^同意/ }).click()
}

/** A seat of the route agrees: finance, a leader. */
export async function seatAgrees(page: Page, title: string, opinion: string) {
  const todo = await openTodo(page, title)
  await todo.getByRole('textbox', { name: '意见' }).fill(opinion)
  await todo.getByRole('button', { name: /^同意/ }).click()
  await page.getByText('已办理').first().waitFor()
}

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTrial, services } from '#test/trial.ts'

let trial: Awaited<ReturnType<typeof openTrial>>
beforeAll(async () => {
  trial = await openTrial()
})
beforeEach(() => {
  services.isBroken = false
})
afterAll(() => trial.world.close())

const incidentOf = async (record: string) =>
  (
    await trial.world.sql<{ message: string; attempts: number; wait: number | null }>(
      `select i.message, i.attempts, extract(epoch from i.retry_at - i.at)::int as wait from incident i join process_case c on c.id = i.case_id where c.record_id = $1`,
      [record],
    )
  )[0]
const eventsOf = async (record: string) =>
  (await trial.administrator.timeline('article', record).catch(() => trial.applicant.timeline('article', record)))
    .events

describe('服务出错', () => {
  test('不影响同时提交的别人；自己再试，等的时间一次比一次长，用完以后等人', async () => {
    services.isBroken = true
    const [record, other] = await Promise.all([trial.begin('broken'), trial.begin('review')])
    expect((await trial.of(other))[0]?.steps).toEqual(['审阅'])
    expect(await incidentOf(record)).toEqual({ message: '对方系统没有应答', attempts: 0, wait: 60 })
    await trial.due('errand')
    expect(await incidentOf(record)).toMatchObject({ attempts: 1, wait: 120 })
    await trial.due('errand')
    expect(await incidentOf(record)).toMatchObject({ attempts: 2, wait: null })
    expect(await trial.due('errand')).toBe(0)
    const [message] = await trial.administrator.messages()
    expect(message).toMatchObject({ title: '流程停在“算账”', body: expect.stringContaining('对方系统没有应答') })
    services.isBroken = false
    const [found] = await trial.of(record)
    expect(await trial.operate(found!.id, 'retry', { reason: '对方修好了' })).toMatchObject({ status: 200 })
    expect(await trial.of(record)).toMatchObject([{ status: 'running', steps: ['核对'] }])
    expect(await incidentOf(record)).toBeUndefined()
    expect((await eventsOf(record))[0]).toMatchObject({ action: '重试“算账”', words: '对方修好了', who: '程诗' })
  })

  test('好了以后自己接着走', async () => {
    services.isBroken = true
    const record = await trial.begin('broken')
    services.isBroken = false
    await trial.due('errand')
    expect(await trial.of(record)).toMatchObject([{ status: 'running', steps: ['核对'] }])
  })

  test('把事务写坏的服务也只停住它自己的环节', async () => {
    const [record, other] = await Promise.all([trial.begin('torn'), trial.begin('review')])
    expect((await trial.of(record))[0]?.status).toBe('incident')
    expect((await incidentOf(record))?.message).toContain('division by zero')
    expect((await trial.of(other))[0]?.status).toBe('running')
  })
})

describe('暂停与恢复', () => {
  test('暂停时到时间的定时留着，恢复时触发', async () => {
    const record = await trial.begin('patient')
    const [found] = await trial.of(record)
    await trial.operate(found!.id, 'suspend', { reason: '盘点' })
    expect((await trial.world.timers(record)).length).toBe(1)
    expect(await trial.of(record)).toMatchObject([{ status: 'suspended', steps: [] }])
    await trial.operate(found!.id, 'resume', { reason: '盘点完了' })
    await trial.due('timer')
    expect(await trial.of(record)).toMatchObject([{ status: 'running', steps: ['接着办'] }])
  })

  test('暂停时待办不能办，说明原因；被调用的一起暂停、一起恢复', async () => {
    const record = await trial.begin('caller')
    const [caller] = await trial.of(record)
    await trial.operate(caller!.id, 'suspend')
    expect((await trial.of(record)).map(({ status }) => status)).toEqual(['suspended', 'suspended'])
    const refused = await trial.answer(record, 'ok').catch((error: unknown) => error)
    expect(refused).toMatchObject({ status: 409, message: expect.stringContaining('已暂停') })
    await trial.operate(caller!.id, 'resume')
    await trial.answer(record, 'ok')
    expect(await trial.of(record)).toMatchObject([{ steps: ['接着办'] }, { status: 'ended' }])
  })

  test('暂停的流程听到的信号，恢复时才收', async () => {
    const record = await trial.begin('listen')
    const [found] = await trial.of(record)
    await trial.operate(found!.id, 'suspend')
    await trial.begin('alarm')
    expect(await trial.of(record)).toMatchObject([{ status: 'suspended', steps: [] }])
    await trial.operate(found!.id, 'resume')
    expect(await trial.of(record)).toMatchObject([{ status: 'running', steps: ['出动'] }])
  })
})

describe('移动与取消', () => {
  test('移到另一个环节：原来的待办收回，原因写进修改记录', async () => {
    const record = await trial.begin('caller')
    await trial.answer(record, 'ok')
    const [found] = await trial.of(record)
    const view = (await (await trial.administrator.send('GET', `/api/cases/${found?.id}`)).json()) as {
      tokens: { token: number; places: { node: string }[] }[]
    }
    const { token, places } = view.tokens[0]!
    expect(places.map(({ node }) => node)).toContain('repair')
    expect((await trial.operate(found!.id, 'move', { reason: ' ', token, node: 'repair' })).status).toBe(422)
    expect((await trial.operate(found!.id, 'move', { reason: '直接补救', token, node: 'nowhere' })).status).toBe(422)
    expect((await trial.operate(found!.id, 'move', { reason: '直接补救', token, node: 'repair' })).status).toBe(200)
    expect(await trial.of(record)).toMatchObject([{ steps: ['补救'] }, { status: 'ended' }])
    expect((await eventsOf(record))[0]).toMatchObject({ action: '从“接着办”移到“补救”', words: '直接补救' })
    expect((await trial.operate(found!.id, 'move', { reason: '再来', token, node: 'repair' })).status).toBe(409)
  })

  test('取消以后不能再处理', async () => {
    const [found] = await trial.of(await trial.begin('review'))
    expect((await trial.operate(found!.id, 'cancel')).body).toMatchObject({ status: 'cancelled', tokens: [], can: [] })
    expect((await trial.operate(found!.id, 'resume')).status).toBe(409)
  })
})

describe('优先级', () => {
  test('加急的排在前面，页与页之间也不乱', async () => {
    await trial.begin('patient')
    const usual = await trial.begin('huge')
    const urgent = await trial.begin('review')
    const { rows } = await trial.operations.inbox()
    const places = [urgent, usual].map((id) => rows.findIndex(({ recordId }) => recordId === id))
    expect(places[0]).toBeLessThan(places[1]!)
    expect(rows.find(({ recordId }) => recordId === urgent)?.urgent).toBe(true)
  })
})

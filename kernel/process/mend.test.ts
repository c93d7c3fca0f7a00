import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrial } from '#test/trial.ts'

let trial: Awaited<ReturnType<typeof openTrial>>
beforeAll(async () => {
  trial = await openTrial()
})
afterAll(() => trial.world.close())

/** The incidents of a record's cases: where, and why. */
const incidentsOf = async (record: string) => {
  const found: { token: number; node: string; message: string; id: string }[] = []
  for (const { id, status } of await trial.of(record)) {
    if (status !== 'incident') continue
    const view = (await (await trial.administrator.send('GET', `/api/cases/${id}`)).json()) as {
      tokens: { token: number; node: string; incident: { message: string } | null }[]
    }
    for (const { token, node, incident } of view.tokens)
      if (incident) found.push({ id, token, node, message: incident.message })
  }
  return found
}
const statusesOf = async (record: string) => [...new Set((await trial.of(record)).map(({ status }) => status))]

describe('停在出错的环节，由人修好，走到结束', () => {
  test('没有一条分支成立：改了变量再走', async () => {
    const record = await trial.begin('choosy')
    const [incident] = await incidentsOf(record)
    expect(incident).toMatchObject({ node: 'which', message: expect.stringContaining('没有一条连线的条件成立') })
    const done = await trial.operate(incident!.id, 'retry', { reason: '漏填了金额', vars: { amount: 5 } })
    expect(done.body).toMatchObject({ status: 'running', vars: {} })
    expect((await trial.of(record))[0]?.steps).toEqual(['小额'])
    const { events } = await trial.applicant.timeline('article', record)
    expect(events[0]?.words).toBe('漏填了金额（改了变量：amount）')
    await trial.answer(record)
    expect(await statusesOf(record)).toEqual(['ended'])
  })

  test('条件得不出是或否', async () => {
    const record = await trial.begin('choosy')
    const [first] = await incidentsOf(record)
    await trial.operate(first!.id, 'retry', { reason: '填错了', vars: { amount: '五块' } })
    const [again] = await incidentsOf(record)
    expect(again).toMatchObject({ node: 'which' })
    await trial.operate(again!.id, 'retry', { reason: '改对了', vars: { amount: 5 } })
    await trial.answer(record)
    expect(await statusesOf(record)).toEqual(['ended'])
  })

  test('脚本给出装不下的变量：办理的人不受影响，脚本停下', async () => {
    const record = await trial.begin('huge')
    await trial.answer(record)
    const [incident] = await incidentsOf(record)
    expect(incident).toMatchObject({ node: 'fill', message: expect.stringContaining('变量「big」超过 1 MB') })
    await trial.operate(incident!.id, 'retry', { reason: '少装一点', vars: { rows: 2 } })
    expect(await statusesOf(record)).toEqual(['ended'])
  })

  test('没有人等的消息：移到后面的环节', async () => {
    const record = await trial.begin('lonely')
    const [incident] = await incidentsOf(record)
    expect(incident).toMatchObject({ node: 'shout', message: expect.stringContaining('没有流程在等消息') })
    const { id, token } = incident!
    expect(await trial.operate(id, 'move', { reason: '打电话说过了', token, node: 'end' })).toMatchObject({
      status: 200,
    })
    expect(await statusesOf(record)).toEqual(['ended'])
  })

  test('调用转圈：停在最里面一层；移过去以后一层层结束', async () => {
    const record = await trial.begin('circle')
    const [incident] = await incidentsOf(record)
    expect(incident).toMatchObject({ node: 'self', message: expect.stringContaining('超过了 32 层') })
    const { id, token } = incident!
    expect(await trial.operate(id, 'move', { reason: '到此为止', token, node: 'end' })).toMatchObject({ status: 200 })
    expect(await statusesOf(record)).toEqual(['ended'])
  })
})

describe('随意子流程', () => {
  test('由管流程的人开始其中的活动，几次都行，直到完成条件成立', async () => {
    const record = await trial.begin('free')
    const [found] = await trial.of(record)
    expect(found).toMatchObject({ status: 'running', steps: [] })
    const begin = async (node: string) => trial.operate(found!.id, 'move', { reason: '要办', token: 1, node })
    expect(await begin('look')).toMatchObject({ status: 200 })
    await trial.answer(record)
    expect(await begin('look')).toMatchObject({ status: 200 })
    await trial.answer(record)
    expect(await statusesOf(record)).toEqual(['running'])
    await begin('ask')
    expect((await trial.of(record))[0]?.steps).toEqual(['问一问'])
    const { events } = await trial.applicant.timeline('article', record)
    expect(events.map(({ action }) => action)).toContain('开始“看一看”')
    await trial.answer(record)
    expect(await statusesOf(record)).toEqual(['ended'])
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrial, services } from '#test/trial.ts'
import { asSystem } from './command.ts'

let trial: Awaited<ReturnType<typeof openTrial>>
beforeAll(async () => {
  trial = await openTrial()
})
afterAll(() => trial.world.close())

const errands = () => trial.world.sql(`select key from job where kind = 'errand' and key not like 'begin/%'`)

describe('消息', () => {
  test('订单起一个发货流程；发货的消息回到等它的那一张单，谁也不多收', async () => {
    const [first, second] = [await trial.begin('order'), await trial.begin('order')]
    expect(await trial.of(first)).toMatchObject([
      { process: 'order', status: 'running', steps: [] },
      { process: 'ship', status: 'running', begun: 'message', steps: ['配货'] },
    ])
    await trial.answer(first)
    expect(await trial.of(first)).toMatchObject([{ steps: ['验收'] }, { process: 'ship', status: 'ended' }])
    expect(await trial.of(second)).toMatchObject([{ steps: [] }, { steps: ['配货'] }])
    expect(await errands()).toEqual([])
    expect(await trial.world.sql(`select name from subscription where record_id = $1`, [first])).toEqual([])
  })

  test('没有人等的消息停在发送的环节，写明是哪个消息；还没有人等，重试也还停着', async () => {
    const record = await trial.begin('lonely')
    const [found] = await trial.of(record)
    expect(found?.status).toBe('incident')
    const [incident] = await trial.world.sql<{ message: string; retry_at: Date | null }>(
      'select message, retry_at from incident where case_id = $1',
      [found?.id],
    )
    expect(incident).toMatchObject({ message: expect.stringContaining('没有流程在等消息“没人听的”'), retry_at: null })
    const again = await trial.operate(found!.id, 'retry')
    expect(again.status).toBe(200)
    expect((await trial.of(record))[0]?.status).toBe('incident')
  })

  test('写下消息的节点被杀，别的节点接着送，只送一次', async () => {
    const record = await trial.begin('order')
    const [order] = await trial.of(record)
    const [wait] = await trial.world.sql<{ token: number }>('select token from subscription where case_id = $1', [
      order!.id,
    ])
    // As a node leaves it that was killed right after its commit: the job is there, nobody did it.
    const payload = { do: 'give', case: order!.id, command: { kind: 'message', token: wait!.token } }
    await trial.world.sql(`insert into job (kind, key, at, payload) values ('errand', $1, now(), $2)`, [
      `${order!.id}/x`,
      payload,
    ])
    const other = await trial.world.node()
    const command = { kind: 'errand', key: `${order!.id}/x` } as const
    await Promise.all(
      [trial.world.server, other.server, other.server].map(({ store }) =>
        store.submit({ command, actor: asSystem('流程继续'), origin: '测试' }),
      ),
    )
    await other.close()
    expect((await trial.of(record))[0]?.steps).toEqual(['验收'])
    const todos = await trial.world.sql<{ person: string }>(
      `select person from todo where record_id = $1 and step = '验收'`,
      [record],
    )
    const takers = await Promise.all(['何静', '邓一鸣'].map((name) => trial.world.person(name)))
    expect(todos.map(({ person }) => person).sort()).toEqual(takers.sort())
    expect(await errands()).toEqual([])
  })
})

describe('信号', () => {
  test('叫醒所有等它的流程，也起一个由它开始的流程', async () => {
    const [one, two] = [await trial.begin('listen'), await trial.begin('listen')]
    const record = await trial.begin('alarm')
    expect(await trial.of(one)).toMatchObject([{ steps: ['出动'] }])
    expect(await trial.of(two)).toMatchObject([{ steps: ['出动'] }])
    expect(await trial.of(record)).toMatchObject([
      { process: 'alarm', status: 'ended' },
      { process: 'drill', begun: 'signal', steps: ['疏散'] },
    ])
  })

  test('要几个信号都到才开始的：头一个来了先等着，都到了才办，只开一个', async () => {
    const record = await trial.begin('goods')
    expect(await trial.of(record)).toMatchObject([
      { process: 'goods', steps: ['付款'] },
      { process: 'pair', status: 'running', begun: 'signal', steps: [] },
    ])
    await trial.answer(record)
    expect(await trial.of(record)).toMatchObject([
      { process: 'goods', status: 'ended' },
      { process: 'pair', steps: ['结清'] },
    ])
    await trial.answer(record)
    expect((await trial.of(record)).map(({ status }) => status)).toEqual(['ended', 'ended'])
  })

  test('两百多个流程一起等，一页一页都叫到', async () => {
    const [first] = await trial.of(await trial.begin('listen'))
    await trial.world.sql(
      `insert into process_case (id, document, process, record, record_id, state, status, started_at, begun)
       select gen_random_uuid(), document, process, record, record_id, state, status, started_at, 'signal' from process_case, generate_series(1, 230) where id = $1`,
      [first!.id],
    )
    await trial.world.sql(
      `insert into subscription (case_id, token, node, kind, name, key, record_id, at)
       select c.id, s.token, s.node, s.kind, s.name, s.key, s.record_id, s.at from process_case c, subscription s where c.begun = 'signal' and c.process = 'listen' and s.case_id = $1`,
      [first!.id],
    )
    await trial.begin('alarm')
    const woken = await trial.cases(`process = 'listen' and begun = 'signal'`)
    expect(woken).toHaveLength(230)
    expect(woken.filter(({ steps }) => steps[0] === '出动')).toHaveLength(230)
  })
})

describe('调用流程', () => {
  test('被调用的在同一张单上办，办完回到调用它的流程', async () => {
    const record = await trial.begin('caller')
    const [caller, called] = await trial.of(record)
    expect(called).toMatchObject({ process: 'called', begun: 'call', parent: caller?.id, steps: ['看一看'] })
    await trial.answer(record, 'ok')
    expect(await trial.of(record)).toMatchObject([{ steps: ['接着办'] }, { status: 'ended' }])
    await trial.answer(record)
    expect((await trial.of(record))[0]?.status).toBe('ended')
  })

  test('它的错误由调用它的环节接住', async () => {
    const record = await trial.begin('caller')
    await trial.answer(record, 'bad')
    expect(await trial.of(record)).toMatchObject([{ steps: ['补救'] }, { status: 'ended' }])
  })

  test('取消调用的，被调用的一起收回；取消被调用的，调用的知道', async () => {
    const record = await trial.begin('caller')
    const [caller] = await trial.of(record)
    await trial.operate(caller!.id, 'cancel')
    expect((await trial.of(record)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
    const other = await trial.begin('caller')
    const [, called] = await trial.of(other)
    await trial.operate(called!.id, 'cancel')
    const [stuck] = await trial.of(other)
    expect(stuck?.status).toBe('incident')
    const seen = await trial.administrator.send('GET', `/api/cases/${stuck?.id}`)
    expect((await seen.json()).message).toBe('被调用的“小流程”已被取消。')
  })

  test('自己叫自己的流程到第 32 层停下，说清楚为什么', async () => {
    const record = await trial.begin('circle')
    const all = await trial.of(record)
    expect(all).toHaveLength(33)
    expect(all.filter(({ status }) => status === 'incident')).toHaveLength(1)
    const [incident] = await trial.world.sql<{ message: string }>(
      'select i.message from incident i join process_case c on c.id = i.case_id where c.record_id = $1',
      [record],
    )
    expect(incident?.message).toContain('超过了 32 层')
  })
})

describe('六百个实例', () => {
  test('一段一段地做，每个恰好一次', async () => {
    services.counted = 0
    const record = await trial.begin('many')
    expect(services.counted).toBe(600)
    expect(await trial.of(record)).toMatchObject([{ steps: ['汇总'] }])
    expect(await errands()).toEqual([])
  })
})

describe('等条件', () => {
  test('单据改好了，等它的流程自己接着走', async () => {
    const record = await trial.begin('watchful')
    expect(await trial.of(record)).toMatchObject([{ steps: [] }])
    const { row } = await trial.applicant.get('article', record)
    await trial.applicant.edit('article', record, { title: '好了' }, row.version)
    await trial.world.server.store.idle()
    expect(await trial.of(record)).toMatchObject([{ steps: ['接着办'] }])
  })
})

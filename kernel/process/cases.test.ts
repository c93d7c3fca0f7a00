import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CasesView, CaseView } from '#kernel/http/runs-contract.ts'
import { openTrial } from '#test/trial.ts'
import type { Someone } from '#test/world.ts'

let trial: Awaited<ReturnType<typeof openTrial>>
beforeAll(async () => {
  trial = await openTrial()
})
afterAll(() => trial.world.close())

const list = async (query: Record<string, string>, by: Someone = trial.administrator) => {
  const answer = await by.send('GET', `/api/cases?${new URLSearchParams(query)}`)
  return { status: answer.status, view: (await answer.json()) as CasesView }
}

describe('谁能管哪些流程', () => {
  test('管理员管所有流程，流程的负责角色管自己的，别人看不到这一页', async () => {
    await trial.begin('review')
    await trial.begin('choosy')
    const names = async (by: Someone) => {
      const { status, view } = await list({}, by)
      return status === 200 ? [...new Set(view.rows.map(({ process }) => process))].sort() : status
    }
    expect(await names(trial.administrator)).toEqual(['choosy', 'review'])
    expect(await names(trial.operations)).toEqual(['review'])
    expect(await names(trial.applicant)).toBe(404)
    const nav = async (by: Someone) => JSON.stringify(await (await by.send('GET', '/api/session')).json())
    expect(await nav(trial.operations)).toContain('/cases')
    expect(await nav(trial.applicant)).not.toContain('/cases')
  })

  test('一张表：谁对一个流程能做什么', async () => {
    const [found] = await trial.of(await trial.begin('review'))
    const [other] = await trial.of(await trial.begin('order'))
    const stranger = await trial.world.as('白薇')
    const people = {
      管理员: trial.administrator,
      负责角色: trial.operations,
      发起人: trial.applicant,
      不相干的人: stranger,
    }
    const asks = ['', '/suspend', '/resume', '/retry', '/move', '/cancel'] as const
    const table: Record<string, number[]> = {}
    for (const [kind, who] of Object.entries(people))
      for (const id of [other!.id, found!.id]) {
        const answers = []
        for (const ask of asks.slice(0, 3)) {
          const answer = await who.send(
            ask ? 'POST' : 'GET',
            `/api/cases/${id}${ask}`,
            ask ? { reason: '试' } : undefined,
          )
          answers.push(answer.status)
        }
        table[`${kind} ${id === found!.id ? 'review' : 'order'}`] = answers
      }
    expect(table).toEqual({
      '管理员 review': [200, 200, 200],
      '管理员 order': [200, 200, 200],
      '负责角色 review': [200, 200, 200],
      '负责角色 order': [404, 404, 404],
      '发起人 review': [404, 404, 404],
      '发起人 order': [404, 404, 404],
      '不相干的人 review': [404, 404, 404],
      '不相干的人 order': [404, 404, 404],
    })
  })

  test('自己发起的单据，自己不能移动环节、不能改变量', async () => {
    const { row } = await trial.administrator.create(
      'article',
      { title: '自己的', category: 'method', body: 'x' },
      'choosy',
    )
    const [found] = await trial.of(row.id)
    const token = 1
    expect((await trial.operate(found!.id, 'move', { reason: '试', token, node: 'small' })).status).toBe(403)
    expect((await trial.operate(found!.id, 'retry', { reason: '试', vars: { amount: 1 } })).status).toBe(403)
    const view = (await (await trial.administrator.send('GET', `/api/cases/${found!.id}`)).json()) as CaseView
    expect(view.can).toEqual(['retry', 'suspend', 'cancel'])
  })
})

describe('列表', () => {
  test('按状态、流程、编号筛选，数得准；停在哪里、为什么停都写着', async () => {
    const record = await trial.begin('choosy', '看不懂金额的')
    const { view } = await list({ status: 'incident', process: 'choosy' })
    expect(view.counts.incident.value).toBe(view.rows.length)
    const line = view.rows.find(({ recordId }) => recordId === record)
    expect(line).toMatchObject({ processLabel: '看金额', steps: ['多少'], edition: 1, newer: null, status: 'incident' })
    expect(line?.message).toBeTruthy()
    // 草稿只有作者看得到：管流程的人知道它停了，看不到写了什么。
    expect(line?.title).toBeNull()
    expect((await list({ process: 'nothing' })).view.rows).toEqual([])
  })

  test('翻页不漏不重；乱写的参数说清楚', async () => {
    const [found] = await trial.of(await trial.begin('listen'))
    await trial.world.sql(
      `insert into process_case (id, document, process, record, record_id, state, status, started_at, begun)
       select gen_random_uuid(), document, process, record, record_id, state, status, started_at, 'signal' from process_case, generate_series(1, 119) where id = $1`,
      [found!.id],
    )
    const seen = new Set<string>()
    let cursor = ''
    for (let pages = 0; pages < 5; pages += 1) {
      const { view } = await list({ process: 'listen', ...(cursor ? { cursor } : {}) })
      for (const { id } of view.rows) seen.add(id)
      cursor = view.next ?? ''
      if (!cursor) break
    }
    expect(seen.size).toBe(120)
    for (const query of [
      { cursor: 'x' },
      { cursor: btoa('["x","01a1ff86-4a9d-764a-b8d2-000000000000"]') },
      { edition: '-1' },
    ])
      expect((await list({ ...query } as unknown as Record<string, string>)).status).toBe(422)
    expect((await list({ status: 'nothing', q: "'; drop table x --%" })).status).toBe(200)
  })

  test('没有这个流程、没有这个操作、乱写的内容', async () => {
    const [found] = await trial.of(await trial.begin('review'))
    const id = '01a1ff86-4a9d-764a-b8d2-000000000000'
    const ask = async (path: string, body: unknown) => (await trial.administrator.send('POST', path, body)).status
    expect((await trial.administrator.send('GET', `/api/cases/${id}`)).status).toBe(404)
    expect((await trial.administrator.send('GET', '/api/cases/x')).status).toBe(404)
    expect(await ask(`/api/cases/${id}/suspend`, { reason: '试' })).toBe(404)
    expect(await ask(`/api/cases/${found?.id}/explode`, { reason: '试' })).toBe(404)
    expect(await ask(`/api/cases/${found?.id}/suspend`, {})).toBe(422)
    expect(await ask(`/api/cases/${found?.id}/suspend`, { reason: '' })).toBe(422)
    expect(await ask(`/api/cases/${found?.id}/move`, { reason: '试', token: -1 })).toBe(422)
    expect(await ask(`/api/cases/${found?.id}/retry`, { reason: '试' })).toBe(409)
  })
})

describe('图上走到哪里', () => {
  test('走过的环节和连线、停着的、卡住的分得开；没走的连线不算', async () => {
    const drawn = async (record: string) => {
      const [found] = await trial.of(record)
      const answer = await trial.administrator.send('GET', `/api/cases/${found!.id}`)
      const { diagram } = (await answer.json()) as CaseView
      return { ...diagram, xml: '', done: diagram.done.toSorted() }
    }
    const record = await trial.begin('choosy')
    expect(await drawn(record)).toEqual({ xml: '', done: ['start', 'start-which'], current: [], stuck: ['which'] })
    const [found] = await trial.of(record)
    await trial.operate(found!.id, 'retry', { reason: '漏填了金额', vars: { amount: 5 } })
    const done = ['start', 'start-which', 'which', 'which-small']
    expect(await drawn(record)).toEqual({ xml: '', done, current: ['small'], stuck: [] })
  })
})

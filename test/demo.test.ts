import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeNode, openNode } from '#kernel/boot.ts'
import { addWorkdays, dayOf, isWorkday } from '#kernel/calendar/workday.ts'
import { loadDemo } from '#kernel/demo.ts'
import { createApp } from '#kernel/http/app.ts'
import { cookieName } from '#kernel/http/asker.ts'
import type { InboxView, WorkbenchView } from '#kernel/http/contract.ts'
import { openSession } from '#kernel/identity/session.ts'
import { createStream } from '#kernel/inbox/stream.ts'
import { beginning } from '#kernel/journal/event.ts'
import type { Server } from '#kernel/server.ts'
import { packs } from '#packs/index.ts'
import type { PortfolioView } from '#packs/project/portfolio-view.ts'
import { cloneDatabase, type TestDatabase } from './database.ts'

/**
 * Today; a Monday morning, the day after the National Day holiday, and New Year's Day, when nobody works, in Shanghai. Who
 * stands in for whom is asked of the database's day, so that only today says it.
 */
const days = [
  ['今天', new Date().toISOString()],
  ['周一上午', '2026-11-23T01:40:00Z'],
  ['国庆长假后的第一天', '2026-10-08T02:30:00Z'],
  ['元旦', '2027-01-01T04:00:00Z'],
]

describe.each(days)('示范公司，%s', (name, instant) => {
  const now = new Date(instant)
  let database: TestDatabase
  let server: Server
  let app: ReturnType<typeof createApp>

  beforeAll(async () => {
    database = await cloneDatabase()
    server = await openNode(database.url, { mode: 'demo', packs, clock: () => now })
    await loadDemo(server)
    app = createApp(server, createStream(beginning))
  }, 120_000)

  afterAll(async () => {
    await closeNode(server)
    await database.drop()
  })

  const sql = async <T extends object>(text: string, values: unknown[] = []) =>
    (await server.db.writer.query<T>(text, values)).rows
  const get = async <T>(who: string, path: string): Promise<T> => {
    const [person] = await sql<{ id: string }>('select id from person where name = $1 order by no', [who])
    const { token } = await openSession(server.db.writer, person!.id, { ip: '10.0.0.1', agent: 'test' }, now)
    const headers = { host: '127.0.0.1', cookie: `${cookieName}=${token}` }
    return (await (await app.request(`http://127.0.0.1${path}`, { headers })).json()) as T
  }
  const day = (workdays: number) => {
    const today = dayOf(now, server.calendar)
    const last = isWorkday(today, server.calendar) ? today : addWorkdays(today, -1, server.calendar)
    return addWorkdays(last, workdays, server.calendar)
  }

  test('四十个人在岗；渠道经理空着，原来的人走了 45 天；总经理自己的事有人管', async () => {
    const [people] = await sql(`select count(*)::int as here from person where status = 'active'`)
    expect(people).toEqual({ here: 40 })
    const [left] = await sql(
      `select $1::date - a.until as days, p.status from appointment a join person p on p.id = a.person
       join position o on o.id = a.position where o.name = '渠道经理'`,
      [dayOf(now, server.calendar)],
    )
    expect(left).toEqual({ days: 45, status: 'left' })
    const [newest] = await sql(`select to_char(joined, 'YYYY-MM-DD') as joined from person where name = '苗可欣'`)
    expect(newest).toEqual({ joined: day(-12) })
  })

  // @covers POL-21
  test('条款落地率和签收率由条款和签收单数出来：39/46、24/24、15/18；37/40、39/40、18/18', async () => {
    type Line = Readonly<Record<'code' | 'edition' | 'status' | 'done' | 'leaves' | 'signed' | 'readers', unknown>>
    const lines = await get<Line[]>('方立群', '/api/view/policy/catalogue')
    const shown = lines.map((line) => [
      line.code,
      line.edition,
      line.status,
      line.done,
      line.leaves,
      line.signed,
      line.readers,
    ])
    expect(shown.sort()).toEqual([
      ['ZH-KF-03', 'V1.3', 'effective', 15, 18, 18, 18],
      ['ZH-KF-03', 'V2.0', 'revising', 15, 18, 0, 0],
      ['ZH-YY-01', 'V2.1', 'effective', 39, 46, 37, 40],
      ['ZH-ZH-02', 'V1.4', 'effective', 24, 24, 39, 40],
    ])
    const waiting = await sql(
      `select p.code from acknowledgement a join policy p on p.id = a.policy join person s on s.id = a.person
       where a.status = 'open' and s.name = '苗可欣' order by 1`,
    )
    expect(waiting).toEqual([{ code: 'ZH-YY-01' }, { code: 'ZH-ZH-02' }])
  })

  test('新版《客户投诉处理办法》只改第十四、十六条', async () => {
    const [{ id }] = (await sql(`select id from policy where edition = 'V2.0'`)) as [{ id: string }]
    const { changes } = await get<{ changes: { after: { label: string } }[] }>(
      '段志飞',
      `/api/view/policy/editions?id=${id}`,
    )
    expect(changes.map(({ after }) => after.label)).toEqual(['第十四条', '第十六条'])
  })

  // @covers ORG-06
  test('职责诊断说得出四处以上重叠、风险体系和项目档案没人管、渠道经理四项职责有岗无人', async () => {
    const { problems } = await get<{ problems: { kind: string; topic: string; sides: unknown[] }[] }>(
      '方立群',
      '/api/view/policy/problems',
    )
    const of = (kind: string) => problems.filter((one) => one.kind === kind)
    expect(of('overlap').length).toBeGreaterThanOrEqual(4)
    expect(
      of('gap')
        .map(({ topic }) => topic)
        .sort(),
    ).toEqual(['项目档案', '风险体系'])
    expect(of('vacant-post').map(({ topic, sides }) => [topic, sides.length])).toContainEqual(['销售部 渠道经理', 4])
  })

  // @covers PRJ-20
  test('项目组合：在册 6 个，预算 1,058.0 万元，已用 248.6；红灯不超过四分之一', async () => {
    const view = await get<PortfolioView>('方立群', '/api/view/project/portfolio')
    expect([view.count, view.budget, view.used]).toEqual([6, '10580000.00', '2486000.00'])
    const rows = view.rows.map((row) => [row.number.slice(-3), row.grade, row.status, row.lamp])
    expect(rows.sort()).toEqual([
      ['009', 'B', 'archived', 'green'],
      ['011', 'A', 'approved', null],
      ['012', 'B', 'rework', 'yellow'],
      ['013', 'A', 'active', 'red'],
      ['014', 'A', 'active', 'yellow'],
      ['016', 'A', 'refused', null],
      ['018', 'A', 'review', null],
      ['019', null, 'draft', null],
    ])
    expect(view.rows.filter(({ lamp }) => lamp === 'red').length * 4).toBeLessThanOrEqual(view.rows.length)
    expect(view.rows.map(({ late }) => late).filter((late) => late > 0)).toEqual([18])
    expect(view.rows.map(({ reportsLate }) => reportsLate).filter((late) => late > 0)).toEqual([])
    const rewards = await sql(`select sum(amount)::text as sum from project_reward`)
    expect(rewards).toEqual([{ sum: '30000.00' }])
  })

  test('方立群的工作台：3 件逾期、5 件待办、2 件待阅', async () => {
    const view = await get<WorkbenchView>('方立群', '/api/workbench')
    expect(view.summary).toMatch(/^今天 3 件逾期、5 件待办/)
    if (name === '今天') expect(view.summary).toBe('今天 3 件逾期、5 件待办、2 件待阅。')
    const { rows } = await get<InboxView>('方立群', '/api/inbox?box=todo')
    const first = rows.find(({ title }) => title === '南港新开六家门店')
    expect([first?.step, first?.urgency, first?.remains]).toEqual(['运营初审', 'soon', '剩 1 天'])
  })

  test('谁的待办都不超过 15 条；没有过了时间还等着的定时，也没有测试的字样', async () => {
    const most = await sql<{ count: number }>(
      `select count(*)::int as count from todo where state = 'open' group by person order by 1 desc limit 1`,
    )
    expect(most[0]?.count).toBeLessThanOrEqual(15)
    expect(await sql(`select 1 from job where kind = 'timer' and at <= $1`, [now])).toEqual([])
    expect(await sql(`select 1 from event where at > $1`, [now])).toEqual([])
    expect(await sql(`select 1 from todo where opinion ~ '测试|aaa|^(通过|同意)$'`)).toEqual([])
  })

  test('货架采购在财务停了五天，姚晴代审通过；自己批自己的报销被拒，留了痕', async () => {
    const [shelves] = await sql(
      `select p.name as person, d.name as doer, t.done_at::date - t.arrived_at::date > 4 as long
       from todo t join person p on p.id = t.person join person d on d.id = t.done_by join purchase r on r.id = t.record_id
       where r.purpose like '成品仓东侧货架%' and t.step = '财务' and t.state = 'done'`,
    )
    expect(shelves).toEqual({ person: '章慧中', doer: '姚晴', long: true })
    const refused = await sql<{ name: string; opinion: string }>(
      `select p.name, e.opinion from event e join person p on p.id = e.person where e.kind = 'refused' order by e.at`,
    )
    expect(refused.map(({ name }) => name)).toEqual(['鲍建国', '王敏'])
    expect(refused[1]?.opinion).toContain('经办人不能审批自己的单据（不相容岗位分离）')
  })
})

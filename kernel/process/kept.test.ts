import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { budgets } from '#test/projects.ts'
import { openWorld, refusal, type Someone, type World } from '#test/world.ts'
import { verifyJournal } from '../journal/verify.ts'

let world: World
let applicant: Someone
let operations: Someone
let form: Readonly<Record<string, unknown>>
beforeAll(async () => {
  world = await openWorld()
  // Who heads the shop: nobody below judges it, so it comes to 运营初审 at once, where two could take it.
  applicant = await world.as('王敏', '江州店')
  operations = await world.as('何静')
  form = {
    title: '七天送到家',
    unit: await world.unit('江州店'),
    background: '慢',
    goal: '快',
    content: '改',
    schedule: '六月',
    ...budgets.B,
  }
})
afterAll(() => world.close())

const count = async (from: string, values: readonly unknown[] = []) =>
  Number((await world.sql<{ count: number }>(`select count(*) as count from ${from}`, values))[0]?.count)
const filed = () => applicant.create('project', form, 'submit').then(({ row }) => row)
const agree = { outcome: 'agree', opinion: '可行。', fields: { feasibility: 'yes', necessity: 'yes' } }

describe('what is kept of it', () => {
  test('one event for a change; a forbidden attempt is one too; all digests verify', async () => {
    const { id } = await filed()
    await operations.answer('project', id, 'agree', '可行。', agree.fields)
    await refusal(operations.act('project', id, 'approve'))
    const events = await world.sql(
      `select kind, action, (select name from person where id = e.person) as who from event e where record_id = $1 order by id`,
      [id],
    )
    expect(events).toEqual([
      { kind: 'change', action: 'create', who: '王敏' },
      { kind: 'change', action: 'submit', who: '王敏' },
      { kind: 'change', action: 'grade', who: '王敏' },
      { kind: 'decision', action: '审批权限表', who: '王敏' },
      { kind: 'change', action: 'edit', who: '何静' },
      { kind: 'change', action: 'pass', who: '何静' },
      { kind: 'refused', action: 'approve', who: '何静' },
    ])
    const { events: checked, problems } = await verifyJournal(world.server.db.writer)
    expect(problems).toEqual([])
    expect(checked).toBe(await count('event'))
  })

  test('what a person may not see leaves no trace that it is there', async () => {
    const stranger = await world.as('白薇')
    const { id } = await filed()
    const there = await refusal(stranger.act('project', id, 'approve'))
    const nowhere = await refusal(stranger.act('project', randomUUID(), 'approve'))
    expect({ ...there }).toEqual({ ...nowhere })
  })

  test('the step log says what happened: entered, left, by whom, how long', async () => {
    const { id } = await filed()
    await world.sql(`update todo set arrived_at = arrived_at - interval '90 seconds' where record_id = $1`, [id])
    await operations.answer('project', id, 'agree', '可行。', agree.fields)
    const log = await world.sql<{ node: number; kind: number; who: string | null; ms: number | null }>(
      `select l.node, l.kind, p.name as who, l.ms from step_log l join process_case c on c.id = l.case_id
       left join person p on p.sn = l.person where c.record_id = $1`,
      [id],
    )
    const { deployment } = world.server
    const { ids } = deployment.model(deployment.effective('project_approval').id)
    const of = (node: string, kind: number) => log.filter((row) => ids[row.node] === node && row.kind === kind)
    // What took no time has one row.
    for (const node of ['filed', 'grading', 'keep_grade', 'look_up']) {
      expect(of(node, 5)).toMatchObject([{ who: null, ms: 0 }])
      expect([...of(node, 1), ...of(node, 2)]).toEqual([])
    }
    expect(of('review', 1)).toMatchObject([{ who: '王敏', ms: null }])
    const [left] = of('review', 2)
    expect(left?.who).toBe('何静')
    expect(left?.ms).toBeGreaterThanOrEqual(90_000)
    expect(of('by_finance', 1)).toHaveLength(1)
    expect(of('by_finance', 2)).toEqual([])
  })
})

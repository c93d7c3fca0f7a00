import { randomUUID } from 'node:crypto'
import { as } from '#kernel/process/command.ts'
import { openOffice } from './office.ts'
import type { Someone, World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** The company of the tests with the people of a project, and the ways in which a project comes to each of its states. */
export interface Story {
  readonly world: World
  /** 许知, who applies and leads; 王敏, who heads the shop; 何静, who heads operations; 周晚晴 and 林致远, who manage. */
  readonly lead: Someone
  readonly head: Someone
  readonly operations: Someone
  readonly overseer: Someone
  readonly manager: Someone
  readonly stores: Someone
  readonly stranger: Someone
  application(more?: object): Promise<Values>
  filed(more?: object): Promise<string>
  /** Agrees at every seat of the route until somebody has decided. */
  approved(more?: object): Promise<string>
  /** Sub-plans written and made ready; what is needed comes from 门店部. */
  planned(more?: object): Promise<string>
  started(more?: object): Promise<string>
  /** Makes a part of a project and at once an action. */
  part(by: Someone, record: string, project: string, fields: object, action?: string): Promise<string>
  /** Rows of a part of a project, as the lead sees them. */
  parts(record: string, project: string): Promise<readonly Values[]>
  status(project: string): Promise<string>
}

export const budgets = {
  A: { budget: '1680000.00', units: 'many' },
  B: { budget: '460000.00', units: 'few' },
  C: { budget: '80000.00', units: 'one' },
} as const

export const judgements = { feasibility: 'yes', necessity: 'yes' }
export const decision = { strategy: 'fits', resources: 'ready' }

const lines = {
  schedule: {
    steps: [
      { what: '改排产', from: '2026-01-05', until: '2026-03-31' },
      { what: '改配送', from: '2026-03-01', until: '2099-06-30' },
    ],
  },
  risks: { risks: [] as object[] },
}

/** Opens a company of its own for a test file. */
export async function openStory(): Promise<Story> {
  const world = await openOffice()
  const people: Record<string, Someone> = {}
  for (const [name, unit] of [
    ['许知'],
    ['王敏', '江州店'],
    ['何静'],
    ['周晚晴'],
    ['林致远'],
    ['赵启明'],
    ['白薇'],
    ['邓一鸣'],
    ['程诗'],
    ['章慧'],
    ['祁珍'],
  ] as const) {
    const someone = await world.as(name, unit)
    people[someone.id] = someone
  }
  const by = async (name: string, unit?: string) => people[await world.person(name, unit)]!
  const lead = await by('许知')
  const story = {
    world,
    lead,
    head: await by('王敏', '江州店'),
    operations: await by('何静'),
    overseer: await by('周晚晴'),
    manager: await by('林致远'),
    stores: await by('赵启明'),
    stranger: await by('白薇'),
    application: async (more = {}) => ({ ...form, unit: await world.unit('江州店'), ...budgets.C, ...more }),
    filed: async (more = {}) => (await lead.create('project', await story.application(more), 'submit')).row.id,
    approved: async (more = {}) => {
      const id = await story.filed(more)
      await carry(world, id)
      return id
    },
    planned: async (more = {}) => {
      const id = await story.approved({ ...budgets.A, ...more })
      const needs = [{ kind: 'people', what: '两名接口人', unit: await world.unit('门店部'), amount: '两人半年' }]
      const risks = [{ risk: '旺季人手不够', response: '提前一个月排班', owner: lead.id }]
      for (const fields of [
        { kind: 'schedule', ...lines.schedule },
        { kind: 'resources', needs },
        { kind: 'risks', risks },
      ])
        await story.part(lead, 'project_plan', id, fields, 'ready')
      return id
    },
    started: async (more = {}) => {
      const id = await story.planned(more)
      await lead.act('project', id, 'plan')
      const [commitment] = await story.parts('project_commitment', id)
      await story.stores.answer('project_commitment', String(commitment!.id), 'commit', '下周一到位。', {
        committedOn: '2026-02-02',
      })
      await story.operations.answer('project', id, 'pass', '三份都齐。')
      await story.operations.answer('project', id, 'start', '可以开始。')
      return id
    },
    part: async (someone, record, project, fields, action) =>
      (await someone.create(record, { project, ...fields }, action)).row.id,
    parts: async (record, project) => (await lead.list(record, { project })).rows as unknown as readonly Values[],
    status: async (project) => (await lead.get('project', project)).row.status,
  } as Story
  return story
}

const form = {
  title: '七天送到家',
  background: '客户等得太久，上季度有四十一单退订。',
  goal: '九成订单七天送到。',
  content: '改排产和配送线路。',
  schedule: '六月底前上线。',
}

/**
 * Carries a project along its route of approval: whoever has a todo agrees, until `step` waits for somebody or nothing does.
 * @throws Error when it never came to the step
 */
export async function carry(world: World, id: string, step?: string): Promise<void> {
  const todo = await openTodo(world, id)
  if (!todo && step) throw new Error(`${step}: was not on the way`)
  if (!todo || todo.step === step) return
  const decides = todo.step.endsWith('审批')
  const fields = todo.step === '运营初审' ? judgements : decides ? decision : {}
  const outcome = todo.kind === 'read' ? 'read' : decides ? 'approve' : 'agree'
  await world.server.store.submit({
    command: { kind: 'outcome', todo: todo.id, outcome, opinion: '同意，先把口径统一。', fields },
    actor: as(todo.person),
    origin: '测试',
    key: randomUUID(),
  })
  await carry(world, id, step)
}

async function openTodo(world: World, id: string) {
  const rows = await world.sql<{ id: string; person: string; step: string; kind: string }>(
    `select id, person, step, kind from todo where record_id = $1 and state = 'open' order by id limit 1`,
    [id],
  )
  return rows[0]
}

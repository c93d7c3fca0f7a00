import { pack } from '#kernel/pack.ts'
import { asSystem, type Command } from '#kernel/process/command.ts'
import { alone, rule } from '#kernel/process/work.ts'
import { packs } from '#packs/index.ts'
import { knowledge } from '#packs/knowledge/pack.ts'
import { openWorld } from './world.ts'

const labels = {
  review: '审阅',
  order: '订货',
  ship: '发货',
  lonely: '没人听',
  alarm: '报警',
  drill: '演练',
  listen: '值守',
  caller: '大流程',
  called: '小流程',
  circle: '转圈',
  broken: '容易坏',
  torn: '写坏库',
  patient: '等一天',
  watchful: '等条件',
  choosy: '看金额',
  many: '挨个算',
  huge: '太大',
  free: '自己挑',
  pair: '货款两清',
  goods: '到货',
  nightly: '每小时',
  nagging: '每半小时催',
}
export type Trial = keyof typeof labels

/** What the services of the trial processes do: tests break and mend them. */
export const services = { isBroken: false, counted: 0 }

const record = {
  ...knowledge.records.article,
  actions: {
    ...knowledge.records.article.actions,
    ...Object.fromEntries(
      Object.entries(labels).map(([name, label]) => [
        name,
        { label, from: ['draft'], to: 'draft', allow: 'everyone', starts: name },
      ]),
    ),
  },
} as typeof knowledge.records.article

/** Small processes on articles, each of which an article's action of its name starts; models in test/models. */
const trial = pack({
  name: 'trial',
  label: '试验',
  records: {},
  processes: Object.fromEntries(
    Object.entries(labels).map(([name, label]) => [
      name,
      {
        ...{ label, on: 'article', model: `../test/models/${name}` },
        ...(name === 'review' ? { operate: ['operations'] } : {}),
        ...(name === 'nightly' ? { opens: { title: '夜间巡查', category: 'method', body: '看一圈' } } : {}),
      },
    ]),
  ),
  rules: {
    'trial.flaky': rule(() => {
      if (services.isBroken) throw new TypeError('对方系统没有应答')
    }),
    'trial.torn': alone(async (work) => void (await work.sql().query('select 1 / 0'))),
    'trial.count': rule(() => {
      services.counted += 1
    }),
  },
})

/** The product's packs with the trial processes. */
export const trialPacks = { ...packs, knowledge: { ...knowledge, records: { article: record } }, trial }

/** A case as a test looks at it. */
export interface Seen {
  id: string
  process: string
  status: string
  begun: string
  parent: string | null
  document: number
  /** The names of its open todos. */
  steps: string[]
}

/** The company of the tests with the trial processes, and the three who play: 许知 begins, 何静 works, 程诗 runs them. */
export async function openTrial() {
  const world = await openWorld({ own: trialPacks })
  const { store } = world.server
  const [applicant, operations, administrator] = [
    await world.as('许知'),
    await world.as('何静'),
    await world.as('程诗'),
  ]
  /** Starts a process on a new article and waits until all that follows is done. */
  const begin = async (process: Trial, title = process as string): Promise<string> => {
    const fields = { title, category: 'method', body: '试验' }
    const { row } = await applicant.create('article', fields, process)
    await store.idle()
    return row.id
  }
  const cases = (where: string, values: readonly unknown[] = []) =>
    world.sql<Seen>(
      `select c.id, c.process, c.status, c.begun, c.parent_case as parent, c.document,
         (select coalesce(array_agg(distinct t.step order by t.step), '{}') from todo t where t.case_id = c.id and t.state = 'open') as steps
       from process_case c where ${where} order by c.started_at, c.id`,
      values,
    )
  return {
    world,
    applicant,
    operations,
    administrator,
    begin,
    cases,
    of: (record: string) => cases('record_id = $1', [record]),
    /** What is asked of a case by hand; resolves when all that follows is done. */
    operate: async (id: string, operation: string, body: object = { reason: '试一试' }, by = administrator) => {
      const answer = await by.send('POST', `/api/cases/${id}/${operation}`, body)
      await store.idle()
      return { status: answer.status, body: await answer.json() }
    },
    answer: async (record: string, outcome = 'done') => {
      await operations.answer('article', record, outcome)
      await store.idle()
    },
    /** Lets jobs of a kind happen that are due within an hour, as their worker would; says how many there were. */
    due: async (kind: 'errand' | 'timer') => {
      const jobs = await world.sql<{ key: string; payload: { case: string; token: number } }>(
        `select key, payload from job where kind = $1 and at < now() + interval '1 hour' order by at`,
        [kind],
      )
      for (const { key, payload } of jobs) {
        const command =
          kind === 'errand' ? ({ kind, key } as const) : ({ kind, case: payload.case, token: payload.token } as const)
        await store.submit({ command: command as Command, actor: asSystem('到时间了'), origin: '定时' })
        await store.idle()
      }
      return jobs.length
    },
  }
}

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { TimelineView } from '#kernel/http/case-contract.ts'
import type { RowView } from '#kernel/http/contract.ts'
import { type Answer, type Client, signIn } from './client.ts'

/** What the server acknowledged for one project, step by step, and whether its people gave up at the first fault. */
interface Matter {
  readonly title: string
  readonly patient: boolean
  /** Filed, and left to wait for its review. */
  readonly left?: boolean
  id?: string
  readonly acknowledged: string[]
}

/** What is wrong in the end; all empty when nothing was lost. */
export interface Verdict {
  readonly acknowledged: number
  /** Requests that met a fault and were sent again. */
  readonly repeated: number
  readonly lost: number
  readonly doubled: number
  readonly stuck: number
  readonly problems: readonly string[]
}

/**
 * The way of a project of grade B that the head of a region files: who does what after 提交. A step with an action is an
 * event of that name, one without leaves its answer on the route.
 */
const route = [
  {
    step: '初审通过',
    who: '方立群',
    answer: { outcome: 'agree', opinion: '可行', fields: { feasibility: 'yes', necessity: 'yes' } },
  },
  { step: '财务会签', who: '章慧中', answer: { outcome: 'agree' } },
  { step: '批准', who: '曾令仪', answer: { outcome: 'approve', fields: { strategy: 'fits', resources: 'ready' } } },
] as const

/** The first answer on the way of a project: who gives it, and what it says. */
export const agreement = route[0]

/** People of the demo company who file, review and decide projects over HTTP while things break. */
export interface Office {
  /** Works with so many pairs of hands until told to stop; then finishes what was begun. */
  work(hands: number, until: AbortSignal): Promise<void>
  /** Files so many projects that nobody reviews for now. */
  file(count: number): Promise<void>
  /** Steps that were acknowledged so far. */
  acknowledged(): number
  /** What people were told instead, by status, and how long the longest answer took. */
  readonly refusals: Map<number, string>
  slowest(): number
  check(): Promise<Verdict>
}

type Send = (who: string, method: string, path: string, body?: unknown, key?: string) => Promise<Answer>

/**
 * Opens an office at servers that are up and share a database; people's requests go to one after the other, so that a repeat
 * reaches another server. `patience` is how long, in ms, people repeat a request before it counts as stuck, `wait` how long
 * they wait for one answer.
 */
export async function openOffice(urls: readonly string[], { patience = 120_000, wait = 15_000 } = {}): Promise<Office> {
  const told = { repeated: 0, slowest: 0, refusals: new Map<number, string>() }
  const send = await signInAll(urls, wait, told)
  const form = formOf((await send('任东升', 'GET', unitPath)).body)
  const matters: Matter[] = []

  const persist = async (matter: Matter, step: string, who: string, path: string, body: unknown) => {
    const key = randomUUID()
    const until = performance.now() + patience
    for (;;) {
      const answer = await send(who, 'POST', path, body, key)
      if (answer.status >= 200 && answer.status < 300) {
        matter.acknowledged.push(step)
        return answer.body
      }
      if (answer.status > 0 && answer.status < 500 && !isHeldUp(answer))
        throw new Error(`${step}: ${answer.status} ${JSON.stringify(answer.body)}`)
      if (!matter.patient || performance.now() > until) throw new Error(`${step}: 没有办成`)
      told.repeated += 1
      await pause(50)
    }
  }
  const todoOf = async (matter: Matter, who: string) => {
    const until = performance.now() + patience
    for (;;) {
      const { status, body } = await send(who, 'GET', `/api/project/${matter.id}`)
      if (status === 200) return (body as RowView).todo?.id ?? ''
      if (!matter.patient || performance.now() > until) throw new Error('待办: 打不开')
      await pause(50)
    }
  }
  const file = async (matter: Matter) => {
    const fields = { ...form, title: matter.title }
    const made = (await persist(matter, '提交', '任东升', '/api/project', { fields, action: 'submit' })) as RowView
    matter.id = made.row.id
  }
  const handle = async (matter: Matter) => {
    await file(matter)
    for (const { step, who, answer } of route)
      await persist(matter, step, who, `/api/todos/${await todoOf(matter, who)}`, answer)
  }
  return {
    async work(hands, until) {
      const mark = randomUUID().slice(0, 8)
      const hand = async (index: number) => {
        for (let count = 0; !until.aborted; count += 1) {
          const matter: Matter = { title: titleOf(mark, index, count), patient: count % 4 !== 3, acknowledged: [] }
          matters.push(matter)
          await handle(matter).catch((error: Error) => {
            if (matter.patient) throw error
          })
        }
      }
      await Promise.all(Array.from({ length: hands }, (_, index) => hand(index)))
    },
    async file(count) {
      const mark = randomUUID().slice(0, 8)
      const filed = Array.from({ length: count }, (_, index) => ({
        title: titleOf(mark, '放着', index),
        patient: true,
        left: true,
        acknowledged: [],
      }))
      matters.push(...filed)
      for (let from = 0; from < count; from += 8) await Promise.all(filed.slice(from, from + 8).map(file))
    },
    acknowledged: () => matters.reduce((sum, matter) => sum + matter.acknowledged.length, 0),
    refusals: told.refusals,
    slowest: () => Math.round(told.slowest),
    async check() {
      const problems: Record<'lost' | 'doubled' | 'stuck', string[]> = { lost: [], doubled: [], stuck: [] }
      for (const matter of matters) await judge(send, matter, problems)
      const { lost, doubled, stuck } = problems
      return {
        acknowledged: matters.reduce((sum, matter) => sum + matter.acknowledged.length, 0),
        repeated: told.repeated,
        lost: lost.length,
        doubled: doubled.length,
        stuck: stuck.length,
        problems: [...lost, ...doubled, ...stuck],
      }
    },
  }
}

/** No title is the beginning of another: whoever looks for one finds it alone. */
export const titleOf = (mark: string, hand: string | number, count: number) =>
  `${mark}-${hand}-${String(count).padStart(5, '0')}`

/** Another node holds the row and has not let go in time: nobody did it meanwhile, one tries again. */
const isHeldUp = ({ status, body }: Answer) => status === 409 && (body as { by?: string }).by === undefined

const unitPath = '/api/options/unit?q=江州区域公司'

/** What a project of grade B says, but for its title. */
const formOf = (units: unknown) => ({
  unit: (units as { id: string }[])[0]?.id,
  background: '慢',
  goal: '快',
  content: '改',
  schedule: '六月',
  budget: '460000.00',
  units: 'few',
})

/** What files a project over HTTP. */
export async function filing(client: Client, title: string) {
  const { body } = await client.send('任东升', { method: 'GET', path: unitPath })
  return { method: 'POST', path: '/api/project', body: { fields: { ...formOf(body), title }, action: 'submit' } }
}

/** The todo that somebody holds on a project; empty when there is none. */
export async function openTodo(client: Client, who: string, id: string): Promise<string> {
  const { body } = await client.send(who, { method: 'GET', path: `/api/project/${id}` })
  return (body as RowView).todo?.id ?? ''
}

/** Looks at one project as a person would: is all that was acknowledged there, once, and does somebody hold what is next? */
async function judge(send: Send, matter: Matter, problems: Record<'lost' | 'doubled' | 'stuck', string[]>) {
  const found = (await send('方立群', 'GET', `/api/project?q=${matter.title}`)).body as { rows: RowView['row'][] }
  const rows = found.rows.filter(({ title }) => title === matter.title)
  if (rows.length > 1) problems.doubled.push(`${matter.title}：有 ${rows.length} 张单`)
  const [row] = rows
  if (!row) {
    if (matter.acknowledged.length > 0) problems.lost.push(`${matter.title}：单据不在`)
    return
  }
  const { events, steps } = (await send('方立群', 'GET', `/api/project/${row.id}/timeline`)).body as TimelineView
  const answered = steps.filter(({ people }) => people.some(({ outcome }) => outcome)).map(({ name }) => name)
  const happened = [...events.map(({ action }) => action), ...answered]
  for (const step of ['提交', ...route.map(({ step }) => step)]) {
    const times = happened.filter((name) => name === step).length
    if (times > 1) problems.doubled.push(`${matter.title}：${step} ${times} 次`)
    if (times === 0 && matter.acknowledged.includes(step)) problems.lost.push(`${matter.title}：${step}不在`)
  }
  const waits = row.status === 'approved' || (await somebodyHolds(send, row.id))
  if (!waits) problems.stuck.push(`${matter.title}：停在 ${row.status}，没有待办`)
  if (matter.patient && !matter.left && row.status !== 'approved')
    problems.stuck.push(`${matter.title}：没有走完，停在 ${row.status}`)
}

/** Whether one of the people on the route has a todo on the project. */
async function somebodyHolds(send: Send, id: string): Promise<boolean> {
  for (const { who } of route) {
    const { status, body } = await send(who, 'GET', `/api/project/${id}`)
    if (status === 200 && (body as RowView).todo) return true
  }
  return false
}

/** Signs the people of the route in; what they send goes to one server after the other. */
async function signInAll(
  urls: readonly string[],
  wait: number,
  told: { slowest: number; refusals: Map<number, string> },
): Promise<Send> {
  const people = ['任东升', ...route.map(({ who }) => who)]
  const client = await signIn(urls, people, wait)
  let turn = 0
  return async (who, method, path, body, key) => {
    const from = performance.now()
    turn += 1
    const answer = await client.send(who, { method, path, body, key, server: turn })
    if (answer.status === 0) return answer
    if (answer.status >= 400) told.refusals.set(answer.status, (answer.body as { message?: string }).message ?? '')
    told.slowest = Math.max(told.slowest, performance.now() - from)
    return answer
  }
}

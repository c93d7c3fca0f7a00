import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Hello } from '#kernel/http/account-contract.ts'
import type { TimelineView } from '#kernel/http/case-contract.ts'
import type { RowView } from '#kernel/http/contract.ts'

/** What the server acknowledged for one project, step by step, and whether its people gave up at the first fault. */
interface Matter {
  readonly title: string
  readonly patient: boolean
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

/** People of the demo company who file, review and decide projects over HTTP while things break. */
export interface Office {
  /** Works with so many pairs of hands until told to stop; then finishes what was begun. */
  work(hands: number, until: AbortSignal): Promise<void>
  /** Steps that were acknowledged so far. */
  acknowledged(): number
  /** What people were told instead, by status, and how long the longest answer took. */
  readonly refusals: Map<number, string>
  slowest(): number
  check(): Promise<Verdict>
}

type Answer = { readonly status: number; readonly body: unknown }
type Send = (who: string, method: string, path: string, body?: unknown, key?: string) => Promise<Answer>

/** Opens an office at a server that is up. `patience` is how long, in ms, people repeat a request before it counts as stuck. */
export async function openOffice(url: string, patience = 30_000): Promise<Office> {
  const told = { repeated: 0, slowest: 0, refusals: new Map<number, string>() }
  const send = await signInAll(url, told)
  const unit = (await send('任东升', 'GET', '/api/options/unit?q=江州区域公司')).body as { id: string }[]
  const form = {
    unit: unit[0]?.id,
    background: '慢',
    goal: '快',
    content: '改',
    schedule: '六月',
    budget: '460000.00',
    units: 'few',
  }
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
      if (answer.status > 0 && answer.status < 500)
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
  const handle = async (matter: Matter) => {
    const fields = { ...form, title: matter.title }
    const made = (await persist(matter, '提交', '任东升', '/api/project', { fields, action: 'submit' })) as RowView
    matter.id = made.row.id
    for (const { step, who, answer } of route)
      await persist(matter, step, who, `/api/todos/${await todoOf(matter, who)}`, answer)
  }
  return {
    async work(hands, until) {
      const mark = randomUUID().slice(0, 8)
      const hand = async (index: number) => {
        for (let count = 0; !until.aborted; count += 1) {
          const matter: Matter = { title: `${mark}-${index}-${count}`, patient: count % 4 !== 3, acknowledged: [] }
          matters.push(matter)
          await handle(matter).catch((error: Error) => {
            if (matter.patient) throw error
          })
        }
      }
      await Promise.all(Array.from({ length: hands }, (_, index) => hand(index)))
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
  if (matter.patient && row.status !== 'approved') problems.stuck.push(`${matter.title}：没有走完，停在 ${row.status}`)
}

/** Whether one of the people on the route has a todo on the project. */
async function somebodyHolds(send: Send, id: string): Promise<boolean> {
  for (const { who } of route) {
    const { status, body } = await send(who, 'GET', `/api/project/${id}`)
    if (status === 200 && (body as RowView).todo) return true
  }
  return false
}

async function signInAll(url: string, told: { slowest: number; refusals: Map<number, string> }): Promise<Send> {
  const { people = [] } = (await (await fetch(`${url}/api/hello`)).json()) as Hello
  const cookies = new Map<string, string>()
  for (const name of ['任东升', ...route.map(({ who }) => who)]) {
    const person = people.find((one) => one.name === name)?.id
    const answer = await fetch(`${url}/api/session`, { method: 'POST', body: JSON.stringify({ person }) })
    cookies.set(name, answer.headers.get('set-cookie')?.split(';')[0] ?? '')
  }
  return async (who, method, path, body, key = randomUUID()) => {
    const from = performance.now()
    const headers = { cookie: cookies.get(who) ?? '', 'idempotency-key': key }
    try {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      const answer = await fetch(url + path, { method, headers, ...sent, signal: AbortSignal.timeout(15_000) })
      const said = (await answer.json()) as { message?: string }
      if (answer.status >= 400) told.refusals.set(answer.status, said.message ?? '')
      told.slowest = Math.max(told.slowest, performance.now() - from)
      return { status: answer.status, body: said }
    } catch {
      // No connection, or one that was cut: nobody knows whether it was done.
      return { status: 0, body: undefined }
    }
  }
}

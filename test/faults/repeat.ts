import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { RowView } from '#kernel/http/contract.ts'
import { type Answer, type Client, signIn } from './client.ts'
import { filing, titleOf } from './office.ts'
import { type Running, type Site, startServer } from './process.ts'
import { type Found, type Plan, withReplay } from './work.ts'

/**
 * People send a request with its key, the server is killed at that moment, and after the restart each repeats it, twice:
 * all answers are the same one, and what was asked for happened once.
 */
export async function repeatKeys(site: Site, { times, hands }: Plan): Promise<Found> {
  const server = { now: await startServer(site) }
  const told = { lost: 0, doubled: 0, differ: 0, cut: 0, problems: [] as string[] }
  try {
    for (let count = 0; count < times; count += 1) await round(site, server, hands, count, told)
  } finally {
    await server.now.kill('SIGTERM')
  }
  const { differ, cut, ...rest } = told
  const verdict = { acknowledged: times * hands, repeated: 2 * times * hands, stuck: 0, ...rest }
  return { check: 'repeat-keys', kills: times, cut, differ, wrong: differ, ...(await withReplay(site, verdict)) }
}

interface Told {
  lost: number
  doubled: number
  /** Repeats that were told something else than the first time. */
  differ: number
  /** Requests whose first answer never came. */
  cut: number
  readonly problems: string[]
}

async function round(site: Site, server: { now: Running }, hands: number, count: number, told: Told): Promise<void> {
  const titles = Array.from({ length: hands }, (_, index) => titleOf('重发', count, index))
  const before = await signIn([server.now.url], ['任东升'])
  const sent = await Promise.all(titles.map(async (title) => ({ ...(await filing(before, title)), key: randomUUID() })))
  const first = Promise.all(sent.map((request) => before.send('任东升', request)))
  await pause(Math.random() * 120)
  await server.now.kill('SIGKILL')
  const answers = [await first]
  server.now = await startServer(site)
  const after = await signIn([server.now.url], ['任东升'])
  for (let again = 0; again < 2; again += 1)
    answers.push(await Promise.all(sent.map((request) => after.send('任东升', request))))
  for (const [index, title] of titles.entries())
    await judge(
      after,
      title,
      answers.map((round) => round[index]!),
      told,
    )
}

async function judge(client: Client, title: string, [first, ...repeats]: Answer[], told: Told): Promise<void> {
  if (first!.status === 0) told.cut += 1
  const heard = [...(first!.status === 0 ? [] : [first!]), ...repeats].map(sayingOf)
  if (heard.some((words) => words !== heard[0]) || !heard[0]?.startsWith('20')) {
    told.differ += 1
    told.problems.push(`${title}：${heard.join(' / ')}`)
  }
  const { body } = await client.send('任东升', { method: 'GET', path: `/api/project?q=${title}` })
  const rows = (body as { rows: RowView['row'][] }).rows.filter((row) => row.title === title)
  if (rows.length === 0) told.lost += 1
  if (rows.length > 1) told.doubled += 1
}

/** What an answer says about the row: which one it is, under which number. */
function sayingOf({ status, body }: Answer): string {
  const { row } = (body ?? {}) as Partial<RowView>
  return `${status} ${row?.id} ${row?.number}`
}

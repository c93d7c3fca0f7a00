import { randomUUID } from 'node:crypto'
import type { RowView } from '#kernel/http/contract.ts'
import { type Client, signIn } from './client.ts'
import { inGroup } from './group.ts'
import { agreement, filing, openTodo } from './office.ts'
import type { Site } from './process.ts'
import { type Found, type Plan, withReplay } from './work.ts'

/**
 * So many clients answer one todo at the same moment, through all nodes; again and again. Exactly one may win, and every
 * other must hear a conflict that says who did it and when.
 */
export function race(site: Site, { times, hands: clients, nodes = 2 }: Plan): Promise<Found> {
  return inGroup(site, nodes, async ({ site, urls, end }) => {
    const client = await signIn(urls, ['任东升', agreement.who], 60_000)
    const told = { lost: 0, doubled: 0, unclear: 0, slowest: 0, problems: [] as string[] }
    for (let count = 0; count < times; count += 1) await once(client, clients, count, told)
    await end()
    const { unclear, slowest, ...rest } = told
    const verdict = { acknowledged: times, repeated: 0, stuck: 0, ...rest }
    const more = { tasks: times, clients, nodes, unclear, slowest, wrong: unclear }
    return { check: 'race', ...more, ...(await withReplay(site, verdict)) }
  })
}

interface Told {
  lost: number
  doubled: number
  /** Refusals that do not say who did it and when. */
  unclear: number
  /** How long the last of the clients waited, in ms. */
  slowest: number
  readonly problems: string[]
}

async function once(client: Client, clients: number, count: number, told: Told): Promise<void> {
  const { body } = await client.send('任东升', await filing(client, `抢办-${count}`))
  const todo = await openTodo(client, agreement.who, (body as RowView).row.id)
  const from = performance.now()
  const answers = await Promise.all(Array.from({ length: clients }, (_, server) => answer(client, todo, server)))
  told.slowest = Math.max(told.slowest, Math.round(performance.now() - from))
  const won = answers.filter(({ status }) => status >= 200 && status < 300).length
  told.lost += won === 0 ? 1 : 0
  told.doubled += won > 1 ? 1 : 0
  const unclear = answers.filter(
    ({ status, body }) => !(status >= 200 && status < 300) && !saysWhoAndWhen(status, body),
  )
  told.unclear += unclear.length
  for (const { status, body } of unclear.slice(0, 1)) told.problems.push(`${status} ${JSON.stringify(body)}`)
}

const answer = (client: Client, todo: string, server: number) =>
  client.send(agreement.who, {
    method: 'POST',
    path: `/api/todos/${todo}`,
    body: agreement.answer,
    key: randomUUID(),
    server,
  })

function saysWhoAndWhen(status: number, body: unknown): boolean {
  const { by, at } = (body ?? {}) as { by?: string; at?: string }
  return status === 409 && by === agreement.who && typeof at === 'string' && !Number.isNaN(Date.parse(at))
}

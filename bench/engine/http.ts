import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { cookieName } from '#kernel/http/asker.ts'
import { openSession } from '#kernel/identity/session.ts'
import { freePort } from '../product.ts'
import { tidy } from '../result.ts'
import { type Open, openTodos, share, start } from './load.ts'
import type { Part } from './parts.ts'
import type { World } from './world.ts'

const clients = 64
const count = 4000

/**
 * People give outcomes over HTTP: session, rights, form, event, and the next todo in the answer. The server is a process of
 * its own; 64 clients keep their connections.
 */
export async function requests(world: World): Promise<Part> {
  await start(world, { cases: count, clients: 1024 })
  const todos = await openTodos(world)
  const cookies = await signIn(world, todos)
  const port = await freePort()
  const child = fork(new URL('./serve.ts', import.meta.url), {
    env: { ...process.env, DATABASE_URL: world.url, PORT: String(port) },
    execArgv: process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [],
  })
  try {
    await once(child, 'message')
    await drive(port, todos.slice(0, count / 4), cookies)
    const { seconds, latencies } = await drive(port, todos.slice(count / 4), cookies)
    const [rate, p95] = [latencies.length / seconds, share(latencies, 0.95)]
    return {
      name: 'requests',
      figures: { perSecond: tidy(rate), p50Ms: tidy(share(latencies, 0.5)), p95Ms: tidy(p95), clients },
      limits: [{ name: '办理请求 p95', value: p95, most: 60, unit: 'ms' }],
      short: rate < 1500 ? [`办理请求：${tidy(rate)} 次/秒，下限 1500`] : [],
    }
  } finally {
    await end(child)
  }
}

async function signIn({ server }: World, todos: readonly Open[]): Promise<Map<string, string>> {
  const cookies = new Map<string, string>()
  for (const person of new Set(todos.map((todo) => todo.person))) {
    const opened = await openSession(server.db.writer, person, { ip: '127.0.0.1', agent: 'bench' }, server.clock())
    cookies.set(person, `${cookieName}=${opened.token}`)
  }
  return cookies
}

async function drive(port: number, todos: readonly Open[], cookies: ReadonlyMap<string, string>) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const latencies: number[] = []
  let next = 0
  const client = async () => {
    for (let todo = todos[next++]; todo; todo = todos[next++]) {
      const from = performance.now()
      await give(agent, port, todo, cookies.get(todo.person) ?? '')
      latencies.push(performance.now() - from)
    }
  }
  const from = performance.now()
  await Promise.all(Array.from({ length: clients }, client))
  agent.destroy()
  return { seconds: (performance.now() - from) / 1000, latencies }
}

/** @throws Error with what the server said when it is not the answer of a done todo with the next one */
function give(agent: Agent, port: number, { id }: Open, cookie: string): Promise<void> {
  const body = JSON.stringify({ outcome: 'next', opinion: '同意' })
  const headers = {
    cookie,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': randomUUID(),
  }
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, port, host: '127.0.0.1', method: 'POST', path: `/api/todos/${id}`, headers },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          if (answer.statusCode === 200 && text.includes('"next"')) resolve()
          else reject(new Error(`${answer.statusCode} ${text.slice(0, 300)}`))
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  await ended
}

import { randomUUID } from 'node:crypto'
import type { Hello } from '#kernel/http/account-contract.ts'

/** What a server said; status 0 when the connection was cut and nobody knows whether it was done. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

interface Sent {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  /** The idempotency key; a fresh one unless given. */
  readonly key?: string | undefined
  /** Which of the servers gets it, counted round. */
  readonly server?: number
}

/** People of the demo company with a session each, which every server on the database knows. */
export interface Client {
  send(who: string, sent: Sent): Promise<Answer>
}

/** Signs people of the demo company in. `wait` is how long, in ms, a server may take before the connection is cut. */
export async function signIn(urls: readonly string[], names: readonly string[], wait = 15_000): Promise<Client> {
  const { people = [] } = (await (await fetch(`${urls[0]}/api/hello`)).json()) as Hello
  const cookies = new Map<string, string>()
  for (const name of names) {
    const person = people.find((one) => one.name === name)?.id
    const answer = await fetch(`${urls[0]}/api/session`, { method: 'POST', body: JSON.stringify({ person }) })
    cookies.set(name, answer.headers.get('set-cookie')?.split(';')[0] ?? '')
  }
  return {
    async send(who, { method, path, body, key = randomUUID(), server = 0 }) {
      const headers = { cookie: cookies.get(who) ?? '', 'idempotency-key': key }
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      try {
        const url = urls[server % urls.length] + path
        const answer = await fetch(url, { method, headers, ...sent, signal: AbortSignal.timeout(wait) })
        return { status: answer.status, body: await answer.json() }
      } catch {
        return { status: 0, body: undefined }
      }
    },
  }
}

import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Sql } from '../db.ts'
import { type Directory, meOf } from '../identity/directory.ts'
import { type Session, sessionLimits, sessionsOf } from '../identity/session.ts'
import { readingAs } from '../record/reading.ts'
import type { Me } from '../record/who.ts'
import type { Server } from '../server.ts'

/** Nobody is signed in: the page goes to the sign-in page and comes back. */
export class Unauthenticated extends Error {}

/** The one who asks: the person, their rights now, and the organisation that they come from. */
export interface Asker {
  readonly session: Session
  readonly me: Me
  readonly directory: Directory
  /** Runs reads with this person's rights, row-level security included. */
  read<T>(run: (sql: Sql) => Promise<T>): Promise<T>
}

export const cookieName = 'jingwei'

/** Who asks, by the session cookie; throws Unauthenticated without an open session. */
export async function askerOf(server: Server, c: Context, token = getCookie(c, cookieName)): Promise<Asker> {
  // Both are asked at once, and once for all requests that came together: never from a memory that could be stale.
  const [session, directory] = await Promise.all([token ? lookUp(server, token) : undefined, server.store.directory()])
  if (!session) throw new Unauthenticated()
  const me = meOf(directory, session.person)
  return { session, me, directory, read: (run) => readingAs(server.db, me, run) }
}

/** Looks up the session of a token together with those of all requests that came before the program came to rest. */
async function lookUp(server: Server, token: string): Promise<Session | undefined> {
  const open = waiting.get(server)
  if (open) {
    open.tokens.add(token)
    return (await open.found).get(token)
  }
  const tokens = new Set([token])
  const found = new Promise((resolve) => void setImmediate(resolve)).then(() => {
    waiting.delete(server)
    return sessionsOf(server.db.writer, [...tokens], server.clock(), sessionLimits[server.mode])
  })
  waiting.set(server, { tokens, found })
  return (await found).get(token)
}

interface Waiting {
  readonly tokens: Set<string>
  readonly found: ReturnType<typeof sessionsOf>
}

const waiting = new WeakMap<Server, Waiting>()

/**
 * Address and browser of a request, for the event, the session and the lockout. Behind a proxy of one's own
 * (TRUST_PROXY=1) the address is the last one that the proxy wrote; otherwise nothing that a client sends is believed.
 */
export function clientOf(server: Server, c: Context): { ip: string; agent: string } {
  const socket = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
  const forwarded = server.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return { ip: forwarded || socket?.remoteAddress || '本机', agent: (c.req.header('user-agent') ?? '').slice(0, 200) }
}

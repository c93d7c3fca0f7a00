import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Sql } from '../db.ts'
import { type Directory, meOf } from '../identity/directory.ts'
import type { Session } from '../identity/session.ts'
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
  if (!token) throw new Unauthenticated()
  const [session, directory] = await Promise.all([server.sessionOf(token), server.store.directory()])
  if (!session) throw new Unauthenticated()
  const me = meOf(directory, session.person)
  return { session, me, directory, read: (run) => readingAs(server.db, me, run) }
}

/**
 * Address and browser of a request, for the event, the session and the lockout. Behind a proxy of one's own
 * (TRUST_PROXY=1) the address is the last one that the proxy wrote; otherwise nothing that a client sends is believed.
 */
export function clientOf(server: Server, c: Context): { ip: string; agent: string } {
  const socket = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
  const forwarded = server.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return { ip: forwarded || socket?.remoteAddress || '本机', agent: (c.req.header('user-agent') ?? '').slice(0, 200) }
}

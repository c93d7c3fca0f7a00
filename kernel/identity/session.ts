import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { prepared, type Sql, transaction } from '../db.ts'
import { writeEvents } from '../journal/event.ts'
import { Refused } from '../refused.ts'
import { clearAttempts, countAttempt, normalLogin } from './attempt.ts'
import { verifyPassword } from './password.ts'

/** Minutes after which a session is over, however busy it is, and after which an idle one is. */
export interface Limits {
  readonly absolute: number
  readonly idle: number
}
export const sessionLimits: Readonly<Record<'real' | 'demo', Limits>> = {
  real: { absolute: 12 * 60, idle: 30 },
  demo: { absolute: 12 * 60, idle: 12 * 60 },
}

/** Where a request comes from. */
export interface Client {
  readonly ip: string
  readonly agent: string
}
export interface SignIn extends Client {
  readonly login: string
  readonly password: string
  /** The token that the browser already had: it ends, so that no session outlives a sign-in. */
  readonly replaces?: string
}
export interface Session {
  readonly person: string
  /** Hex digest of the token: names the session where the token must not go. */
  readonly digest: string
}
export interface Opened {
  /** 256 random bits for the cookie; the database keeps only their digest. */
  readonly token: string
  readonly person: string
}

/**
 * Signs a person in with name and password.
 * A wrong password, an unknown name and a person who left are refused with the same words after the same time.
 * @throws Refused `invalid` when it does not fit, `forbidden` when too many tries failed before
 */
export async function signIn(pool: pg.Pool, request: SignIn, now: Date): Promise<Opened> {
  return inTurn(async () => {
    const attempt = await countAttempt(pool, request.login, request.ip, now)
    const { rows } = await pool.query<{ person: string; hash: string; status: string }>(
      `select credential.person, hash, status from credential join person on person.id = credential.person
       where login = $1`,
      [normalLogin(request.login)],
    )
    const known = rows[0]
    const fits = await verifyPassword(known?.hash, request.password)
    if (!known || !fits || known.status !== 'active') throw await refuse(pool, known?.person ?? null, request, now)
    return transaction(pool, 'begin', async (sql) => {
      // A password that was changed meanwhile opens nothing; one that is being changed is waited for.
      const { rowCount } = await sql.query('select from credential where person = $1 and hash = $2 for share', [
        known.person,
        known.hash,
      ])
      if (rowCount !== 1) throw await refuse(pool, known.person, request, now)
      await clearAttempts(sql, attempt)
      return openSession(sql, known.person, request, now)
    })
  })
}

/**
 * Opens a session for a person who has proven who they are, or who was picked on the demo's sign-in page. Every sign-in
 * makes a new token.
 */
export async function openSession(
  sql: Sql,
  person: string,
  client: Client & { readonly replaces?: string },
  now: Date,
): Promise<Opened> {
  if (client.replaces) await end(sql, 'digest = $2', digestOf(client.replaces), now)
  const token = randomBytes(32).toString('base64url')
  await sql.query(`insert into session (digest, person, created_at, seen_at, origin) values ($1, $2, $3, $3, $4)`, [
    digestOf(token),
    person,
    now,
    originOf(client),
  ])
  await tell(sql, 'sign-in', person, person, originOf(client), now)
  return { token, person }
}

/** The session of a token, while it is open and its person works here. */
export async function sessionOf(sql: Sql, token: string, now: Date, limits: Limits): Promise<Session | undefined> {
  return (await sessionsOf(sql, [token], now, limits))[0]
}

/**
 * The sessions of tokens, by their order. One read by key for all of them; that they were used is written once a minute
 * at most.
 */
export async function sessionsOf(
  sql: Sql,
  tokens: readonly string[],
  now: Date,
  limits: Limits,
): Promise<(Session | undefined)[]> {
  const digests = tokens.map(digestOf)
  const { rows } = await sql.query<{ digest: Buffer; person: string; seen: Date }>(
    prepared(
      `select digest, session.person, seen_at as seen from session join person on person.id = session.person
       where digest = any($1::bytea[]) and ${isOpen}`,
      [digests, now, limits.absolute, limits.idle],
    ),
  )
  const found = new Map(rows.map((row) => [row.digest.toString('hex'), row]))
  const idle = rows.filter(({ seen }) => now.getTime() - seen.getTime() >= 60_000).map(({ digest }) => digest)
  if (idle.length > 0)
    await sql.query('update session set seen_at = $2 where digest = any($1::bytea[]) and seen_at < $2', [idle, now])
  return digests.map((digest) => {
    const hex = digest.toString('hex')
    const row = found.get(hex)
    return row && { person: row.person, digest: hex }
  })
}

/** Of the sessions with these digests (hex), the ones that are open: open connections ask every few seconds. */
export async function openSessions(sql: Sql, digests: readonly string[], now: Date, limits: Limits) {
  const { rows } = await sql.query<{ digest: string }>(
    `select encode(digest, 'hex') as digest from session join person on person.id = session.person
     where digest = any($1::bytea[]) and ${isOpen}`,
    [digests.map((digest) => Buffer.from(digest, 'hex')), now, limits.absolute, limits.idle],
  )
  return new Set(rows.map((row) => row.digest))
}

/** Ends the session of a token; an unknown one is as ended as can be. */
export async function signOut(pool: pg.Pool, token: string, client: Client, now: Date): Promise<void> {
  await transaction(pool, 'begin', async (sql) => {
    const [person] = await end(sql, 'digest = $2', digestOf(token), now)
    if (person) await tell(sql, 'sign-out', person, person, originOf(client), now)
  })
}

/**
 * Ends all sessions of a person: the password changed, rights changed, the person left.
 * @param by who does it, null for the system
 * @returns how many ended
 */
export async function endSessions(sql: Sql, person: string, by: string | null, origin: string, now: Date) {
  const ended = await end(sql, 'person = $2', person, now)
  if (ended.length > 0) await tell(sql, 'end-sessions', person, by, origin, now)
  return ended.length
}

/** Parameters: $2 now, $3 and $4 the limits in minutes. */
const isOpen = `ended_at is null and person.status = 'active'
  and session.created_at > $2::timestamptz - make_interval(mins => $3) and seen_at > $2::timestamptz - make_interval(mins => $4)`

/** Hashing takes 19 MiB and a core for each: two at a time leave the rest of the house working. */
const lanes = 2
const queue: (() => void)[] = []
let busy = 0

/** Runs work that hashes a password when its turn comes; what else it does to the database waits with it. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (queue.length >= 500) throw new Refused('conflict', '现在登录的人太多，请过几秒再试。')
  if (busy >= lanes) await new Promise<void>((resolve) => queue.push(resolve))
  else busy += 1
  try {
    return await work()
  } finally {
    const next = queue.shift()
    if (next) next()
    else busy -= 1
  }
}

async function refuse(pool: pg.Pool, person: string | null, client: Client, now: Date): Promise<Refused> {
  await tell(pool, 'sign-in-refused', person, null, originOf(client), now)
  return new Refused('invalid', '登录名或密码不对，没有登录。请检查后再试，连续错 5 次要等 15 分钟。')
}

async function end(sql: Sql, which: string, value: Buffer | string, now: Date): Promise<string[]> {
  const { rows } = await sql.query<{ person: string }>(
    `update session set ended_at = $1 where ended_at is null and ${which} returning person`,
    [now, value],
  )
  return rows.map((row) => row.person)
}

/**
 * Writes an event about signing in or about the way there. It is not told on the person's own page, which colleagues may
 * read: who signs in when and where is for auditors.
 */
export const tell = (sql: Sql, action: string, subject: string | null, by: string | null, origin: string, now: Date) =>
  writeEvents(sql, [
    {
      at: now,
      kind: 'session',
      record: 'session',
      recordId: null,
      action,
      person: by,
      acting: null,
      before: null,
      after: { person: subject },
      opinion: null,
      origin,
      concerns: [],
    },
  ])

/** Where a request comes from, for its event: control characters in a browser's name must not reach a log line. */
export const originOf = ({ ip, agent }: Client) => `${ip} ${agent}`.replace(/\p{Cc}/gu, ' ').slice(0, 300)
/** What is kept of a token. */
export const digestOf = (token: string) => createHash('sha256').update(token).digest()

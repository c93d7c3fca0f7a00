import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Sql, transaction } from '../db.ts'
import { Refused } from '../refused.ts'

/** Failures within the window lock for as long as the window is (GB/T 22239 8.1.4.1, usual values). */
const window = 15 * 60_000
const limits = { account: 5, address: 20 }

/** A try to sign in that was counted before its outcome was known. */
export interface Attempt {
  /** The rows that count it: the account's and the address's. */
  readonly ids: readonly number[]
  readonly account: string
}

/**
 * Counts a try before it is made, for the account and for the address, so that a hundred tries at once are no way
 * around the limit. Every way in (form, API, later SSO and one-time codes) asks here with the same login name. An unknown
 * name is counted and locked like a known one, and nothing tells them apart.
 * @throws Refused `forbidden` with the time from which one may try again
 */
export async function countAttempt(pool: pg.Pool, login: string, ip: string, now: Date): Promise<Attempt> {
  const keys = [
    { key: accountKey(login), limit: limits.account },
    { key: `address:${network(ip)}`, limit: limits.address },
  ]
  return transaction(pool, 'begin', async (sql) => {
    // Always the account first: whoever waits for an address holds one account, and nobody else wants that.
    for (const { key } of keys) await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key])
    let until = 0
    for (const { key, limit } of keys) until = Math.max(until, await lockedUntil(sql, key, limit, now))
    if (until > now.getTime()) throw locked(until, now)
    const { rows } = await sql.query<{ id: number }>(
      'insert into attempt (key, at) select key, $2 from unnest($1::text[]) as t (key) returning id',
      [keys.map(({ key }) => key), now],
    )
    return { ids: rows.map((row) => row.id), account: keys[0]?.key ?? '' }
  })
}

/** Takes a try back that succeeded, and with it all failures of the account; those of the address stay. */
export async function clearAttempts(sql: Sql, attempt: Attempt): Promise<void> {
  await sql.query('delete from attempt where key = $1 or id = any($2::bigint[])', [attempt.account, attempt.ids])
}

/** Forgets the failures of an account whose holder has proven in another way who they are: its lock is over. */
export async function forgiveAccount(sql: Sql, login: string): Promise<void> {
  await sql.query('delete from attempt where key = $1', [accountKey(login)])
}

/** Whether a text, after `normalLogin`, may be a login name. */
export const isLogin = (login: string): boolean => /^[\p{L}\p{N}._@-]{2,64}$/u.test(login)

/** A login name as it is compared and kept: case, width and surrounding spaces do not matter. */
export const normalLogin = (login: string) => login.normalize('NFKC').trim().toLowerCase()

/** The lock begins with the failure that reaches the limit; tries during it are refused and do not count. */
async function lockedUntil(sql: Sql, key: string, limit: number, now: Date): Promise<number> {
  const { rows } = await sql.query<{ at: Date }>(
    'select at from attempt where key = $1 and at > $2 order by at desc limit $3',
    [key, new Date(now.getTime() - 2 * window), limit],
  )
  const [last, first] = [rows[0]?.at.getTime() ?? 0, rows[limit - 1]?.at.getTime()]
  return first !== undefined && last - first < window ? last + window : 0
}

function locked(until: number, now: Date): Refused {
  const minutes = Math.ceil((until - now.getTime()) / 60_000)
  const words = `试错的次数太多，为了安全先停一停。请过 ${minutes} 分钟再试；忘了密码，请找系统管理员重设。`
  return new Refused('forbidden', words, { at: new Date(until).toISOString() })
}

/** People type their password into the wrong box: what was typed as a name is not kept as it is. */
const accountKey = (login: string) =>
  `account:${createHash('sha256').update(normalLogin(login)).digest('hex').slice(0, 32)}`

/** One subscriber has one IPv4 address or a whole /64 of IPv6. */
function network(ip: string): string {
  const plain = ip
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '')
    .toLowerCase()
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const [left, right] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean))
  const zeros = tail === undefined ? 0 : 8 - (left?.length ?? 0) - (right?.length ?? 0)
  const groups = [...(left ?? []), ...Array<string>(Math.max(0, zeros)).fill('0'), ...(right ?? [])]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

import type pg from 'pg'
import { type Sql, transaction } from '../db.ts'
import { invalid, Refused } from '../refused.ts'
import { clearAttempts, countAttempt, forgiveAccount } from './attempt.ts'
import { brokenRules, hashPassword, verifyPassword } from './password.ts'
import { type Client, endSessions, inTurn, type Opened, openSession, originOf, tell } from './session.ts'

/** What somebody sends who changes their own password. */
export interface PasswordChange extends Client {
  readonly person: string
  readonly old: string
  readonly new: string
}

/** The name by which a person signs in; undefined for one who has no account yet. */
export async function loginOf(sql: Sql, person: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ login: string }>('select login from credential where person = $1', [person])
  return rows[0]?.login
}

/**
 * Changes one's own password. The old one is asked again and counts as a try to sign in, so that a screen left open is no
 * place to guess. All sessions of the person end; the one that asked goes on with the new token.
 * @throws Refused `invalid` that names every wrong field, `forbidden` when too many tries failed before
 */
export async function changePassword(pool: pg.Pool, change: PasswordChange, now: Date): Promise<Opened> {
  return inTurn(async () => {
    const known = await credentialOf(pool, change.person)
    const attempt = await countAttempt(pool, known.login, change.ip, now)
    const fits = await verifyPassword(known.hash, change.old)
    if (fits) await clearAttempts(pool, attempt)
    else await tell(pool, 'change-password-refused', change.person, change.person, originOf(change), now)
    const faults = {
      ...(fits ? {} : { old: '现在的密码：不对，没有改。连续错 5 次要等 15 分钟' }),
      ...passwordFault('new', change.new, known),
      ...(change.new === change.old ? { new: '新密码：和原来的一样' } : {}),
    }
    if (Object.keys(faults).length > 0) throw invalid(faults)
    const hash = await hashPassword(change.new)
    return transaction(pool, 'begin', async (sql) => {
      await lockActive(sql, change.person)
      const { rowCount } = await sql.query(
        'update credential set hash = $3, changed_at = $4 where person = $1 and hash = $2',
        [change.person, known.hash, hash, now],
      )
      if (rowCount !== 1) throw new Refused('conflict', '密码刚刚在别处改过，这次没有改。请用新的密码重新登录。')
      await tell(sql, 'change-password', change.person, change.person, originOf(change), now)
      return renewSessions(sql, change.person, known.login, change, now)
    })
  })
}

/**
 * Locks the row of a person who works here: a password is set, and a link made or used, one at a time.
 * @returns false for one who left
 */
export async function lockActive(sql: Sql, person: string): Promise<boolean> {
  const { rowCount } = await sql.query(`select from person where id = $1 and status = 'active' for no key update`, [
    person,
  ])
  return rowCount === 1
}

/** What is wrong with a new password, under the name of its field; nothing when it may be used. */
export function passwordFault(field: string, password: string, context: { login: string; company: string }) {
  const broken = brokenRules(password, context)
  return broken.length > 0 ? { [field]: `密码：${broken.join('；')}` } : {}
}

/**
 * After a password was set: whatever the earlier one opened ends, links that could set another end, failures are
 * forgotten, and one session opens.
 */
export async function renewSessions(
  sql: Sql,
  person: string,
  login: string,
  client: Client & { readonly replaces?: string },
  now: Date,
): Promise<Opened> {
  await endSessions(sql, person, person, originOf(client), now)
  await endInvitations(sql, person, now)
  await forgiveAccount(sql, login)
  return openSession(sql, person, client, now)
}

/** Ends the links of a person that are still open. */
export async function endInvitations(sql: Sql, person: string, now: Date): Promise<void> {
  await sql.query('update invitation set expires_at = $2 where person = $1 and used_at is null and expires_at > $2', [
    person,
    now,
  ])
}

async function credentialOf(sql: Sql, person: string): Promise<{ login: string; hash: string; company: string }> {
  const { rows } = await sql.query<{ login: string; hash: string; company: string }>(
    `select login, hash, coalesce((select company from install), '') as company from credential where person = $1`,
    [person],
  )
  if (!rows[0]) throw new Refused('forbidden', '你还没有登录名和密码，没有改动。请找系统管理员要登录链接。')
  return rows[0]
}

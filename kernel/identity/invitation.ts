import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { type Sql, transaction } from '../db.ts'
import { absent, invalid, Refused } from '../refused.ts'
import { clearAttempts, countAttempt, isLogin, normalLogin } from './attempt.ts'
import { endInvitations, lockActive, loginOf, passwordFault, renewSessions } from './credential.ts'
import { type Directory, holdersOf } from './directory.ts'
import { hashPassword } from './password.ts'
import { type Client, digestOf, inTurn, type Opened, originOf, tell } from './session.ts'

/** Minutes for which a link is good: a new colleague starts on Monday, a lost password is needed now. */
const lifetimes = { join: 72 * 60, reset: 30 }

/** `join` gives an account, `reset` a new password to an account that is there. */
export type InvitationKind = keyof typeof lifetimes

/** Who is to get a link, and who asks for it. */
export interface InvitationRequest extends Client {
  readonly person: string
  readonly by: string
}
export interface Invitation {
  /** 256 random bits for the link; the database keeps only their digest. */
  readonly token: string
  readonly kind: InvitationKind
  readonly expiresAt: Date
}
/** What the holder of a link sends. */
export interface Acceptance extends Client {
  readonly token: string
  /** Only to join; a reset keeps the login name. */
  readonly login?: string
  readonly password: string
  readonly replaces?: string
}
/** An invitation as it is kept, with whom it is for. */
export interface KnownInvitation {
  readonly person: string
  readonly name: string
  readonly status: string
  readonly kind: InvitationKind
  readonly by: string
  readonly byName: string
  readonly expiresAt: Date
  readonly usedAt: Date | null
  /** The login name of a person who has one. */
  readonly login: string | null
  readonly company: string
}

/**
 * Makes a one-time link for an active person: to join (72 h), or for one who has an account, to set a new password
 * (30 min). It ends the person's older links. Only administrators may, and not for themselves.
 * @throws Refused `forbidden`, and the attempt is in the journal; `absent` for nobody
 */
export async function invite(pool: pg.Pool, directory: Directory, asked: InvitationRequest, now: Date) {
  const { person, by } = asked
  const refusal = refusalOf(directory, asked)
  if (refusal) {
    await tell(pool, 'invite-refused', person, by, originOf(asked), now)
    throw refusal
  }
  return transaction(pool, 'begin', async (sql): Promise<Invitation> => {
    if (!(await lockActive(sql, person))) throw left()
    await endInvitations(sql, person, now)
    const kind = (await loginOf(sql, person)) === undefined ? 'join' : 'reset'
    const token = randomBytes(32).toString('base64url')
    const expiresAt = new Date(now.getTime() + lifetimes[kind] * 60_000)
    await sql.query(
      'insert into invitation (digest, person, kind, created_by, expires_at) values ($1, $2, $3, $4, $5)',
      [digestOf(token), person, kind, by, expiresAt],
    )
    await tell(sql, `invite-${kind}`, person, by, originOf(asked), now)
    return { token, kind, expiresAt }
  })
}

/**
 * The invitation behind a token, while it can be used. An unknown token counts as a try to sign in from that address, so
 * that guessing is locked with everything else.
 * @throws Refused `absent` that says whom to ask, `forbidden` when too many tries failed before
 */
export async function readInvitation(
  pool: pg.Pool,
  directory: Directory,
  token: string,
  client: Client,
  now: Date,
): Promise<KnownInvitation> {
  const attempt = await countAttempt(pool, `link ${token}`, client.ip, now)
  const known = await findInvitation(pool, token)
  if (!known) {
    await tell(pool, 'accept-refused', null, null, originOf(client), now)
    throw ended()
  }
  await clearAttempts(pool, attempt)
  // A link dies with the right of whoever gave it: nobody keeps a way in for after they are gone.
  const isOpen = known.status === 'active' && holdersOf(directory, 'administrator').includes(known.by)
  if (!isOpen || known.usedAt || known.expiresAt <= now) throw ended(known)
  return known
}

/**
 * Sets the password of the person whom a link names, and their login name when they join, and signs them in. All earlier
 * sessions of the person end. Of a double submit one wins, the other is told that the link was used.
 * @throws Refused as `readInvitation`, and `invalid` that names all wrong fields at once and leaves the link as it was
 */
export async function acceptInvitation(pool: pg.Pool, directory: Directory, sent: Acceptance, now: Date) {
  return inTurn(async (): Promise<Opened> => {
    const known = await readInvitation(pool, directory, sent.token, sent, now)
    const login = known.login ?? normalLogin(sent.login ?? '')
    const faults = {
      ...(known.kind === 'join' ? await loginFault(pool, login, known.person) : {}),
      ...passwordFault('password', sent.password, { login, company: known.company }),
    }
    if (Object.keys(faults).length > 0) throw invalid(faults)
    const hash = await hashPassword(sent.password)
    return transaction(pool, 'begin', async (sql) => {
      const isMine = (await lockActive(sql, known.person)) && (await use(sql, sent.token, now))
      if (!isMine) throw ended(await findInvitation(sql, sent.token))
      await keep(sql, known, login, hash, now)
      await tell(sql, `accept-${known.kind}`, known.person, known.person, originOf(sent), now)
      return renewSessions(sql, known.person, login, sent, now)
    })
  })
}

function refusalOf(directory: Directory, { person, by }: InvitationRequest): Refused | undefined {
  const known = directory.people.get(person)
  if (!holdersOf(directory, 'administrator').includes(by))
    return new Refused('forbidden', '只有系统管理员可以发放登录链接、重设密码，没有发出。请找系统管理员。')
  if (!known) return absent('这位员工')
  if (person === by)
    return new Refused(
      'forbidden',
      '自己的密码不能这样重设，没有发出。请用“修改密码”；忘了的话，请另一位系统管理员重设。',
    )
  return known.status === 'active' ? undefined : left()
}

async function findInvitation(sql: Sql, token: string): Promise<KnownInvitation | undefined> {
  const { rows } = await sql.query<KnownInvitation>(
    `select i.person, p.name, p.status, i.kind, i.created_by as "by", b.name as "byName", i.expires_at as "expiresAt",
       i.used_at as "usedAt", c.login, coalesce((select company from install), '') as company
     from invitation i join person p on p.id = i.person join person b on b.id = i.created_by
       left join credential c on c.person = i.person where i.digest = $1`,
    [digestOf(token)],
  )
  return rows[0]
}

/** A name that the person has got a moment ago is a double submit, not a name that is taken. */
async function loginFault(sql: Sql, login: string, person: string): Promise<{ login?: string }> {
  if (!isLogin(login)) return { login: '登录名：2 到 64 个字，可以用文字、数字和 . _ - @' }
  const { rowCount } = await sql.query('select from credential where login = $1 and person <> $2', [login, person])
  return rowCount === 0 ? {} : taken
}

async function use(sql: Sql, token: string, now: Date): Promise<boolean> {
  const { rowCount } = await sql.query(
    'update invitation set used_at = $2 where digest = $1 and used_at is null and expires_at > $2',
    [digestOf(token), now],
  )
  return rowCount === 1
}

async function keep(sql: Sql, { kind, person }: KnownInvitation, login: string, hash: string, now: Date) {
  const { rowCount } = await sql.query(
    kind === 'reset'
      ? 'update credential set hash = $3, changed_at = $4 where person = $1 and login = $2'
      : 'insert into credential (person, login, hash, changed_at) values ($1, $2, $3, $4) on conflict do nothing',
    [person, login, hash, now],
  )
  if (rowCount !== 1) throw invalid(taken)
}

const taken = { login: '登录名：已经有人用了，请换一个' }
const left = () => new Refused('forbidden', '这位员工不在职，不能发放登录链接，没有发出。返聘以后再发。')

function ended(known?: KnownInvitation): Refused {
  const administrator = known ? `系统管理员${known.byName}` : '系统管理员'
  return new Refused(
    'absent',
    known?.usedAt
      ? `这个链接已经用过了。如果是你自己用的，直接登录就行；如果不是，请马上告诉${administrator}。`
      : `这个链接不能用了：它可能过期了、换过新的，或者没有复制完整。请找${administrator}要一个新的。`,
  )
}

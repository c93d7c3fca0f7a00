import { createHash, randomBytes } from 'node:crypto'
import { chinaCalendar, dayOf } from '../calendar/workday.ts'
import type { Sql } from '../db.ts'
import { invalid, Refused } from '../refused.ts'
import { isLogin, normalLogin } from './attempt.ts'
import { brokenRules, hashPassword } from './password.ts'

/** What the first-run page sends. */
export interface SetupForm {
  readonly token: string
  readonly company: string
  readonly name: string
  readonly login: string
  readonly password: string
}

/** What setting up needs of a flush: `Work` of kernel/process/work.ts fits. */
export interface SetupWork {
  readonly now: Date
  create(record: string, values: Readonly<Record<string, unknown>>): Promise<{ readonly id: string }>
  sql(): Sql
}

/** The checked form, without the password. */
export interface Setup {
  readonly tokenDigest: string
  readonly company: string
  readonly name: string
  readonly login: string
  readonly hash: string
}

/**
 * Opens the first-run page of the real thing: a one-time token of 256 bits, of which the database keeps the digest. Each
 * start makes a new one, so that an old terminal opens nothing.
 * @returns the path to print, or undefined when the company is set up already
 */
export async function openSetup(sql: Sql): Promise<string | undefined> {
  const token = randomBytes(32).toString('base64url')
  const { rowCount } = await sql.query(`update install set setup_digest = $1 where mode = 'real' and company is null`, [
    digestOf(token),
  ])
  return rowCount === 1 ? `/setup?token=${token}` : undefined
}

/** Whether the first-run page is still to be filled in. */
export async function needsSetup(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query(`select from install where mode = 'real' and company is null`)
  return rows.length === 1
}

/**
 * Makes the company and its first administrator from the first-run page. A double submit has one effect: the second is
 * told that the link was used.
 * @param alone runs work in one transaction of its own, as the system
 * @returns the person, to be signed in
 * @throws Refused `forbidden` for a link that is wrong or used, `invalid` that names all wrong fields at once
 */
export async function completeSetup(
  sql: Sql,
  alone: <T>(run: (work: SetupWork) => Promise<T>) => Promise<T>,
  form: SetupForm,
): Promise<string> {
  const setup = await checkSetup(sql, form)
  return alone((work) => setupCompany(work, setup))
}

/**
 * Checks the link and then the form, and hashes the password: what takes time is done before the transaction.
 * @throws Refused as `completeSetup`
 */
export async function checkSetup(sql: Sql, form: SetupForm): Promise<Setup> {
  const tokenDigest = digestOf(String(form.token ?? ''))
  const { rows } = await sql.query('select from install where setup_digest = $1', [tokenDigest])
  if (rows.length === 0) throw used()
  const [company, name, login] = [form.company, form.name, form.login].map((value) => String(value ?? '').trim())
  const password = String(form.password ?? '')
  const wrong = wrongFields({ company: company ?? '', name: name ?? '', login: normalLogin(login ?? ''), password })
  if (Object.keys(wrong).length > 0) throw invalid(wrong)
  return {
    tokenDigest: tokenDigest.toString('hex'),
    company: company ?? '',
    name: name ?? '',
    login: normalLogin(login ?? ''),
    hash: await hashPassword(password),
  }
}

/**
 * Writes the company: top unit, the administrator's position, person, appointment, roles and password.
 * @returns the person's id
 * @throws Refused `forbidden` when the link was used meanwhile
 */
export async function setupCompany(work: SetupWork, setup: Setup): Promise<string> {
  // The first of two at once changes the row, the second waits for it and finds no digest any more.
  const { rowCount } = await work
    .sql()
    .query(`update install set setup_digest = null, company = $2 where setup_digest = $1 and company is null`, [
      Buffer.from(setup.tokenDigest, 'hex'),
      setup.company,
    ])
  if (rowCount !== 1) throw used()
  const since = dayOf(work.now, chinaCalendar())
  const unit = await work.create('unit', { name: setup.company, since })
  const position = await work.create('position', { name: '系统管理员', unit: unit.id, headcount: 1, rank: 'staff' })
  const person = await work.create('person', { no: '0001', name: setup.name, joined: since })
  await work.create('appointment', { person: person.id, position: position.id, kind: 'main', since })
  for (const role of ['administrator', 'organiser'])
    await work.create('role_holder', { role, person: person.id, since })
  return keepCredential(work, person.id, setup)
}

/** The person's row is written when the flush ends; the credential refers to it by id alone. */
async function keepCredential(work: SetupWork, person: string, { login, hash }: Setup): Promise<string> {
  await work
    .sql()
    .query('insert into credential (person, login, hash, changed_at) values ($1, $2, $3, $4)', [
      person,
      login,
      hash,
      work.now,
    ])
  return person
}

function wrongFields(form: Omit<SetupForm, 'token'>): Record<string, string> {
  const broken = brokenRules(form.password, form)
  return Object.fromEntries(
    Object.entries({
      company: outside(form.company, 60) ? '公司名称：请填写，60 个字以内' : '',
      name: outside(form.name, 60) ? '姓名：请填写，60 个字以内' : '',
      login: isLogin(form.login) ? '' : '登录名：2 到 64 个字，可以用文字、数字和 . _ - @',
      password: broken.length > 0 ? `密码：${broken.join('；')}` : '',
    }).filter(([, words]) => words !== ''),
  )
}

const outside = (text: string, max: number) => text.length === 0 || [...text].length > max
const digestOf = (token: string) => createHash('sha256').update(token).digest()
const used = () =>
  new Refused(
    'forbidden',
    '这个链接已经用过，或者不是最近一次启动时给出的。请看终端里最新的那一行；公司已经建好的话，直接登录即可。',
  )

import type { Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { transaction } from '../db.ts'
import { normalLogin } from '../identity/attempt.ts'
import { postOf } from '../identity/directory.ts'
import { openSession, sessionLimits, signIn, signOut } from '../identity/session.ts'
import { checkSetup, needsSetup } from '../identity/setup.ts'
import { boxCounts } from '../inbox/boxes.ts'
import type { MenuEntry } from '../pack.ts'
import { asSystem } from '../process/command.ts'
import { operated } from '../process/operate.ts'
import { holds } from '../record/who.ts'
import { Refused } from '../refused.ts'
import type { Server } from '../server.ts'
import type { DemoPerson, Hello } from './account-contract.ts'
import { type Asker, askerOf, clientOf, cookieName } from './asker.ts'
import { bodyOf } from './body.ts'
import type { Counts, NavMenu, SessionView } from './contract.ts'

const shapes = {
  password: z.object({ login: z.string().max(200), password: z.string().max(1000) }),
  person: z.object({ person: z.guid() }),
  setup: z.object({
    token: z.string().max(200),
    company: z.string(),
    name: z.string(),
    login: z.string(),
    password: z.string().max(1000),
  }),
}

/** Signing in and out, the first run, and what the shell around every page needs. */
export function sessionRoutes(app: Hono, server: Server): void {
  app.get('/api/hello', async (c) => c.json(await hello(server)))
  app.get('/api/session', async (c) => c.json(await sessionView(server, await askerOf(server, c))))
  app.post('/api/session', async (c) => {
    const client = { ...clientOf(server, c), ...replacing(c) }
    const opened =
      server.mode === 'demo'
        ? await pick(server, (await bodyOf(c, shapes.person)).person, client)
        : await signIn(server.db.writer, { ...(await bodyOf(c, shapes.password)), ...client }, server.clock())
    return welcome(server, c, opened.token)
  })
  app.delete('/api/session', async (c) => {
    const token = getCookie(c, cookieName)
    if (token) await signOut(server.db.writer, token, clientOf(server, c), server.clock())
    deleteCookie(c, cookieName, { path: '/' })
    return c.body(null, 204)
  })
  app.post('/api/setup', async (c) => {
    const setup = await checkSetup(server.db.writer, await bodyOf(c, shapes.setup))
    await server.store.submit({
      command: { kind: 'run', rule: 'kernel.setup', input: setup },
      actor: asSystem('首次使用'),
      origin: clientOf(server, c).ip,
    })
    const { rows } = await server.db.writer.query<{ person: string }>(
      'select person from credential where login = $1',
      [normalLogin(setup.login)],
    )
    const opened = await transaction(server.db.writer, 'begin', (sql) =>
      openSession(sql, rows[0]!.person, clientOf(server, c), server.clock()),
    )
    return welcome(server, c, opened.token)
  })
}

/** Sets the cookie of a new session and answers with what the shell needs. */
export async function welcome(server: Server, c: Context, token: string): Promise<Response> {
  const secure = server.trustProxy && c.req.header('x-forwarded-proto') === 'https'
  setCookie(c, cookieName, token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure,
    maxAge: sessionLimits[server.mode].absolute * 60,
  })
  return c.json(await sessionView(server, await askerOf(server, c, token)), 201)
}

/** How much waits for a person, for the badges of the shell. */
export async function countsOf(asker: Asker): Promise<Counts> {
  return asker.read(async (sql) => {
    const { todo, read } = await boxCounts(sql, asker.me)
    const { rows } = await sql.query<{ value: number }>(
      'select count(*) as value from message where person = $1 and read_at is null',
      [asker.me.id],
    )
    return { todo, read, messages: rows[0]?.value ?? 0 }
  })
}

async function hello(server: Server): Promise<Hello> {
  const { rows } = await server.db.writer.query<{ company: string | null }>('select company from install')
  const known = { mode: server.mode, company: rows[0]?.company ?? null, setup: await needsSetup(server.db.writer) }
  return server.mode === 'demo' ? { ...known, people: await demoPeople(server) } : known
}

async function demoPeople(server: Server): Promise<DemoPerson[]> {
  const directory = await server.store.directory()
  const cards = Object.assign(
    {},
    ...Object.values(server.registry.packs).map((pack) => pack.demo?.cards ?? {}),
  ) as Record<string, string>
  return [...directory.people.values()]
    .filter((person) => person.status === 'active')
    .map(({ id, name, no }) => {
      const { unit, position } = postOf(directory, id)
      return { id, name, unit, position, line: cards[no] ?? null }
    })
}

/** The demo lets one be anybody of its company, and nobody else. */
async function pick(server: Server, person: string, client: { ip: string; agent: string }) {
  const directory = await server.store.directory()
  if (directory.people.get(person)?.status !== 'active') throw new Refused('absent', '没有这位员工，请从列表里选一位。')
  return transaction(server.db.writer, 'begin', (sql) => openSession(sql, person, client, server.clock()))
}

async function sessionView(server: Server, asker: Asker): Promise<SessionView> {
  const { me, directory } = asker
  const { rows } = await server.db.writer.query<{ company: string | null }>('select company from install')
  const { unit, position } = postOf(directory, me.id)
  return {
    mode: server.mode,
    company: rows[0]?.company ?? '',
    me: { id: me.id, name: me.name, unit, position, roles: [...me.roles] },
    nav: navOf(server, asker),
    starts: startsOf(server, asker),
    counts: await countsOf(asker),
    now: server.clock().toISOString(),
  }
}

/** Menus by section, in the order of the product's navigation; entries that a person has no use for are not there. */
const sections: Readonly<Record<string, NavMenu['section']>> = {
  工作台: '我的',
  流程中心: '我的',
  综合办公: '我的',
  制度与职责: '管理',
  计划与项目: '管理',
  指标与报告: '管理',
  预算与财务: '管理',
  市场与销售: '业务',
  客户与一线: '业务',
  生产与供应: '业务',
  检查与风控: '保障',
  组织与人事: '保障',
  流程优化: '保障',
  系统管理: '保障',
}

function navOf(server: Server, asker: Asker): NavMenu[] {
  const runs = operated(server.registry, asker.me.roles).length > 0
  const all = [
    ...Object.values(server.registry.packs).flatMap((pack) => Object.entries(pack.menu ?? {})),
    ...(runs ? [['系统管理', [{ label: '流程运行', path: '/cases', at: 60 }]] as const] : []),
  ]
  const order = Object.keys(sections)
  return [...Map.groupBy(all, ([label]) => label)]
    .map(([label, parts]): NavMenu => {
      const entries = parts.flatMap(([, own]) => own).toSorted((a, b) => placeOf(a) - placeOf(b))
      const items = entries.filter((entry) => isFor(server, asker, entry)).map((entry) => itemOf(server, entry))
      return { label, section: sections[label] ?? '业务', items }
    })
    .filter(({ items }) => items.length > 0)
    .sort((a, b) => order.indexOf(a.label) - order.indexOf(b.label))
}

const placeOf = (entry: MenuEntry): number => (typeof entry === 'string' ? 50 : (entry.at ?? 50))

const itemOf = (server: Server, entry: MenuEntry) =>
  typeof entry === 'string'
    ? { label: server.registry.records[entry]!.label, path: `/r/${entry}` }
    : { label: entry.label, path: entry.path }

/** Ledgers of the system that only their keepers may write are shown only to them. */
function isFor(server: Server, { me }: Asker, entry: MenuEntry): boolean {
  if (typeof entry !== 'string') return entry.roles === undefined || entry.roles.some((role) => me.roles.includes(role))
  const def = server.registry.records[entry]!
  const draft = { createdBy: me.id, createdUnit: me.units[0] ?? null }
  return !(def.keepersOnly ?? false) || holds(def.allow.create, me, draft)
}

function startsOf(server: Server, { me }: Asker): SessionView['starts'] {
  const draft = { createdBy: me.id, createdUnit: me.units[0] ?? null }
  return Object.values(server.registry.records)
    .filter((def) => def.nature === 'request' && holds(def.allow.create, me, draft))
    .map((def) => ({ record: def.name, label: def.label, nature: def.nature, ...(def.help ? { help: def.help } : {}) }))
}

/** The session that the browser already has, which a new one is to end. */
export const replacing = (c: Context) => {
  const token = getCookie(c, cookieName)
  return token ? { replaces: token } : {}
}

import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { changePassword, loginOf } from '../identity/credential.ts'
import { holdersOf } from '../identity/directory.ts'
import { acceptInvitation, invite, readInvitation } from '../identity/invitation.ts'
import { absent, Refused } from '../refused.ts'
import type { Server } from '../server.ts'
import { isUuid } from '../uuid.ts'
import type { AccountView, InvitationView, Invited } from './account-contract.ts'
import { askerOf, clientOf } from './asker.ts'
import { bodyOf } from './body.ts'
import { replacing, welcome } from './session.ts'

const shapes = {
  invite: z.object({ person: z.guid() }),
  join: z.object({ token: z.string().max(200), login: z.string().max(200).optional(), password: z.string().max(1000) }),
  password: z.object({ old: z.string().max(1000), new: z.string().max(1000) }),
}

/**
 * How people get an account, and how passwords are set anew. No answer is kept under the request's key: it would hold a
 * token, and a repeat does no harm (a new link ends the older one, a link works once).
 */
export function accountRoutes(app: Hono, server: Server): void {
  const { writer } = server.db
  app.get('/api/invitations', async (c) => c.json(await accountOf(server, c, c.req.query('person') ?? '')))
  app.post('/api/invitations', async (c) => {
    refuseInDemo(server)
    const { me, directory } = await askerOf(server, c)
    const { person } = await bodyOf(c, shapes.invite)
    const asked = { person, by: me.id, ...clientOf(server, c) }
    const { token, kind, expiresAt } = await invite(writer, directory, asked, server.clock())
    return c.json({ path: `/join?token=${token}`, expiresAt: expiresAt.toISOString(), kind } satisfies Invited, 201)
  })
  app.get('/api/invitations/:token', async (c) => {
    refuseInDemo(server)
    const directory = await server.store.directory()
    const token = c.req.param('token').slice(0, 200)
    const known = await readInvitation(writer, directory, token, clientOf(server, c), server.clock())
    const { name, company, kind, login } = known
    return c.json({ name, company, kind, ...(login === null ? {} : { login }) } satisfies InvitationView)
  })
  app.post('/api/join', async (c) => {
    refuseInDemo(server)
    const { login, ...sent } = await bodyOf(c, shapes.join)
    const acceptance = { ...sent, ...(login === undefined ? {} : { login }), ...clientOf(server, c), ...replacing(c) }
    const opened = await acceptInvitation(writer, await server.store.directory(), acceptance, server.clock())
    return welcome(server, c, opened.token)
  })
  app.post('/api/password', async (c) => {
    refuseInDemo(server)
    const { me } = await askerOf(server, c)
    const change = { ...(await bodyOf(c, shapes.password)), person: me.id, ...clientOf(server, c) }
    const opened = await changePassword(writer, change, server.clock())
    return welcome(server, c, opened.token)
  })
}

/** For the administrator's page of a person: what a link would do. Nobody else learns who has an account. */
async function accountOf(server: Server, c: Context, person: string): Promise<AccountView> {
  refuseInDemo(server)
  const { me, directory } = await askerOf(server, c)
  if (!holdersOf(directory, 'administrator').includes(me.id) || !isUuid(person)) throw absent('这个登录名')
  return { login: (await loginOf(server.db.writer, person)) ?? null }
}

function refuseInDemo({ mode }: Server): void {
  if (mode === 'demo')
    throw new Refused(
      'forbidden',
      '演示环境不用密码：在登录页选一个人就能进去，所以没有办。正式使用请运行 npm run serve。',
    )
}

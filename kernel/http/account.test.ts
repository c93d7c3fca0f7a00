import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Booted, boot } from '../boot.ts'
import { employ, type Ground, openGround, plant } from '../identity/fixture.ts'

const password = 'Mian-liao_36'
const fresh = 'Cai-chuang_72'
const now = new Date('2026-11-23T01:00:00Z')

let ground: Ground
let real: Booted
let han: string
beforeAll(async () => {
  ground = await openGround()
  real = await boot(ground.url, { mode: 'real', packs: {}, clock: () => now })
  await ground.owner.query(`update install set company = '织禾家居集团'`)
  const cheng = await employ(ground.owner, '程诗雨', 'chengshiyu', password, now)
  const fang = await employ(ground.owner, '方立群', 'fangliqun', password, now)
  han = (await plant(ground.owner, 'person', { no: '0412', name: '韩大勇' }, now)).id
  for (const [role, person] of [
    ['administrator', cheng],
    ['organiser', fang],
  ])
    await plant(ground.owner, 'role_holder', { role, person, since: '2026-01-01' }, now)
})
afterAll(async () => {
  await real.stop()
  await ground.close()
})

/** A browser: it keeps its cookie. */
function browser({ app }: Booted = real) {
  let cookie = ''
  return async (method: string, path: string, body?: object) => {
    const answer = await app.request(path, {
      method,
      headers: { host: 'localhost', cookie, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return { status: answer.status, body: await answer.json(), cookie }
  }
}
async function signedIn(login: string, secret = password) {
  const ask = browser()
  expect((await ask('POST', '/api/session', { login, password: secret })).status).toBe(201)
  return ask
}

describe('getting an account', () => {
  test('a stranger may neither invite, nor look who has an account, nor change a password', async () => {
    const ask = browser()
    expect((await ask('POST', '/api/invitations', { person: han })).status).toBe(401)
    expect((await ask('GET', `/api/invitations?person=${han}`)).status).toBe(401)
    expect((await ask('POST', '/api/password', { old: password, new: fresh })).status).toBe(401)
    expect((await ask('GET', '/api/invitations/made-up')).status).toBe(404)
    expect((await ask('POST', '/api/join', { token: 'made-up', login: 'x1', password: fresh })).status).toBe(404)
  })

  test('the organiser, who keeps the people, gives no accounts', async () => {
    const ask = await signedIn('fangliqun')
    expect((await ask('POST', '/api/invitations', { person: han })).status).toBe(403)
    expect((await ask('GET', `/api/invitations?person=${han}`)).status).toBe(404)
  })

  test('the administrator hands over a link; with it one joins and is signed in, and later changes the password', async () => {
    const administrator = await signedIn('chengshiyu')
    expect((await administrator('GET', `/api/invitations?person=${han}`)).body).toEqual({ login: null })
    const { body: link } = await administrator('POST', '/api/invitations', { person: han })
    expect(link).toEqual({
      path: expect.stringMatching(/^\/join\?token=[\w-]{43}$/),
      expiresAt: '2026-11-26T01:00:00.000Z',
      kind: 'join',
    })
    const token = link.path.split('=')[1]
    const ask = browser()
    expect((await ask('GET', `/api/invitations/${token}`)).body).toEqual({
      name: '韩大勇',
      company: '织禾家居集团',
      kind: 'join',
    })
    const joined = await ask('POST', '/api/join', { token, login: 'handayong', password })
    expect([joined.status, joined.body.me.name]).toEqual([201, '韩大勇'])
    expect((await administrator('GET', `/api/invitations?person=${han}`)).body).toEqual({ login: 'handayong' })
    const phone = await signedIn('handayong')
    const changed = await ask('POST', '/api/password', { old: password, new: fresh })
    expect(changed.status).toBe(201)
    expect(changed.cookie).not.toBe(joined.cookie)
    expect((await ask('GET', '/api/session')).status).toBe(200)
    expect((await phone('GET', '/api/session')).status).toBe(401)
  })
})

describe('in the demo', () => {
  test('nobody has a password, and every way to one says so', async () => {
    const empty = await openGround()
    const demo = await boot(empty.url, { mode: 'demo', packs: {}, clock: () => now })
    const ask = browser(demo)
    for (const [method, path, body] of [
      ['GET', `/api/invitations?person=${han}`],
      ['POST', '/api/invitations', { person: han }],
      ['GET', '/api/invitations/made-up'],
      ['POST', '/api/join', { token: 'made-up', login: 'x1', password }],
      ['POST', '/api/password', { old: password, new: fresh }],
    ] as const) {
      const answer = await ask(method, path, body)
      expect([answer.status, answer.body.message]).toEqual([403, expect.stringContaining('演示环境不用密码')])
    }
    await demo.stop()
    await empty.close()
  })
})

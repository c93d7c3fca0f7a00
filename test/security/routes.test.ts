import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type Someone, type World } from '#test/world.ts'

let world: World
let someone: Someone
beforeAll(async () => {
  world = await openWorld()
  someone = await world.as('许知')
})
afterAll(() => world.close())

/** What everybody may ask: who is there, signing in and out, the first run, one-time links. Everything else needs a session. */
const open = new Set([
  'GET /api/hello',
  'POST /api/session',
  'DELETE /api/session',
  'POST /api/setup',
  'GET /api/invitations/:token',
  'POST /api/join',
])

const id = '01a1ff86-4a9d-764a-b8d2-000000000000'
const pathOf = (route: string) =>
  route
    .replace(':record', 'project')
    .replace(/:(id|token)/, id)
    .replace(/:\w+/g, 'x')
const routes = () => {
  const all = world.app.routes.filter(({ path, method }) => path.startsWith('/api/') && method !== 'ALL')
  return [...new Set(all.map(({ method, path }) => `${method} ${path}`))]
}

describe('without a session', () => {
  test('every route answers 401, but for those that open one', async () => {
    expect(routes().length).toBeGreaterThan(20)
    for (const route of routes()) {
      if (open.has(route)) continue
      const [method, path] = route.split(' ') as [string, string]
      const answer = await world.app.request(`http://127.0.0.1${pathOf(path)}`, { method })
      expect([route, answer.status]).toEqual([route, 401])
      expect(await answer.json()).toEqual({ code: 'unauthenticated', message: '请先登录。' })
    }
  })

  test('the open ones are all there, and tell nothing about people', async () => {
    for (const route of open) expect(routes()).toContain(route)
    const hello = await (await world.app.request('http://127.0.0.1/api/hello')).json()
    expect(hello).toEqual({ mode: 'real', company: '禾木公司', setup: false })
  })

  test('a made-up or ended session is none', async () => {
    const cookie = (await world.cookie(someone.id)).cookie!
    await world.app.request('http://127.0.0.1/api/session', { method: 'DELETE', headers: { cookie } })
    for (const tried of [cookie, 'jingwei=made-up', 'jingwei='])
      expect((await world.app.request('http://127.0.0.1/api/session', { headers: { cookie: tried } })).status).toBe(401)
  })
})

describe('a request from another site', () => {
  const tries: Record<string, HeadersInit> = {
    'another site': { 'sec-fetch-site': 'cross-site' },
    'another name of the site': { 'sec-fetch-site': 'same-site' },
    'an old browser at another origin': { origin: 'http://evil.example' },
    'the same host on another port': { origin: 'http://127.0.0.1:1' },
    'a sandboxed frame': { origin: 'null' },
    'an origin that is none': { origin: '::' },
  }
  test.each(Object.entries(tries))('%s: no unsafe request is carried out', async (_, headers) => {
    const before = await world.sql('select id from project')
    for (const [method, path] of [
      ['POST', '/api/project'],
      ['PATCH', `/api/project/${id}`],
      ['POST', '/api/files?name=x.txt'],
      ['POST', '/api/session'],
      ['DELETE', '/api/session'],
    ] as const) {
      const answer = await someone.send(method, path, {}, { headers })
      expect([path, answer.status]).toEqual([path, 403])
      expect((await answer.json()).message).toContain('别的网站')
    }
    expect(await world.sql('select id from project')).toEqual(before)
    expect((await someone.send('GET', '/api/session')).status).toBe(200)
  })

  test('our own pages may', async () => {
    const ours: HeadersInit[] = [
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { origin: 'http://127.0.0.1' },
    ]
    for (const headers of ours)
      expect((await someone.send('POST', '/api/messages/read', { ids: [] }, { headers })).status).toBe(204)
  })
})

describe('the demo', () => {
  let demo: World
  beforeAll(async () => {
    demo = await openWorld({ mode: 'demo' })
  })
  afterAll(() => demo.close())

  const ask = (headers: Record<string, string>, path = '/api/hello') =>
    demo.app.request(`http://127.0.0.1${path}`, { headers: { host: '127.0.0.1:8600', ...headers } })

  test('answers localhost and 127.0.0.1 only, pages and files as well', async () => {
    expect((await ask({})).status).toBe(200)
    expect((await ask({ host: 'localhost:8600' })).status).toBe(200)
    for (const host of [
      'jingwei.example',
      '10.0.0.2:8600',
      '127.0.0.1.evil.example',
      'localhost.evil',
      '[::1]:8600',
      '',
    ])
      for (const path of ['/api/hello', '/', '/favicon.svg', `/api/files/${id}`])
        expect([host, path, (await ask({ host }, path)).status]).toEqual([host, path, 403])
  })

  test.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via', 'x-real-ip', 'cf-connecting-ip'])(
    'refuses what came through a proxy (%s)',
    async (name) => {
      const answer = await ask({ [name]: '1.2.3.4' })
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain('npm run serve')
    },
  )

  test('lets one be anybody who works there, and nobody else; there are no accounts', async () => {
    const pick = (person: string) =>
      demo.app.request('http://127.0.0.1/api/session', {
        method: 'POST',
        headers: { host: '127.0.0.1' },
        body: JSON.stringify({ person }),
      })
    expect((await pick(await demo.person('许知'))).status).toBe(201)
    expect((await pick(await demo.person('马跃'))).status).toBe(404)
    expect((await pick(id)).status).toBe(404)
    const join = await demo.app.request('http://127.0.0.1/api/join', { method: 'POST', headers: { host: '127.0.0.1' } })
    expect(join.status).toBe(403)
  })
})

describe('files of people', () => {
  test('are read by the uploader and by who may read a record that holds them, and never shown inline', async () => {
    const writer = await world.as('苏禾')
    const file = await writer.upload('<img onerror=x>.html', new TextEncoder().encode('<script>alert(1)</script>'))
    const get = async (who: Someone) => who.send('GET', `/api/files/${file}`)
    expect((await get(someone)).status).toBe(404)
    const own = await get(writer)
    expect(own.headers.get('content-type')).toBe('application/octet-stream')
    expect(own.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''%3Cimg/)
    expect(own.headers.get('x-content-type-options')).toBe('nosniff')
    const organiser = await world.as('程诗')
    await organiser.create('role_holder', {
      role: 'policy_writer',
      person: await world.person('白薇'),
      since: '2026-01-01',
    })
    const colleague = await world.as('白薇')
    expect((await get(colleague)).status).toBe(404)
    await writer.create('policy_import', { file })
    expect((await get(colleague)).status).toBe(200)
    expect((await get(someone)).status).toBe(404)
  })

  test('a file of somebody else cannot be put into a record of one’s own', async () => {
    const colleague = await world.as('白薇')
    const file = await someone.upload('私.txt', new TextEncoder().encode('只给自己看'))
    const answer = await colleague.send('POST', '/api/policy_import', { fields: { file } })
    expect(answer.status).toBe(422)
    expect((await answer.json()).fields).toHaveProperty('file')
    expect((await colleague.send('GET', `/api/files/${file}`)).status).toBe(404)
  })
})

describe('files of the pages', () => {
  test.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/assets/../../package.json',
    '/assets/..%5c..%5cpackage.json',
    '//etc/passwd',
    '/%00',
    '/.git/config',
    '/assets/%2e%2e%2f%2e%2e%2fkernel/db.ts',
    '/kernel/db.ts',
  ])('%s leads nowhere', async (path) => {
    const text = await (await world.app.request(new Request(`http://127.0.0.1${path}`))).text()
    expect(text).not.toMatch(/"jingwei"|root:|openDatabase|\[core\]/)
  })
})

describe('every answer', () => {
  test('is not kept by caches, not framed, and runs no script but ours', async () => {
    for (const path of ['/api/session', '/api/hello', '/api/nothing']) {
      const { headers } = await someone.send('GET', path)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'none'/)
      expect(headers.get('x-frame-options')).toBe('DENY')
    }
  })

  test('names no file, table or stack of ours, whatever went wrong', async () => {
    const words = [
      ...new Set(
        readdirSync('kernel/http').flatMap(
          (file) => readFileSync(`kernel/http/${file}`, 'utf8').match(/'[^']*[一-龥][^']*'/g) ?? [],
        ),
      ),
    ]
    expect(words.length).toBeGreaterThan(5)
    for (const word of words) expect(word).not.toMatch(/SELECT|stack|\.ts\b|postgres/i)
  })
})

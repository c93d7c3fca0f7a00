import { Hono } from 'hono'
import type { Background } from '../background.ts'
import { demoGuard } from '../identity/demo-gate.ts'
import type { Stream } from '../inbox/stream.ts'
import { Refused } from '../refused.ts'
import type { Server } from '../server.ts'
import { accountRoutes } from './account.ts'
import { answerError } from './answer.ts'
import { askerOf } from './asker.ts'
import { demoRoutes } from './demo.ts'
import { fileRoutes } from './files.ts'
import { modelRoutes } from './models.ts'
import { openApi } from './openapi.ts'
import { recordRoutes } from './records.ts'
import { runsRoutes } from './runs.ts'
import { sessionRoutes } from './session.ts'
import { staticRoutes } from './static.ts'
import { viewRoutes } from './views.ts'
import { workRoutes } from './work.ts'

/** Headers of every answer: nothing private is cached, no page is framed, no script but our own files runs. */
const headers = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
}

/** The whole HTTP side of a node: guards first, the kernel's own routes, every record's five, then the pages. */
export function createApp(server: Server, stream: Stream, resting: Background['resting'] = (run) => run()): Hono {
  const app = new Hono()
  app.onError(answerError)
  app.use('*', async (c, next) => {
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    const refusal = server.mode === 'demo' ? demoGuard(c.req.raw.headers) : undefined
    if (refusal) return c.text(refusal, 403)
    await next()
  })
  app.use('/api/*', async (c, next) => {
    if (isUnsafe(c.req.method) && !isSameOrigin(c.req.raw.headers))
      throw new Refused('forbidden', '这个请求来自别的网站，没有执行。请在本系统的页面里操作。')
    await next()
  })
  demoRoutes(app, server, resting)
  sessionRoutes(app, server)
  accountRoutes(app, server)
  workRoutes(app, server)
  runsRoutes(app, server)
  fileRoutes(app, server)
  modelRoutes(app, server)
  viewRoutes(app, server)
  app.get('/api/openapi.json', async (c) => {
    await askerOf(server, c)
    return c.json(openApi(server.registry))
  })
  app.get('/api/stream', async (c) => {
    const asker = await askerOf(server, c)
    const opened = stream.subscribe(asker.me.id, asker.session.digest, c.req.header('last-event-id'))
    if (!opened)
      return c.json({ code: 'busy', message: '打开的页面太多，这一页不再自动刷新。' }, 429, { 'retry-after': '60' })
    return c.body(opened.body, 200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
  })
  recordRoutes(app, server)
  app.all('/api/*', (c) => c.json({ code: 'absent', message: '没有这个地址。' }, 404))
  staticRoutes(app)
  return app
}

const isUnsafe = (method: string) => !['GET', 'HEAD', 'OPTIONS'].includes(method)

/** Only our own pages may change anything: browsers say where a request comes from (OWASP ASVS 3, CSRF). */
function isSameOrigin(sent: Headers): boolean {
  const site = sent.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = sent.get('origin')
  return origin === null || (URL.canParse(origin) && new URL(origin).host === sent.get('host'))
}

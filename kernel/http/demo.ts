import type { Context, Hono, Next } from 'hono'
import type { Background } from '../background.ts'
import { transaction } from '../db.ts'
import { resetDemo } from '../demo-reset.ts'
import { openSession } from '../identity/session.ts'
import { Refused } from '../refused.ts'
import type { Server } from '../server.ts'
import { askerOf, clientOf } from './asker.ts'
import type { Refusal } from './contract.ts'
import { welcome } from './session.ts'

/** 恢复演示数据: POST /api/demo/reset. Meanwhile every other request is asked to wait a moment. */
export function demoRoutes(app: Hono, server: Server, resting: Background['resting']): void {
  if (server.mode !== 'demo') return
  let isResetting = false
  app.use('/api/*', async (c: Context, next: Next) => {
    if (isResetting)
      return c.json({ code: 'unavailable', message: '正在恢复演示数据，请稍等片刻。' } satisfies Refusal, 503, {
        'retry-after': '2',
      })
    await next()
  })
  app.post('/api/demo/reset', async (c) => {
    const { me, directory } = await askerOf(server, c)
    if (isResetting) throw new Refused('conflict', '演示数据正在恢复，请稍等片刻再打开。')
    isResetting = true
    const person = await resting(() => resetDemo(server, directory.people.get(me.id)?.no ?? '')).finally(() => {
      isResetting = false
    })
    // Somebody whom the demo does not begin with chooses again who to be.
    if (!person) return c.body(null, 204)
    const opened = await transaction(server.db.writer, 'begin', (sql) =>
      openSession(sql, person, clientOf(server, c), server.clock()),
    )
    return welcome(server, c, opened.token)
  })
}

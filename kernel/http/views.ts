import type { Hono } from 'hono'
import { absent } from '../refused.ts'
import type { Server } from '../server.ts'
import { askerOf } from './asker.ts'
import { workbook } from './export.ts'

/**
 * What packs compute for their own pages: GET /api/view/<pack>/<name>. A view reads with the rights of the person who
 * asks, so what one may not see is not in it. What a pack offers as a workbook is at …/export.
 */
export function viewRoutes(app: Hono, server: Server): void {
  app.get('/api/view/:pack/:name', async (c) => {
    const asker = await askerOf(server, c)
    const views = own(server.registry.packs, c.req.param('pack'))?.views
    const view = views && own(views, c.req.param('name'))
    if (!view) throw absent('这个页面')
    const { me, directory } = asker
    const params = c.req.query()
    return c.json(await asker.read((sql) => view({ sql, me, directory, server, now: server.clock(), params })))
  })
  app.get('/api/view/:pack/:name/export', async (c) => {
    const asker = await askerOf(server, c)
    const workbooks = own(server.registry.packs, c.req.param('pack'))?.workbooks
    const make = workbooks && own(workbooks, c.req.param('name'))
    if (!make) throw absent('这份表')
    const { me, directory } = asker
    const params = c.req.query()
    const { name, sheets } = await asker.read((sql) =>
      make({ sql, me, directory, server, now: server.clock(), params }),
    )
    return workbook(c, name, sheets)
  })
}

const own = <T>(of: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined

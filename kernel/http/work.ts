import type { Hono } from 'hono'
import { z } from 'zod'
import { transaction } from '../db.ts'
import { type Box, nextTodo } from '../inbox/boxes.ts'
import { inbox } from '../inbox/todos.ts'
import { workbench } from '../inbox/workbench.ts'
import { absent, invalid } from '../refused.ts'
import type { Server } from '../server.ts'
import { isUuid } from '../uuid.ts'
import { submit } from './answer.ts'
import { askerOf } from './asker.ts'
import { bodyOf } from './body.ts'
import type { MessageView, TodoDone } from './contract.ts'

const shapes = {
  outcome: z.object({
    outcome: z.string().max(60),
    opinion: z.string().max(5000, '意见最多 5000 个字').optional(),
    fields: z.record(z.string(), z.unknown()).optional(),
    version: z.int().optional(),
  }),
  read: z.object({ ids: z.array(z.guid()).max(1000) }),
}

/** What waits for a person: 工作台, 流程中心, 消息. */
export function workRoutes(app: Hono, server: Server): void {
  app.get('/api/workbench', async (c) => {
    const asker = await askerOf(server, c)
    return c.json(await asker.read((sql) => workbench(server, sql, asker.directory, asker.me)))
  })
  app.get('/api/inbox', async (c) => {
    const asker = await askerOf(server, c)
    const box = c.req.query('box') ?? 'todo'
    if (!isBox(box)) throw invalid({ box: '没有这个栏目' })
    return c.json(await asker.read((sql) => inbox(server, sql, asker.directory, asker.me, box, c.req.query('cursor'))))
  })
  app.post('/api/todos/:id', async (c) => {
    const asker = await askerOf(server, c)
    const body = await bodyOf(c, shapes.outcome)
    if (!isUuid(c.req.param('id'))) throw absent('这件待办')
    const answer = await submit(server, c, asker, { kind: 'outcome', todo: c.req.param('id'), ...body })
    const next = await asker.read((sql) => nextTodo(sql, asker.me))
    return c.json({ message: answer.message ?? '已办理', next } satisfies TodoDone)
  })
  app.get('/api/messages', async (c) => {
    const asker = await askerOf(server, c)
    const { rows } = await asker.read((sql) =>
      sql.query<MessageView & { at: Date }>(
        'select id, at, title, body, link, read_at is not null as read from message where person = $1 order by at desc, id desc limit 200',
        [asker.me.id],
      ),
    )
    return c.json(rows)
  })
  app.post('/api/messages/read', async (c) => {
    const asker = await askerOf(server, c)
    const { ids } = await bodyOf(c, shapes.read)
    await transaction(server.db.writer, 'begin', (sql) =>
      sql.query(
        'update message set read_at = clock_timestamp() where person = $1 and id = any($2::uuid[]) and read_at is null',
        [asker.me.id, ids],
      ),
    )
    return c.body(null, 204)
  })
}

const isBox = (box: string): box is Box => ['todo', 'read', 'done', 'started'].includes(box)

import { serve } from '@hono/node-server'
import { startWork } from '#kernel/background.ts'
import { openNode } from '#kernel/boot.ts'
import { createApp } from '#kernel/http/app.ts'
import { bench } from './pack.ts'

/** The node of the request benchmark: a process of its own, with all that runs beside answering. */
const server = await openNode(process.env.DATABASE_URL ?? '', {
  mode: 'real',
  packs: { bench },
  clock: () => new Date(),
})
const work = await startWork(server)
const app = createApp(server, work.stream)
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' }, () => process.send?.('ready'))
process.on('SIGINT', () => process.exit(0))

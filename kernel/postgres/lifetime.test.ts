import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { endHttp } from './lifetime.ts'

test('一个永远不结束的流不会拖住停机', async () => {
  const server = createServer((_, answer) => void answer.write('event\n')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const stream = await fetch(`http://127.0.0.1:${port}`)
  const read = stream.text().catch((error: Error) => error.message)
  await endHttp(server, 50)
  expect(await read).toBe('terminated')
})

import { test } from 'vitest'
import { closeNode, openNode } from '#kernel/boot.ts'
import { loadDemo } from '#kernel/demo.ts'
import { packs } from '#packs/index.ts'
import { cloneDatabase } from './database.ts'

test('load', async () => {
  const { url, drop } = await cloneDatabase()
  const now = process.env.AT ? new Date(process.env.AT) : new Date()
  const server = await openNode(url, { mode: 'demo', packs, clock: () => now })
  const from = performance.now()
  const cpu = process.cpuUsage()
  try {
    await loadDemo(server)
    console.log(
      'loaded in',
      Math.round(performance.now() - from),
      process.cpuUsage(cpu).user / 1000,
      (await server.db.writer.query('select count(*) from command')).rows[0],
    )
  } catch (e) {
    console.log(e)
  }
  const q = async (text: string) => console.table((await server.db.writer.query(text)).rows)
  for (const text of (process.env.Q ?? '').split(';;').filter(Boolean)) await q(text)
  await closeNode(server)
  await drop()
}, 120_000)

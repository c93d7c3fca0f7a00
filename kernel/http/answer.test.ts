import { Hono } from 'hono'
import pg from 'pg'
import { expect, test } from 'vitest'
import { freePort } from '#test/checkout.ts'
import { answerError } from './answer.ts'

const answer = async (fault: () => unknown) => {
  const app = new Hono()
  app.onError(answerError)
  app.get('/', async (c) => c.json(await fault()))
  return app.request('/')
}

test('a database that is away: 503, in words, and when to come back', async () => {
  const port = await freePort()
  const pool = new pg.Pool({ host: '127.0.0.1', port, max: 1 })
  const away = await answer(() => pool.query('select 1'))
  expect(away.status).toBe(503)
  expect(away.headers.get('retry-after')).toBe('2')
  expect((await away.json()).message).toContain('没有改动任何数据')
  await pool.end()
})

test('a full disk is told as such', async () => {
  const full = await answer(() => Promise.reject(Object.assign(new Error('No space left'), { code: '53100' })))
  expect([full.status, (await full.json()).message]).toEqual([503, expect.stringContaining('磁盘满了')])
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { claimDatabase, demoGuard, refuseForeignDatabase } from './demo-gate.ts'
import { employ, type Ground, openGround } from './fixture.ts'
import { openSetup } from './setup.ts'

const now = new Date('2026-11-23T01:00:00Z')

describe('whose database it is', () => {
  let ground: Ground
  beforeEach(async () => {
    ground = await openGround()
  })
  afterEach(() => ground.close())
  const claim = (mode: 'demo' | 'real') => claimDatabase(ground.db.writer, mode)

  test('the demo marks an empty database, comes back to it, and the real thing refuses it', async () => {
    await claim('demo')
    await claim('demo')
    await expect(claim('real')).rejects.toThrow('这个数据库是演示用的')
    expect(await openSetup(ground.db.writer)).toBeUndefined()
  })

  test('the demo never touches a database of the real thing', async () => {
    await claim('real')
    await expect(claim('demo')).rejects.toThrow('这个数据库是正式使用的')
  })

  test('a database with data and without a mark belongs to neither', async () => {
    await employ(ground.owner, '方立群', 'fangliqun', 'Mian-liao_36', now)
    await expect(claim('demo')).rejects.toThrow('没有标明')
    await expect(claim('real')).rejects.toThrow('没有标明')
    expect((await ground.owner.query('select from install')).rowCount).toBe(0)
  })

  test('of a demo and a real one that start at once on an empty database, one is refused', async () => {
    const outcomes = await Promise.allSettled([claim('demo'), claim('real')])
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(1)
  })

  test('a database with tables of another program is refused before anything is made in it', async () => {
    await refuseForeignDatabase(ground.owner)
    await ground.owner.query('drop schema public cascade; create schema public')
    await refuseForeignDatabase(ground.owner)
    await ground.owner.query('create table shop_orders (id integer)')
    await expect(refuseForeignDatabase(ground.owner)).rejects.toThrow('shop_orders')
  })
})

describe('who may reach the demo', () => {
  const ask = (headers: Record<string, string>) => demoGuard(new Headers(headers))

  test.each(['localhost', 'localhost:8600', '127.0.0.1:8600', 'LOCALHOST:8600'])(
    'a browser on this machine: %s',
    (host) => {
      expect(ask({ host, accept: 'text/html', 'user-agent': 'Firefox' })).toBeUndefined()
    },
  )

  test.each([
    'demo.example.com',
    '192.168.1.5:8600',
    '0.0.0.0:8600',
    '127.0.0.2',
    '127.0.0.1.nip.io:8600',
    'localhost.example.com',
    'localhost:8600.example.com',
    'evil@localhost',
    '[::1]:8600',
    '2130706433',
    '',
  ])('nobody by another name: %s', (host) => {
    expect(ask({ host })).toContain('只能在本机打开')
  })

  test.each([
    'Forwarded',
    'X-Forwarded-For',
    'x-forwarded-host',
    'X-Forwarded-Proto',
    'X-Real-IP',
    'Via',
    'True-Client-IP',
    'CF-Connecting-IP',
  ])('nobody through a proxy: %s', (name) => {
    expect(ask({ host: 'localhost:8600', [name]: '10.0.0.1' })).toContain(name.toLowerCase())
  })
})

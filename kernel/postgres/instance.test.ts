import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimInstance } from './instance.ts'
import { checkPort, portHolder } from './port.ts'
import { readSettings } from './settings.ts'

const module = fileURLToPath(new URL('./instance.ts', import.meta.url))
let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'jingwei-instance-'))
})

afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('第二个服务器被告知正在运行的那一个', async () => {
  const first = await claimInstance(dir, 8601)
  expect(first.running).toBeUndefined()
  const second = await claimInstance(dir, 8602)
  expect(second.running).toMatchObject({ pid: process.pid, port: 8601, url: 'http://127.0.0.1:8601' })
})

test('同时启动恰好一个得到目录', async () => {
  const claims = await Promise.all([8601, 8602, 8603, 8604].map((port) => claimInstance(dir, port)))
  expect(claims.filter((claim) => !claim.running)).toHaveLength(1)
  expect(new Set(claims.map((claim) => claim.running?.port).filter(Boolean)).size).toBe(1)
})

test('被 kill -9 的服务器不再占着目录', async () => {
  const script = `import(${JSON.stringify(module)}).then(async ({ claimInstance }) => {
    await claimInstance(${JSON.stringify(dir)}, 8601); console.log('claimed'); setInterval(() => {}, 1000) })`
  const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(holder.stdout, 'data')
  expect((await claimInstance(dir, 8602)).running?.pid).toBe(holder.pid)
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  expect((await claimInstance(dir, 8602)).running).toBeUndefined()
})

test('留下的名字属于一个还活着的别的程序，也不算占用', async () => {
  writeFileSync(join(dir, 'instance'), JSON.stringify({ pid: 1, port: 1, url: 'x', startedAt: 'x' }))
  expect((await claimInstance(dir, 8602)).running).toBeUndefined()
})

test('被占用的端口说出是谁占着、怎样换一个', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  expect(portHolder(port)?.pid).toBe(process.pid)
  await expect(checkPort(port, '127.0.0.1')).rejects.toThrow(
    new RegExp(`端口 ${port} 正被.*进程 ${process.pid}.*PORT=${port + 1} npm start`),
  )
  server.close()
  await once(server, 'close')
  expect(portHolder(port)).toBeUndefined()
  await checkPort(port, '127.0.0.1')
})

test('演示只听本机，数据在 ./data；正式运行的数据在程序目录之外', () => {
  const demo = readSettings(['--demo'], { HOST: '0.0.0.0' })
  expect(demo).toMatchObject({ mode: 'demo', host: '127.0.0.1', port: 8600 })
  expect(demo.dataDirectory).toBe(fileURLToPath(new URL('../../data', import.meta.url)))
  const serve = readSettings(['--serve'], { HOST: '0.0.0.0', PORT: '80', XDG_DATA_HOME: '/srv' })
  expect(serve).toEqual({
    mode: 'serve',
    host: '0.0.0.0',
    port: 80,
    dataDirectory: '/srv/jingwei',
    trustProxy: false,
  })
})

test.each(['0', '65536', '8600x', '-1', '1.5'])('PORT=%s 不是端口号', (text) => {
  expect(() => readSettings([], { PORT: text })).toThrow(`PORT=${text} 不是端口号`)
})

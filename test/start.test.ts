import { once } from 'node:events'
import { appendFileSync, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findPostmaster } from '#kernel/postgres/postmaster.ts'
import { type Checkout, copyCheckout, freePort, type Run } from './checkout.ts'

describe('npm start', () => {
  let checkout: Checkout
  let env: NodeJS.ProcessEnv
  let url: string
  let runs: Run[]

  beforeAll(async () => {
    checkout = copyCheckout()
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    env = { PORT: String(port), DATA_DIR: '', DATABASE_URL: '' }
    runs = []
    const first = start()
    await first.printed(url)
    first.child.kill('SIGTERM')
    await first.ended()
  }, 120_000)

  afterEach(async () => {
    for (const run of runs.splice(0)) {
      run.child.kill('SIGTERM')
      await run.ended()
    }
  })

  afterAll(() => checkout.remove())

  test('没有变化的第二次启动 3 秒内可用；运行时再启动只给出网址', async () => {
    const from = performance.now()
    const run = start()
    await run.printed(url)
    expect((await fetch(url)).status).toBeLessThan(500)
    expect(performance.now() - from).toBeLessThan(3_000)
    const again = start()
    expect(await again.ended()).toBe(0)
    expect(again.output()).toContain(`已经在运行：${url}（进程 ${run.pid}）`)
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s 之后不留进程，退出码为 0', async (signal) => {
    const run = start()
    await run.printed(url)
    run.child.kill(signal)
    run.child.kill(signal)
    expect(await run.ended()).toBe(0)
    expect(checkout.processes()).toEqual([])
  })

  test('启动途中的 SIGTERM 也不留进程', async () => {
    const run = start()
    while (!postmaster()) await new Promise((done) => setTimeout(done, 5))
    run.child.kill('SIGTERM')
    expect(await run.ended()).toBe(0)
    expect(checkout.processes()).toEqual([])
  })

  test('服务器和数据库被 kill -9 之后，下一次能启动', async () => {
    const first = start()
    await first.printed(url)
    first.child.kill('SIGKILL')
    await first.ended()
    const second = start()
    await second.printed(url)
    process.kill(postmaster() ?? 0, 'SIGKILL')
    second.child.kill('SIGKILL')
    await second.ended()
    const third = start()
    await third.printed(url)
    expect((await fetch(url)).status).toBeLessThan(500)
  })

  test('端口被别人占着：说出是谁，退出码为 1', async () => {
    const other = createServer().listen(Number(env.PORT), '127.0.0.1')
    await once(other, 'listening')
    const run = start()
    expect(await run.ended()).toBe(1)
    expect(run.output()).toContain(`进程 ${process.pid}`)
    expect(run.output()).toMatch(/PORT=\d+ npm start/)
    other.close()
    await once(other, 'close')
  })

  function start(): Run {
    const run = checkout.run('start', env)
    runs.push(run)
    return run
  }

  function postmaster(): number | undefined {
    return findPostmaster(join(checkout.path, 'data/postgres/cluster'))?.pid
  }
})

describe('准备中断或失败', () => {
  let checkout: Checkout

  afterEach(() => checkout.remove())

  test('构建网页时的 SIGTERM：不留进程，也不留记号', async () => {
    checkout = copyCheckout()
    appendFileSync(join(checkout.path, 'vite.config.ts'), '\nawait new Promise((done) => setTimeout(done, 60_000))\n')
    const run = checkout.run('build')
    await run.printed('正在构建网页')
    await expect.poll(() => checkout.processes().length, { timeout: 5_000 }).toBeGreaterThan(1)
    run.child.kill('SIGTERM')
    expect(await run.ended()).toBe(143)
    expect(checkout.processes()).toEqual([])
    expect(existsSync(join(checkout.path, 'dist/web.inputs'))).toBe(false)
  })

  test('没有网络：说明白，不留记号', async () => {
    checkout = copyCheckout({ packages: false })
    const cache = join(checkout.path, 'cache')
    const nowhere = {
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_fetch_retries: '0',
      npm_config_cache: cache,
    }
    const run = checkout.run('start', nowhere)
    expect(await run.ended()).toBe(1)
    expect(run.output()).toContain('依赖没有装全')
    expect(existsSync(join(checkout.path, 'node_modules/.jingwei-lock'))).toBe(false)
  })
})

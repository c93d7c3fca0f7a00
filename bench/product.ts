import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** The demo, running as a person would start it, in a data directory of its own. */
export interface Product {
  readonly url: string
  /** Milliseconds from `npm start` to the printed URL; the first page was answered right after. */
  readonly readyMs: number
  /** The process that serves; npm stands above it. */
  readonly pid: number
  /** Ends it as Ctrl-C does; milliseconds until npm, server and database were gone. */
  stop(): Promise<number>
}

const checkout = new URL('..', import.meta.url)

/** Runs `work` in an empty data directory, which is removed afterwards. */
export async function inDataDirectory<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'jingwei-bench-'))
  try {
    return await work(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

/**
 * Runs `npm start` over a data directory and waits until a page is answered.
 * @throws Error with all that it printed when it ends before, or is not ready in two minutes
 */
export async function launch(dir: string): Promise<Product> {
  const port = await freePort()
  const from = performance.now()
  const env = { ...process.env, PORT: String(port), DATA_DIR: dir, DATABASE_URL: '' }
  const child = spawn('npm', ['start'], { cwd: checkout, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const url = `http://127.0.0.1:${port}`
  await printed(child, `已就绪：${url}`)
  const readyMs = performance.now() - from
  const page = await fetch(url)
  if (!page.ok) throw new Error(`${url} answered ${page.status}: ${await page.text()}`)
  const { pid } = JSON.parse(readFileSync(join(dir, 'instance'), 'utf8')) as { pid: number }
  return { url, readyMs, pid, stop: () => stop(child, dir, pid) }
}

/** The Chromium that the browser tests use too; undefined on a machine without one. */
export function findChromium(): string | undefined {
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  return [process.env.CHROMIUM, ...usual].find((program) => program && existsSync(program))
}

/** A port that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

async function printed(child: ChildProcess, wanted: string): Promise<void> {
  let text = ''
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const fail = (why: string) => reject(new Error(`npm start ${why}:\n${text}`))
  const hear = (chunk: Buffer) => {
    text += chunk
    if (text.includes(wanted)) resolve()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  child.once('exit', (code) => fail(`ended with ${code}`))
  const late = setTimeout(() => fail('was not ready in two minutes'), 120_000)
  await promise.catch((error: unknown) => {
    child.kill('SIGTERM')
    throw error
  })
  clearTimeout(late)
}

async function stop(child: ChildProcess, dir: string, pid: number): Promise<number> {
  const from = performance.now()
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  await ended
  const here = () => existsSync(`/proc/${pid}`) || existsSync(join(dir, 'postgres/cluster/postmaster.pid'))
  while (here() && performance.now() - from < 30_000) await pause(5)
  if (here()) throw new Error(`processes of ${dir} are left 30 s after Ctrl-C`)
  return performance.now() - from
}

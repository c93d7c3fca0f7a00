import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findPostmaster } from '#kernel/postgres/postmaster.ts'
import { residentMb, shareMb } from './memory.ts'
import { inDataDirectory, launch, type Product } from './product.ts'
import { median, missedOf, type Result, tidy } from './result.ts'

const idleMs = 10_000
const rounds = 3

/**
 * How soon the demo is there and what it takes: the first start (an empty data directory, pages built), the second one
 * (nothing changed, the middle of three), memory after ten idle seconds, and how soon it is gone after Ctrl-C. The floor
 * is an HTTP server of one line on the same Node, in the same run.
 */
export async function start(): Promise<Result> {
  const floor = await measureFloor()
  const { first, seconds, idle, gone } = await inDataDirectory(measureProduct)
  const second = median(seconds)
  return {
    bench: 'start',
    value: tidy(second),
    unit: 'ms',
    floor: tidy(floor.ms),
    ratio: tidy(second / floor.ms),
    firstMs: tidy(first),
    stopMs: tidy(gone),
    appMb: tidy(idle.app),
    appFloorMb: tidy(floor.mb),
    stackMb: tidy(idle.stack),
    missed: missedOf([
      { name: '第二次启动', value: second, most: 3_000, unit: 'ms' },
      { name: '空闲时服务进程的内存', value: idle.app, most: 200, unit: 'MB' },
    ]),
  }
}

async function measureProduct(dir: string) {
  const made = await launch(dir)
  await made.stop()
  const seconds: number[] = []
  for (let round = 1; round < rounds; round += 1) {
    const again = await launch(dir)
    seconds.push(again.readyMs)
    await again.stop()
  }
  const last = await launch(dir)
  await pause(idleMs)
  const idle = memoryOf(last, dir)
  return { first: made.readyMs, seconds: [...seconds, last.readyMs], idle, gone: await last.stop() }
}

function memoryOf({ pid }: Product, dir: string): { app: number; stack: number } {
  const postmaster = findPostmaster(join(dir, 'postgres/cluster'))
  if (!postmaster) throw new Error('the embedded PostgreSQL is not running')
  return { app: residentMb(pid), stack: shareMb(pid) + shareMb(postmaster.pid) }
}

const bare = `require('node:http').createServer((_, answer) => answer.end('ok')).listen(0, '127.0.0.1', () => console.log('ready'))`

async function measureFloor(): Promise<{ ms: number; mb: number }> {
  const times: number[] = []
  for (let round = 1; round < rounds; round += 1) {
    const { child, ms } = await startBare()
    times.push(ms)
    await end(child)
  }
  const { child, ms } = await startBare()
  await pause(idleMs)
  const mb = residentMb(child.pid ?? 0)
  await end(child)
  return { ms: median([...times, ms]), mb }
}

async function startBare(): Promise<{ child: ChildProcess; ms: number }> {
  const from = performance.now()
  const child = spawn(process.execPath, ['-e', bare], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return { child, ms: performance.now() - from }
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

import { ftruncateSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { makeDirectory, passable } from './files.ts'
import { takeLock } from './lock.ts'
import { Trouble } from './trouble.ts'

const instance = z.object({ pid: z.number(), port: z.number(), url: z.string(), startedAt: z.string() })

/** A running server of a data directory. */
export type Instance = Readonly<z.infer<typeof instance>>

/** Either the directory is ours until `release` or the end of this process, or it is another's. */
export type Claim = { readonly running: Instance } | { readonly running?: undefined; release(): void }

/**
 * Claims the data directory `dir` (made when missing) for this process and names it there: pid, port, URL, start.
 * Of servers that start at once exactly one wins; the others are told which one runs. The claim is a kernel lock, so
 * that of a killed process is free, whoever bears its pid now.
 */
export async function claimInstance(dir: string, port: number): Promise<Claim> {
  makeDirectory(dir, passable)
  const file = join(dir, 'instance')
  const lock = await takeLock(file)
  if (!lock) return { running: await readRunning(file) }
  const url = `http://127.0.0.1:${port}`
  const startedAt = new Date(performance.timeOrigin).toISOString()
  ftruncateSync(lock.fd)
  writeSync(lock.fd, `${JSON.stringify({ pid: process.pid, port, url, startedAt })}\n`)
  return { release: lock.release }
}

/** Between taking the lock and writing its name the winner needs a moment. */
async function readRunning(file: string): Promise<Instance> {
  for (let tries = 0; tries < 40; tries += 1) {
    const found = instance.safeParse(parse(readFileSync(file, 'utf8')))
    if (found.success) return found.data
    await pause(50)
  }
  throw new Trouble(`另一个程序占着数据目录（锁文件 ${file}）。请先结束它，或用 DATA_DIR 换一个目录。`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

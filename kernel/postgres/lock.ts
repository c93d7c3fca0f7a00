import { spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { openPrivate } from './files.ts'
import { Trouble } from './trouble.ts'

/** A lock that is held. The kernel lets go of it when this process ends, however it ends. */
export interface Lock {
  readonly fd: number
  release(): void
}

/**
 * Takes the exclusive lock on `file` (made when missing, mode 0600), waiting up to `seconds`.
 * Answers undefined when somebody else still holds it. Throws Trouble where locks are impossible.
 *
 * flock(2) belongs to the open file, not to the process that called it: flock(1) takes it on our descriptor, ends, and
 * the lock stays with us. So there is no stale lock to recognise, and no gap between looking and taking.
 */
export async function takeLock(file: string, seconds = 0): Promise<Lock | undefined> {
  const fd = openPrivate(file)
  const code = await flock(fd, seconds).catch((error: Error) => {
    closeSync(fd)
    throw error
  })
  if (code === 0) return { fd, release: () => closeSync(fd) }
  closeSync(fd)
  if (code === 1) return undefined
  throw new Trouble(`无法在 ${file} 上加锁（flock 返回 ${code}）。请把数据目录放在本机磁盘上再启动。`)
}

function flock(fd: number, seconds: number): Promise<number> {
  const wait = seconds > 0 ? ['-w', String(seconds)] : ['-n']
  return new Promise((done, fail) => {
    const child = spawn('flock', [...wait, '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] })
    child.once('error', () => fail(new Trouble('系统里没有 flock 命令。请先安装 util-linux 再启动。')))
    child.once('exit', (code) => done(code ?? 1))
  })
}

import { readFileSync, readlinkSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A running PostgreSQL, as its own postmaster.pid tells it. */
export interface Postmaster {
  readonly pid: number
  readonly sockets: string
  readonly ready: boolean
}

/**
 * The postmaster that serves the data directory `data`, or undefined. A pid in postmaster.pid proves nothing: after a
 * crash another program may bear it. What proves it is a process whose working directory is this very directory.
 */
export function findPostmaster(data: string): Postmaster | undefined {
  const lines = readPidFile(data)
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 1 || !serves(pid, data)) return undefined
  return { pid, sockets: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' }
}

/** Removes what a dead postmaster left; PostgreSQL itself stumbles when its old pid is in use again. */
export function clearLeftovers(data: string, sockets: string) {
  rmSync(join(data, 'postmaster.pid'), { force: true })
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) rmSync(join(sockets, name), { force: true })
}

/**
 * Stops a postmaster: first `fast` (SIGINT: open transactions roll back, a checkpoint is written), after 60 s
 * `immediate` (SIGQUIT: the next start recovers from the log; nothing acknowledged is lost).
 */
export async function stopPostmaster(pid: number, data: string) {
  signal(pid, 'SIGINT')
  if (await ended(pid, data, 60_000)) return
  signal(pid, 'SIGQUIT')
  await ended(pid, data, 10_000)
}

function readPidFile(data: string): string[] {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

function serves(pid: number, data: string): boolean {
  try {
    const here = statSync(data)
    const there = statSync(`/proc/${pid}/cwd`)
    return here.dev === there.dev && here.ino === there.ino && readlinkSync(`/proc/${pid}/exe`).includes('postgres')
  } catch {
    return false
  }
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch {
    // It ended on its own in the meantime.
  }
}

async function ended(pid: number, data: string, milliseconds: number): Promise<boolean> {
  const until = performance.now() + milliseconds
  while (serves(pid, data)) {
    if (performance.now() > until) return false
    await pause(20)
  }
  return true
}

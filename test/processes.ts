import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** The ids of the processes that run in the directory `path` or were started from it. */
export function processesIn(path: string): number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return ids.filter((id) => belongs(id, path)).map(Number)
}

/**
 * Ends them by their ids: in order at first, by force after 10 s. Children are left to their parents, since to those of
 * PostgreSQL the signal means something else.
 */
export async function endProcessesIn(path: string) {
  const until = performance.now() + 10_000
  const found = processesIn(path)
  for (const pid of found) if (!found.includes(parent(pid))) signal(pid, 'SIGINT')
  while (processesIn(path).length > 0) {
    if (performance.now() > until) for (const pid of processesIn(path)) signal(pid, 'SIGKILL')
    await pause(50)
  }
}

function belongs(id: string, path: string): boolean {
  try {
    if (Number(id) === process.pid) return false
    return (
      within(readlinkSync(`/proc/${id}/cwd`), path) || readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(`${path}/`)
    )
  } catch {
    return false
  }
}

function within(file: string, path: string) {
  return file === path || file.startsWith(`${path}/`)
}

/** proc_pid_stat(5): the parent is the second field after the name in brackets, which may hold anything. */
function parent(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch {
    // It ended on its own in the meantime.
  }
}

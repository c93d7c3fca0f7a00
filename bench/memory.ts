import { readdirSync, readFileSync } from 'node:fs'

const MB = 1_000_000

/** Resident memory of a process in MB, shared pages included; the figure that `top` shows. */
export const residentMb = (pid: number): number => readKb(`/proc/${pid}/status`, 'VmRSS') / MB

/**
 * Memory that a process and all its descendants hold in MB, each shared page counted in parts (PSS), so that the sum is
 * what the machine would get back. Needs the right to read their /proc: the same user, or root.
 */
export function shareMb(pid: number): number {
  return (
    readKb(`/proc/${pid}/smaps_rollup`, 'Pss') / MB + childrenOf(pid).reduce((sum, child) => sum + shareMb(child), 0)
  )
}

/** proc(5): sizes are in units of 1,024 bytes. */
function readKb(file: string, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(file, 'utf8'))
  if (!found) throw new Error(`${file} has no ${name}`)
  return Number(found[1]) * 1024
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

/** proc_pid_stat(5): the name stands in parentheses and may hold anything, so the fields are read behind the last one. */
function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

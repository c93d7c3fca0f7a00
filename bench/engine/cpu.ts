import { readdirSync, readFileSync } from 'node:fs'

/** Processor seconds that were used so far: by this process, and by PostgreSQL with all its backends. */
export interface Cpu {
  readonly node: number
  readonly postgres: number
}

/** A machine that others use too makes every figure of time worse; what the work itself cost stays the same. */
export function cpuOf(postmaster: number): Cpu {
  const { user, system } = process.cpuUsage()
  const backends = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => ticksOf(pid, postmaster))
  return { node: (user + system) / 1e6, postgres: backends.reduce((a, b) => a + b, 0) / 100 }
}

/** The clock ticks of a process whose parent is the postmaster (proc(5)). */
function ticksOf(pid: string, postmaster: number): number[] {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]!.split(' ')
    return Number(fields[1]) === postmaster ? [Number(fields[11]) + Number(fields[12])] : []
  } catch {
    return []
  }
}

/** The postmaster of a data directory. */
export const postmasterOf = (cluster: string): number =>
  Number(readFileSync(`${cluster}/postmaster.pid`, 'latin1').split('\n')[0])

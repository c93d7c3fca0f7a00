import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { Trouble } from './trouble.ts'

/** Who listens on a port: nothing is known of a process of another user but that it is there. */
export interface PortHolder {
  readonly pid?: number
  readonly program?: string
}

/** The process that listens on a TCP port of this machine, read from /proc; undefined when nobody does. */
export function portHolder(port: number): PortHolder | undefined {
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeners(table, port))
  if (sockets.length === 0) return undefined
  const pid = processIds().find((id) => openFiles(id).some((file) => sockets.includes(file)))
  return pid === undefined ? {} : { pid, program: programName(pid) }
}

/** Throws Trouble that names the holder when `port` of `host` cannot be listened on; leaves it free. */
export async function checkPort(port: number, host: string): Promise<void> {
  const probe = createServer()
  await new Promise<void>((done, fail) => {
    probe.once('error', (error) => fail(portTrouble(error, port)))
    probe.listen(port, host, () => probe.close(() => done()))
  })
}

/** The words for a failed listen(2). */
export function portTrouble(error: NodeJS.ErrnoException, port: number): Trouble {
  if (error.code === 'EACCES') return new Trouble(`普通用户不能使用端口 ${port}。请换一个，例如：PORT=8600 npm start`)
  if (error.code !== 'EADDRINUSE') return new Trouble(`不能使用端口 ${port}（${error.message}）。`)
  const { pid, program } = portHolder(port) ?? {}
  const who = pid === undefined ? '另一个程序' : ` ${program}（进程 ${pid}）`
  const next = port < 65_535 ? port + 1 : port - 1
  return new Trouble(`端口 ${port} 正被${who}占用。请先结束它，或换一个端口启动，例如：PORT=${next} npm start`)
}

/** proc_net(5): local address in hexadecimal, state 0A is LISTEN, the tenth column is the inode. */
function listeners(table: string, port: number): string[] {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = read(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  return rows.filter((row) => row[1]?.endsWith(local) && row[3] === '0A').map((row) => `socket:[${row[9]}]`)
}

function processIds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => link(`/proc/${pid}/fd/${fd}`))
  } catch {
    return []
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

function programName(pid: number): string {
  return (
    read(`/proc/${pid}/cmdline`).split('\0').filter(Boolean).slice(0, 2).join(' ') || read(`/proc/${pid}/comm`).trim()
  )
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Trouble } from './trouble.ts'

/** How this server is to run. */
export interface Settings {
  readonly mode: 'demo' | 'serve'
  readonly port: number
  readonly host: string
  readonly dataDirectory: string
  /** A proxy of one's own stands in front (TRUST_PROXY=1): what it says of address and protocol is believed. */
  readonly trustProxy: boolean
  /** An outside PostgreSQL; without it the embedded one runs under `dataDirectory`. */
  readonly databaseUrl?: string
}

const checkout = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Reads the command line (--demo or --serve) and PORT, HOST, DATA_DIR, DATABASE_URL and TRUST_PROXY.
 * The demo binds to loopback whatever HOST says, and keeps ./data; the real thing keeps its data outside of the
 * checkout. Throws Trouble for a value that cannot be meant.
 */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const mode = args.includes('--serve') ? 'serve' : 'demo'
  return {
    mode,
    port: readPort(env.PORT || '8600'),
    host: mode === 'serve' && env.HOST ? env.HOST : '127.0.0.1',
    dataDirectory: env.DATA_DIR ? resolve(env.DATA_DIR) : mode === 'demo' ? join(checkout, 'data') : home(env),
    trustProxy: mode === 'serve' && env.TRUST_PROXY === '1',
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Trouble(`PORT=${text} 不是端口号。请用 1 到 65535 之间的整数，例如：PORT=8600 npm start`)
}

function home(env: NodeJS.ProcessEnv): string {
  if (env.XDG_DATA_HOME) return join(env.XDG_DATA_HOME, 'jingwei')
  return process.getuid?.() === 0 ? '/var/lib/jingwei' : join(homedir(), '.local/share/jingwei')
}

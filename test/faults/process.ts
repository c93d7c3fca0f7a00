import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Where a server of the checks runs: its own data, its own port; `database` when PostgreSQL is not its own. */
export interface Site {
  readonly directory: string
  readonly port: number
  readonly database?: string
  /** A machine whose clock is wrong by so many hours, or that stands in another time zone. */
  readonly clock?: { readonly hours: number; readonly zone: string }
}

/** A real server process. */
export interface Running {
  readonly url: string
  readonly pid: number
  alive(): boolean
  output(): string
  kill(signal: NodeJS.Signals): Promise<void>
}

const program = fileURLToPath(new URL('../../server.ts', import.meta.url))
const wrongClock = fileURLToPath(new URL('wrong-clock.ts', import.meta.url))

/** Starts the demo server on a site and waits until it is ready; throws with what it printed when it ends before. */
export async function startServer({ directory, port, database = '', clock }: Site): Promise<Running> {
  const env = { ...process.env, DATA_DIR: directory, PORT: String(port), DATABASE_URL: database }
  const wrong = clock ? { CLOCK_HOURS: String(clock.hours), TZ: clock.zone } : {}
  const args = [...(clock ? ['--import', wrongClock] : []), program, '--demo']
  const child = spawn(process.execPath, args, { env: { ...env, ...wrong }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk))
  const ended = once(child, 'exit')
  while (!text.includes('已就绪')) {
    if (!isAlive(child)) throw new Error(`the server ended before it was ready:\n${text}`)
    await pause(10)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    alive: () => isAlive(child),
    output: () => text,
    kill: async (signal) => {
      if (isAlive(child)) child.kill(signal)
      await ended
    },
  }
}

const isAlive = (child: ChildProcess) => child.exitCode === null && child.signalCode === null

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '#test/checkout.ts'
import { temporaryDirectory } from '#test/database.ts'

/** The real server with its own PostgreSQL, as npm start runs it once everything is built. */
export interface Server {
  readonly url: string
  /** The directory in which it keeps its data. */
  readonly data: string
  /** What it printed since it was started. */
  output(): string
  /** Ends it as a machine that loses power: nothing is said to it. */
  kill(): Promise<void>
  /** Starts it again on the same data and the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts the server and waits until it is ready; throws with what it printed when it ends before. */
export async function startServer(mode: '--demo' | '--serve', data = temporaryDirectory('e2e-')): Promise<Server> {
  const port = await freePort()
  const start = () => launch(mode, port, data)
  let running = await start()
  return {
    url: `http://127.0.0.1:${port}`,
    data,
    output: () => running.output(),
    kill: () => end(running.child, 'SIGKILL'),
    stop: () => end(running.child, 'SIGTERM'),
    restart: async () => {
      running = await start()
    },
  }
}

interface Running {
  readonly child: ChildProcess
  output(): string
}

const program = fileURLToPath(new URL('../../server.ts', import.meta.url))
const ready = '经纬运营已就绪'

/** It runs in its data directory, by which the end of a run finds it when a test did not end it. */
async function launch(mode: string, port: number, data: string): Promise<Running> {
  const env = { ...process.env, PORT: String(port), DATA_DIR: data, DATABASE_URL: '', HOST: '' }
  const child = spawn(process.execPath, [program, mode], { cwd: data, env })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk))
  const over = once(child, 'close').then(() => 'over')
  while (!text.includes(ready)) {
    const next = await Promise.race([over, new Promise((done) => setTimeout(done, 20))])
    if (next === 'over' && !text.includes(ready)) throw new Error(text)
  }
  return { child, output: () => text }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL') {
  if (child.exitCode !== null || child.signalCode !== null) return
  const over = once(child, 'exit')
  child.kill(signal)
  await over
}

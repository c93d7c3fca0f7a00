import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryDirectory } from './database.ts'
import { processesIn } from './processes.ts'

/** A copy of this checkout, with a space in its path, in which a test may start, break and kill things. */
export interface Checkout {
  readonly path: string
  /** Runs a script of bin/ there, as npm would. */
  run(script: string, env?: NodeJS.ProcessEnv): Run
  /** The ids of the processes that run in the copy or from it. */
  processes(): number[]
  remove(): void
}

/** One run of a script: what it printed so far, and its exit code in the end. */
export interface Run {
  readonly pid: number
  readonly child: ChildProcess
  output(): string
  /** Waits until it has printed `text`; throws with all that it printed when it ends before. */
  printed(text: string): Promise<void>
  ended(): Promise<number | null>
}

const origin = fileURLToPath(new URL('..', import.meta.url))
const left = new Set(['.git', 'node_modules', 'data'])

/** Copies the checkout; packages are linked, one by one, so that a stamp of the copy is the copy's own. */
export function copyCheckout({ packages = true } = {}): Checkout {
  const path = temporaryDirectory('经纬 副本-')
  for (const name of readdirSync(origin))
    if (!left.has(name)) cpSync(join(origin, name), join(path, name), { recursive: true })
  if (packages) linkPackages(path)
  return {
    path,
    run: (script, env = {}) => start(path, script, env),
    processes: () => processesIn(path),
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  }
}

/** A port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

function linkPackages(path: string) {
  mkdirSync(join(path, 'node_modules'))
  for (const name of readdirSync(join(origin, 'node_modules')))
    symlinkSync(join(origin, 'node_modules', name), join(path, 'node_modules', name))
  // The stamp is what sha256sum prints for its standard input.
  const sha256 = createHash('sha256')
    .update(readFileSync(join(path, 'package-lock.json')))
    .digest('hex')
  rmSync(join(path, 'node_modules/.jingwei-lock'), { force: true })
  writeFileSync(join(path, 'node_modules/.jingwei-lock'), `${sha256}  -\n`)
}

function start(path: string, script: string, env: NodeJS.ProcessEnv): Run {
  const child = spawn('sh', [join('bin', script)], { cwd: path, env: { ...process.env, ...env } })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk))
  const end = once(child, 'close')
  const ended = async () => ((await end) as [number | null])[0]
  const printed = async (wanted: string) => {
    const over = ended().then(() => 'over')
    while (!text.includes(wanted)) {
      const next = await Promise.race([over, new Promise((done) => setTimeout(done, 10))])
      if (next === 'over' && !text.includes(wanted)) throw new Error(`never printed ${wanted}, but:\n${text}`)
    }
  }
  return { pid: child.pid ?? 0, child, output: () => text, printed, ended }
}

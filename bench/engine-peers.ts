import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openCluster } from '#kernel/postgres/cluster.ts'
import { inDataDirectory } from './product.ts'
import { type Result, tidy } from './result.ts'

/** One engine that runs the order process, in the configuration that serves it best. */
interface Peer {
  readonly name: string
  /** How it is set up, in words. */
  readonly set: string
  /** Cases and how often each comes to its human task; fewer where an engine is slow. */
  readonly cases: number
  readonly rounds: number
  /** Whether what it acknowledged survives a crash. */
  readonly durable: boolean
  /** Runs it on a database of its own and prints its seconds; undefined, with a word, where it cannot run. */
  run(peer: Peer, site: Site): Promise<{ seconds: number } | string>
}

interface Site {
  readonly folder: string
  readonly database: string
}

const execute = promisify(execFile)
const source = fileURLToPath(new URL('peers', import.meta.url))
const clients = 64

/**
 * The order process (`peers/order.bpmn`: two XOR, a fork and a join, a loop, every twelfth step a human task that is
 * completed later) on other engines, on the same machine and the same PostgreSQL with fsync and synchronous_commit on. A step
 * is a node that is entered; the two arrivals at the join are two, as in our step log. Peers are installed on demand
 * outside of the checkout.
 * @param ours steps a second of the same measure on our engine, from `npm run bench -- engine`
 */
export async function enginePeers(ours: number): Promise<Result> {
  const folder = await installed()
  const found: Record<string, unknown>[] = []
  await inDataDirectory(async (dir) => {
    const cluster = await openCluster({ dir, revive: false })
    try {
      for (const [index, peer] of peers.entries()) {
        const said = await measured(peer, { folder, database: await cluster.database(`peer_${index}`) }, ours)
        console.error(JSON.stringify(said))
        found.push(said)
      }
    } finally {
      await cluster.stop()
    }
  })
  const best = Math.max(...found.map(({ durable, value }) => (durable && typeof value === 'number' ? value : 0)))
  const [value, floor] = [ours, best]
  return { bench: 'engine-peers', value, unit: 'steps/s', floor, ratio: tidy(value / floor), missed: [], peers: found }
}

const peers: readonly Peer[] = [
  {
    name: 'dbos',
    set: 'DBOS 5.3.0, pool of 20, LISTEN/NOTIFY, tasks as steps, the human task as a message, 64 at once',
    cases: 300,
    rounds: 4,
    durable: true,
    run: (peer, { folder, database }) => runNode(folder, 'dbos.mjs', [database, peer.cases, peer.rounds, clients]),
  },
  {
    name: 'bpmn-engine-memory',
    set: 'bpmn-engine 25.0.1, model read once, nothing stored',
    cases: 100,
    rounds: 4,
    durable: false,
    run: (peer, { folder, database }) =>
      runNode(folder, 'bpmn-engine.mjs', [database, peer.cases, peer.rounds, 'memory']),
  },
  {
    name: 'bpmn-engine-saved',
    set: 'bpmn-engine 25.0.1, model read once, state saved at each human task and at the end',
    cases: 100,
    rounds: 4,
    durable: true,
    run: (peer, { folder, database }) =>
      runNode(folder, 'bpmn-engine.mjs', [database, peer.cases, peer.rounds, 'saved']),
  },
  {
    name: 'operaton',
    set: 'Operaton 1.0.0 embedded, 4 threads, JDBC batches, history level activity, no job executor, warmed up',
    cases: 2_000,
    rounds: 4,
    durable: true,
    run: (peer, site) => runOperaton(peer, site, 'activity'),
  },
  {
    name: 'operaton-no-history',
    set: 'as before, without any history',
    cases: 2_000,
    rounds: 4,
    durable: true,
    run: (peer, site) => runOperaton(peer, site, 'none'),
  },
]

/** Nodes entered on the way of one case: start and end, and in each round twelve, the last of which does not book. */
const stepsOf = ({ cases, rounds }: Peer) => cases * (rounds * 12 + 1)

async function measured(peer: Peer, site: Site, ours: number): Promise<Record<string, unknown>> {
  const { name, set, durable } = peer
  const said = await peer.run(peer, site)
  if (typeof said === 'string') return { name, skipped: said }
  const value = stepsOf(peer) / said.seconds
  return { name, set, durable, cases: peer.cases, value: tidy(value), ratio: tidy(ours / value) }
}

async function runNode(folder: string, program: string, args: readonly (string | number)[]) {
  return run(process.execPath, [join(folder, 'node', program), ...args.map(String)])
}

async function runOperaton({ cases, rounds }: Peer, { folder, database }: Site, history: string) {
  const project = join(folder, 'operaton')
  const classes = join(project, 'classpath')
  if (!existsSync(classes)) {
    const built = await execute(
      'mvn',
      ['-q', '-B', 'compile', 'dependency:build-classpath', `-Dmdep.outputFile=${classes}`],
      {
        cwd: project,
      },
    ).catch((error: Error) => error.message.split('\n').slice(0, 3).join(' '))
    if (typeof built === 'string') return `这里不能用 JDK 和 Maven 装 Operaton：${built}`
  }
  const { pathname, password, searchParams } = new URL(database.replace('@/', '@socket/'))
  const socket = `${searchParams.get('host')}/.s.PGSQL.5432`
  const factory = 'org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg'
  const url = `jdbc:postgresql://localhost${pathname}?socketFactory=${factory}&socketFactoryArg=${encodeURIComponent(socket)}&reWriteBatchedInserts=true`
  const path = `${join(project, 'target/classes')}:${readFileSync(classes, 'utf8').trim()}`
  const more = [cases, rounds, 4, history, join(folder, 'order.bpmn')].map(String)
  return run('java', ['-cp', path, 'Peer', url, 'postgres', decodeURIComponent(password), ...more])
}

async function run(command: string, args: readonly string[]): Promise<{ seconds: number } | string> {
  try {
    const { stdout } = await execute(command, args, { timeout: 600_000, maxBuffer: 64 * 2 ** 20 })
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { seconds: number }
  } catch (error) {
    const printed = (error as { stderr?: string }).stderr ?? ''
    return `没有跑成：${/^.*(Error|Exception).*$/m.exec(printed)?.[0] ?? (error as Error).name}`
  }
}

/** Copies the peers out of the checkout and installs what they need, once for each state of their lists. */
async function installed(): Promise<string> {
  const lists = ['node/package.json', 'operaton/pom.xml'].map((name) => readFileSync(join(source, name), 'utf8'))
  const stamp = createHash('sha256').update(lists.join()).digest('hex').slice(0, 12)
  const folder = join(tmpdir(), `jingwei-bench-peers-${stamp}`)
  mkdirSync(folder, { recursive: true })
  cpSync(source, folder, { recursive: true })
  const ready = join(folder, 'ready')
  if (!existsSync(ready)) {
    rmSync(join(folder, 'node/node_modules'), { recursive: true, force: true })
    await execute('npm', ['install', '--no-audit', '--no-fund', '--no-save'], { cwd: join(folder, 'node') })
    writeFileSync(ready, '')
  }
  return folder
}

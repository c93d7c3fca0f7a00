import { spawn } from 'node:child_process'
import { closeSync, existsSync, fstatSync, ftruncateSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { makeDirectory, openPrivate } from './files.ts'
import { ensureCluster, renewSecret } from './initdb.ts'
import { takeLock } from './lock.ts'
import { locate, type Place } from './place.ts'
import { clearLeftovers, findPostmaster, stopPostmaster } from './postmaster.ts'
import { diskFull, Trouble } from './trouble.ts'

/** The embedded PostgreSQL of one directory, running. */
export interface Cluster {
  /** True when it was running already: its last server was killed, or another process opened it. */
  readonly adopted: boolean
  /** The connection string of a database, for the superuser `postgres`, or for another user and password. */
  url(database: string, user?: string, password?: string): string
  /** Makes the database where it is missing, and answers its connection string. */
  database(name: string): Promise<string>
  /** Ends PostgreSQL (fast: open transactions roll back). May be called more than once. */
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** The directory that holds data, secret, log and socket. It is made when missing. */
  readonly dir: string
  /** Settings for this run, beyond those in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>
  /** Starts PostgreSQL again when it dies while it is open; on unless false. */
  readonly revive?: boolean
  /** Told in Chinese when PostgreSQL was found dead and was started again. */
  readonly tell?: (sentence: string) => void
}

/**
 * Opens the embedded PostgreSQL of a directory: adopts the one that runs there, else makes the cluster on first use and
 * starts it, trying for 10 s. While it is open a PostgreSQL that dies is started again.
 * Throws Trouble, with words for whoever starts the system, when that is impossible.
 */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  makeDirectory(options.dir)
  const place = locate(options.dir, options.settings)
  const lock = await takeLock(join(place.dir, 'lock'), 30)
  if (!lock) throw new Trouble(`另一个程序一直在打开数据库 ${place.dir}。请等它结束后再启动。`)
  try {
    await ensureCluster(place.binaries, place.actor, place.data, place.secretFile)
    await ensureSecret(place)
    const adopted = await adopt(place)
    if (!adopted) await start(place)
    return attend(place, adopted, options)
  } finally {
    lock.release()
  }
}

async function ensureSecret({ binaries, actor, data, secretFile }: Place) {
  if (existsSync(secretFile)) return
  const running = findPostmaster(data)
  if (running) await stopPostmaster(running.pid, data)
  clearLeftovers(data, dirname(data))
  await renewSecret(binaries, actor, data, secretFile)
}

async function adopt(place: Place): Promise<boolean> {
  const until = performance.now() + 10_000
  while (performance.now() < until) {
    const running = findPostmaster(place.data)
    if (!running) return false
    if (running.ready && (await answers(place))) return true
    await pause(100)
  }
  const deaf = findPostmaster(place.data)
  if (deaf) await stopPostmaster(deaf.pid, place.data)
  return false
}

async function start(place: Place) {
  const until = performance.now() + 10_000
  for (;;) {
    clearLeftovers(place.data, place.sockets)
    const reason = await launch(place)
    if (reason === undefined) return
    if (reason.includes('No space left')) throw diskFull(place.data)
    if (performance.now() > until)
      throw new Trouble(`数据库启动不了，数据没有动过。完整日志在 ${place.log}，最后几行：\n${reason}`)
    await pause(250)
  }
}

/** Starts one postmaster; answers undefined once it serves, else what it wrote before it ended. */
async function launch({ actor, binaries, data, log, sockets, settings }: Place): Promise<string | undefined> {
  const fd = openPrivate(log)
  if (fstatSync(fd).size > 10_000_000) ftruncateSync(fd)
  const from = fstatSync(fd).size
  const fixed = { listen_addresses: '', unix_socket_directories: `"${sockets.replaceAll('"', '""')}"`, port: '5432' }
  const flags = Object.entries({ ...settings, ...fixed, unix_socket_permissions: '0700' })
  const [command, ...args] = [
    ...actor.prefix,
    binaries.postgres,
    '-D',
    data,
    ...flags.flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ]
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
  // Its own session: Ctrl-C in the terminal reaches the server alone, which then stops PostgreSQL in order.
  const child = spawn(command ?? '', args, { ...actor.as, cwd: data, env, detached: true, stdio: ['ignore', fd, fd] })
  closeSync(fd)
  child.unref()
  let ended = false
  child.once('exit', () => (ended = true)).once('error', () => (ended = true))
  while (!ended) {
    if (findPostmaster(data)?.ready) return undefined
    await pause(15)
  }
  return readFileSync(log).subarray(from).toString('utf8').trim().split('\n').slice(-8).join('\n')
}

async function answers(place: Place): Promise<boolean> {
  try {
    await query(connection(place, 'postgres'), 'SELECT 1')
    return true
  } catch {
    return false
  }
}

function attend(place: Place, adopted: boolean, options: ClusterOptions): Cluster {
  let stopping: Promise<void> | undefined
  let reviving: Promise<void> | undefined
  const watch = setInterval(() => {
    if (options.revive !== false && !stopping)
      reviving ??= revive(place, options.tell).finally(() => (reviving = undefined))
  }, 500)
  watch.unref()
  const stop = async () => {
    clearInterval(watch)
    await reviving
    const running = findPostmaster(place.data)
    if (running) await stopPostmaster(running.pid, place.data)
    if (place.sockets !== place.dir) rmSync(place.sockets, { recursive: true, force: true })
  }
  return {
    adopted,
    url: (database, user, password) => connection(place, database, user, password),
    database: (name) => ensureDatabase(place, name),
    stop: () => (stopping ??= stop()),
  }
}

/** PostgreSQL was killed or crashed under us: start it again; while that fails, the next look tries once more. */
async function revive(place: Place, tell: ClusterOptions['tell']) {
  if (findPostmaster(place.data)) return
  const lock = await takeLock(join(place.dir, 'lock'))
  if (!lock) return
  try {
    if (await adopt(place)) return
    await start(place)
    tell?.('数据库意外停止，已重新启动；已提交的数据都在。')
  } catch (error) {
    tell?.((error as Error).message)
  } finally {
    lock.release()
  }
}

async function ensureDatabase(place: Place, name: string): Promise<string> {
  const found = await query(connection(place, 'postgres'), 'SELECT 1 FROM pg_database WHERE datname = $1', [name])
  if (found.rowCount === 0)
    await query(connection(place, 'postgres'), `CREATE DATABASE ${pg.escapeIdentifier(name)}`).catch(ignoreDuplicate)
  return connection(place, name)
}

function ignoreDuplicate(error: unknown) {
  if ((error as { code?: string }).code !== '42P04') throw error
}

function connection(
  place: Place,
  database: string,
  user = 'postgres',
  password = readFileSync(place.secretFile, 'utf8'),
) {
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`
  const sockets = findPostmaster(place.data)?.sockets
  const host = sockets && existsSync(join(sockets, '.s.PGSQL.5432')) ? sockets : place.sockets
  return `postgresql://${login}@/${encodeURIComponent(database)}?host=${encodeURIComponent(host)}`
}

async function query(url: string, sql: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await client.query(sql, values)
  } finally {
    await client.end().catch(() => undefined)
  }
}

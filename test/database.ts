import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { migrate } from '#kernel/migrate.ts'
import { type Cluster, openCluster } from '#kernel/postgres/cluster.ts'
import { takeLock } from '#kernel/postgres/lock.ts'
import { endProcessesIn } from './processes.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The directory of this run: its PostgreSQL lives there, from the first test that asks for a database. */
    runDirectory: string
  }
}

/** A database of one test file's own. */
export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

const template = 'jingwei_template'
const prefix = 'jingwei-test-'
/** Durability is what the tests of kernel/postgres prove on clusters of their own; here it would only cost time. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/**
 * A fresh database for one test file, cloned in about 0.1 s from a template that is migrated once per run.
 * It lies in the run's own PostgreSQL, or on the server that TEST_DATABASE_URL names (its user may create databases).
 */
export async function cloneDatabase(): Promise<TestDatabase> {
  const run = inject('runDirectory')
  const url = await server(run)
  const source = `${template}_${suffix(run)}`
  await buildTemplate(run, url, source)
  const name = `jingwei_${suffix(run)}_${randomBytes(4).toString('hex')}`
  await execute(url('postgres'), `CREATE DATABASE ${name} TEMPLATE ${source}`)
  return {
    url: url(name),
    drop: async () => void (await execute(url('postgres'), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  }
}

/** A new directory of this run: whatever still runs in it at the end of the run is ended, and it goes. */
export function temporaryDirectory(name: string): string {
  return mkdtempSync(join(inject('runDirectory'), name))
}

/** Before the run (vitest's globalSetup): a directory for it; what runs that were killed left behind goes. */
export async function setup(project: TestProject) {
  await sweep()
  run = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  // Tests of another user's rights must be able to pass through it.
  chmodSync(run, 0o711)
  project.provide('runDirectory', run)
}

/** Ends and removes what runs whose process is gone left under the temporary directory; only this project's. */
export async function sweep() {
  for (const dir of deadRuns()) await remove(dir)
}

/** After the run: its PostgreSQL ends and its directory goes; on an outside server its databases go. */
export async function teardown() {
  const outside = process.env.TEST_DATABASE_URL
  if (outside) await dropDatabases(outside, suffix(run))
  await remove(run)
}

type Url = (database: string) => string

let run = ''
let opened: Promise<Cluster> | undefined

async function server(dir: string): Promise<Url> {
  const outside = process.env.TEST_DATABASE_URL
  if (outside) return (database) => withDatabase(outside, database)
  opened ??= openCluster({ dir, settings, revive: false })
  return (await opened).url
}

function withDatabase(url: string, database: string) {
  return url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${database}`)
}

function suffix(dir: string) {
  return dir.slice(dir.lastIndexOf('-') + 1).toLowerCase()
}

async function buildTemplate(dir: string, url: Url, source: string) {
  if (existsSync(join(dir, 'template'))) return
  const lock = await takeLock(join(dir, 'template.lock'), 120)
  try {
    if (existsSync(join(dir, 'template'))) return
    await execute(url('postgres'), `DROP DATABASE IF EXISTS ${source}`)
    await execute(url('postgres'), `CREATE DATABASE ${source} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`)
    await migrate(url(source))
    ;(await takeLock(join(dir, 'template')))?.release()
  } finally {
    lock?.release()
  }
}

function deadRuns(): string[] {
  const dirs = readdirSync(tmpdir(), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const ours = dirs.map((entry) => entry.name).filter((name) => name.startsWith(prefix))
  return ours
    .filter((name) => !alive(Number(name.slice(prefix.length).split('-')[0])))
    .map((name) => join(tmpdir(), name))
}

function alive(pid: number) {
  return existsSync(`/proc/${pid}`)
}

async function remove(dir: string) {
  await endProcessesIn(dir)
  rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

async function dropDatabases(url: string, mark: string) {
  const like = `jingwei%\\_${mark}%`
  const found = await execute(url, 'SELECT datname FROM pg_database WHERE datname LIKE $1', [like])
  for (const { datname } of found.rows) await execute(url, `DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
}

async function execute(url: string, sql: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql, values)
  } finally {
    await client.end()
  }
}

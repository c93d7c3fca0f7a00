import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Cluster, type ClusterOptions, openCluster } from '#kernel/postgres/cluster.ts'
import { findPostmaster } from '#kernel/postgres/postmaster.ts'
import { temporaryDirectory } from './database.ts'

const root = process.getuid?.() === 0
const clusterModule = fileURLToPath(new URL('../kernel/postgres/cluster.ts', import.meta.url))
let base: string
let dir: string
let opened: Cluster[]

beforeEach(() => {
  base = temporaryDirectory('数据库 -')
  dir = join(base, '数据')
  opened = []
})

afterEach(async () => {
  for (const cluster of opened) await cluster.stop()
  rmSync(base, { recursive: true, force: true, maxRetries: 5 })
})

describe('内置数据库第一次启动', () => {
  test('排序为 C、编码 UTF8、时区 UTC、提交落盘；只有口令能进，不听网络，文件只属于自己', async () => {
    const cluster = await open()
    const url = await cluster.database('company')
    const [row] = await sql(
      url,
      `select current_setting('TimeZone') zone, current_setting('fsync') fsync, current_setting('listen_addresses') tcp,
              current_setting('synchronous_commit') commit, pg_encoding_to_char(encoding) encoding, datcollate
         from pg_database where datname = current_database()`,
    )
    expect(row).toEqual({ zone: 'UTC', fsync: 'on', tcp: '', commit: 'on', encoding: 'UTF8', datcollate: 'C' })
    await expect(sql(cluster.url('company', 'postgres', 'guess'), 'select 1')).rejects.toThrow(/password/)
    for (const name of ['secret', 'lock', 'postgres.log']) expect(statSync(join(dir, name)).mode & 0o077).toBe(0)
    expect(statSync(dir).mode & 0o077).toBe(0)
  })

  test('中断过的初始化不留半成品', async () => {
    const half = spawn(process.execPath, ['-e', opening(dir)], { stdio: 'ignore' })
    while (!existsSync(dir) || !existsSync(join(dir, `cluster.half-${half.pid}`))) await pause(5)
    half.kill('SIGKILL')
    await once(half, 'exit')
    expect(existsSync(join(dir, 'cluster'))).toBe(false)
    const cluster = await open()
    expect(await sql(cluster.url('postgres'), 'select 1 one')).toEqual([{ one: 1 }])
    expect(existsSync(join(dir, `cluster.half-${half.pid}`))).toBe(false)
  })

  test('同时打开只有一个数据库进程', async () => {
    const clusters = await Promise.all([open(), open(), open()])
    expect(clusters.filter((cluster) => !cluster.adopted)).toHaveLength(1)
  })

  test('目录太深时套接字放在自己的短目录里', async () => {
    dir = join(base, ...Array.from({ length: 5 }, () => '很深的目录'), '数据库')
    const cluster = await open()
    const sockets = findPostmaster(join(dir, 'cluster'))?.sockets ?? ''
    expect(await sql(cluster.url('postgres'), 'select 1 one')).toEqual([{ one: 1 }])
    expect(statSync(sockets).mode & 0o077).toBe(0)
    await cluster.stop()
    expect(existsSync(sockets)).toBe(false)
  })
})

describe('内置数据库经得起意外', () => {
  test('服务器被杀后，仍在运行的数据库由下一次启动接管', async () => {
    const first = await open()
    await sql(first.url('postgres'), 'create table note (text text); insert into note values (42)')
    const second = await open()
    expect(second.adopted).toBe(true)
    expect(await sql(second.url('postgres'), 'select text from note')).toEqual([{ text: '42' }])
    await second.stop()
    expect(findPostmaster(join(dir, 'cluster'))).toBeUndefined()
  })

  test('主进程被 kill -9：已提交的还在，下一次能启动', async () => {
    const first = await open()
    await sql(first.url('postgres'), 'create table note (text text); insert into note values (42)')
    process.kill(postmaster(), 'SIGKILL')
    const second = await open()
    expect(second.adopted).toBe(false)
    expect(await sql(second.url('postgres'), 'select text from note')).toEqual([{ text: '42' }])
  })

  test('运行中主进程被 kill -9：自己重新启动并说明', async () => {
    const told: string[] = []
    const cluster = await open({ revive: true, tell: (sentence) => told.push(sentence) })
    process.kill(postmaster(), 'SIGKILL')
    while (told.length === 0) await pause(20)
    expect(told).toEqual(['数据库意外停止，已重新启动；已提交的数据都在。'])
    expect(await sql(cluster.url('postgres'), 'select 1 one')).toEqual([{ one: 1 }])
  })

  test('一个后端被 kill -9：数据库恢复后继续工作', async () => {
    const cluster = await open()
    const client = new pg.Client(cluster.url('postgres'))
    client.on('error', () => undefined)
    await client.connect()
    const { rows } = await client.query('select pg_backend_pid() pid')
    process.kill(rows[0].pid, 'SIGKILL')
    await expect
      .poll(() => sql(cluster.url('postgres'), 'select 1 one').catch(() => 'recovering'), { timeout: 10_000 })
      .toEqual([{ one: 1 }])
    await client.end().catch(() => undefined)
  })

  test('留下的进程号如今属于别的程序，也能启动', async () => {
    const first = await open()
    const file = join(dir, 'cluster', 'postmaster.pid')
    const lines = readFileSync(file, 'utf8').split('\n')
    await first.stop()
    writeFileSync(file, [process.pid, ...lines.slice(1)].join('\n'))
    writeFileSync(join(dir, '.s.PGSQL.5432.lock'), `${process.pid}\n`)
    const second = await open()
    expect(await sql(second.url('postgres'), 'select 1 one')).toEqual([{ one: 1 }])
  })

  test('口令文件丢失时重设口令，数据不动', async () => {
    const first = await open()
    await sql(first.url('postgres'), 'create table note (text text)')
    await first.stop()
    rmSync(join(dir, 'secret'))
    const second = await open()
    expect(await sql(second.url('postgres'), 'select * from note')).toEqual([])
  })
})

describe('打不开的目录得到明白的话', () => {
  test('别的大版本建的目录', async () => {
    mkdirSync(join(dir, 'cluster'), { recursive: true })
    writeFileSync(join(dir, 'cluster', 'PG_VERSION'), '16\n')
    await expect(open()).rejects.toThrow(/PostgreSQL 16 建的.*数据没有动过/)
  })

  test('不完整的目录原样保留', async () => {
    mkdirSync(join(dir, 'cluster'), { recursive: true })
    writeFileSync(join(dir, 'cluster', 'base'), 'x')
    await expect(open()).rejects.toThrow(/不是完整的数据库目录/)
    expect(readFileSync(join(dir, 'cluster', 'base'), 'utf8')).toBe('x')
  })
})

describe.skipIf(!root)('以不同身份运行（只有 root 能试）', () => {
  test('普通用户在自己的 0700 目录里', async ({ skip }) => {
    const nobody = { uid: 65534, gid: 65534 }
    if ((await exitCode(['-e', `require(${JSON.stringify(clusterModule)})`], nobody)) !== 0)
      skip('普通用户读不到这份程序')
    chmodSync(base, 0o755)
    mkdirSync(dir, { mode: 0o777 })
    chmodSync(dir, 0o777)
    expect(await exitCode(['-e', opening(join(dir, 'own'), 'await cluster.stop()')], nobody)).toBe(0)
    expect(statSync(join(dir, 'own', 'cluster')).uid).toBe(nobody.uid)
  })

  test('root 建不了用户命名空间时，交给一个普通用户', async ({ skip }) => {
    const readable = await exitCode(['-e', `require(${JSON.stringify(clusterModule)})`], { uid: 65534, gid: 65534 })
    if (readable !== 0) skip('普通用户读不到这份程序')
    chmodSync(base, 0o755)
    writeFileSync(join(base, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const env = { ...process.env, PATH: `${base}:${process.env.PATH}` }
    expect(await exitCode(['-e', opening(dir, 'await cluster.stop()')], {}, env)).toBe(0)
    expect(statSync(join(dir, 'cluster')).uid).toBe(65534)
  })
})

async function open(options: Partial<ClusterOptions> = {}): Promise<Cluster> {
  const cluster = await openCluster({ dir, revive: false, ...options })
  opened.push(cluster)
  return cluster
}

function postmaster(): number {
  return findPostmaster(join(dir, 'cluster'))?.pid ?? 0
}

/** A program for another process that opens the cluster of `path`. */
function opening(path: string, then = '') {
  return `import(${JSON.stringify(clusterModule)}).then(async ({ openCluster }) => {
    const cluster = await openCluster({ dir: ${JSON.stringify(path)}, revive: false }); ${then} })`
}

/** How a program ended; 126, as in a shell, when this user may not even start it (a checkout below a 0700 directory). */
async function exitCode(args: string[], as: { uid?: number; gid?: number }, env = process.env): Promise<number | null> {
  const child = spawn(process.execPath, args, { ...as, env, cwd: '/', stdio: 'ignore' })
  try {
    const [code] = await once(child, 'exit')
    return code
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return 126
    throw error
  }
}

async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const result = await client.query(text)
    return result.rows
  } finally {
    await client.end()
  }
}

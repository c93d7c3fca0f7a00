import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Actor } from './actor.ts'
import type { Binaries } from './binaries.ts'
import { writePrivate } from './files.ts'
import { diskFull, Trouble } from './trouble.ts'

/** The settings of a new cluster; they land in postgresql.conf, where an administrator may change them. */
const settings: Readonly<Record<string, string>> = {
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '50',
  shared_buffers: '64MB',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  io_method: 'sync',
  log_checkpoints: 'off',
  log_min_messages: 'warning',
}

/**
 * Makes the cluster directory `data` unless it is there, with the superuser `postgres` whose password is the content
 * of `secretFile`. It is made under another name and renamed when whole, so an interrupted first run leaves no half.
 * Throws Trouble for a directory of another version, a directory that is no cluster, and a full disk.
 */
export async function ensureCluster(binaries: Binaries, actor: Actor, data: string, secretFile: string) {
  sweepHalves(data)
  if (existsSync(data)) {
    checkVersion(data, binaries.version)
    chmodSync(data, 0o700)
    return
  }
  if (!existsSync(secretFile)) writePrivate(secretFile, randomBytes(32).toString('base64url'))
  const half = `${data}.half-${process.pid}`
  const { code, output } = await run(binaries.initdb, actor, dirname(data), [
    ...['-D', half, '-U', 'postgres', `--pwfile=${secretFile}`, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C'],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  if (code !== 0) {
    rmSync(half, { recursive: true, force: true })
    if (output.includes('No space left')) throw diskFull(data)
    throw new Trouble(`数据库初始化失败，没有留下半成品；排除原因后重新启动即可。\n${output.trim()}`)
  }
  renameSync(half, data)
}

/** Gives the superuser the password in `secretFile` anew, on a stopped cluster: for a secret file that was lost. */
export async function renewSecret(binaries: Binaries, actor: Actor, data: string, secretFile: string) {
  const secret = randomBytes(32).toString('base64url')
  const sql = `ALTER ROLE postgres PASSWORD '${secret}'\n`
  const { code, output } = await run(binaries.postgres, actor, data, ['--single', '-D', data, 'postgres'], sql)
  if (code !== 0)
    throw new Trouble(`数据库的口令文件 ${secretFile} 丢失，重设没有成功；数据没有动过。\n${output.trim()}`)
  writePrivate(secretFile, secret)
}

function sweepHalves(data: string) {
  for (const name of readdirSync(dirname(data))) {
    if (!name.startsWith(`${basename(data)}.half-`)) continue
    rmSync(join(dirname(data), name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

function checkVersion(data: string, version: string) {
  const file = join(data, 'PG_VERSION')
  if (!existsSync(file))
    throw new Trouble(`${data} 不是完整的数据库目录（没有 PG_VERSION）。请从备份恢复它，或把它移走后重新启动。`)
  const found = readFileSync(file, 'utf8').trim()
  if (found === version) return
  throw new Trouble(
    `数据目录 ${data} 是 PostgreSQL ${found} 建的，本程序带的是 PostgreSQL ${version}，不能直接打开；数据没有动过。` +
      '请用原来的版本导出再导入，或用 DATABASE_URL 指向那个版本的服务器。',
  )
}

function run(program: string, actor: Actor, cwd: string, args: string[], input = '') {
  const [command, ...rest] = [...actor.prefix, program, ...args]
  return new Promise<{ code: number | null; output: string }>((done, fail) => {
    const child = spawn(command ?? program, rest, { ...actor.as, cwd, env: { PATH: process.env.PATH, LC_ALL: 'C' } })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk))
    child.once('error', fail)
    child.once('close', (code) => done({ code, output }))
    child.stdin.end(input)
  })
}

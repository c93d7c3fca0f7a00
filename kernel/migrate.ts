import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { type Address, config } from './db.ts'
import { Trouble } from './postgres/trouble.ts'

const folder = new URL('../migrations/', import.meta.url)

/**
 * Brings a database to the last migration, each file in its own transaction, one node at a time.
 * @returns the names of the files that ran now
 * @throws Trouble when the database is older than PostgreSQL 15, is newer than this release, or a file that ran was changed
 */
export async function migrate(address: Address): Promise<string[]> {
  const client = new pg.Client(config(address))
  await client.connect()
  try {
    await refuseOldServer(client)
    await client.query(`select pg_advisory_lock(hashtext('jingwei migration'))`)
    await client.query(
      `create table if not exists migration (name text primary key, sha256 text not null, at timestamptz not null default now())`,
    )
    return await runMissing(client)
  } finally {
    await client.end()
  }
}

/** The names of all migrations, in the order in which they run. */
export const migrationNames = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()

async function runMissing(client: pg.Client): Promise<string[]> {
  const done = new Map(
    (await client.query<{ name: string; sha256: string }>('select name, sha256 from migration')).rows.map((row) => [
      row.name,
      row.sha256,
    ]),
  )
  const names = await migrationNames()
  const unknown = [...done.keys()].filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new Trouble(`数据库比程序新（多出 ${unknown.join('、')}）。没有改动任何数据。请升级程序，或换一个数据库。`)
  const ran: string[] = []
  for (const name of names) {
    const sql = await readFile(new URL(name, folder), 'utf8')
    if (await runOne(client, name, sql, done.get(name))) ran.push(name)
  }
  return ran
}

async function runOne(client: pg.Client, name: string, sql: string, known: string | undefined): Promise<boolean> {
  const sha256 = createHash('sha256').update(sql).digest('hex')
  if (known === sha256) return false
  if (known) throw new Trouble(`迁移文件 ${name} 在执行之后被改过。已执行的迁移不能改，请另写一个新的。`)
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Trouble(
      `迁移 ${name} 没有成功，数据库保持原样：${error instanceof Error ? error.message : String(error)}`,
    )
  }
  return true
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`)
  if (Number(rows[0]?.version) < 150_000) throw new Trouble('需要 PostgreSQL 15 或更新的版本。')
}

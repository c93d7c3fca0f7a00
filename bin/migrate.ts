import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, migrationNames } from '#kernel/migrate.ts'
import { assemble } from '#kernel/pack.ts'
import { openCluster } from '#kernel/postgres/cluster.ts'
import { createAll, draft } from '#kernel/record/drift.ts'
import { packs } from '#packs/index.ts'

/**
 * `bin/migrate diff NAME` drafts the next migration from the difference between the definitions and the migrations so far,
 * for a person to read; `bin/migrate check` only says whether there is one. Both work on a database of their own.
 */
const [verb, name] = process.argv.slice(2)
const dir = await mkdtemp(join(tmpdir(), 'jingwei-migrate-'))
const cluster = await openCluster({ dir, tell: console.error })
try {
  const statements = await difference()
  if (statements.length === 0) console.log('定义和迁移一致。')
  else if (verb === 'diff' && name) await write(name, statements)
  else {
    console.error(`定义和迁移不一致，还差 ${statements.length} 条语句：\n${statements.join(';\n')}`)
    process.exitCode = 1
  }
} finally {
  await cluster.stop()
  await rm(dir, { recursive: true })
}

async function difference(): Promise<string[]> {
  const { records } = assemble(packs)
  const [current, wanted] = [await open('current'), await open('wanted')]
  try {
    await createAll(wanted, records)
    return await draft(current, wanted, records)
  } finally {
    await Promise.all([current.end(), wanted.end()])
  }
}

async function open(database: string): Promise<pg.Client> {
  const url = await cluster.database(database)
  await migrate(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function write(title: string, statements: readonly string[]): Promise<void> {
  const next = String((await migrationNames()).length + 1).padStart(4, '0')
  const file = `migrations/${next}-${title}.sql`
  await writeFile(file, `${statements.join(';\n\n')};\n`)
  console.log(`写好了草稿 ${file}，请读一遍再提交。`)
}

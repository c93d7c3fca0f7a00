import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { exportAnchor } from '#kernel/journal/anchor.ts'
import { verifyJournal } from '#kernel/journal/verify.ts'
import { openCluster } from '#kernel/postgres/cluster.ts'
import { readSettings } from '#kernel/postgres/settings.ts'

/**
 * `bin/check journal [ANCHOR]` recomputes every event and seal and names what was changed, with an exported anchor also a
 * journal that was rewritten whole; `bin/check anchor` prints the day's last seals, to be kept somewhere else. With
 * --serve it looks at the data of `npm run serve`, otherwise at the demo's.
 */
const [verb, file] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const settings = readSettings(process.argv.slice(2), process.env)
const cluster = settings.databaseUrl
  ? undefined
  : await openCluster({ dir: join(settings.dataDirectory, 'postgres'), tell: console.error })
const url = settings.databaseUrl ?? (await cluster!.database('jingwei'))
const client = new pg.Client({ connectionString: url, options: '-c role=jingwei_writer -c timezone=UTC' })
await client.connect()
try {
  if (verb === 'journal') await journal(file ? await readFile(file, 'utf8') : undefined)
  else if (verb === 'anchor') process.stdout.write(await exportAnchor(client, 'Asia/Shanghai'))
  else throw new Error('用法：bin/check journal [锚文件] 或 bin/check anchor，加 --serve 查正式数据。')
} finally {
  await client.end()
  if (cluster && !cluster.adopted) await cluster.stop()
}

async function journal(anchor: string | undefined): Promise<void> {
  const { seals, events, problems } = await verifyJournal(client, anchor)
  for (const problem of problems) console.error(problem.words)
  console.log(
    problems.length === 0 ? `操作记录完好：${events} 条，${seals} 个封条。` : `操作记录有 ${problems.length} 处不对。`,
  )
  process.exitCode = problems.length === 0 ? 0 : 1
}

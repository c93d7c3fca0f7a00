import pg from 'pg'
import { config } from './db.ts'
import { loadDemo } from './demo.ts'
import { Refused } from './refused.ts'
import type { Server } from './server.ts'

/** What a demo keeps: its mark, its calendar, the migrations that ran, and the editions that come with the packs. */
const kept = ['install', 'migration', 'calendar_day', 'document']

/**
 * 恢复演示数据: empties the demo company and loads it anew, with dates from today. Everybody's session ends with it; whoever
 * asked is found again by 工号. No due work may run meanwhile: a timer that is past today is still to come in the story.
 * @returns the id of the person who now has the number, when there is one
 * @throws Refused `forbidden` outside a demo, `conflict` while another reset runs
 */
export async function resetDemo(server: Server, no: string): Promise<string | undefined> {
  if (server.mode !== 'demo') throw new Refused('forbidden', '这里不是演示环境，没有改动任何数据。')
  const owner = new pg.Client(config(server.db.address))
  await owner.connect()
  try {
    await alone(owner)
    await empty(owner)
    await loadDemo(server)
  } finally {
    await owner.end()
  }
  const { people } = await server.store.directory()
  return [...people.values()].find((person) => person.no === no)?.id
}

/** One reset at a time, on all nodes; the lock goes with the connection. */
async function alone(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ free: boolean }>(
    `select pg_try_advisory_lock(hashtext('jingwei demo reset')) as free`,
  )
  if (!rows[0]?.free) throw new Refused('conflict', '演示数据正在恢复，请稍等片刻再打开。')
}

async function empty(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> all ($1)`,
    [kept],
  )
  await owner.query('begin')
  await owner.query(`set local lock_timeout = '20s'`)
  await owner.query(`truncate ${rows.map(({ name }) => name).join(', ')}`)
  await owner.query(`delete from document where origin = 'company'`)
  await owner.query(
    `update document d set state = case when number = (select max(number) from document l where l.kind = d.kind and l.name = d.name) then 'effective' else 'superseded' end`,
  )
  await owner.query('update install set loaded_at = null, directory = directory + 1, documents = documents + 1')
  await owner.query('commit')
}

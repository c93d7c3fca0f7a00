import type { Sql } from '../db.ts'
import { Trouble } from '../postgres/trouble.ts'

export type Mode = 'demo' | 'real'

/**
 * Refuses a database that somebody else uses: one that has tables but was never migrated by us. Asked before the
 * migrations run, with the connection that will run them.
 * @throws Trouble with words for whoever starts the system
 */
export async function refuseForeignDatabase(sql: Sql): Promise<void> {
  const { rows } = await sql.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
       and to_regclass('public.migration') is null
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     limit 3`,
  )
  if (rows.length > 0)
    throw new Trouble(
      `这个数据库里已经有别的表（${rows.map((row) => row.name).join('、')}…），不像是给经纬用的。没有改动它。请换一个空的数据库。`,
    )
}

/**
 * Marks an empty database with its mode, or checks the mark: the demo runs only on a database that the demo made, the
 * real thing never on that one. Asked after the migrations, before anything is written; as `jingwei_writer`.
 * @throws Trouble with words for whoever starts the system
 */
export async function claimDatabase(sql: Sql, mode: Mode): Promise<void> {
  const marked = await markOf(sql)
  if (marked === mode) return
  if (marked) throw new Trouble(refusals[mode])
  const full = await firstFullTable(sql)
  if (full)
    throw new Trouble(
      `这个数据库里有数据（${full}），却没有标明是演示还是正式使用，所以没有启动，也没有改动它。请换一个空的数据库，或恢复完整的备份。`,
    )
  await sql.query('insert into install (mode) values ($1) on conflict do nothing', [mode])
  if ((await markOf(sql)) !== mode) throw new Trouble(refusals[mode])
}

/**
 * Why a request must not reach the demo, or undefined when it may. The demo lets anyone be anybody, so it answers only a
 * browser on the same machine: the Host must be localhost or 127.0.0.1 (a name that resolves to 127.0.0.1, as in DNS
 * rebinding, is refused), and nothing may have passed the request on.
 */
export function demoGuard(headers: Headers): string | undefined {
  if (!/^(localhost|127\.0\.0\.1)(:\d{1,5})?$/i.test(headers.get('host') ?? ''))
    return '演示环境只能在本机打开：请用 http://127.0.0.1 或 http://localhost 加端口访问。要给大家用，请运行 npm run serve。'
  const passed = [...headers.keys()].find((name) => forwarded.test(name))
  if (passed)
    return `演示环境不能放在代理后面（请求带着 ${passed}）：谁都可以在里面扮成任何人。要给大家用，请运行 npm run serve。`
  return undefined
}

const forwarded =
  /^(forwarded|via|x-forwarded.*|x-real-.*|x-client-ip|x-cluster-client-ip|x-original-.*|true-client-ip|cf-.*|fastly-.*|x-envoy-.*|x-proxy.*)$/i

const refusals: Readonly<Record<Mode, string>> = {
  demo: '这个数据库是正式使用的，演示不会碰它。没有改动任何数据。请去掉 DATABASE_URL，让演示用它自己的数据库。',
  real: '这个数据库是演示用的：里面谁都可以扮成任何人，不能正式使用。没有改动任何数据。请换一个空的数据库。',
}

async function markOf(sql: Sql): Promise<Mode | undefined> {
  const { rows } = await sql.query<{ mode: Mode }>('select mode from install')
  return rows[0]?.mode
}

/** Any table of ours that holds a row, by name. */
async function firstFullTable(sql: Sql): Promise<string | undefined> {
  const tables = await sql.query<{ name: string; quoted: string }>(
    `select c.relname as name, quote_ident(c.relname) as quoted from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> 'migration' and has_table_privilege(c.oid, 'select')`,
  )
  if (tables.rows.length === 0) return undefined
  const { rows } = await sql.query<{ name: string }>(
    tables.rows
      .map(({ quoted }, i) => `select $${i + 1}::text as name where exists (select from ${quoted})`)
      .join(' union all '),
    tables.rows.map((table) => table.name),
  )
  return rows[0]?.name
}

import { start, answer, openTodos } from './load.ts'
import { inWorld } from './world.ts'
await inWorld(async (world) => {
  const c = world.owner
  try { await c.query('create extension pg_walinspect') } catch (e) { console.log(String(e)) }
  const cases = 2000
  await start(world, { cases, clients: 512 })
  const lsn = async () => (await c.query('select pg_current_wal_flush_lsn() l')).rows[0].l
  const show = async (a: string, b: string) => console.log((await c.query(`select case when rl.relname is null then r.resource_manager else rl.relname end as rel, r.resource_manager || '/' || r.record_type as what, count(*)/${cases}.0 as n, round(sum(coalesce(b.block_data_length,0)+coalesce(b.block_fpi_length,0)+ r.main_data_length/1.0 + 24)/${cases}) bytes, round(sum(coalesce(block_fpi_length,0))/${cases}) fpi from pg_get_wal_block_info($1,$2) b join pg_get_wal_records_info($1,$2) r on r.start_lsn=b.start_lsn left join pg_class rl on rl.relfilenode = b.relfilenode group by 1,2 order by bytes desc limit 22`, [a, b])).rows.map((r) => Object.values(r).join('  ')).join('\n'))
  const t = await openTodos(world)
  const a = await lsn()
  await answer(world, t, 'next', 512)
  const b = await lsn()
  await show(a, b)
})

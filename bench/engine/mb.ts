import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { openCluster } from '#kernel/postgres/cluster.ts'
const cluster = await openCluster({ dir: '/tmp/mb/pg', revive: false })
const url = await cluster.database('mb')
const c = new pg.Client({ connectionString: url }); await c.connect()
await c.query(`drop table if exists s cascade; create table s (case_id uuid not null, document integer not null, node smallint not null, kind smallint not null, person integer, at timestamptz not null, ms integer) partition by range (at);
create table s_1 partition of s for values from ('2020-01-01') to ('2030-01-01'); create index on s using brin (at);`)
const N = 3328, B = 60
const at = new Date().toISOString()
const ids = Array.from({ length: B }, () => Array.from({ length: N / 13 }, () => randomUUID()))
const rows = (b: number) => ids[b]!.flatMap((id) => Array.from({ length: 13 }, (_, i) => [id, 1, i, i < 3 ? 1 : 5, 17, at, 0] as const))
const lit = (r: readonly (readonly unknown[])[], k: number) => '{' + r.map((x) => x[k]).join(',') + '}'
async function time(name: string, prep: (b: number) => any, run: (p: any) => Promise<unknown>) {
  await c.query('truncate s')
  const p = Array.from({ length: B }, (_, b) => prep(b))
  const l0 = (await c.query(`select pg_current_wal_lsn() - '0/0' as l`)).rows[0].l
  const from = performance.now()
  for (const x of p) { await c.query('begin'); await run(x); await c.query('commit') }
  const ms = performance.now() - from
  const l1 = (await c.query(`select pg_current_wal_lsn() - '0/0' as l`)).rows[0].l
  console.log(name, (ms * 1000 / (N * B)).toFixed(2), 'us/row', ((l1 - l0) / (N * B)).toFixed(0), 'wal/row')
}
const typed = `insert into s select * from unnest($1::uuid[], $2::int[], $3::smallint[], $4::smallint[], $5::int[], $6::timestamptz[], $7::int[])`
const t1 = (b: number) => { const r = rows(b); return [0, 1, 2, 3, 4, 5, 6].map((k) => lit(r, k)) }
const text = `insert into s select a::uuid, b::int, c::smallint, d::smallint, e::int, f::timestamptz, g::int from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as u(a,b,c,d,e,f,g)`
class Copy {
  text: string; data: Buffer; done!: (e?: Error) => void; promise: Promise<void>
  constructor(text: string, data: Buffer) { this.text = text; this.data = data; this.promise = new Promise((r, j) => { this.done = (e) => e ? j(e) : r() }) }
  submit(con: any) { con.query(this.text) }
  handleCopyInResponse(con: any) { con.sendCopyFromChunk(this.data); con.endCopyFrom() }
  handleCommandComplete() {} handleReadyForQuery() { this.done() } handleError(e: Error) { this.done(e) }
  handleRowDescription() {} handleDataRow() {}
}
const epoch = Date.UTC(2000, 0, 1)
const bin = (b: number) => {
  const r = rows(b); const buf = Buffer.alloc(19 + r.length * (2 + 7 * 4 + 16 + 4 + 2 + 2 + 4 + 8 + 4) + 2)
  let o = buf.write('PGCOPY\n\xff\r\n\0', 0, 'latin1'); o = 19
  const t = BigInt(Date.parse(at) - epoch) * 1000n
  for (const x of r) {
    o = buf.writeInt16BE(7, o); o = buf.writeInt32BE(16, o); o += buf.write((x[0] as string).replaceAll('-', ''), o, 'hex')
    o = buf.writeInt32BE(4, o); o = buf.writeInt32BE(x[1], o); o = buf.writeInt32BE(2, o); o = buf.writeInt16BE(x[2], o); o = buf.writeInt32BE(2, o); o = buf.writeInt16BE(x[3], o)
    o = buf.writeInt32BE(4, o); o = buf.writeInt32BE(x[4], o); o = buf.writeInt32BE(8, o); o = buf.writeBigInt64BE(t, o); o = buf.writeInt32BE(4, o); o = buf.writeInt32BE(x[6], o)
  }
  o = buf.writeInt16BE(-1, o)
  return buf.subarray(0, o)
}
for (let k = 0; k < 2; k++) {
  await time('text casts', t1, (p) => c.query({ name: 'x', text, values: p }))
  await time('typed unnest', t1, (p) => c.query({ name: 't', text: typed, values: p }))
  await time('typed unnest into partition', t1, (p) => c.query({ name: 'tp', text: typed.replace('into s', 'into s_1'), values: p }))
  await time('copy text parent', (b) => Buffer.from(rows(b).map((r) => r.join('\t')).join('\n') + '\n'), (p) => { const x = new Copy('copy s from stdin', p); c.query(x as any); return x.promise })
  await time('copy binary parent', bin, (p) => { const x = new Copy('copy s from stdin (format binary)', p); c.query(x as any); return x.promise })
  await time('copy binary partition', bin, (p) => { const x = new Copy('copy s_1 from stdin (format binary)', p); c.query(x as any); return x.promise })
  if (k === 0) await c.query('create index sx on s (case_id, at) where kind < 5')
}
await c.query('drop index sx; create index sy on s (case_id)')
await time('typed unnest full btree', t1, (p) => c.query({ name: 't', text: typed, values: p }))
await time('copy binary full btree', bin, (p) => { const x = new Copy('copy s from stdin (format binary)', p); c.query(x as any); return x.promise })
await c.end(); await cluster.stop()

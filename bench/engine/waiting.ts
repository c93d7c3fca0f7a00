import type { World } from './world.ts'

/** Makes so many cases that wait at their human task, by SQL, like one that is there. */
export async function fillWaiting({ owner, people }: World, count: number): Promise<void> {
  const person = people[0]!
  const { rows } = await owner.query<{ head: string; state: string }>(
    `select t.person as head, c.state::text as state from todo t join process_case c on c.id = t.case_id limit 1`,
  )
  const waiting = JSON.stringify({
    ...JSON.parse(rows[0]!.state),
    status: 'running',
    tokens: [{ id: 1, node: 10, scope: 0, is: 'waiting' }],
  })
  const size = 50_000
  // What is copied from one that is there refers to what is there.
  await owner.query(`set session_replication_role = replica; set synchronous_commit = off`)
  for (let from = 0; from < count; from += size) {
    await owner.query('begin')
    await owner.query(
      `create temp table made on commit drop as select gen_random_uuid() as id, gen_random_uuid() as case_id, n
       from generate_series($1::int, $2::int) n`,
      [from, Math.min(count, from + size) - 1],
    )
    await owner.query(
      `insert into bench_order (id, number, status, version, created_by, created_unit, created_at, updated_by, updated_at, title, unit, amount)
       select id, 'WAIT-' || n, 'review', 2, $1, $2, now(), $1, now(), '等候 ' || n, $2, 10 from made`,
      [person.id, person.unit],
    )
    await owner.query(
      `insert into process_case (id, document, process, record, record_id, state, status, started_by, started_at)
       select case_id, (select min(id) from document where name = 'bench_order'), 'bench_order', 'bench_order', id, $2::jsonb, 'running', $1, now() from made`,
      [person.id, waiting],
    )
    await owner.query(
      `insert into todo (id, case_id, record, record_id, token, node, step, kind, person, arrived_at, state)
       select gen_random_uuid(), case_id, 'bench_order', id, 1, 10, '审批', 'read', $1, now(), 'open' from made`,
      [rows[0]!.head],
    )
    await owner.query(
      `insert into share (record, record_id, person, why, at) select 'bench_order', id, $1, 'starter', now() from made`,
      [person.id],
    )
    await owner.query('commit')
  }
  await owner.query('reset session_replication_role; reset synchronous_commit')
  await owner.query('vacuum analyze bench_order, process_case, todo, share')
  await owner.query('checkpoint')
}

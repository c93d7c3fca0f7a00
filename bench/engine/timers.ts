import { timers as handler } from '#kernel/background.ts'
import { startJobs } from '#kernel/jobs.ts'
import { tidy } from '../result.ts'
import { start } from './load.ts'
import type { Part } from './parts.ts'
import type { World } from './world.ts'

const due = 1000
const waiting = 100_000

/** 1,000 of 100,000 timers come due in the same second: how long until the last has fired, and whether each did once. */
export async function timers(world: World): Promise<Part> {
  await start(world, { cases: due, clients: 512 }, 'wait')
  // The others wait too, far away: their cases are never asked for.
  await world.owner.query(
    `insert into job (kind, key, at, payload) select 'timer', id || '/1', now() + interval '1 year', jsonb_build_object('case', id, 'token', 1)
     from (select gen_random_uuid() as id from generate_series(1, $1)) far`,
    [waiting - due],
  )
  await world.owner.query('analyze job')
  const worker = startJobs(world.server.db.writer, { timer: handler(world.server.store) })
  await world.owner.query(`update job set at = now() where at < '2099-06-01' and at > '2098-01-01'`)
  const from = performance.now()
  worker.wake()
  while ((await leftOf(world)) > 0 && performance.now() - from < 60_000)
    await new Promise((resolve) => setTimeout(resolve, 20))
  const seconds = (performance.now() - from) / 1000
  await worker.stop()
  const { rows } = await world.owner.query<{ cases: number; fired: number }>(
    `select count(distinct case_id) as cases, count(*) as fired from step_log where kind = 2`,
  )
  const { cases, fired } = rows[0]!
  const wrong = Number(cases) !== due || Number(fired) !== due
  return {
    name: 'timers',
    figures: { waiting, due, seconds: Math.round(seconds * 1000) / 1000, fired: Number(fired) },
    limits: [{ name: '1000 个定时到齐', value: tidy(seconds), most: 2, unit: 's' }],
    short: wrong ? [`定时：${due} 个里触发 ${fired} 次，涉及 ${cases} 件`] : [],
  }
}

async function leftOf({ owner }: World): Promise<number> {
  const { rows } = await owner.query<{ left: number }>(
    `select count(*) as left from process_case where process = 'bench_timer' and status = 'running'`,
  )
  return Number(rows[0]!.left)
}

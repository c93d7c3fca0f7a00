import { tidy } from '../result.ts'
import { answer, openTodos, share, start } from './load.ts'
import type { Part } from './parts.ts'
import type { World } from './world.ts'

const items = 20_000
const others = 200

/** 20,000 items of one multi-instance activity, slice by slice, while others on the node answer their todos. */
export async function many(world: World): Promise<Part> {
  await start(world, { cases: 2000, clients: 512 })
  for (let round = 0; round < 2; round += 1) await answer(world, await openTodos(world), 'next', 512)
  const todos = await openTodos(world)
  const from = performance.now()
  const all = start(world, { cases: 1, clients: 1 }, 'many').then(() => world.server.store.idle())
  const ended = endOf(world).then(() => (performance.now() - from) / 1000)
  const meanwhile = await answer(world, todos.slice(0, others * 3), 'next', 64, others)
  await all
  const seconds = await ended
  const p99 = share(meanwhile.latencies, 0.99)
  const { rows } = await world.owner.query<{ passed: number }>(
    `select count(*) as passed from step_log where kind in (1, 5) and case_id in (select id from process_case where process = 'bench_many') and node = 1`,
  )
  const passed = Number(rows[0]!.passed)
  return {
    name: 'many',
    figures: { items, seconds: Math.round(seconds * 100) / 100, othersPerSecond: others, othersP99Ms: tidy(p99) },
    limits: [
      { name: `${items} 项的多实例`, value: tidy(seconds), most: 3, unit: 's' },
      { name: '其间别人 p99', value: p99, most: 50, unit: 'ms' },
    ],
    short: passed === items ? [] : [`多实例：${items} 项里办了 ${passed} 项`],
  }
}

/** Resolves when the case with the items has ended. */
async function endOf({ server }: World): Promise<void> {
  const until = performance.now() + 50_000
  while (performance.now() < until) {
    const { rows } = await server.db.writer.query(
      `select from process_case where process = 'bench_many' and status = 'ended'`,
    )
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the items did not end in 50 seconds')
}

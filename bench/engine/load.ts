import { as } from '#kernel/process/command.ts'
import { type Cpu, cpuOf } from './cpu.ts'
import type { World } from './world.ts'

/** How the load is put on the node. */
export interface Plan {
  readonly cases: number
  /** How often a case comes to its human task. */
  readonly rounds: number
  /** Commands that wait or run at the same time. */
  readonly clients: number
}

/** What a phase took, and what it wrote. */
export interface Phase {
  readonly seconds: number
  readonly steps: number
  readonly wal: number
  readonly latencies: readonly number[]
  /** Processor seconds of node and of PostgreSQL. */
  readonly cpu: Cpu
}

/** An open todo: whoever holds it, and its case. */
export interface Open {
  readonly id: string
  readonly person: string
}

/** Orders are created and submitted: each comes to its first human task. Keys belong to requests over HTTP: none here. */
export function start(
  world: World,
  { cases, clients }: Pick<Plan, 'cases' | 'clients'>,
  process = 'submit',
): Promise<Phase> {
  return measured(world, { count: cases, clients }, (index) => {
    const person = world.people[index % world.people.length]!
    const fields = { title: `订单 ${index}`, unit: person.unit, amount: `${(index * 37) % 10_000}.50` }
    return world.server.store.submit({
      command: { kind: 'create', record: 'bench_order', fields, action: process },
      actor: as(person.id),
      origin: '127.0.0.1 bench',
    })
  })
}

/** Every todo is answered, as fast as it goes or so many a second; `last` ends the cases. */
export function answer(
  world: World,
  todos: readonly Open[],
  outcome: 'next' | 'last',
  clients: number,
  perSecond?: number,
): Promise<Phase> {
  const count = todos.length
  return measured(world, { count, clients, ...(perSecond ? { perSecond } : {}) }, (index) => {
    const todo = todos[index]!
    return world.server.store.submit({
      command: { kind: 'outcome', todo: todo.id, outcome },
      actor: as(todo.person),
      origin: '127.0.0.1 bench',
    })
  })
}

/** What people have to do now, oldest first, after one of them; what only waits to be read (waiting.ts) is left alone. */
export async function openTodos({ owner }: World, after = '00000000-0000-0000-0000-000000000000'): Promise<Open[]> {
  const { rows } = await owner.query<Open>(
    `select id, person from todo where state = 'open' and kind = 'todo' and id > $1 order by id`,
    [after],
  )
  return rows
}

interface Pace {
  readonly count: number
  readonly clients: number
  /** Begun at equal distances; otherwise each client begins when its last was answered. */
  readonly perSecond?: number
}

async function measured(
  world: World,
  { count, clients, perSecond }: Pace,
  one: (index: number) => Promise<unknown>,
): Promise<Phase> {
  const before = await positionOf(world.owner)
  const cpu = cpuOf(world.postmaster)
  const latencies: number[] = []
  let next = 0
  const began = performance.now()
  const client = async () => {
    for (let index = next++; index < count; index = next++) {
      // Counted from the moment at which it was to begin, so that a stall is not hidden.
      const planned = perSecond ? began + (index * 1000) / perSecond : performance.now()
      while (performance.now() < planned) await rest(planned - performance.now())
      await one(index)
      latencies.push(performance.now() - planned)
    }
  }
  const from = performance.now()
  await Promise.all(Array.from({ length: clients }, client))
  const seconds = (performance.now() - from) / 1000
  const spent = cpuOf(world.postmaster)
  const after = await positionOf(world.owner)
  return {
    seconds,
    steps: after.steps - before.steps,
    wal: after.wal - before.wal,
    latencies,
    cpu: { node: spent.node - cpu.node, postgres: spent.postgres - cpu.postgres },
  }
}

/** Short distances are finer than a timer. */
const rest = (ms: number) =>
  new Promise<void>((resolve) => (ms > 2 ? setTimeout(resolve, ms - 1) : setImmediate(resolve)))

/** The value below which such a share of values lies. */
export const share = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN

/** How many nodes were entered so far, and how much WAL was written. */
export async function positionOf(owner: World['owner']): Promise<{ steps: number; wal: number }> {
  const { rows } = await owner.query<{ steps: number; wal: number }>(
    `select (select count(*) from step_log where kind in (1, 5))::float8 as steps, pg_current_wal_lsn() - '0/0' as wal`,
  )
  return { steps: Number(rows[0]!.steps), wal: Number(rows[0]!.wal) }
}

/** All phases together. */
export const total = (phases: readonly Phase[]): Phase => ({
  seconds: sum(phases.map(({ seconds }) => seconds)),
  steps: sum(phases.map(({ steps }) => steps)),
  wal: sum(phases.map(({ wal }) => wal)),
  latencies: phases.flatMap(({ latencies }) => latencies),
  cpu: { node: sum(phases.map(({ cpu }) => cpu.node)), postgres: sum(phases.map(({ cpu }) => cpu.postgres)) },
})

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

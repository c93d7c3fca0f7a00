import { type Limit, tidy } from '../result.ts'
import { deploying } from './deploy.ts'
import { floorOf, snapshot } from './floor.ts'
import { requests } from './http.ts'
import { answer, openTodos, type Phase, share, start, total } from './load.ts'
import { many } from './many.ts'
import { timers } from './timers.ts'
import { fillWaiting } from './waiting.ts'
import type { World } from './world.ts'

/** What one part found: figures, limits from above, and what fell short of a limit from below, in words. */
export interface Part {
  readonly name: string
  readonly figures: Readonly<Record<string, unknown>>
  readonly limits: readonly Limit[]
  readonly short: readonly string[]
  readonly steps?: { readonly value: number; readonly floor: number }
}

export interface Options {
  /** How many cases wait while the rate is measured. */
  readonly waiting: number
}

/** The parts by the letters of the issue; each has a database of its own. */
export const parts: Readonly<Record<string, (world: World, options: Options) => Promise<Part>>> = {
  a: rate,
  b: latency,
  c: waitingCases,
  d: many,
  e: timers,
  f: deploying,
  g: requests,
}

const plan = { cases: 2000, rounds: 10, clients: 1024 }

/** Runs cases through their human tasks: first created, then answered round by round. */
async function play(world: World, { cases, rounds, clients } = plan, seen: () => Promise<void> = async () => {}) {
  const phases: Phase[] = [await start(world, { cases, clients })]
  await seen()
  for (let round = 1; round <= rounds; round += 1) {
    phases.push(await answer(world, await openTodos(world), round === rounds ? 'last' : 'next', clients))
    await seen()
  }
  return phases
}

async function rate(world: World): Promise<Part> {
  await play(world, { ...plan, cases: 1000 })
  const moments = [await snapshot(world.owner)]
  const phases = await play(world, plan, async () => void moments.push(await snapshot(world.owner)))
  const counts = phases.map(() => Math.ceil(plan.cases / 512))
  const [mine, floor] = [total(phases), total(await floorOf(world, moments, counts))]
  const round = total(phases.slice(1, -1))
  const [value, least] = [mine.steps / mine.seconds, floor.steps / floor.seconds]
  return {
    name: 'steps',
    figures: {
      stepsPerSecond: tidy(value),
      best: tidy(Math.max(...phases.map((phase) => phase.steps / phase.seconds))),
      floor: tidy(least),
      ratio: Math.round((value / least) * 100) / 100,
      walPerStep: tidy(mine.wal / mine.steps),
      walPerStepOfARound: tidy(round.wal / round.steps),
      walPerStepOfTheFloor: tidy(floor.wal / floor.steps),
      cpuMicrosPerStep: {
        node: micros(mine, 'node'),
        postgres: micros(mine, 'postgres'),
        floor: micros(floor, 'postgres'),
      },
      tasksPerSecond: tidy((plan.cases * plan.rounds) / total(phases.slice(1)).seconds),
    },
    limits: [{ name: '每步 WAL', value: mine.wal / mine.steps, most: 250, unit: '字节' }],
    short: [
      ...(value < 150_000 ? [`持久步数：${tidy(value)} 步/秒，下限 150000`] : []),
      ...(value / least < 0.5 ? [`与底线之比：${tidy(value / least)}，下限 0.5`] : []),
    ],
    steps: { value, floor: least },
  }
}

const micros = ({ cpu, steps }: Phase, of: 'node' | 'postgres') => tidy((cpu[of] * 1e6) / steps)

/** Half of what the node can do, in equal distances: how long one answer takes until it is committed. */
async function latency(world: World): Promise<Part> {
  await play(world, { cases: 1000, rounds: 2, clients: 512 })
  await start(world, { cases: 4000, clients: 512 })
  const full = await answer(world, (await openTodos(world)).slice(0, 2000), 'next', 512)
  const rate = full.latencies.length / full.seconds / 2
  const half = await answer(world, (await openTodos(world)).slice(0, 4000), 'next', 512, rate)
  const [p50, p99] = [share(half.latencies, 0.5), share(half.latencies, 0.99)]
  return {
    name: 'latency',
    figures: { p50Ms: tidy(p50), p99Ms: tidy(p99), answersPerSecond: tidy(rate) },
    limits: [
      { name: '半负荷一步 p50', value: p50, most: 2, unit: 'ms' },
      { name: '半负荷一步 p99', value: p99, most: 10, unit: 'ms' },
    ],
    short: [],
  }
}

/** The same load before and after a million cases wait; in turns, since the machine is not alone. */
async function waitingCases(world: World, { waiting }: Options): Promise<Part> {
  const small = { cases: 1000, rounds: 3, clients: 1024 }
  const best = async () => {
    const cost = []
    for (let turn = 0; turn < 2; turn += 1) cost.push(total(await play(world, small)))
    return {
      rate: Math.max(...cost.map(({ steps, seconds }) => steps / seconds)),
      cpu: Math.min(...cost.map(({ cpu, steps }) => ((cpu.node + cpu.postgres) * 1e6) / steps)),
    }
  }
  await play(world, small)
  const before = await best()
  await fillWaiting(world, waiting)
  const after = await best()
  const slower = 1 - after.rate / before.rate
  return {
    name: 'waiting',
    figures: {
      cases: waiting,
      before: tidy(before.rate),
      after: tidy(after.rate),
      slowerPercent: tidy(slower * 100),
      cpuMicrosPerStep: { before: tidy(before.cpu), after: tidy(after.cpu) },
    },
    limits: [{ name: `${waiting} 件等候时变慢`, value: slower * 100, most: 10, unit: '%' }],
    short: [],
  }
}

import { answer, openTodos, start, total, type Phase } from './load.ts'
import { floorOf, snapshot } from './floor.ts'
import { inWorld } from './world.ts'
const [cases, rounds, clients, floor] = [Number(process.argv[2] ?? 4000), Number(process.argv[3] ?? 4), Number(process.argv[4] ?? 1024), process.argv[5]]
const say = (name: string, phases: Phase[]) => {
  const t = total(phases)
  console.log(name, phases.map((p) => `${Math.round(p.steps / p.seconds)}/s`).join(' '), '| total', Math.round(t.steps / t.seconds), 'steps/s wal', Math.round(t.wal / t.steps), 'cpu us/step node', (t.cpu.node * 1e6 / t.steps).toFixed(1), 'pg', (t.cpu.postgres * 1e6 / t.steps).toFixed(1), '| us/case by phase node', phases.map((p) => (p.cpu.node * 1e6 / cases).toFixed(0)).join(' '), 'pg', phases.map((p) => (p.cpu.postgres * 1e6 / cases).toFixed(0)).join(' '), '| wal/case', phases.map((p) => (p.wal / cases).toFixed(0)).join(' '))
}
await inWorld(async (world) => {
  const warm = [await start(world, { cases, clients })]
  for (let r = 1; r <= rounds; r++) warm.push(await answer(world, await openTodos(world), r === rounds ? 'last' : 'next', clients))
  say('warm', warm)
  const moments = floor ? [await snapshot(world.owner)] : []
  const phases: Phase[] = [await start(world, { cases, clients })]
  if (floor) moments.push(await snapshot(world.owner))
  for (let r = 1; r <= rounds; r++) {
    phases.push(await answer(world, await openTodos(world), r === rounds ? 'last' : 'next', clients))
    if (floor) moments.push(await snapshot(world.owner))
  }
  say('product', phases)
  if (floor) say('floor', await floorOf(world, moments, phases.map(() => Math.ceil(cases / 512))))
})

import { report } from './timing.ts'
import { answer, openTodos, start, total, type Phase } from './load.ts'
import { inWorld } from './world.ts'
const [cases, rounds, clients] = [Number(process.argv[2] ?? 4000), Number(process.argv[3] ?? 4), Number(process.argv[4] ?? 1024)]
await inWorld(async (world) => {
    report()
    const phases: Phase[] = [await start(world, { cases, clients })]
    report()
    for (let r = 1; r <= rounds; r++) phases.push(await answer(world, await openTodos(world), r === rounds ? 'last' : 'next', clients))
    report()
    const t = total(phases)
    console.log(phases.map((p) => `${Math.round(p.steps / p.seconds)}/s`).join(' '), '| total', Math.round(t.steps / t.seconds), 'steps/s wal/step', Math.round(t.wal / t.steps), 'steps', t.steps, 'cmd/s', Math.round((cases * (rounds + 1)) / t.seconds))
})

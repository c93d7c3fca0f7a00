import { type Part, parts } from './engine/parts.ts'
import { inWorld } from './engine/world.ts'
import { missedOf, type Result } from './result.ts'

/**
 * The durable speed of the engine on a PostgreSQL of its own, everything on this machine: `npm run bench -- engine`, with
 * `--only a,b` for some of its parts and `--waiting 100000` for fewer waiting cases. The value is the durable rate of
 * steps, its floor the same rows written by plain SQL in the same run.
 */
export async function engine(args: readonly string[] = process.argv.slice(3)): Promise<Result> {
  const only = option(args, '--only')?.split(',')
  const waiting = Number(option(args, '--waiting') ?? 1_000_000)
  const found: Record<string, unknown> = {}
  const limits: Part['limits'][number][] = []
  const missed: string[] = []
  let steps = { value: 0, floor: 0 }
  for (const [letter, run] of Object.entries(parts)) {
    if (only && !only.includes(letter)) continue
    const part = await inWorld((world) => run(world, { waiting }))
    found[part.name] = part.figures
    limits.push(...part.limits)
    missed.push(...part.short)
    if (part.steps) steps = part.steps
    console.log(`${letter} ${part.name} ${JSON.stringify(part.figures)}`)
  }
  return {
    bench: 'engine',
    value: Math.round(steps.value),
    unit: 'steps/s',
    floor: Math.round(steps.floor),
    ratio: Math.round((steps.value / (steps.floor || 1)) * 100) / 100,
    ...found,
    missed: [...missed, ...missedOf(limits)],
  }
}

function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name)
  return at === -1 ? undefined : args[at + 1]
}

import type { Result, Skipped } from '../bench/result.ts'

/**
 * `npm run bench -- NAME` runs one benchmark and prints its result as one JSON object in the last line. Ends with 1 when a
 * limit was missed; one that cannot run on this machine says why and ends with 0.
 */
const benches: Readonly<Record<string, () => Promise<Result | Skipped>>> = {
  start: async () => (await import('../bench/start.ts')).start(),
  import: async () => (await import('../bench/import.ts')).importing(),
  route: async () => (await import('../bench/route.ts')).route(),
  bundle: async () => (await import('../bench/bundle.ts')).bundle(),
  decisions: async () => (await import('../bench/decisions.ts')).decisions(),
  'engine-peers': async () => {
    const ours = await (await import('../bench/engine.ts')).engine(['--only', 'a'])
    return (await import('../bench/engine-peers.ts')).enginePeers(ours.value)
  },
  engine: async () => (await import('../bench/engine.ts')).engine(),
  matrix: async () => (await import('../bench/matrix.ts')).matrix(),
}

const name = process.argv[2] ?? ''
const run = benches[name]
if (run) await report(await run())
else {
  console.error(`用法：npm run bench -- ${Object.keys(benches).join('|')}`)
  process.exitCode = 2
}

async function report(result: Result | Skipped): Promise<void> {
  if ('skipped' in result) console.log(result.skipped)
  else for (const words of result.missed) console.error(`没有达到：${words}`)
  console.log(JSON.stringify(result))
  process.exitCode = 'missed' in result && result.missed.length > 0 ? 1 : 0
}

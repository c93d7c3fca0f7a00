import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#test/checkout.ts'
import { databaseGone, fullDisk, killApp, killPostgres } from '#test/faults/checks.ts'
import { clocks } from '#test/faults/clocks.ts'
import { killNode, pauseNode } from '#test/faults/nodes.ts'
import type { Site } from '#test/faults/process.ts'
import { race } from '#test/faults/race.ts'
import { repeatKeys } from '#test/faults/repeat.ts'
import type { Found, Plan } from '#test/faults/work.ts'

/**
 * `npm run faults -- NAME [key=value …]` breaks real servers while people of the demo company approve projects, replays the
 * step log of every case, and prints what became of their work as one JSON object in its last line. The values of a plan
 * (`times`, `hands`, `approvals`, `seconds`, `nodes`, `timers`) are those of a whole run unless said; a bare number is
 * `times`. `all` runs one check after the other.
 */
const checks: Readonly<Record<string, { run: (site: Site, plan: Plan) => Promise<Found | undefined>; plan: Plan }>> = {
  'kill-app': { run: killApp, plan: { times: 100, hands: 8, approvals: 5_000 } },
  'kill-postgres': { run: killPostgres, plan: { times: 20, hands: 8 } },
  race: { run: race, plan: { times: 1_000, hands: 50, nodes: 2 } },
  'repeat-keys': { run: repeatKeys, plan: { times: 20, hands: 16 } },
  'pause-node': { run: pauseNode, plan: { times: 2, hands: 8, nodes: 2, seconds: 70, timers: 200 } },
  'kill-node': { run: killNode, plan: { times: 20, hands: 8, nodes: 4, approvals: 3_000 } },
  clocks: { run: clocks, plan: { times: 10, hands: 8, timers: 50 } },
  'database-gone': { run: databaseGone, plan: { times: 1, hands: 8, seconds: 60 } },
  'full-disk': { run: fullDisk, plan: { times: 1, hands: 8 } },
}

const [name = '', ...words] = process.argv.slice(2).filter((word) => word !== '--')
const chosen = name === 'all' ? Object.keys(checks) : Object.hasOwn(checks, name) ? [name] : []
if (chosen.length === 0) {
  console.error(`用法：npm run faults -- ${Object.keys(checks).join('|')}|all [times=次数] [hands=…] [seconds=…]`)
  process.exitCode = 2
}
for (const check of chosen) process.exitCode = (await run(check)) || process.exitCode || 0

async function run(check: string): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'jingwei-faults-'))
  const from = performance.now()
  try {
    const { run: breaking, plan } = checks[check]!
    const site = { directory: join(directory, 'data'), port: await freePort() }
    const found = await breaking(site, { ...plan, ...planOf(words) })
    if (!found) {
      console.log(JSON.stringify({ check, skipped: '这里不能挂载小磁盘' }))
      return 0
    }
    for (const problem of found.problems) console.error(problem)
    const took = Math.round((performance.now() - from) / 1_000)
    console.log(JSON.stringify({ ...found, problems: found.problems.length, took }))
    return wrongsOf(found) === 0 ? 0 : 1
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

function wrongsOf({ lost, doubled, stuck, contradicted, died, wrong }: Found): number {
  return lost + doubled + stuck + contradicted + Number(died ?? 0) + Number(wrong ?? 0)
}

/** `times=3 nodes=4`, or a bare number of times. */
function planOf(said: readonly string[]): Partial<Plan> {
  return Object.fromEntries(
    said.map((word) => {
      const [key, value] = word.includes('=') ? word.split('=') : ['times', word]
      return [key, Number(value)]
    }),
  )
}

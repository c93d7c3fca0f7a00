import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#test/checkout.ts'
import { databaseGone, fullDisk, killApp, killPostgres, type Plan } from '#test/faults/checks.ts'

/**
 * `npm run faults -- NAME [TIMES]` breaks a real server while people of the demo company approve projects, and prints what
 * became of their work as one JSON object in its last line. NAME: kill-app, kill-postgres, database-gone, full-disk.
 */
const checks = {
  'kill-app': killApp,
  'kill-postgres': killPostgres,
  'database-gone': databaseGone,
  'full-disk': fullDisk,
}
const standard: Record<string, number> = { 'kill-app': 10, 'kill-postgres': 10, 'database-gone': 2, 'full-disk': 1 }

const [name = '', times] = process.argv.slice(2).filter((word) => word !== '--')
if (name in checks) process.exitCode = await run(name as keyof typeof checks)
else {
  console.error(`用法：npm run faults -- ${Object.keys(checks).join('|')} [次数]`)
  process.exitCode = 2
}

async function run(check: keyof typeof checks): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'jingwei-faults-'))
  const plan: Plan = { times: Number(times ?? standard[check]), hands: 8 }
  try {
    const found = await checks[check]({ directory: join(directory, 'data'), port: await freePort() }, plan)
    if (!found) {
      console.log(JSON.stringify({ check, skipped: '这里不能挂载小磁盘' }))
      return 0
    }
    for (const problem of found.problems) console.error(problem)
    console.log(JSON.stringify({ ...found, problems: found.problems.length }))
    return found.lost + found.doubled + found.stuck + Number(found.died ?? 0) + Number(found.wrong ?? 0) === 0 ? 0 : 1
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

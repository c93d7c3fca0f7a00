import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What one step proved, counted in test cases, or 1 for a step that is no test run. */
interface Result {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface Step {
  readonly name: string
  run(): Promise<Result>
}

const patterns = process.argv.slice(2).filter((argument) => argument !== '--')
const node = process.execPath
const inCi = Boolean(process.env.CI)
const results = mkdtempSync(join(tmpdir(), 'jingwei-results-'))
let child: ChildProcess | undefined
let interrupted = false

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interrupt())

const tests: Step[] = [
  { name: '单元、架构与故事测试', run: () => vitest('unit') },
  { name: '浏览器测试', run: browserTests },
]
const checks: Step[] = [
  { name: '类型检查', run: () => check('node_modules/typescript/bin/tsc', '--noEmit', '-p', '.') },
  { name: '代码风格检查', run: () => check('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings') },
]
const build: Step = { name: '网页构建', run: async () => one((await execute('sh', ['bin/build'])) === 0) }

await runAll(patterns.length > 0 ? [build, ...tests] : [...checks, build, ...tests])

async function runAll(steps: Step[]) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const step of steps) {
    if (interrupted) break
    const result = await timed(step)
    total.passed += result.passed
    total.failed += result.failed
    total.skipped += result.skipped
  }
  rmSync(results, { recursive: true, force: true })
  await sweepDatabases().catch(() => undefined)
  if (interrupted) console.log('已中断，后面的步骤没有运行。')
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
  process.exitCode = interrupted ? 130 : total.failed > 0 ? 1 : 0
}

/** Imported only here: a fault in the kernel must fail its own steps, not this program. */
async function sweepDatabases() {
  const { sweep } = await import('#test/database.ts')
  await sweep()
}

async function timed(step: Step): Promise<Result> {
  console.log(`\n${step.name} …`)
  const from = performance.now()
  const result = await step.run()
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  const verdict = result.failed > 0 ? `没有通过：${result.failed} 项` : result.passed > 0 ? '通过' : '跳过'
  console.log(`${step.name}：${verdict}，用时 ${seconds} 秒。`)
  return result
}

function one(passed: boolean): Result {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
}

async function check(program: string, ...args: string[]): Promise<Result> {
  return one((await execute(node, [program, ...args])) === 0)
}

async function browserTests(): Promise<Result> {
  const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const found = [process.env.CHROMIUM, ...programs].find((program) => program && existsSync(program))
  if (found) return vitest('browser', { CHROMIUM: found })
  console.log('没有找到 chromium（可用 CHROMIUM=路径 指定），浏览器测试没有运行。')
  return inCi ? one(false) : { passed: 0, failed: 0, skipped: 1 }
}

async function vitest(project: string, env: NodeJS.ProcessEnv = {}): Promise<Result> {
  const report = join(results, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--passWithNoTests', ...reporters]
  const code = await execute(node, [...args, ...patterns], env)
  const counted = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : one(false)
  return code === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 }
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { status: string; assertionResults: readonly unknown[] }[]
}

/** A file that could not even be loaded has no test cases, but counts as one that failed. */
function count(report: Report): Result {
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function execute(program: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((done) => {
    child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
    child.once('error', (error) => {
      console.error(error.message)
      done(127)
    })
    child.once('exit', (code) => done(code ?? 1))
  })
}

/** A terminal sends Ctrl-C to the child too; a supervisor's SIGTERM comes to us alone. */
function interrupt() {
  interrupted = true
  if (child?.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
}

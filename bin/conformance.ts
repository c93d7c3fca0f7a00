import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Failure, folderOf, type Score, scoreOf } from '../test/conformance/suite.ts'

/**
 * `npm run conformance -- NAME [--dir DIR]` plays one outside suite and prints its score as one JSON object in the last
 * line, what failed above it. Ends with 1 when something failed that `test/conformance/scores/NAME.json` does not list.
 */
const suites: Readonly<Record<string, (dir?: string) => Promise<Score>>> = {
  betsy: async (dir) => {
    const { betsyInvalid } = await import('../test/conformance/betsy-invalid.ts')
    return joined('betsy', [await betsyExecutable(dir), await betsyInvalid(dir)])
  },
  dmn: dmnKit,
  miwg: async (dir) => (await import('../test/conformance/miwg.ts')).miwg(dir),
  patterns,
  xes: async (dir) => joined('xes', await part('xes', dir)),
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { dir: { type: 'string' } } })
const [name = ''] = positionals
const suite = Object.hasOwn(suites, name) ? suites[name] : undefined
if (suite) report(await suite(values.dir))
else {
  console.error(`用法：npm run conformance -- ${Object.keys(suites).join('|')} [--dir 文件夹]`)
  process.exitCode = 2
}

/** The executable models of betsy; without its folder there is nothing to run. */
async function betsyExecutable(dir: string | undefined): Promise<Score> {
  const { runBetsy } = await import('../test/conformance/betsy.ts')
  const folder = folderOf('bpmn-betsy', dir)
  if (!folder) return scoreOf('betsy', 0, [], ['没有找到 betsy 的模型，跳过。'])
  const { failures, total } = await runBetsy(folder)
  const told = failures.map(({ name, expected, got }) => differs(name, expected.join('、'), got.join('、')))
  return scoreOf('betsy', total, told)
}

/** The Test Compatibility Kit of DMN. */
async function dmnKit(dir: string | undefined): Promise<Score> {
  const { runDmn } = await import('../test/conformance/dmn.ts')
  const folder = folderOf('dmn-tck', dir)
  if (!folder) return scoreOf('dmn', 0, [], ['没有找到 DMN 的检查集，跳过。'])
  const { failures, ...score } = await runDmn(folder)
  return { ...score, failures: failures.map(({ name, expected, got }) => differs(name, expected, got)) }
}

/** The 43 control-flow patterns, as data of our own. */
async function patterns(): Promise<Score> {
  const { runPatterns } = await import('../test/conformance/patterns.ts')
  const { failures, inexpressible, ...score } = await runPatterns()
  return { ...score, failures, notes: inexpressible.map((one) => `BPMN 没有办法表达：${one}`) }
}

function differs(name: string, expected: string, got: string): Failure {
  return { case: name, why: `要得到 ${expected || '什么也不留'}，得到 ${got || '什么也没有'}` }
}

/** A suite that lies in a file of its own name; one that this release lacks is left out with a word. */
async function part(file: string, dir: string | undefined): Promise<Score[]> {
  const path = new URL(`../test/conformance/${file}.ts`, import.meta.url)
  const absent =
    file === 'xes' ? '事件日志（XES）的检查随分析室一起提供，这里还没有，跳过。' : `${file} 的检查还没有，跳过。`
  if (!existsSync(path)) return [{ suite: file, passed: 0, failed: 0, total: 0, failures: [], notes: [absent] }]
  const found = ((await import(path.href)) as Record<string, unknown>)[file]
  return typeof found === 'function' ? [(await found(dir)) as Score] : []
}

function joined(suite: string, parts: Score[]): Score {
  const sum = (of: 'passed' | 'failed' | 'total') => parts.reduce((total, one) => total + one[of], 0)
  const notes = parts.flatMap((one) => one.notes ?? [])
  const failures = parts.flatMap((one) => one.failures)
  return { suite, passed: sum('passed'), failed: sum('failed'), total: sum('total'), failures, notes }
}

function report({ failures, notes = [], ...score }: Score): void {
  const known = knownOf(score.suite)
  for (const note of notes) console.error(note)
  for (const failure of failures) {
    const reason = reasonOf(known, failure)
    console.error(`没有通过：${failure.case}：${failure.why}${reason ? `（已知：${reason}）` : ''}`)
  }
  const unknown = failures.filter((failure) => reasonOf(known, failure) === undefined)
  console.log(JSON.stringify(score))
  process.exitCode = unknown.length > 0 ? 1 : 0
}

type Known = { name: string; why: string }

/** Cases that fail on purpose, each with the sentence of the standard on which we differ. */
function knownOf(suite: string): Known[] {
  const path = new URL(`../test/conformance/scores/${suite}.json`, import.meta.url)
  if (!existsSync(path)) return []
  const { differences = [] } = JSON.parse(readFileSync(path, 'utf8')) as { differences?: Known[] }
  return differences
}

/** A difference names a case, or the file whose cases all differ. */
function reasonOf(known: Known[], failure: Failure): string | undefined {
  return known.find(({ name }) => failure.case === name || failure.case.startsWith(`${name} `))?.why
}

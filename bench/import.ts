import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { decode } from '#packs/policy/reading/decode.ts'
import { fiveLevels, twoPolicies, withContents } from '#packs/policy/reading/layouts.ts'
import { readPolicy } from '#packs/policy/reading/read.ts'
import { type Limit, median, missedOf, type Result, tidy } from './result.ts'

const rounds = 5
const largest = 500_000
const sources = new URL('../../shared/sources/', import.meta.url)

/**
 * How long a policy takes from bytes to clauses: the slowest of the real documents beside the checkout, or of our own where
 * there are none, and the worst half a megabyte that is taken. The floor is decoding the same bytes, in the same run.
 */
export async function importing(): Promise<Result> {
  const files = documents()
  const read = files.map(({ name, bytes }) => ({
    name,
    ms: measure(() => readPolicy(bytes, name, { bytes: largest })),
  }))
  const slowest = read.toSorted((a, b) => b.ms - a.ms)[0]!
  const bytes = files.find(({ name }) => name === slowest.name)!.bytes
  const floor = measure(() => decode(bytes, slowest.name, largest))
  const worst = extremes.map((line) => ownTime(() => readPolicy(filled(line), '制度.txt', { bytes: largest })))
  const limits: Limit[] = read.map(({ name, ms }) => ({ name, value: ms, most: 1_000, unit: 'ms' }))
  return {
    bench: 'import',
    value: tidy(slowest.ms),
    unit: 'ms',
    floor: Math.round(floor * 1_000) / 1_000,
    ratio: tidy(slowest.ms / floor),
    documents: Object.fromEntries(read.map(({ name, ms }) => [name.slice(0, 3), tidy(ms)])),
    worstMs: tidy(Math.max(...worst)),
    missed: missedOf([...limits, { name: '500 KB 的最坏情形', value: Math.max(...worst), most: 1_000, unit: 'ms' }]),
  }
}

interface Document {
  readonly name: string
  readonly bytes: Uint8Array
}

function documents(): Document[] {
  if (existsSync(sources)) {
    const names = readdirSync(sources).filter((name) => name.endsWith('.txt'))
    return names.map((name) => ({ name, bytes: readFileSync(new URL(name, sources)) }))
  }
  console.error('没有 ../shared/sources，改用自己写的文本。')
  const own = [withContents, fiveLevels, twoPolicies].map((text) => text.repeat(20)).join('\n')
  return [{ name: 'own.txt', bytes: new TextEncoder().encode(own) }]
}

/** Lines that once made the reading wait: one number, bullets, swapped characters, blank lines, a sentence without end. */
const extremes = [
  '第一条 员工应当遵守规定。\n',
  '一、总则\n',
  '•保持',
  '戓略丌得収布兰键雹求不仓库\n',
  '办公用品管理制度\n',
  ' \n',
  '采购部的每月报告，',
  '甲？乙',
]

/** A text of blank lines alone would be refused. */
const opening = '办公制度\n第一条 '

const filled = (line: string): Uint8Array =>
  new TextEncoder().encode(opening + line.repeat(Math.ceil(largest / Buffer.byteLength(line)))).subarray(0, largest)

/** Milliseconds that the thread itself was at work: what others take of a shared machine is not counted. */
function ownTime(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}

/** Milliseconds, the middle of some rounds; the first is not counted. */
function measure(work: () => unknown): number {
  work()
  const took = Array.from({ length: rounds }, () => {
    const from = performance.now()
    work()
    return performance.now() - from
  })
  return median(took)
}

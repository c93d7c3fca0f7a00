import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileModel } from '#engine/bpmn/compile.ts'
import { type Model, ModelRefused } from '#engine/bpmn/model.ts'
import type { Vars } from '#engine/types.ts'
import { bindConditions, bindScripts, type Marks } from './betsy-scripts.ts'
import { type Ending, play } from './play.ts'

/** The outcome of a suite: how many of its cases came out as expected, and those that did not. */
export type Score = {
  suite: 'betsy'
  passed: number
  failed: number
  total: number
  failures: { name: string; expected: string[]; got: string[] }[]
}

type Case = { vars: Vars; expect: string[]; waitMs?: number; alsoStart?: string }
type Entry = { model: string; processId: string; cases: Case[] }

/**
 * Runs the executable part of betsy (a vendor-neutral suite for BPMN engines) from a folder with `expectations.json`: every
 * process is played in memory on a clock of its own, and the marks that its scripts leave are compared as a multiset.
 */
export async function runBetsy(dir: string): Promise<Score> {
  const { executable } = JSON.parse(readFileSync(join(dir, 'expectations.json'), 'utf8')) as { executable: Entry[] }
  const score: Score = { suite: 'betsy', passed: 0, failed: 0, total: 0, failures: [] }
  for (const { model, processId, cases } of executable) {
    const xml = readModel(join(dir, model))
    if (xml === undefined) continue
    for (const one of cases) {
      const got = compared(await marksOf(xml, processId, one), one.expect)
      const isPassed = got.join() === one.expect.toSorted().join()
      score.total += 1
      if (isPassed) score.passed += 1
      else score.failures.push({ name: `${model} ${JSON.stringify(one.vars)}`, expected: one.expect.toSorted(), got })
    }
  }
  return { ...score, failed: score.failures.length }
}

/** The folder may hold a part of the suite. */
function readModel(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** How long the original looks at least, and a little more for what falls on the moment itself. */
const WAIT = { least: 2000, more: 1 }

async function marksOf(xml: string, processId: string, { vars, waitMs = 0, alsoStart }: Case): Promise<string[]> {
  const marks: Marks = { left: [], intervals: [], services: {} }
  const model = await deploy(xml, marks)
  if (!model) return ['ERROR_DEPLOYMENT']
  const until = Math.max(waitMs, WAIT.least) + WAIT.more
  const ending = play(model, [...(alsoStart ? [alsoStart] : []), processId], vars, until, marks)
  return [...marks.left, ...overlap(marks), ...errorMarks(ending)]
}

async function deploy(xml: string, marks: Marks): Promise<Model | undefined> {
  try {
    return await compileModel(xml, { scripts: bindScripts(marks), conditions: bindConditions })
  } catch (error) {
    if (error instanceof ModelRefused) return undefined
    throw error
  }
}

function overlap({ intervals: [first, second] }: Marks): string[] {
  return first && second && first.from < second.to && second.from < first.to ? ['EXECUTION_PARALLEL'] : []
}

function errorMarks({ error, stuck }: Ending): string[] {
  if (error) return ['ERROR_THROWN_ERROR_EVENT']
  return stuck ? ['ERROR_RUNTIME'] : []
}

/** The original looks for these marks only where a test asks for them. */
const ON_DEMAND = ['MARKER_EXISTS', 'EXECUTION_PARALLEL']
const ERRORS = ['ERROR_DEPLOYMENT', 'ERROR_RUNTIME']

function compared(left: string[], expected: string[]): string[] {
  const asked = left.filter((mark) => !ON_DEMAND.includes(mark) || expected.includes(mark))
  const isGeneric = expected.includes('ERROR_GENERIC')
  return asked.map((mark) => (isGeneric && ERRORS.includes(mark) ? 'ERROR_GENERIC' : mark)).sort()
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { compileDecisions, type Decisions } from '#engine/dmn/compile.ts'
import { attribute, childOf, childrenOf, readXml, textOf, type XmlNode } from '#engine/dmn/tree.ts'
import { equal } from '#engine/feel/compare.ts'
import { toFeel } from '#engine/feel/json.ts'
import { formatValue } from '#engine/feel/temporal.ts'
import { Decimal, isFunction, isNumber, isRange, typeOf, type Value } from '#engine/feel/values.ts'
import type { Json } from '#engine/types.ts'
import { folderOf, type Score as SuiteScore, scoreOf } from './suite.ts'

/** `npm run conformance -- dmn`: the kit beside the checkout, or the folder that is named. */
export async function dmn(dir?: string): Promise<SuiteScore> {
  const folder = folderOf('dmn-tck', dir)
  if (!folder) return scoreOf('dmn', 0, [], ['没有找到 DMN 的测试集，跳过。'])
  const { failures, total } = await runDmn(folder)
  const told = failures.map(({ name, expected, got }) => ({ case: name, why: `要得到 ${expected}，得到 ${got}` }))
  return scoreOf('dmn', total, told)
}

/** A case that did not come out as the kit expects: folder, file and case, what it wants and what we gave. */
export type Failure = { name: string; expected: string; got: string }
export type Score = { suite: 'dmn'; passed: number; failed: number; total: number; failures: Failure[] }

/**
 * Runs every `*-test-*.xml` below a folder that is shaped like the Test Compatibility Kit of DMN: a folder for each model,
 * beside it the models that it imports. A case passes when every result that it names does.
 */
export async function runDmn(dir: string): Promise<Score> {
  const failures: Failure[] = []
  let total = 0
  for (const file of testFiles(dir)) {
    const suite = readXml(readFileSync(file, 'utf8'))
    const cases = childrenOf(suite, 'testCase')
    const model = await modelOf(file, suite)
    total += cases.length
    for (const one of cases) {
      const name = `${relative(dir, file)} ${attribute(one, 'id') ?? attribute(one, 'name') ?? ''}`
      const wrong =
        'decisions' in model ? wrongResult(model.decisions, one) : { expected: '可以运行的模型', got: model.refused }
      if (wrong) failures.push({ name, ...wrong })
    }
  }
  return { suite: 'dmn', passed: total - failures.length, failed: failures.length, total, failures }
}

function testFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => /-test-[^/\\]*\.xml$/.test(path))
    .map((path) => join(dir, path))
    .toSorted()
}

type Compiled = { decisions: Decisions } | { refused: string }

async function modelOf(file: string, suite: XmlNode): Promise<Compiled> {
  const folder = dirname(file)
  const named = textOf(suite, 'modelName') ?? `${basename(folder)}.dmn`
  const models = readdirSync(folder).filter((name) => name.endsWith('.dmn'))
  const model = existsSync(join(folder, named)) ? named : models[0]
  if (!model) return { refused: `没有模型「${named}」` }
  const sources = models.filter((name) => name !== model).map((name) => readFileSync(join(folder, name), 'utf8'))
  try {
    return { decisions: await compileDecisions(readFileSync(join(folder, model), 'utf8'), { sources, tolerant: true }) }
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) }
  }
}

/** What is wrong with the first result of a case that is not as expected. */
function wrongResult(decisions: Decisions, one: XmlNode): Omit<Failure, 'name'> | undefined {
  const facts: Record<string, Json> = {}
  for (const input of childrenOf(one, 'inputNode')) {
    const [name, namespace] = [attribute(input, 'name') ?? '', attribute(input, 'namespace')]
    facts[namespace ? `${namespace}#${name}` : name] = jsonOf(input)
  }
  const invocable = attribute(one, 'invocableName')
  const answers = new Map<string, Value>()
  const askOnce = (name: string) => {
    if (!answers.has(name)) answers.set(name, ask(decisions, name, facts))
    return answers.get(name) ?? null
  }
  for (const result of childrenOf(one, 'resultNode')) {
    const name = attribute(result, 'name') ?? ''
    const whole = askOnce(invocable ?? name)
    const got = invocable && whole instanceof Map && whole.has(name) ? (whole.get(name) ?? null) : whole
    const expected = childOf(result, 'expected')
    if (!(expected ? isExpected(expected, got) : got === null)) {
      return { expected: say(expected ? toFeel(jsonOf(expected)) : null), got: say(got) }
    }
  }
  return undefined
}

const now = { now: '2026-03-02T01:00:00Z', zone: 'UTC' }

function ask(decisions: Decisions, name: string, facts: Record<string, Json>): Value {
  try {
    return toFeel(decisions.answer(name, facts, now).value)
  } catch (error) {
    return `（${error instanceof Error ? error.message : String(error)}）`
  }
}

/** A value of the test file: text with a type, components, or a list. */
function jsonOf(node: XmlNode): Json {
  const value = childOf(node, 'value')
  if (value) return attribute(value, 'xsi:nil') === 'true' ? null : typed(value.text, attribute(value, 'xsi:type'))
  const list = childOf(node, 'list')
  if (list) return attribute(list, 'xsi:nil') === 'true' ? null : childrenOf(list, 'item').map(jsonOf)
  const components = childrenOf(node, 'component')
  if (components.length === 0) return null
  return Object.fromEntries(components.map((component) => [attribute(component, 'name') ?? '', jsonOf(component)]))
}

function typed(text: string, type: string | undefined): Json {
  const trimmed = text.trim()
  switch (type?.replace(/^.*:/, '')) {
    case 'boolean':
      return trimmed === 'true' || trimmed === '1'
    case 'decimal':
    case 'double':
    case 'float':
    case 'integer':
    case 'int':
    case 'long':
      return { $type: 'number', value: trimmed }
    case 'date':
      return { $type: 'date', value: trimmed }
    case 'time':
      return { $type: 'time', value: trimmed }
    case 'dateTime':
      return { $type: 'date and time', value: trimmed }
    case 'duration':
      return durationOf(trimmed)
    case undefined:
      return text === '' ? null : text
    default:
      return text
  }
}

function durationOf(value: string): Json {
  const isMonths = /^-?P(\d+Y)?(\d+M)?$/.test(value)
  return { $type: isMonths ? 'years and months duration' : 'days and time duration', value }
}

const TOLERANCE = new Decimal('0.00000001')

/**
 * Whether an answer is what a test file writes, as the kit's own runners see it: numbers up to eight digits behind the
 * point, text without a type as the type of the answer, null where an error is expected.
 */
function isExpected(node: XmlNode, got: Value): boolean {
  const [value, list] = [childOf(node, 'value'), childOf(node, 'list')]
  if (list && attribute(list, 'xsi:nil') !== 'true') {
    const items = childrenOf(list, 'item')
    return (
      Array.isArray(got) && items.length === got.length && items.every((item, at) => isExpected(item, got[at] ?? null))
    )
  }
  const components = childrenOf(node, 'component')
  if (components.length > 0) return got instanceof Map && got.size === components.length && components.every(isPart)
  const json = jsonOf(node)
  const isUntyped = typeof json === 'string' && value !== undefined && !attribute(value, 'xsi:type')
  const wanted = isUntyped && got !== null && !Array.isArray(got) ? readAs(json, got) : toFeel(json)
  if (isNumber(wanted) && isNumber(got)) return wanted.minus(got).abs().lte(TOLERANCE)
  return equal(wanted, got) === true

  function isPart(component: XmlNode): boolean {
    const name = attribute(component, 'name') ?? ''
    return got instanceof Map && got.has(name) && isExpected(component, got.get(name) ?? null)
  }
}

function readAs(text: string, like: Value): Value {
  const type = typeOf(like)
  if (type === 'boolean') return text.trim() === 'true'
  return type === 'string' ? text : toFeel({ $type: type, value: text.trim() })
}

function say(value: Value): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(say).join(', ')}]`
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${key}: ${say(item)}`).join(', ')}}`
  if (isNumber(value)) return value.toString()
  if (isRange(value)) return `${say(value.low ?? null)}..${say(value.high ?? null)}`
  return isFunction(value) ? 'function' : formatValue(value)
}

import { compileDecisions } from '#engine/dmn/compile.ts'
import type { Facts } from '#engine/types.ts'
import { median, type Result, tidy } from './result.ts'

const rules = 200
const questions = 4_000
const rounds = 25
const least = 200_000

/** One rule of the table: what its four cells say, and its result. */
interface Row {
  readonly matter: string
  readonly low: number
  readonly high: number
  readonly until: string
  readonly urgent: boolean | null
  readonly answer: string
}

type Asked = { readonly matter: string; readonly amount: number; readonly day: string; readonly urgent: boolean }

/**
 * Decisions a second from a table of 200 rules with a text, an exact number, a day and a boolean, asked for random facts, by
 * the first rule that applies and by all that do. The floor is a loop over the same rules, written by hand, with numbers of
 * JavaScript and days as texts; both have to give the same answers.
 */
export async function decisions(): Promise<Result> {
  const random = dice(20260302)
  const rows = Array.from({ length: rules }, (_, at) => rowOf(at, random))
  const asked = Array.from({ length: questions }, () => askedOf(random))
  const facts = asked.map((one): Facts => ({ ...one, day: { $type: 'date', value: one.day } }))
  const [first, all] = await Promise.all(['FIRST', 'COLLECT'].map((policy) => compileDecisions(dmnOf(rows, policy))))
  for (const [at, one] of asked.entries()) {
    const wanted = rows.filter((row) => applies(row, one)).map(({ answer }) => answer)
    const got = [first!.decide('rate', facts[at]!), all!.decide('rate', facts[at]!)]
    const isRight =
      got[0] === (wanted[0] ?? null) && JSON.stringify(got[1]) === JSON.stringify(wanted.length > 0 ? wanted : null)
    if (!isRight) throw new Error(`判定和逐条比较的结果不同：${JSON.stringify(one)}`)
  }
  const value = perSecond(() => facts.map((one) => first!.decide('rate', one)))
  const collect = perSecond(() => facts.map((one) => all!.decide('rate', one)))
  const floor = perSecond(() => asked.map((one) => rows.find((row) => applies(row, one))?.answer ?? null))
  const slow = Math.min(value, collect)
  return {
    bench: 'decisions',
    value: Math.round(value),
    unit: 'decisions/s',
    floor: Math.round(floor),
    ratio: tidy(value / floor),
    collect: Math.round(collect),
    rules,
    missed: slow >= least ? [] : [`判定表：每秒 ${Math.round(slow)} 次，至少 ${least} 次`],
  }
}

/** Each rule holds for a text and a range of money, most also until a day, some only when it is urgent or is not. */
function rowOf(at: number, random: () => number): Row {
  const low = Math.round(random() * 90_000) + 0.25
  const limits = [null, true, false]
  return {
    matter: `事项 ${at % 20}`,
    low,
    high: low + Math.round(random() * 40_000) + 0.4,
    until: dayOf(random),
    urgent: limits[Math.floor(random() * 3)] ?? null,
    answer: `第 ${at + 1} 档`,
  }
}

function askedOf(random: () => number): Asked {
  return {
    matter: `事项 ${Math.floor(random() * 22)}`,
    amount: Math.round(random() * 13_000_000) / 100,
    day: dayOf(random),
    urgent: random() < 0.5,
  }
}

function dayOf(random: () => number): string {
  const two = (least: number, most: number) => `${least + Math.floor(random() * (most - least + 1))}`.padStart(2, '0')
  return `2026-${two(1, 12)}-${two(1, 28)}`
}

function applies(row: Row, { matter, amount, day, urgent }: Asked): boolean {
  if (row.matter !== matter || amount < row.low || amount >= row.high || day > row.until) return false
  return row.urgent === null || row.urgent === urgent
}

function dmnOf(rows: readonly Row[], policy: string): string {
  const entry = (tag: string, text: string) => `<${tag}><text><![CDATA[${text}]]></text></${tag}>`
  const inputs = ['matter', 'amount', 'day', 'urgent']
  const types = ['string', 'number', 'date', 'boolean']
  const ruleOf = ({ matter, low, high, until, urgent, answer }: Row) => {
    const cells = [`"${matter}"`, `[${low}..${high})`, `<= date("${until}")`, urgent === null ? '-' : `${urgent}`]
    return `<rule>${cells.map((cell) => entry('inputEntry', cell)).join('')}${entry('outputEntry', `"${answer}"`)}</rule>`
  }
  const columns = inputs.map(
    (name, at) => `<input><inputExpression typeRef="${types[at]}"><text>${name}</text></inputExpression></input>`,
  )
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="bench" name="bench" namespace="urn:bench">
    ${inputs.map((name, at) => `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${types[at]}"/></inputData>`).join('')}
    <decision id="rate" name="rate"><variable name="rate"/>
    ${inputs.map((name) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`).join('')}
    <decisionTable hitPolicy="${policy}">${columns.join('')}<output/>${rows.map(ruleOf).join('')}</decisionTable>
    </decision></definitions>`
}

/** The middle of how many questions a second were answered. */
function perSecond(round: () => unknown): number {
  const speeds: number[] = []
  for (let n = 0; n < rounds; n += 1) {
    const from = performance.now()
    round()
    speeds.push((questions * 1_000) / (performance.now() - from))
  }
  return median(speeds)
}

/** The same random numbers every time (mulberry32). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

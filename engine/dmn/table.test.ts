import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tagged } from '../feel/json.ts'
import type { Facts, Json } from '../types.ts'
import { compileDecisions } from './compile.ts'

const COLUMNS = { amount: 'number', kind: 'string', day: 'date', urgent: 'boolean' } as const
type Cell = { [column in keyof typeof COLUMNS]: string }

/** A table over four facts whose result is the number of the rule, and one for each rule alone. */
function tableOf(rules: Cell[], policy: string): string {
  const names = Object.entries(COLUMNS)
  const entry = (tag: string, text: string) => `<${tag}><text><![CDATA[${text}]]></text></${tag}>`
  const inputs = names.map(
    ([name, type]) => `<input><inputExpression typeRef="${type}"><text>${name}</text></inputExpression></input>`,
  )
  const rows = rules.map(
    (cells, at) =>
      `<rule>${names.map(([name]) => entry('inputEntry', cells[name as keyof Cell])).join('')}${entry('outputEntry', `${at}`)}</rule>`,
  )
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="t" namespace="urn:t">
    <decision id="rate" name="rate"><variable name="rate"/>
    <decisionTable hitPolicy="${policy}">${inputs.join('')}<output/>${rows.join('')}</decisionTable></decision></definitions>`
}

const numbers = ['-1', '0', '0.1', '0.30000000000000004', '0.3', '9007199254740993', '9007199254740992', '1e3', '12.50']
const number = fc.constantFrom(...numbers)
const amountCell = fc.oneof(
  fc.constant('-'),
  number,
  fc.tuple(fc.constantFrom('<', '<=', '>', '>='), number).map(([operator, end]) => `${operator} ${end}`),
  fc
    .tuple(fc.constantFrom('[', '('), number, number, fc.constantFrom(']', ')'))
    .map(([open, low, high, close]) => `${open}${low}..${high}${close}`),
  fc.tuple(number, number).map(([one, other]) => `not(${one}, > ${other})`),
)
const cell: fc.Arbitrary<Cell> = fc.record({
  amount: amountCell,
  kind: fc.constantFrom('-', '"a"', '"b","c"', 'not("a")', '> "a"', 'null'),
  day: fc.constantFrom('-', '<= date("2026-03-01")', '> date("2026-02-28")', 'date("2026-03-01")'),
  urgent: fc.constantFrom('-', 'true', 'false', 'not(null)'),
})
const facts: fc.Arbitrary<Facts> = fc.record({
  amount: fc.oneof(
    number.map((text) => tagged('number', text)),
    fc.constantFrom<Json>(0.1, 0.3, 0.1 + 0.2, 12.5, 1000, null),
    number,
  ),
  kind: fc.constantFrom<Json>('a', 'b', 'c', '', 'ab', null),
  day: fc.constantFrom<Json>(tagged('date', '2026-02-28'), tagged('date', '2026-03-01'), '2026-03-02', null),
  urgent: fc.constantFrom<Json>(true, false, null),
})

describe('a decision table', () => {
  it('finds by its index the rules that hold when each is asked alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 40 }),
        fc.array(facts, { maxLength: 8 }),
        async (rules, questions) => {
          const [all, first, ...alone] = await Promise.all([
            compileDecisions(tableOf(rules, 'COLLECT')),
            compileDecisions(tableOf(rules, 'FIRST')),
            // A cell that computes keeps a table from its index.
            ...rules.map((rule) =>
              compileDecisions(
                tableOf([rule], 'COLLECT').replace('<text>amount</text>', '<text>if true then amount else 0</text>'),
              ),
            ),
          ])
          for (const question of questions) {
            const held = alone.flatMap((table, at) => (table.answer('rate', question).value === null ? [] : [at]))
            expect(all!.decide('rate', question)).toEqual(held.length > 0 ? held : null)
            expect(all!.answer('rate', question).value).toEqual(held.length > 0 ? held : null)
            expect(first!.decide('rate', question)).toBe(held[0] ?? null)
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('keeps numbers apart that a double cannot', async () => {
    const cells = ['9007199254740993', '> 9007199254740992'].map((amount) => ({
      amount,
      kind: '-',
      day: '-',
      urgent: '-',
    }))
    const { decide } = await compileDecisions(tableOf(cells, 'COLLECT'))
    expect(decide('rate', { amount: tagged('number', '9007199254740993') })).toEqual([0, 1])
    expect(decide('rate', { amount: 9007199254740992 })).toBeNull()
  })

  it('gives everybody an answer of their own', async () => {
    const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="t" namespace="urn:t"><decision id="d" name="d"><variable name="d"/>
      <decisionTable hitPolicy="FIRST"><input><inputExpression><text>x</text></inputExpression></input><output name="a"/><output name="b"/>
      <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable></decision></definitions>`
    const { decide } = await compileDecisions(xml)
    const answer = decide('d', { x: 1 }) as { a: number }
    answer.a = 9
    expect(decide('d', { x: 1 })).toEqual({ a: 1, b: 2 })
  })
})

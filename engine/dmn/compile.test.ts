import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ModelRefused } from '../bpmn/model.ts'
import { tagged } from '../feel/json.ts'
import { compileDecisions } from './compile.ts'

function definitions(...body: string[]): string {
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="urn:test">${body.join('\n')}</definitions>`
}

type Row = [conditions: string[], outputs: string[]]

function table(attributes: string, inputs: string[], outputs: string[], rows: Row[]): string {
  const cell = (tag: string) => (content: string) => `<${tag}><text><![CDATA[${content}]]></text></${tag}>`
  const rules = rows.map(
    ([tests, entries]) =>
      `<rule>${tests.map(cell('inputEntry')).join('')}${entries.map(cell('outputEntry')).join('')}</rule>`,
  )
  const columns = inputs.map(
    (input) => `<input><inputExpression typeRef="number"><text>${input}</text></inputExpression></input>`,
  )
  return `<decisionTable ${attributes}>${columns.join('')}${outputs.join('')}${rules.join('')}</decisionTable>`
}

const output = (name: string, values = '', standard = '') =>
  `<output name="${name}">${values && `<outputValues><text>${values}</text></outputValues>`}${standard && `<defaultOutputEntry><text>${standard}</text></defaultOutputEntry>`}</output>`

const decision = (name: string, logic: string, requires = '') =>
  `<decision id="${name}" name="${name}"><variable name="${name}"/>${requires}${logic}</decision>`

const GRADES: Row[] = [
  [['< 100'], ['"C"']],
  [['[50..1000)'], ['"B"']],
  [['>= 500'], ['"A"']],
]

describe('a table with a column of texts', () => {
  const cells = ['"leave"', '"buy","pay"', '-', 'not("leave")', 'null', '? = word']
  const inputs = [tagged('number', '5'), 'leave', 'buy', 'pay', 'other', '', null, true]

  it('gives what looking at every rule gives, whatever order its rules have', async () => {
    const rule = fc.tuple(fc.constantFrom(...cells), fc.constantFrom('-', '< 10', '10', '>= 10'))
    await fc.assert(
      fc.asyncProperty(fc.array(rule, { minLength: 1, maxLength: 12 }), async (rules) => {
        const rows = (lead: string): Row[] => rules.map((tests, index) => [[lead, ...tests], [`${index}`]])
        // Behind a column that computes there is no index: the same rules, looked at one by one.
        const ask = async (lead: string) => {
          const logic = table('hitPolicy="RULE ORDER"', ['1', 'word', 'amount'], [output('rule')], rows(lead))
          const { decide } = await compileDecisions(
            definitions(decision('row', logic.replaceAll('typeRef="number"', ''))),
          )
          return inputs.flatMap((word) => [3, 10, null].map((amount) => decide('row', { word, amount })))
        }
        expect(await ask('-')).toEqual(await ask('? + 0 = 1'))
      }),
      { numRuns: 40 },
    )
  })
})

describe('the hit policy of a table', () => {
  const graded = (attributes: string, standard = '') =>
    compileDecisions(
      definitions(decision('grade', table(attributes, ['amount'], [output('grade', '"A","B","C"', standard)], GRADES))),
    )

  it.each<[string, number, unknown]>([
    ['hitPolicy="UNIQUE"', 20, 'C'],
    ['hitPolicy="FIRST"', 60, 'C'],
    ['hitPolicy="PRIORITY"', 60, 'B'],
    ['hitPolicy="ANY"', 20, 'C'],
    ['hitPolicy="COLLECT"', 60, ['C', 'B']],
    ['hitPolicy="RULE ORDER"', 600, ['B', 'A']],
    ['hitPolicy="OUTPUT ORDER"', 60, ['B', 'C']],
    ['hitPolicy="COLLECT" aggregation="COUNT"', 60, 2],
  ])('%s for %d gives %j', async (attributes, amount, expected) => {
    const { decide } = await graded(attributes)
    expect(decide('grade', { amount })).toEqual(expected)
  })

  it('is a mistake when it is broken', async () => {
    const [unique, any] = await Promise.all([graded('hitPolicy="UNIQUE"'), graded('hitPolicy="ANY"')])
    expect(() => unique.decide('grade', { amount: 60 })).toThrow('第 1、2 条规则同时适用')
    expect(() => any.decide('grade', { amount: 60 })).toThrow('结果却不一样')
  })

  it('adds, and finds the smallest and the largest', async () => {
    const rows: Row[] = [
      [['> 1'], ['0.1']],
      [['> 2'], ['0.2']],
    ]
    const answers = ['SUM', 'MIN', 'MAX'].map(async (aggregation) => {
      const logic = table(`hitPolicy="COLLECT" aggregation="${aggregation}"`, ['x'], [output('points')], rows)
      return (await compileDecisions(definitions(decision('points', logic)))).decide('points', { x: 3 })
    })
    expect(await Promise.all(answers)).toEqual([0.3, 0.1, 0.2])
  })

  it('gives the default where no rule applies, else nothing', async () => {
    expect((await graded('hitPolicy="UNIQUE"', '"C"')).decide('grade', { amount: null })).toBe('C')
    expect((await graded('hitPolicy="UNIQUE"')).decide('grade', {})).toBeNull()
  })
})

describe('a table', () => {
  it('with several outputs gives them by name', async () => {
    const logic = table('', ['amount'], [output('grade'), output('days')], [[['-'], ['"A"', '5']]])
    const { decide } = await compileDecisions(definitions(decision('grade', logic)))
    expect(decide('grade', {})).toEqual({ grade: 'A', days: 5 })
  })

  it('reads money that comes as text where the column is a number', async () => {
    const logic = table('', ['amount'], [output('grade')], [[['> 12000.4'], ['"A"']]])
    const { decide } = await compileDecisions(definitions(decision('grade', logic)))
    expect(decide('grade', { amount: '12000.50' })).toBe('A')
    expect(decide('grade', { amount: tagged('number', '12000.39') })).toBeNull()
  })

  it('knows the day only when it is told', async () => {
    const logic = table(
      '',
      ['(date("2026-03-31") - today()).days'],
      [output('urgent')],
      [
        [['< 30'], ['true']],
        [['>= 30'], ['false']],
      ],
    )
    const { decide } = await compileDecisions(definitions(decision('urgent', logic)))
    expect(decide('urgent', {}, { now: '2026-03-02T01:00:00Z' })).toBe(true)
    expect(() => decide('urgent', {})).toThrow('没有当前时间')
  })
})

describe('decisions that need each other', () => {
  const needs = (id: string) =>
    `<informationRequirement id="r-${id}"><requiredDecision href="#${id}"/></informationRequirement>`
  const literal = (source: string) => `<literalExpression><text><![CDATA[${source}]]></text></literalExpression>`

  it('are asked in order', async () => {
    const grade = table(
      '',
      ['score * factor'],
      [output('grade')],
      [
        [['> 100'], ['"A"']],
        [['<= 100'], ['"B"']],
      ],
    )
    const xml = definitions(
      decision('grade', grade, needs('factor')),
      decision('factor', literal('if urgent then 2 else 1')),
    )
    const { decide, names } = await compileDecisions(xml)
    expect(names).toEqual(['grade', 'factor'])
    expect(decide('grade', { score: 60, urgent: true })).toBe('A')
    expect(decide('grade', { score: 60, urgent: false })).toBe('B')
    expect(() => decide('rate', {})).toThrow('没有叫「rate」的判定规则')
  })

  it('are refused when they go round in a circle', async () => {
    const xml = definitions(decision('a', literal('b'), needs('b')), decision('b', literal('a'), needs('a')))
    await expect(compileDecisions(xml)).rejects.toThrow('绕一圈')
  })
})

describe('a file that does not run is refused with every reason', () => {
  it.each<[string, string, string]>([
    [
      'a wrong cell',
      definitions(decision('a', table('', ['x'], [output('y')], [[['> '], ['1']]]))),
      '第 1 条规则的条件',
    ],
    [
      'a missing cell',
      definitions(decision('a', table('', ['x'], [output('y')], [[[], ['1']]]))),
      '格子数和列数不一样',
    ],
    [
      'a priority without values',
      definitions(decision('a', table('hitPolicy="PRIORITY"', ['x'], [output('y')], []))),
      '从高到低',
    ],
    ['no logic', definitions(decision('a', '')), '要有判定表或表达式'],
    ['a business knowledge model', definitions('<businessKnowledgeModel id="b" name="b"/>'), '业务知识模型'],
    [
      'a requirement that is not there',
      definitions(decision('a', '', '<informationRequirement><requiredDecision href="#z"/></informationRequirement>')),
      '「z」在文件里没有',
    ],
    ['nothing', definitions(), '没有判定'],
    ['a DOCTYPE', `<!DOCTYPE x>${definitions()}`, 'DOCTYPE'],
  ])('%s', async (_, xml, message) => {
    const refusal = await compileDecisions(xml).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(ModelRefused)
    expect((refusal as ModelRefused).message).toContain(message)
  })
})

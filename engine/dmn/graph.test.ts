import { describe, expect, it } from 'vitest'
import { ModelRefused } from '../bpmn/model.ts'
import { compileDecisions } from './compile.ts'

const file = (namespace: string, ...body: string[]) =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="${namespace}" namespace="urn:${namespace}">${body.join('\n')}</definitions>`
const input = (name: string, type: string) =>
  `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`
const literal = (source: string, type = '') =>
  `<literalExpression ${type && `typeRef="${type}"`}><text><![CDATA[${source}]]></text></literalExpression>`
const decision = (name: string, logic: string, requires = '', type = 'Any') =>
  `<decision id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/>${requires}${logic}</decision>`
const needs = (kind: 'Input' | 'Decision' | 'Knowledge', ...hrefs: string[]) =>
  hrefs
    .map((href) => {
      const requirement = kind === 'Knowledge' ? 'knowledgeRequirement' : 'informationRequirement'
      return `<${requirement}><required${kind} href="${href.includes('#') ? href : `#${href}`}"/></${requirement}>`
    })
    .join('')

const surcharge = `<businessKnowledgeModel id="surcharge" name="加价"><variable name="加价"/><encapsulatedLogic>
  <formalParameter name="金额" typeRef="number"/>${literal('金额 * 1.1', 'number')}</encapsulatedLogic></businessKnowledgeModel>`

describe('a business knowledge model', () => {
  const xml = file(
    'price',
    surcharge,
    input('金额', 'number'),
    decision('价格', literal('加价(金额)'), needs('Input', '金额') + needs('Knowledge', 'surcharge')),
    decision(
      '调用',
      `<invocation>${literal('加价')}<binding><parameter name="金额"/>${literal('20')}</binding></invocation>`,
      needs('Knowledge', 'surcharge'),
    ),
    decision('错的', literal('加价("贵")'), needs('Knowledge', 'surcharge')),
  )

  it('is called by text and by a box', async () => {
    const { decide } = await compileDecisions(xml)
    expect(decide('价格', { 金额: '100' })).toBe(110)
    expect(decide('调用', {})).toBe(22)
    expect(decide('加价', { 金额: 10 })).toBe(11)
  })

  it('gives nothing for an argument of the wrong type, and says why', async () => {
    const { answer } = await compileDecisions(xml)
    const { value, reasons } = answer('错的', {})
    expect(value).toBeNull()
    expect(reasons.length).toBeGreaterThan(0)
  })
})

describe('a decision service', () => {
  const xml = file(
    'service',
    input('人数', 'number'),
    decision('单价', literal('8'), '', 'number'),
    decision('总价', literal('人数 * 单价'), needs('Input', '人数') + needs('Decision', '单价'), 'number'),
    `<decisionService id="报价" name="报价"><variable name="报价"/><outputDecision href="#总价"/><inputDecision href="#单价"/><inputData href="#人数"/></decisionService>`,
    decision('两次', literal('报价(3, 5) + 总价'), needs('Knowledge', '报价') + needs('Decision', '总价'), 'number'),
  )

  it('takes its inputs first and decides no input decision', async () => {
    const { decide } = await compileDecisions(xml)
    expect(decide('报价', { 人数: 2, 单价: 10 })).toBe(20)
    expect(decide('两次', { 人数: 2 })).toBe(31)
  })
})

describe('an item definition', () => {
  const types = `<itemDefinition name="等级"><typeRef>string</typeRef><allowedValues><text>"高","低"</text></allowedValues></itemDefinition>
    <itemDefinition name="人"><itemComponent name="姓名"><typeRef>string</typeRef></itemComponent><itemComponent name="等级"><typeRef>等级</typeRef></itemComponent>
    <itemComponent name="下属" isCollection="true"><typeRef>人</typeRef></itemComponent></itemDefinition>
    <itemDefinition name="名单" isCollection="true"><typeRef>string</typeRef><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>`
  const xml = file(
    'types',
    types,
    input('人', '人'),
    decision('姓名', literal('人.下属[1].姓名'), needs('Input', '人'), 'string'),
    decision('名单', literal('if 长 then ["a","b","c"] else "a"'), '', '名单'),
  )
  const person = (等级: string) => ({ 人: { 姓名: '甲', 等级: '高', 下属: [{ 姓名: '乙', 等级, 下属: [] }] } })

  it('may hold itself, and is checked to its depths', async () => {
    const { answer } = await compileDecisions(xml)
    expect(answer('姓名', person('低')).value).toBe('乙')
    expect(answer('姓名', person('中')).value).toBeNull()
  })

  it('makes a list of one, and holds the whole list to its constraint', async () => {
    const { answer, decide } = await compileDecisions(xml)
    expect(answer('名单', { 长: false }).value).toEqual(['a'])
    expect(answer('名单', { 长: true }).value).toBeNull()
    expect(() => decide('名单', { 长: true })).toThrow('「名单」')
  })
})

describe('an import', () => {
  const tariff = file(
    'tariff',
    surcharge,
    input('地区', 'string'),
    decision('底价', literal('if 地区 = "北" then 10 else 5'), needs('Input', '地区'), 'number'),
  )
  const order = file(
    'order',
    '<import namespace="urn:tariff" name="费率" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>',
    decision(
      '价',
      literal('费率.加价(费率.底价)'),
      needs('Decision', 'urn:tariff#底价') + needs('Knowledge', 'urn:tariff#surcharge'),
      'number',
    ),
  )

  it('is known under its name; inputs of the other file may be given under their full name', async () => {
    const { decide } = await compileDecisions(order, { sources: [tariff] })
    expect(decide('价', { 地区: '北' })).toBe(11)
    expect(decide('价', { 'urn:tariff#地区': '南' })).toBe(5.5)
  })

  it('that is not there is refused', async () => {
    await expect(compileDecisions(order)).rejects.toThrow('没有找到')
  })
})

describe('boxed expressions', () => {
  const entry = (name: string, logic: string) =>
    `<contextEntry>${name && `<variable name="${name}"/>`}${logic}</contextEntry>`
  const box = (logic: string) => file('boxes', decision('d', logic))

  it.each<[string, string, unknown]>([
    [
      'a context gives its entries',
      `<context>${entry('a', literal('1'))}${entry('b', literal('a + 1'))}</context>`,
      { a: 1, b: 2 },
    ],
    ['or its result', `<context>${entry('a', literal('1'))}${entry('', literal('a + 1'))}</context>`, 2],
    ['a list', `<list>${literal('1')}${literal('"b"')}</list>`, [1, 'b']],
    [
      'a relation',
      `<relation><column name="x"/><column name="y"/><row>${literal('1')}${literal('2')}</row></relation>`,
      [{ x: 1, y: 2 }],
    ],
    [
      'a condition',
      `<conditional><if>${literal('2 > 1')}</if><then>${literal('"是"')}</then><else>${literal('"否"')}</else></conditional>`,
      '是',
    ],
    ['a filter', `<filter><in>${literal('[1,2,3]')}</in><match>${literal('item > 1')}</match></filter>`, [2, 3]],
    [
      'a loop',
      `<for iteratorVariable="n"><in>${literal('[1,2]')}</in><return>${literal('n * count(partial)')}</return></for>`,
      [0, 2],
    ],
    [
      'some',
      `<some iteratorVariable="n"><in>${literal('[1,2]')}</in><satisfies>${literal('n > 1')}</satisfies></some>`,
      true,
    ],
    [
      'every',
      `<every iteratorVariable="n"><in>${literal('[1,2]')}</in><satisfies>${literal('n > 1')}</satisfies></every>`,
      false,
    ],
    [
      'a function that sees what is around it',
      `<context>${entry('a', literal('3'))}${entry('f', `<functionDefinition><formalParameter name="n"/>${literal('n + a')}</functionDefinition>`)}${entry('', literal('f(4)'))}</context>`,
      7,
    ],
  ])('%s', async (_, logic, expected) => {
    expect((await compileDecisions(box(logic))).decide('d', {})).toEqual(expected)
  })

  it('give nothing for a function of PMML, and say why', async () => {
    const logic = `<context>${entry('f', `<functionDefinition kind="PMML">${literal('1')}</functionDefinition>`)}${entry('', literal('f()'))}</context>`
    const { answer, decide } = await compileDecisions(box(logic))
    expect(answer('d', {})).toEqual({ value: null, reasons: ['PMML 函数在这里不能运行，结果为空。请改用 FEEL。'] })
    expect(() => decide('d', {})).toThrow('PMML')
  })
})

describe('a file that is not understood', () => {
  it('is refused with the element and the line', async () => {
    const xml = file('bad', decision('d', '\n<list>\n<invocation id="here"/></list>'))
    const refusal = await compileDecisions(xml).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(ModelRefused)
    expect((refusal as ModelRefused).problems).toContainEqual(expect.objectContaining({ element: 'here', line: 3 }))
  })

  it.each([
    ['<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"><decision>', '没有结束'],
    ['<a/>', '不是 DMN 文件'],
    [file('x', '&nbsp;'), '字符引用'],
  ])('%s', async (xml, message) => {
    await expect(compileDecisions(xml)).rejects.toThrow(message)
  })
})

import { describe, expect, it } from 'vitest'
import { readModel } from '../read.ts'
import { rules } from './check.ts'

function file(body: string, namespaces = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="d" targetNamespace="urn:test" ${namespaces}>
${body}
</definitions>`
}

const SHOP = `<process id="p" isExecutable="true">
<startEvent id="start"><outgoing>f1</outgoing></startEvent>
<task id="pay"><incoming>f1</incoming><outgoing>f2</outgoing></task>
<endEvent id="end"><incoming>f2</incoming></endEvent>
<sequenceFlow id="f1" sourceRef="start" targetRef="pay"/>
<sequenceFlow id="f2" sourceRef="pay" targetRef="end"/>
</process>`

async function broken(body: string, namespaces?: string) {
  const { problems } = await readModel(file(body, namespaces))
  return problems.map(({ level, element, line, rule }) => ({ level, element, line, rule: rule?.split(' · ')[0] }))
}

describe('a model that keeps the rules', () => {
  it('has no problems', async () => {
    expect(await broken(SHOP)).toEqual([])
  })
})

describe('a breach', () => {
  it('is told with element, line, number of the rule and section, in Chinese', async () => {
    const { problems } = await readModel(file(SHOP.replace('<incoming>f2</incoming>', '')))
    expect(problems[0]).toEqual({
      level: 'error',
      element: 'f2',
      line: 9,
      message: '连线「f2」的终点「end」没有在 incoming 里写上这条连线。',
      rule: 'EXT023 · BPMN 2.0.2 8.4.7',
    })
  })

  it.each([
    ['a reference to nowhere', 'targetRef="end"', 'targetRef="nowhere"', 'REF'],
    ['a flow to what is no node', '<task id="pay">', '<task id="pay" default="start">', 'REF'],
    ['a negative quantity', '<task id="pay">', '<task id="pay" startQuantity="0">', 'EXT037'],
    ['a word that is no truth value', '<task id="pay">', '<task id="pay" isForCompensation="maybe">', 'XSD'],
    ['a missing id', '<endEvent id="end">', '<endEvent>', 'EXT003'],
    ['an id that is used twice', '<endEvent id="end">', '<endEvent id="start">', 'EXT002'],
    [
      'a public process that is executable',
      'isExecutable="true"',
      'isExecutable="true" processType="Public"',
      'EXT035',
    ],
    [
      'a cancel end outside of a transaction',
      '<incoming>f2</incoming>',
      '<incoming>f2</incoming><cancelEventDefinition/>',
      'EXT106',
    ],
    ['a timer at the end', '<incoming>f2</incoming>', '<incoming>f2</incoming><timerEventDefinition/>', 'EXT146'],
    ['a default flow of another node', '<task id="pay">', '<task id="pay" default="f1">', 'EXT026'],
    [
      'two loop markers',
      '<outgoing>f2</outgoing>',
      '<outgoing>f2</outgoing><standardLoopCharacteristics/><multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">2</loopCardinality></multiInstanceLoopCharacteristics>',
      'EXT054',
    ],
  ])('%s is refused', async (_, text, instead, rule) => {
    const found = await broken(SHOP.replace(text, instead))
    expect(found.filter(({ level }) => level === 'error').flatMap((one) => one.rule?.split(', '))).toContain(rule)
  })

  it('that only matters when running is a warning in a drawing', async () => {
    const drawing = SHOP.replace('isExecutable="true"', 'isExecutable="false"').replace('<outgoing>f1</outgoing>', '')
    expect(await broken(drawing)).toEqual([{ level: 'warning', element: 'f1', line: 8, rule: 'EXT023' }])
  })

  it('that a product settles in its own way is a warning where the product is named', async () => {
    const message = `<message id="m"/><process id="p" isExecutable="true"><startEvent id="s"><outgoing>f</outgoing>
      <messageEventDefinition messageRef="m"/></startEvent><endEvent id="e"><incoming>f</incoming></endEvent>
      <sequenceFlow id="f" sourceRef="s" targetRef="e"/></process>`
    const levels = async (namespaces: string) =>
      (await broken(message, namespaces)).map(({ level, rule }) => `${level} ${rule}`)
    expect(await levels('')).toEqual(['error EXT128'])
    expect(await levels('xmlns:jw="urn:jingwei:bpmn:1"')).toEqual(['warning EXT128'])
  })
})

describe('between pools', () => {
  const pools = (
    ends: string,
  ) => `<collaboration id="c"><participant id="shop" processRef="p"/><participant id="customer"/>
    <messageFlow id="m" ${ends}/></collaboration>${SHOP}`

  it('messages flow', async () => {
    expect(await broken(pools('sourceRef="customer" targetRef="pay"'))).toEqual([])
  })

  it('not within one', async () => {
    expect((await broken(pools('sourceRef="shop" targetRef="pay"')))[0]).toMatchObject({
      level: 'error',
      rule: 'EXT031',
    })
  })

  it('nor to an end event', async () => {
    expect((await broken(pools('sourceRef="customer" targetRef="end"')))[0]).toMatchObject({ rule: 'EXT108' })
  })
})

it('every rule names itself and a section of the standard', () => {
  expect(rules.length).toBeGreaterThan(140)
  for (const { id, section } of rules) {
    expect(id).toMatch(/^(EXT\d{3}|REF|XSD)$/)
    expect(section).toMatch(/^\d+(\.\d+)*$/)
  }
})

describe('rules that a reader passes over', () => {
  const within = (inner: string, definition = '') =>
    broken(definition + SHOP.replace('<outgoing>f2</outgoing></task>', `<outgoing>f2</outgoing>${inner}</task>`), XSD)
  const XSD = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
  const many = (cardinality: string) =>
    `<multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">${cardinality}</loopCardinality></multiInstanceLoopCharacteristics>`
  const choreography = (inner: string) =>
    broken(`<choreography id="c"><participant id="a"/><participant id="b"/>${inner}</choreography>`)

  it('a choreography has neither lanes nor data objects', async () => {
    expect(await choreography('<laneSet id="lanes"><lane id="lane"/></laneSet>')).toMatchObject([{ rule: 'EXT016' }])
    expect(await choreography('<dataObject id="paper"/>')).toMatchObject([{ rule: 'EXT074' }])
  })

  it('the number of instances is a whole one', async () => {
    expect(await within(many('3'))).toEqual([])
    for (const cardinality of ['true', '1.5', '"three"'])
      expect(await within(many(cardinality))).toMatchObject([{ element: 'pay', rule: 'EXT067' }])
  })

  it('a condition that says it gives a text is none', async () => {
    const text = '<itemDefinition id="text" structureRef="xsd:string"/>'
    const loop =
      '<standardLoopCharacteristics><loopCondition xsi:type="tFormalExpression" evaluatesToTypeRef="text">more</loopCondition></standardLoopCharacteristics>'
    expect(await within(loop, text)).toMatchObject([{ element: 'pay', rule: 'EXT066' }])
    expect(await within(loop, text.replace('string', 'boolean'))).toEqual([])
  })

  it('a word or a day that the calendar lacks is no time', async () => {
    const wait = (kind: string, time: string) =>
      broken(
        SHOP.replaceAll('task id="pay"', 'intermediateCatchEvent id="pay"').replace(
          '<outgoing>f2</outgoing></task>',
          `<outgoing>f2</outgoing><timerEventDefinition><${kind} xsi:type="tFormalExpression">${time}</${kind}></timerEventDefinition></intermediateCatchEvent>`,
        ),
      )
    expect(await wait('timeDate', '2026-02-28T08:00:00')).toEqual([])
    expect(await wait('timeDate', '2026-13-01')).toMatchObject([{ rule: 'EXT132' }])
    expect(await wait('timeCycle', 'every day')).toMatchObject([{ rule: 'EXT133' }])
    expect(await wait('timeDuration', 'tomorrow')).toMatchObject([{ rule: 'EXT134' }])
    expect(await wait('timeDuration', 'duration("PT1H")')).toEqual([])
  })
})

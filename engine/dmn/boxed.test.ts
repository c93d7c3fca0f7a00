import { describe, expect, it } from 'vitest'
import type { Facts, Json } from '../types.ts'
import { compileDecisions } from './compile.ts'

const literal = (text: string) => `<literalExpression><text><![CDATA[${text}]]></text></literalExpression>`
const decision = (body: string, more = '', typeRef = 'Any') =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="urn:d">${more}
  <decision id="answer" name="answer"><variable name="answer" typeRef="${typeRef}"/>${body}</decision></definitions>`

async function answer(xml: string, facts: Facts = {}): Promise<Json> {
  return (await compileDecisions(xml, { tolerant: true })).answer('answer', facts).value
}

describe('a boxed filter (DMN 1.5, 10.2.1.9)', () => {
  it.each<[string, string, Json]>([
    ['[1, 2, 3]', 'item > 1', [2, 3]],
    ['[{a: 1}, {a: 2}]', 'a > 1', [{ a: 2 }]],
    ['[4, 5]', '2', 5],
    ['[1, 2, null]', 'item > 1', [2]],
    ['[]', 'true', []],
    ['5', 'item > 1', [5]],
    ['[1, 2]', '"x"', null],
    ['[1, 2]', 'if item = 1 then true else "no"', null],
  ])('%s by %s is %j', async (list, match, expected) => {
    const box = `<filter><in>${literal(list)}</in><match>${literal(match)}</match></filter>`
    expect(await answer(decision(box))).toEqual(expected)
  })
})

describe('boxed iterations (DMN 1.5, 10.2.1.10 to .12)', () => {
  const loop = (is: string, list: string, body: string) => {
    const inside = is === 'for' ? 'return' : 'satisfies'
    return `<${is} iteratorVariable="i j"><in>${literal(list)}</in><${inside}>${literal(body)}</${inside}></${is}>`
  }
  it.each<[string, string, string, Json]>([
    ['for', '[1..3]', 'i j * count(partial)', [0, 2, 6]],
    ['for', '(1..4)', 'i j', [2, 3]],
    ['some', '(1..4)', 'i j = 4', false],
    ['every', '[]', 'false', true],
    ['every', '[1, null]', 'i j > 0', null],
    ['some', '[1, 2]', 'if i j = 2 then true else "no"', null],
  ])('%s over %s of %s is %j', async (is, list, body, expected) => {
    expect(await answer(decision(loop(is, list, body)))).toEqual(expected)
  })
})

describe('boxed contexts and conditionals (DMN 1.5, 10.2.1.4 and .8)', () => {
  const entry = (text: string, name?: string, typeRef = 'Any') =>
    `<contextEntry>${name ? `<variable name="${name}" typeRef="${typeRef}"/>` : ''}${literal(text)}</contextEntry>`
  it.each<[string, Json]>([
    [entry('1', 'x') + entry('x + 1', 'y z'), { x: 1, 'y z': 2 }],
    [entry('1', 'x y') + entry('x y + 1'), 2],
    [entry('1', 'x', 'string'), { x: null }],
    [entry('[1]', 'x', 'number'), { x: 1 }],
    ['', {}],
  ])('%s is %j', async (entries, expected) => {
    expect(await answer(decision(`<context>${entries}</context>`))).toEqual(expected)
  })

  it.each<[string, Json]>([
    ['true', 1],
    ['null', 2],
    ['"x"', null],
  ])('if %s gives %j', async (condition, expected) => {
    const [when, yes, no] = [condition, '1', '2'].map(literal)
    const box = `<conditional><if>${when}</if><then>${yes}</then><else>${no}</else></conditional>`
    expect(await answer(decision(box))).toEqual(expected)
  })
})

describe('an invocation (DMN 1.5, 10.2.1.3)', () => {
  const joins = `<businessKnowledgeModel id="join" name="join"><variable name="join"/><encapsulatedLogic typeRef="string">
    <formalParameter name="a" typeRef="number"/><formalParameter name="b" typeRef="string"/>${literal('string(a) + b')}
    </encapsulatedLogic></businessKnowledgeModel>`
  const needs = '<knowledgeRequirement><requiredKnowledge href="#join"/></knowledgeRequirement>'
  it.each<[string, { [name: string]: string }, Json]>([
    ['in any order', { b: '"x"', a: '1' }, '1x'],
    ['a list of one is its item', { a: '[1]', b: '["x"]' }, '1x'],
    ['an argument is missing', { a: '1' }, null],
    ['one too many', { a: '1', b: '"x"', c: '1' }, null],
    ['of another type', { a: '"1"', b: '"x"' }, null],
    ['nothing to add', { a: '1', b: 'null' }, null],
  ])('%s: %j', async (_, given, expected) => {
    const bindings = Object.entries(given).map(
      ([name, text]) => `<binding><parameter name="${name}"/>${literal(text)}</binding>`,
    )
    const box = `${needs}<invocation>${literal('join')}${bindings.join('')}</invocation>`
    expect(await answer(decision(box, joins))).toEqual(expected)
  })
})

describe('types of a file (DMN 1.5, 7.3.2 and 7.3.3)', () => {
  const types = `
    <itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues><text>"a","b"</text></allowedValues></itemDefinition>
    <itemDefinition name="tKinds" isCollection="true"><typeRef>tKind</typeRef>
      <typeConstraint><text>count(?) > 1</text></typeConstraint></itemDefinition>
    <itemDefinition name="tTree"><itemComponent name="v"><typeRef>number</typeRef></itemComponent>
      <itemComponent name="kids" isCollection="true"><typeRef>tTree</typeRef></itemComponent></itemDefinition>
    <itemDefinition name="tTwice"><functionItem outputTypeRef="number"/></itemDefinition>
    <itemDefinition name="tOld"><typeRef>feel:number</typeRef></itemDefinition>`
  it.each<[string, string, Json]>([
    ['tKind', '"a"', 'a'],
    ['tKind', '"c"', null],
    ['tKinds', '["a", "b"]', ['a', 'b']],
    ['tKinds', '["a", "c"]', null],
    ['tKinds', '["a"]', null],
    ['tTree', '{v: 1, kids: [{v: 2, kids: []}], more: 1}', { v: 1, kids: [{ v: 2, kids: [] }], more: 1 }],
    ['tTree', '{v: 1, kids: [{v: "2", kids: []}]}', null],
    ['tTree', '{v: 1}', null],
    ['tTwice', '5', null],
    ['tns:tOld', '[5]', 5],
    ['date and time', '@"2026-01-01"', { $type: 'date and time', value: '2026-01-01T00:00:00Z' }],
  ])('as %s, %s is %j', async (typeRef, text, expected) => {
    expect(await answer(decision(literal(text), types, typeRef))).toEqual(expected)
  })
})

it('a decision without logic is null for those that need it; a name of its own finds one whose variable has another', async () => {
  const more = `<decision id="empty" name="empty"><variable name="empty"/></decision>
    <decision id="other" name="another"><variable name="it"/>${literal('7')}</decision>`
  const needs = '<informationRequirement><requiredDecision href="#empty"/></informationRequirement>'
  const xml = decision(needs + literal('empty = null'), more)
  expect(await answer(xml)).toBe(true)
  expect((await compileDecisions(xml, { tolerant: true })).answer('another', {}).value).toBe(7)
})

it('an id that is used twice is refused, but overlooked in files of others', async () => {
  const xml = decision(literal('1')).replace('id="d"', 'id="answer"')
  await expect(compileDecisions(xml)).rejects.toThrow('用了两次')
  expect(await answer(xml)).toBe(1)
})

it('an answer that would be endless as data is null, and the reason stands beside it', async () => {
  const xml = decision(literal('for i in 1..40 return if i = 1 then [1] else [partial[-1], partial[-1]]'))
  const { value, reasons } = (await compileDecisions(xml)).answer('answer', {})
  expect([value, reasons]).toEqual([null, ['结果超过 1000000 个部分，太大了。']])
})

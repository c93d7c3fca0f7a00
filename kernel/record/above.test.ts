import { describe, expect, test } from 'vitest'
import { aboveOf, aboveProblems, parentsFirst, withAbove } from './above.ts'
import { ref, text } from './field.ts'
import { partsOf } from './part.ts'
import { type AnyRecord, record } from './record.ts'
import type { Who } from './who.ts'

const made = (name: string, read: Who, to?: string): AnyRecord =>
  record(name, {
    label: `${name}单`,
    title: 'word',
    fields: { word: text('词'), ...(to ? { whole: ref('所属', to, { part: true }) } : {}) },
    states: { open: '开着', shut: '关了' },
    allow: { read, create: 'nobody', edit: 'nobody' },
    views: { list: ['word'] },
  })
const registry = (...defs: AnyRecord[]) => Object.fromEntries(defs.map((def) => [def.name, def]))
const problems = (...defs: AnyRecord[]) => defs.flatMap((def) => aboveProblems(def, registry(...defs)))

describe('rights that follow from the row above', () => {
  test.each<[string, string[], AnyRecord[]]>([
    [
      'a line of three',
      [],
      [made('a', 'everyone'), made('b', { readable: 'whole' }, 'a'), made('c', { readable: 'whole' }, 'b')],
    ],
    [
      'a field that refers to nothing',
      ['b：“看得到”要用指向别的记录的字段，“word”不是'],
      [made('b', { readable: 'word' })],
    ],
    ['a field that is not there', ['b：“看得到”要用指向别的记录的字段，“none”不是'], [made('b', { readable: 'none' })]],
    [
      'a state that is not there',
      ['b：“a单”没有状态“lost”'],
      [made('a', 'everyone'), made('b', { readable: 'whole', in: ['open', 'lost'] }, 'a')],
    ],
    ['itself', ['b：“看得到”绕了一圈又回到自己'], [made('b', { readable: 'whole' }, 'b')]],
    [
      'a circle of two',
      ['a：“看得到”绕了一圈又回到自己', 'b：“看得到”绕了一圈又回到自己'],
      [made('a', { readable: 'whole' }, 'b'), made('b', { readable: 'whole' }, 'a')],
    ],
  ])('%s', (_, expected, defs) => {
    expect(problems(...defs)).toEqual(expected)
  })

  test('definitions are linked by the field, tables come parents first, parts in the order of the parent', () => {
    const whole = { ...made('a', 'everyone'), views: { list: ['word'], parts: ['c', 'b'] } }
    const linked = withAbove(registry(made('b', { readable: 'whole' }, 'a'), made('c', 'everyone', 'a'), whole))
    expect(aboveOf(linked.b!, 'whole').name).toBe('a')
    expect(aboveOf(linked.c!, 'whole').name).toBe('a')
    expect(parentsFirst(linked).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(partsOf(linked.a!, linked).map(({ def, field }) => [def.name, field])).toEqual([
      ['c', 'whole'],
      ['b', 'whole'],
    ])
  })
})

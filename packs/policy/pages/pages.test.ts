import { describe, expect, test } from 'vitest'
import type { Choice, Clause } from '../reading/types.ts'
import { movesOf, splitPlaces, treeChoices, withoutLastTreeChoice, withVerdict } from './choices.ts'
import { type CarrierRow, type ClauseRow, coverageOf, treeOf } from './coverage.ts'

const row = (anchor: string, parent: string | null): ClauseRow => ({
  id: anchor,
  anchor,
  parent,
  level: '条',
  label: '',
  title: anchor,
  text: '',
  status: 'active',
})
const carrier = (clause: string, status = 'active'): CarrierRow => ({
  id: `${clause}*`,
  clause,
  kind: 'duty',
  target: 'd',
  words: '',
  status,
})
const rows = [row('z1', null), row('z1.t1', 'z1'), row('z1.t2', 'z1'), row('z2', null), row('z2.t1', 'z2')]

describe('拆成两条', () => {
  test('每句话后面可以拆，最后一句不行', () => {
    expect(splitPlaces('受理投诉。记录内容；三天内答复。')).toEqual([5, 10])
    expect(splitPlaces('只有一句。')).toEqual([])
  })
})

describe('条款落地率', () => {
  // @covers POL-21
  test('只数最末一级，章按它下面的条算', () => {
    const tree = treeOf(rows, [carrier('z1.t1'), carrier('z2.t1')])
    expect(tree.map(({ anchor, mark }) => [anchor, mark])).toEqual([
      ['z1', 'part'],
      ['z2', 'full'],
    ])
    expect(coverageOf(tree)).toMatchObject({ done: 2, all: 3, percent: 66.7 })
  })

  test('取消了的落实不算，删去的条款不出现', () => {
    const removed = rows.map((one) => (one.anchor === 'z1.t2' ? { ...one, status: 'removed' } : one))
    const tree = treeOf(removed, [carrier('z1.t1', 'closed')])
    expect(coverageOf(tree)).toMatchObject({ done: 0, all: 2, percent: 0 })
  })

  test('一条也没有的制度，落地率是零', () => {
    expect(coverageOf(treeOf([], []))).toMatchObject({ done: 0, all: 0, percent: 0 })
  })
})

const clause = (anchor: string, children: Clause[] = []) => ({ anchor, children }) as Clause

describe('核对时的取舍', () => {
  const tree = [clause('a', [clause('a1'), clause('a2', [clause('a2x')])]), clause('b')]

  test('升一级到上级后面，降一级到前一条末尾', () => {
    expect(movesOf(tree, 'a2')).toEqual({
      promote: { kind: 'move', anchor: 'a2', under: null, after: 'a' },
      demote: { kind: 'move', anchor: 'a2', under: 'a1', after: null },
      merge: { kind: 'merge', anchor: 'a2', into: 'a1' },
    })
    expect(movesOf(tree, 'a2x').promote).toEqual({ kind: 'move', anchor: 'a2x', under: 'a', after: 'a2' })
    expect(movesOf(tree, 'b').demote).toEqual({ kind: 'move', anchor: 'b', under: 'a', after: 'a2' })
  })

  test('第一条没有可升、可并的去处', () => {
    expect(movesOf(tree, 'a')).toEqual({})
    expect(movesOf(tree, '没有这一条')).toEqual({})
  })

  test('对一处改动只留最后一次的决定；撤回从最近的条款改动起', () => {
    const first = withVerdict([], 'm1', 'accept', '客户')
    const rename: Choice = { kind: 'rename', anchor: 'a', title: '总则' }
    const choices = [...withVerdict(first, 'm1', 'reject'), rename]
    expect(choices).toEqual([{ kind: 'correction', id: 'm1', verdict: 'reject' }, rename])
    expect(treeChoices(choices)).toBe(1)
    expect(withoutLastTreeChoice(choices)).toEqual([{ kind: 'correction', id: 'm1', verdict: 'reject' }])
  })
})

import { describe, expect, test } from 'vitest'
import type { StepRow } from './batch.ts'
import { folded } from './steplog.ts'

const at = '2026-03-02T01:00:00.000Z'
const row = (
  node: number,
  kind: StepRow['kind'],
  ms: number | null = kind === 1 ? null : 0,
  caseId = 'c',
): StepRow => ({
  caseId,
  document: 1,
  node,
  kind,
  person: 7,
  at,
  ms,
})
const short = (rows: readonly StepRow[]) => rows.map(({ caseId, node, kind }) => `${caseId}${node}:${kind}`).join(' ')

describe('the rows of a flush in the step log', () => {
  test('a node that was entered and left at once has one row, by nobody, that took no time', () => {
    const rows = folded([row(0, 1), row(0, 2), row(1, 1), row(1, 2), row(2, 1)], () => true)
    expect(short(rows)).toBe('c0:5 c1:5 c2:1')
    expect(rows[0]).toMatchObject({ person: null, ms: 0 })
    expect(rows[2]).toMatchObject({ person: 7, ms: null })
  })

  test('what waited, was cancelled or came twice keeps its rows', () => {
    expect(short(folded([row(3, 2, 5000), row(4, 1), row(4, 1), row(4, 2), row(5, 3)], () => false))).toBe(
      'c3:2 c4:1 c4:5 c5:3',
    )
  })

  test('a case that only passed names the instant at which it did; one that began then need not', () => {
    const passed = [row(0, 1), row(0, 2), row(1, 1), row(1, 2)]
    expect(short(folded(passed, () => false))).toBe('c0:5 c1:1 c1:2')
    expect(short(folded(passed, () => true))).toBe('c0:5 c1:5')
  })

  test('a case that only entered nodes has a row that names the instant', () => {
    expect(short(folded([row(4, 1), row(4, 1)], () => false))).toBe('c4:1 c4:1 c4:0')
    expect(short(folded([row(4, 1), row(5, 1), row(5, 2), row(6, 1)], () => false))).toBe('c4:1 c5:5 c6:1 c6:0')
    expect(short(folded([row(4, 1)], () => true))).toBe('c4:1')
  })

  test('each case is looked at by itself', () => {
    const rows = [row(0, 1), row(0, 2), row(0, 1, null, 'd'), row(0, 2, 0, 'd')]
    expect(short(folded(rows, (id) => id === 'c'))).toBe('c0:5 d0:1 d0:2')
  })
})

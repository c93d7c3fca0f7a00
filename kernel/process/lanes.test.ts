import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openLanes } from './lanes.ts'

interface Piece {
  readonly row: string
  readonly n: number
}

/** Batches that take some turns of the event loop to decide, and some more to be written. */
function watched(turns: (batch: readonly Piece[]) => readonly [decide: number, write: number]) {
  const done: Piece[] = []
  const together: [string[], string[]][] = []
  const open = new Set<readonly Piece[]>()
  const rest = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  let deciding = 0
  let most = 0
  const lanes = openLanes<Piece>({
    most: 4,
    rowsOf: ({ row }) => [row],
    run: async (batch, decided) => {
      const [decide, write] = turns(batch)
      open.add(batch)
      deciding += 1
      most = Math.max(most, deciding)
      for (const other of open)
        if (other !== batch) together.push([other.map(({ row }) => row), batch.map(({ row }) => row)])
      await rest(decide)
      deciding -= 1
      decided()
      await rest(write)
      open.delete(batch)
      done.push(...batch)
    },
  })
  return { lanes, done, together, mostDeciding: () => most }
}

describe('two flushes at a time', () => {
  test('work on one row keeps its order and is never in two of them; nothing is lost, and one decides at a time', async () => {
    const pieces = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.nat(3)), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(pieces, fc.array(fc.tuple(fc.nat(2), fc.nat(4)), { minLength: 1 }), async (all, waits) => {
        let turn = 0
        const seen = watched(() => waits[turn++ % waits.length]!)
        for (const [n, [row, pause]] of all.entries()) {
          seen.lanes.add({ row, n })
          for (let rest = 0; rest < pause; rest += 1) await new Promise((resolve) => setImmediate(resolve))
        }
        await seen.lanes.stop()
        expect(seen.done).toHaveLength(all.length)
        for (const rows of Map.groupBy(seen.done, ({ row }) => row).values())
          expect(rows.map(({ n }) => n)).toEqual(rows.map(({ n }) => n).toSorted((a, b) => a - b))
        for (const [first, second] of seen.together) expect(second.filter((row) => first.includes(row))).toEqual([])
        expect(seen.mostDeciding()).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 },
    )
  })

  test('the second begins while the first is written', async () => {
    const seen = watched(() => [1, 1000])
    for (const row of ['a', 'b']) seen.lanes.add({ row, n: 0 })
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    for (const row of ['c', 'd']) seen.lanes.add({ row, n: 0 })
    await seen.lanes.stop()
    expect(seen.together).toEqual([
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ])
  })

  test('what was stopped takes nothing more and ends what waits', async () => {
    const seen = watched(() => [0, 1])
    seen.lanes.add({ row: 'a', n: 1 })
    const ended = seen.lanes.stop()
    expect(seen.lanes.add({ row: 'b', n: 2 })).toBe(false)
    await ended
    expect(seen.done).toEqual([{ row: 'a', n: 1 }])
  })
})

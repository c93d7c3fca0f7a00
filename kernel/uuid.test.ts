import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUuid, uuid7 } from './uuid.ts'

const instant = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })

test('编号按毫秒排，同一毫秒里按做出来的先后排；中间插进别的时刻也一样', () => {
  fc.assert(
    fc.property(
      fc.array(instant, { minLength: 2, maxLength: 4 }),
      fc.array(fc.nat(3), { maxLength: 200 }),
      (at, order) => {
        const made = order.map((index) => ({ at: at[index % at.length]!.getTime(), id: uuid7(at[index % at.length]!) }))
        const sorted = made.toSorted((a, b) => (a.id < b.id ? -1 : 1))
        expect(sorted).toEqual(made.toSorted((a, b) => a.at - b.at))
      },
    ),
  )
})

test('是第 7 版的编号，时间读得回来，一万个没有重的', () => {
  const now = new Date('2026-03-02T08:00:00.123Z')
  const ids = Array.from({ length: 10_000 }, () => uuid7(now))
  expect(new Set(ids).size).toBe(10_000)
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(isUuid(id)).toBe(true)
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(now.getTime())
  }
})

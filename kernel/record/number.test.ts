import { expect, test } from 'vitest'
import { numberParts } from './number.ts'

test('a number is filled from the day of the company', () => {
  const { format } = numberParts('project', 'XM-{yyyy}{MM}{dd}-{yy}-{seq:3}', '2026-03-09')
  expect([format(7), format(1234)]).toEqual(['XM-20260309-26-007', 'XM-20260309-26-1234'])
})

test('the count begins anew when the rest changes, and each record has its own', () => {
  const counter = (record: string, pattern: string, day: string) => numberParts(record, pattern, day).counter
  expect(counter('a', 'X-{yyyy}-{seq:3}', '2026-12-31')).toBe(counter('a', 'X-{yyyy}-{seq:3}', '2026-01-01'))
  expect(counter('a', 'X-{yyyy}-{seq:3}', '2026-12-31')).not.toBe(counter('a', 'X-{yyyy}-{seq:3}', '2027-01-01'))
  expect(counter('a', 'X-{seq:3}', '2026-12-31')).not.toBe(counter('b', 'X-{seq:3}', '2026-12-31'))
})

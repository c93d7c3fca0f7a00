import { expect, test } from 'vitest'
import { inexpressible } from './patterns/inexpressible.ts'
import { patterns, playPattern } from './patterns.ts'

test('each of the 43 patterns is played or has its reason', () => {
  const ids = [...patterns, ...inexpressible].map(({ id }) => id).sort((a, b) => a - b)
  expect(ids).toEqual(Array.from({ length: 43 }, (_, index) => index + 1))
})

test.each(patterns.map((pattern) => [`WCP-${pattern.id} ${pattern.name}`, pattern] as const))(
  '%s holds',
  async (_, pattern) => {
    expect(await playPattern(pattern)).toBeUndefined()
  },
)

import { expect, test } from 'vitest'
import { quorumOf } from './committee.ts'

// @covers ORG-08
test.each([
  ['2/3', 7, 5],
  ['2/3', 3, 2],
  ['1/2', 5, 3],
  ['1/1', 4, 4],
  ['3', 7, 3],
  ['3', 2, 2],
  [' 2/3 ', 6, 4],
  ['2/3', 0, 0],
  ['3/2', 6, undefined],
  ['0', 6, undefined],
  ['1/0', 6, undefined],
  ['过半', 6, undefined],
  ['66%', 6, undefined],
])('法定人数写“%s”，%i 个成员里要 %s 个', (quorum, members, expected) => {
  expect(quorumOf(quorum, members)).toBe(expected)
})

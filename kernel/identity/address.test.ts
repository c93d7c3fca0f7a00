import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

test.each([
  ['方立群', '部长', '方部长'],
  ['欧阳静', '部长', '欧阳部长'],
  ['顾维嘉', '总经理', '顾总经理'],
  ['王敏', '营业员', '王敏'],
  ['乌日娜', '店长', '乌日娜'],
  ['阿依古丽·买买提', '绩效与培训主管', '阿依古丽·买买提'],
])('%s，%s is greeted as %s', (name, position, words) => {
  expect(addressOf(name, position)).toBe(words)
})

import { expect, test } from 'vitest'
import { readQuestion } from './question.ts'

const matters = [
  { matter: '请假', names: ['请假单', '休假', '年假'] },
  { matter: '采购', names: ['采购申请', '买'] },
  { matter: '费用报销', names: ['报销', '报销单'] },
  { matter: '用印', names: ['盖章'] },
  { matter: '项目', names: ['立项'] },
]
const kinds = { 用印: ['合同已批', '其他文件或外带'] }
const numbers = { 请假: 'days', 采购: 'amount', 费用报销: 'amount' } as const
const read = (question: string) => {
  const { words, ...said } = readQuestion(question, matters, kinds, numbers)
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
}

test.each([
  ['请假 5 天 谁批', { matter: '请假', days: 5 }],
  ['请假五天谁批', { matter: '请假', days: 5 }],
  ['休假两天半找谁', { matter: '请假', days: 2.5 }],
  ['请半天假 请假', { matter: '请假', days: 0.5 }],
  ['请假 10个工作日', { matter: '请假', days: 10 }],
  ['请假 3', { matter: '请假', days: 3 }],
  ['年假十二天', { matter: '请假', days: 12 }],
  ['采购 8.6 万 预算内', { matter: '采购', amount: 86000, budgeted: true }],
  ['买货架八万六要谁签', { matter: '采购', amount: 86000 }],
  ['采购十二万预算外', { matter: '采购', amount: 120000, budgeted: false }],
  ['采购５０００元', { matter: '采购', amount: 5000 }],
  ['采购 5,000 块钱', { matter: '采购', amount: 5000 }],
  ['报销 1200', { matter: '费用报销', amount: 1200 }],
  ['报销一百二十块', { matter: '费用报销', amount: 120 }],
  ['报销 2k', { matter: '费用报销', amount: 2000 }],
  ['盖章 外带', { matter: '用印', kind: '其他文件或外带' }],
  ['用印，合同已批', { matter: '用印', kind: '合同已批' }],
  ['a级立项', { matter: '项目', grade: 'A' }],
  ['怎么投诉', {}],
])('“%s”', (question, said) => {
  expect(read(question)).toEqual(said)
})

test('剩下的词拿去找条款', () => {
  expect(readQuestion('客户投诉多少天内联系', matters).words).toEqual(['客户投诉', '天内联系'])
})

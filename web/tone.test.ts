import { expect, test } from 'vitest'
import type { ActionMeta } from '#kernel/http/contract.ts'
import { toneOf } from './tone.ts'

const action = (from: string, to: string, danger = false) => ({ from: [from], to, danger }) as unknown as ActionMeta

test('单据：草稿在歇，审批中在走，已批准是好，不同意是不好', () => {
  const meta = {
    nature: 'request' as const,
    states: { draft: '草稿', review: '审批中', approved: '已批准', refused: '未通过' },
    actions: [
      action('draft', 'review'),
      action('review', 'approved'),
      action('review', 'refused', true),
      action('refused', 'draft'),
    ],
  }
  const tones = Object.keys(meta.states).map((status) => toneOf(meta, status))
  expect(tones).toEqual(['rest', 'active', 'good', 'bad'])
})

test('台账：在用是好，停用只是歇着', () => {
  const meta = {
    nature: 'ledger' as const,
    states: { active: '在用', closed: '停用' },
    actions: [action('active', 'closed', true), action('closed', 'active')],
  }
  expect([toneOf(meta, 'active'), toneOf(meta, 'closed')]).toEqual(['good', 'rest'])
})

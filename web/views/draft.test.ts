import { describe, expect, test } from 'vitest'
import { chooseTyped, mergeTyped } from './conflict.ts'
import { keepDraft, readDraft, withTyped } from './draft.ts'

const shelf = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  }
}

describe('没保存的内容', () => {
  test('刷新以后还在，清空以后不留', () => {
    const store = shelf()
    keepDraft(store, 'project/new', { typed: { reason: '门店扩张' }, version: 3 })
    expect(readDraft(store, 'project/new')).toEqual({ typed: { reason: '门店扩张' }, version: 3 })
    keepDraft(store, 'project/new', { typed: {} })
    expect(store.getItem('draft:project/new')).toBeNull()
  })

  test('两张表单互不相扰，读不懂的当没有', () => {
    const store = shelf()
    keepDraft(store, 'project/1', { typed: { reason: '一' } })
    store.setItem('draft:project/2', '{坏的')
    store.setItem('draft:project/3', '[1]')
    for (const form of ['project/2', 'project/3', 'project/4']) expect(readDraft(store, form)).toEqual({ typed: {} })
  })

  test('改回原样就不算改过', () => {
    const base = { reason: '门店扩张', note: null }
    const typed = withTyped(base, {}, 'reason', '门店缩减')
    expect(typed).toEqual({ reason: '门店缩减' })
    expect(withTyped(base, typed, 'reason', '门店扩张')).toEqual({})
    expect(withTyped(base, {}, 'note', '')).toEqual({})
  })
})

describe('两个人同时改', () => {
  const base = { due: '2026-01-01', amount: '10.00', note: '旧' }

  test('各改各的，都留下', () => {
    const merged = mergeTyped(base, { amount: '12.00' }, { ...base, due: '2026-02-01' })
    expect(merged).toEqual({ typed: { amount: '12.00' }, clashes: [] })
  })

  test('改了同一处，让人选', () => {
    const merged = mergeTyped(base, { due: '2026-03-01', note: '新' }, { ...base, due: '2026-02-01' })
    expect(merged.clashes).toEqual([{ name: 'due', mine: '2026-03-01', theirs: '2026-02-01' }])
    expect(chooseTyped(merged.typed, new Set(['due']))).toEqual({ note: '新' })
    expect(chooseTyped(merged.typed, new Set())).toEqual({ due: '2026-03-01', note: '新' })
  })

  test('改成了一样的，不必选也不必再交', () => {
    expect(mergeTyped(base, { due: '2026-02-01' }, { ...base, due: '2026-02-01' })).toEqual({ typed: {}, clashes: [] })
  })
})

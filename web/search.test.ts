import { describe, expect, test } from 'vitest'
import { filtersOf, listSearch, nextSort, signInSearch, workSearch } from './search.ts'

describe('地址记得列表的样子', () => {
  test('认得的照用，其余当作按字段筛选，怪名字不要', () => {
    const search = listSearch({
      q: '积分',
      status: 'review',
      sort: '-amount',
      unit: 'u1',
      __proto__x: 'y',
      n: 3,
      'a b': 'c',
    })
    expect(search).toEqual({ q: '积分', status: 'review', sort: '-amount', unit: 'u1' })
    expect(filtersOf(search)).toEqual({ unit: 'u1' })
  })

  test('表头点三下：升、降、还原', () => {
    const once = nextSort(undefined, 'amount')
    const twice = nextSort(once, 'amount')
    expect([once, twice, nextSort(twice, 'amount')]).toEqual(['amount', '-amount', undefined])
    expect(nextSort('-number', 'amount')).toBe('amount')
  })

  test('不认得的箱子就是待办', () => {
    expect(workSearch({ box: 'trash' })).toEqual({ box: 'todo' })
    expect(workSearch({ box: 'done', q: '采购', open: 't1' })).toEqual({ box: 'done', q: '采购', open: 't1' })
  })
})

describe('登录以后回到原处', () => {
  test('只回到自己的页面', () => {
    expect(signInSearch({ to: '/r/project/1?a=b' })).toEqual({ to: '/r/project/1?a=b' })
    for (const to of ['https://example.com', '//example.com', '/\\example.com', 'r/project', undefined]) {
      expect(signInSearch({ to })).toEqual({})
    }
  })
})

import { describe, expect, test } from 'vitest'
import { brokenRules, hashPassword, verifyPassword } from './password.ts'

const context = { login: 'fangliqun', company: '织禾集团' }
const broken = (password: string) => brokenRules(password, context)

describe('a new password', () => {
  test.each(['Mian-liao_36', '裁床二期Kaigong9月', 'correct horse battery staple', 'xxxxx is long enough a sentence'])(
    'may be %s',
    (password) => {
      expect(broken(password)).toEqual([])
    },
  )

  test('is told every rule that it breaks at once', () => {
    expect(broken('abc')).toEqual([
      '至少 10 个字',
      '大写字母、小写字母、数字、符号至少要有三种（16 个字以上的不作要求）',
      '太常见，容易被猜中',
    ])
  })

  test('may have 64 and 128 characters, not 129', () => {
    const long = 'Zhi-he 9 chuanglian '.repeat(7)
    expect(broken(long.slice(0, 64))).toEqual([])
    expect(broken(long.slice(0, 128))).toEqual([])
    expect(broken(long.slice(0, 129))).toEqual(['最多 128 个字'])
  })

  test('holds neither the login name nor the company', () => {
    expect(broken('FangLiqun#2027')).toEqual(['不能包含登录名'])
    expect(broken('我在织禾集团上班9年了Aa')).toEqual(['不能包含公司名称'])
  })

  test.each([
    'Password123!',
    'P@ssw0rd2026',
    'Admin@123456',
    'Welcome2026!',
    'Woaini1314520!',
    'Qwertyuiop123!',
    '1qaz@WSX3edc',
    'Aa1234567890',
    '12345678901234567890',
    'aaaaaaaaaaaaaaaaaaaa',
    'qwertyuiopasdfghjkl',
    'Abc!Abc!Abc!Abc!',
  ])('is not one that everybody tries first: %s', (password) => {
    expect(broken(password)).toContain('太常见，容易被猜中')
  })
})

describe('checking a password', () => {
  test('only the one that was set fits, in any width of its letters', async () => {
    const kept = await hashPassword('Mian-liao_36')
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await verifyPassword(kept, 'Mian-liao_36')).toBe(true)
    expect(await verifyPassword(kept, 'Ｍｉａｎ-liao_36')).toBe(true)
    expect(await verifyPassword(kept, 'mian-liao_36')).toBe(false)
    expect(await verifyPassword(kept, '')).toBe(false)
  })

  test('a person who is not there has no password, not even an endless one', async () => {
    expect(await verifyPassword(undefined, 'Mian-liao_36')).toBe(false)
    expect(await verifyPassword(undefined, 'x'.repeat(1_000_000))).toBe(false)
  })
})

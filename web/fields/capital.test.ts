import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capitalAmount } from './capital.ts'

describe('大写金额', () => {
  test.each([
    ['0', '人民币零元整'],
    ['0.5', '人民币伍角整'],
    ['0.05', '人民币伍分'],
    ['12.80', '人民币壹拾贰元捌角整'],
    ['1680.32', '人民币壹仟陆佰捌拾元叁角贰分'],
    ['100111.11', '人民币壹拾万零壹佰壹拾壹元壹角壹分'],
    ['107000.53', '人民币壹拾万零柒仟元伍角叁分'],
    ['1409.50', '人民币壹仟肆佰零玖元伍角整'],
    ['6007.14', '人民币陆仟零柒元壹角肆分'],
    ['16409.02', '人民币壹万陆仟肆佰零玖元零贰分'],
    ['1000000000', '人民币壹拾亿元整'],
    ['100000001', '人民币壹亿零壹元整'],
    ['-5.2', '人民币负伍元贰角整'],
  ])('%s 读作 %s', (amount, said) => {
    expect(capitalAmount(amount)).toBe(said)
  })

  test('不是金额的不读', () => {
    for (const words of ['', '一百', '1.234', '1e5', '99999999999999999']) expect(capitalAmount(words)).toBeUndefined()
  })

  test('不会有连着的零，也不会以零开头', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 9_999_999_999_999_999n }), (yuan) => {
        const said = capitalAmount(String(yuan)) ?? ''
        expect(said).not.toMatch(/零零|币零|零元|零[万亿]/)
      }),
    )
  })
})

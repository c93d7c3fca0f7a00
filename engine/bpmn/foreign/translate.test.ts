// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the languages that are translated write them so.
import { describe, expect, it } from 'vitest'
import { compileFeel } from '../../feel/compile.ts'
import { Untranslatable, valueToFeel } from './translate.ts'

describe('an expression of another product', () => {
  it.each([
    ['${approved}', 'approved'],
    ['#{approved}', 'approved'],
    ["${clarified == 'yes'}", 'clarified = "yes"'],
    ['${amount > 500 && !rejected}', 'amount > 500 and not(rejected)'],
    ['${a ne 1 or b eq 2}', 'a != 1 or b = 2'],
    ['${order.customer.name}', 'order.customer.name'],
    ['${order.getCustomer().isActive()}', 'order.customer.active'],
    ["${execution.getVariable('amount') >= 10L}", 'amount >= 10'],
    ['${name.contains("审批")}', 'contains(name, "审批")'],
    ["${name.equals('a') ? 1 : 2}", 'if name = "a" then 1 else 2'],
    ['${list.size() % 2 == 0}', 'modulo(count(list), 2) = 0'],
    ['${list[0]}', 'list[1]'],
    ["${map['key']}", 'map.key'],
    ['${empty list}', 'list contains([null, "", []], list)'],
    ['申请 ${number} 已批准', '"申请 " + string(number) + " 已批准"'],
    ['accounting', '"accounting"'],
    ['= amount > 5 and ok', 'amount > 5 and ok'],
  ])('%s is %s in FEEL', (written, feel) => {
    expect(valueToFeel(written)).toBe(feel)
    expect(() => compileFeel(feel)).not.toThrow()
  })

  it.each(['bean.method(a)', 'now()', 'a =', 'x -> y', 'new Date()'])('%s has no equal', (code) => {
    expect(() => valueToFeel(`\${${code}}`)).toThrow(Untranslatable)
  })

  it.each([
    [{ list: [] }, true],
    [{ list: null }, true],
    [{ list: '' }, true],
    [{ list: ['a'] }, false],
    [{ list: 'a' }, false],
  ])('empty is what JUEL calls empty: %j → %s', (vars, expected) => {
    const { evaluate } = compileFeel(valueToFeel('${empty list}'))
    const look = () => vars.list
    expect(evaluate({ look, now: '2026-03-02T01:00:00Z', zone: 'Asia/Shanghai', functions: {} })).toBe(expected)
  })
})

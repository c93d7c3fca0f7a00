import type { Ast, CompareOperator } from './ast.ts'
import type { World } from './scope.ts'
import { type Decimal, isNumber } from './values.ts'

/** A plain result, which needs no FEEL value; or the word that it is not that simple. */
export type Plain = boolean | null | number | string
export const UNSURE = Symbol('unsure')
export type Quick = (world: World) => Plain | typeof UNSURE

const DIGITS = 15

/**
 * The short way for the expressions that run most: names and constants, compared, combined by `and`, `or`, `if`, sums of
 * whole numbers. It works on plain JSON, without frames and decimals, and says UNSURE wherever the long way might see
 * more. Exact: a double compares with a decimal of at most 15 digits as the shortest decimal of that double does, since
 * rounding keeps order and no two such decimals share a double; sums are taken of safe integers only. Undefined where an
 * expression has nothing to win.
 */
export function quickOf(ast: Ast): Quick | undefined {
  switch (ast.is) {
    case 'literal':
      return quickLiteral(ast.value)
    case 'name':
      return ast.free ? quickName(ast.name) : undefined
    case 'compare':
      return quickCompare(ast)
    case 'math':
      return quickMath(ast)
    case 'and':
    case 'or':
      return quickLogic(ast)
    case 'if':
      return quickIf(ast)
    default:
      return undefined
  }
}

function quickLiteral(value: Extract<Ast, { is: 'literal' }>['value']): Quick | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return () => value
  const number = isNumber(value) ? shortNumber(value) : undefined
  return number === undefined ? undefined : () => number
}

/** A decimal as a double, where that stands for it and for no other of so few digits. */
function shortNumber(value: Decimal): number | undefined {
  const number = value.toNumber()
  const isSafe =
    value.precision() <= DIGITS && (number === 0 || (Math.abs(number) > 1e-290 && Math.abs(number) < 1e290))
  return isSafe ? number : undefined
}

function quickName(name: string): Quick {
  return (world) => {
    const value = world.plain?.(name)
    if (typeof value === 'string' || typeof value === 'boolean') return value
    return typeof value === 'number' && Number.isFinite(value) ? value : UNSURE
  }
}

const ORDER: { [operator in CompareOperator]: <T extends Plain>(left: T & {}, right: T & {}) => boolean } = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
}

/** Two names may both hold doubles of 17 digits, which is well: equal shortest decimals mean equal doubles. */
function quickCompare({ operator, left, right }: Extract<Ast, { is: 'compare' }>): Quick | undefined {
  const [first, second] = [quickOf(left), quickOf(right)]
  if (!first || !second) return undefined
  const holds = ORDER[operator]
  const isEquality = operator === '=' || operator === '!='
  return (world) => {
    const one = first(world)
    if (one === UNSURE || one === null) return UNSURE
    const two = second(world)
    if (two === UNSURE || two === null || typeof one !== typeof two) return UNSURE
    return typeof one !== 'number' && !isEquality ? UNSURE : holds(one, two)
  }
}

function quickMath({ operator, left, right }: Extract<Ast, { is: 'math' }>): Quick | undefined {
  if (operator === '/' || operator === '**') return undefined
  const [first, second] = [quickOf(left), quickOf(right)]
  if (!first || !second) return undefined
  return (world) => {
    const [one, two] = [first(world), second(world)]
    if (!Number.isSafeInteger(one) || !Number.isSafeInteger(two)) return UNSURE
    const [a, b] = [one as number, two as number]
    const result = operator === '+' ? a + b : operator === '-' ? a - b : a * b
    return Number.isSafeInteger(result) ? result : UNSURE
  }
}

function quickLogic({ is, left, right }: Extract<Ast, { is: 'and' | 'or' }>): Quick | undefined {
  const [first, second] = [quickOf(left), quickOf(right)]
  if (!first || !second) return undefined
  const decides = is === 'or'
  return (world) => {
    const one = first(world)
    if (one === decides) return decides
    const two = one === !decides ? second(world) : UNSURE
    return typeof two === 'boolean' ? two : UNSURE
  }
}

function quickIf({ condition, yes, no }: Extract<Ast, { is: 'if' }>): Quick | undefined {
  const [when, first, second] = [quickOf(condition), quickOf(yes), quickOf(no)]
  if (!when || !first || !second) return undefined
  return (world) => {
    const held = when(world)
    if (typeof held !== 'boolean') return UNSURE
    return held ? first(world) : second(world)
  }
}

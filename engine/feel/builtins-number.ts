import type { Builtin, Builtins } from './builtins.ts'
import { spend } from './scope.ts'
import {
  Decimal,
  daysOf,
  finite,
  isDays,
  isMonths,
  isNumber,
  monthsOf,
  type Rounding,
  truncated,
  type Value,
} from './values.ts'

const ROUNDING = {
  decimal: Decimal.ROUND_HALF_EVEN,
  'round up': Decimal.ROUND_UP,
  'round down': Decimal.ROUND_DOWN,
  'round half up': Decimal.ROUND_HALF_UP,
  'round half down': Decimal.ROUND_HALF_DOWN,
} as const
/** The scales that a decimal of 34 digits can have. */
const SCALE = { least: -6111, most: 6176 }

/** Functions on numbers (DMN 1.5, 10.3.4.5). */
export const numberFunctions: Builtins = {
  ...Object.fromEntries(Object.entries(ROUNDING).map(([name, mode]) => [name, rounding(mode, 'scale')])),
  floor: rounding(Decimal.ROUND_FLOOR, 'scale?'),
  ceiling: rounding(Decimal.ROUND_CEIL, 'scale?'),
  abs: { signatures: [['n']], call: ([value = null]) => absolute(value) },
  modulo: {
    signatures: [['dividend', 'divisor']],
    call: ([dividend = null, divisor = null]) => {
      if (!isNumber(dividend) || !isNumber(divisor) || divisor.isZero()) return null
      return finite(dividend.minus(divisor.times(dividend.div(divisor).floor())))
    },
  },
  sqrt: of('number', (number) => (number.isNegative() && !number.isZero() ? null : number.sqrt())),
  log: costly('number', (number) => (number.gt(0) ? number.ln() : null)),
  exp: costly('number', (number) => (number.abs().lt(20_000) ? finite(number.exp()) : null)),
  odd: of('number', (number) => (number.isInteger() ? !number.mod(2).isZero() : null)),
  even: of('number', (number) => (number.isInteger() ? number.mod(2).isZero() : null)),
}

function of(parameter: string, call: (number: Decimal) => Value): Builtin {
  return { signatures: [[parameter]], call: ([value = null]) => (isNumber(value) ? call(value) : null) }
}

/** What takes as long as many sums counts as so many steps. */
function costly(parameter: string, call: (number: Decimal) => Value): Builtin {
  const builtin = of(parameter, call)
  return {
    ...builtin,
    call: (args, frame) => {
      spend(frame, 500)
      return builtin.call(args, frame)
    },
  }
}

/** A fraction of the scale is cut off. */
function rounding(mode: Rounding, scale: 'scale' | 'scale?'): Builtins[string] {
  return {
    signatures: [['n', scale]],
    call: ([value = null, digits = new Decimal(0)]) => {
      const places = truncated(digits)
      if (!isNumber(value) || places === undefined || places < SCALE.least || places > SCALE.most) return null
      return places >= 0 ? value.toDecimalPlaces(places, mode) : value.toNearest(new Decimal(10).pow(-places), mode)
    },
  }
}

function absolute(value: Value): Value {
  if (isNumber(value)) return value.abs()
  if (isMonths(value)) return monthsOf(Math.abs(value.months))
  return isDays(value) ? daysOf(value.nanoseconds < 0n ? -value.nanoseconds : value.nanoseconds) : null
}

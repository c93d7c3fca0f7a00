import { Decimal, type FeelFunction, finite, integer, isNumber, type Value } from './values.ts'

/** The types of Java that a method may take here, and what a FEEL value becomes; undefined when it does not fit. */
const JAVA: { [type: string]: (value: Value) => number | string | undefined } = {
  double: asNumber,
  float: asNumber,
  int: whole(2 ** 31),
  long: whole(Number.MAX_SAFE_INTEGER),
  short: whole(2 ** 15),
  byte: whole(2 ** 7),
  char: (value) => (typeof value === 'string' && [...value].length === 1 ? value : undefined),
  'java.lang.String': (value) => (typeof value === 'string' ? value : undefined),
}

type Method = (...args: (number | string)[]) => number | string

const ON_NUMBERS: { [name: string]: (...args: number[]) => number } = {
  ...{ abs: Math.abs, max: Math.max, min: Math.min, pow: Math.pow, sqrt: Math.sqrt, cbrt: Math.cbrt, exp: Math.exp },
  ...{ log: Math.log, log10: Math.log10, sin: Math.sin, cos: Math.cos, tan: Math.tan, asin: Math.asin },
  ...{ acos: Math.acos, atan: Math.atan, atan2: Math.atan2, sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh },
  ...{ hypot: Math.hypot, signum: Math.sign, ceil: Math.ceil, floor: Math.floor },
  toRadians: (degrees) => (degrees / 180) * Math.PI,
  toDegrees: (radians) => (radians * 180) / Math.PI,
}
const BOXES = ['Integer', 'Long', 'Short', 'Byte', 'Float', 'Double']

/**
 * An external function of Java (DMN 1.5, 10.3.2.13.1). Nothing of Java runs here: of its library the functions of
 * `java.lang.Math`, `valueOf` of the number classes and of `String`, and `String.format` are known; for all others null.
 */
export function externalFunction(parameters: string[], body: Value): FeelFunction | null {
  const java = body instanceof Map ? body.get('java') : undefined
  const type = java instanceof Map ? java.get('class') : undefined
  const signature = java instanceof Map ? java.get('method signature') : undefined
  const [, name, written = ''] = typeof signature === 'string' ? (/^\s*(\w+)\s*\((.*)\)\s*$/.exec(signature) ?? []) : []
  if (typeof type !== 'string' || name === undefined) return null
  const types = written
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (type === 'java.lang.String' && name === 'format') return { is: 'function', parameters, call: format }
  const method = methodOf(type, name, types)
  if (!method || types.length !== parameters.length) return null
  return { is: 'function', parameters, call: (args) => call(method, types, args) }
}

function methodOf(type: string, name: string, types: string[]): Method | undefined {
  const areNumbers = types.every((one) => one !== 'char' && one !== 'java.lang.String')
  if (type === 'java.lang.Math' && areNumbers && Object.hasOwn(ON_NUMBERS, name)) return ON_NUMBERS[name] as Method
  if (name !== 'valueOf' || types.length !== 1) return undefined
  if (type === 'java.lang.String') return (value) => String(value)
  const isBox = BOXES.some((box) => type === `java.lang.${box}`)
  return isBox
    ? (value) => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(String(value)) ? Number(value) : Number.NaN)
    : undefined
}

function call(method: Method, types: string[], args: Value[]): Value {
  const given = types.map((type, index) => {
    return Object.hasOwn(JAVA, type) ? JAVA[type]?.(args[index] ?? null) : undefined
  })
  if (given.some((value) => value === undefined)) return null
  const result = method(...given.filter((value) => value !== undefined))
  return typeof result === 'string' ? result : finite(new Decimal(result))
}

/** `%s`, `%d` and `%%` of a text, one argument after the other. */
function format([pattern = null, ...args]: Value[]): Value {
  if (typeof pattern !== 'string') return null
  let index = 0
  const written = pattern.replace(/%([sd%])/g, (_, letter: string) => {
    if (letter === '%') return '%'
    const value = args[index++] ?? null
    return isNumber(value) ? value.toFixed() : String(value)
  })
  return index > args.length ? null : written
}

function asNumber(value: Value): number | undefined {
  return isNumber(value) ? value.toNumber() : undefined
}

function whole(limit: number): (value: Value) => number | undefined {
  return (value) => {
    const number = integer(value)
    return number !== undefined && Math.abs(number) <= limit ? number : undefined
  }
}

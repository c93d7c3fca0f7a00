import type { Ast } from './ast.ts'
import { BUILTINS, type Builtin, placesOf, takesCount } from './builtins.ts'
import { fromFeel, toFeel } from './json.ts'
import type { Run } from './nodes.ts'
import { FeelProblem } from './problem.ts'
import { deeper, FeelError, type Frame, find, spend, unknown } from './scope.ts'
import { coerceTo } from './type.ts'
import { type FeelFunction, isFunction, typeOf, type Value } from './values.ts'

type Call = Extract<Ast, { is: 'call' }>

/**
 * Compiles a call. A local name or a variable that holds a function comes first, then the built-in function of that name,
 * and then one that the world provides, which gets and gives plain values. Where `lenient`, a call that cannot work gives null
 * instead of being refused.
 */
export function compileCall(ast: Call, compile: (ast: Ast) => Run, lenient = false): Run {
  const args = ast.args.map(compile)
  const { callee, names } = ast
  if (callee.is !== 'name') return compileValueCall(compile(callee), args, names)
  const builtin = builtinOf(callee.name)
  if (!builtin) return compileNamedCall(callee.name, args, names, lenient)
  const call = compileBuiltin(builtin, args, ast, callee.name, lenient)
  return callee.free && !callee.known ? call : unlessOwn(callee.name, args, names, call)
}

/** A built-in function as a value, such as the second argument of `sort`. */
export function builtinValue(name: string, frame: Frame): Value {
  const builtin = builtinOf(name)
  if (!builtin) return null
  const parameters = (builtin.signatures[0] ?? []).map((parameter) => parameter.replace('?', ''))
  return { is: 'function', parameters, call: (args) => builtin.call(args, frame) }
}

function builtinOf(name: string): Builtin | undefined {
  return Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined
}

function compileBuiltin(builtin: Builtin, args: Run[], { names, at }: Call, name: string, lenient: boolean): Run {
  const places = names && placesOf(builtin, names)
  const misfit = names
    ? places
      ? undefined
      : `函数「${name}」没有这样的参数：${names.join('、')}。`
    : takesCount(builtin, args.length)
      ? undefined
      : `函数「${name}」的参数个数不对：${args.length} 个。`
  if (misfit !== undefined && names && !lenient) throw new FeelProblem(at, misfit)
  if (misfit !== undefined) return (frame) => unknown(frame, () => misfit)
  const inOrder = places ? places.map((place) => (place === undefined ? NULL : (args[place] ?? NULL))) : args
  return (frame) => {
    spend(frame)
    const values = inOrder.map((arg) => arg(frame))
    const isTaken = places === undefined || areTaken(builtin, places, names ?? [], values)
    const result = isTaken ? builtin.call(values, frame) : null
    if (result === null && frame.run.world.warn) unknown(frame, () => `函数「${name}」的参数不合适，结果是空值。`)
    return result
  }
}

const NULL: Run = () => null

function areTaken({ takes }: Builtin, places: (number | undefined)[], names: string[], values: Value[]): boolean {
  return places.every((place, index) => {
    const type = takes?.[names[place ?? -1] ?? '']
    return type === undefined || typeOf(values[index] ?? null) === type
  })
}

function unlessOwn(name: string, args: Run[], names: string[] | undefined, otherwise: Run): Run {
  return (frame) => {
    const value = find(frame, name)
    return isFunction(value ?? null) ? callValue(value ?? null, args, names, frame) : otherwise(frame)
  }
}

function compileValueCall(callee: Run, args: Run[], names?: string[]): Run {
  return (frame) => callValue(callee(frame), args, names, frame)
}

function compileNamedCall(name: string, args: Run[], names: string[] | undefined, lenient: boolean): Run {
  return (frame) => {
    const value = find(frame, name)
    if (value !== undefined && value !== null) return callValue(value, args, names, frame)
    const { functions } = frame.run.world
    const provided = Object.hasOwn(functions, name) ? functions[name] : undefined
    if (!provided && (lenient || value === null)) return unknown(frame, () => `没有叫「${name}」的函数。`)
    if (!provided) throw new FeelError(`没有叫「${name}」的函数。`)
    spend(frame)
    return toFeel(provided(...args.map((arg) => fromFeel(arg(frame)))))
  }
}

function callValue(callee: Value, args: Run[], names: string[] | undefined, frame: Frame): Value {
  if (!isFunction(callee)) return unknown(frame, () => '被调用的不是函数。')
  const { parameters } = callee
  const isFit = names
    ? names.length === parameters.length && names.every((name) => parameters.includes(name))
    : parameters.at(-1) === '...' || args.length === parameters.length
  if (!isFit) return unknown(frame, () => `函数要的参数是：${parameters.join('、')}。`)
  const values = args.map((arg) => arg(frame))
  const inOrder = names ? parameters.map((parameter) => values[names.indexOf(parameter)] ?? null) : values
  const converted = convert(callee, inOrder, frame)
  if (!converted) return unknown(frame, () => `函数的参数不是它要的类型。`)
  return deeper(frame, () => callee.call(converted))
}

/** Arguments as the types of the parameters want them; undefined when one does not fit (DMN 1.5, 10.3.2.9.4). */
function convert({ types }: FeelFunction, args: Value[], frame: Frame): Value[] | undefined {
  if (!types) return args
  const converted = args.map((arg, index) => {
    const type = types[index]
    return type ? coerceTo(arg, type, frame) : arg
  })
  return converted.some((value, index) => value === null && args[index] !== null) ? undefined : converted
}

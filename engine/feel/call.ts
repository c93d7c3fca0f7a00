import type { Ast } from './ast.ts'
import { BUILTINS, type Builtin } from './builtins.ts'
import type { Run } from './compile.ts'
import { fromFeel, toFeel } from './json.ts'
import { FeelProblem } from './problem.ts'
import { deeper, FeelError, type Frame, look, spend } from './scope.ts'
import { isFunction, type Value } from './values.ts'

type Call = Extract<Ast, { is: 'call' }>

/**
 * Compiles a call. A built-in name means the built-in function; otherwise a function among the variables, and then one
 * that the world provides, which gets and gives plain values.
 */
export function compileCall(ast: Call, compile: (ast: Ast) => Run): Run {
  const args = ast.args.map(compile)
  const { callee, names } = ast
  if (callee.is !== 'name') return compileValueCall(compile(callee), args, names)
  const builtin = Object.hasOwn(BUILTINS, callee.name) ? BUILTINS[callee.name] : undefined
  return builtin ? compileBuiltin(builtin, args, ast, callee.name) : compileNamedCall(callee.name, args, names)
}

function compileBuiltin(builtin: Builtin, args: Run[], { names, at }: Call, name: string): Run {
  const inOrder = names ? bySignature(builtin, args, names) : args
  if (!inOrder) throw new FeelProblem(at, `函数「${name}」没有这样的参数：${names?.join('、')}。`)
  return (frame) => {
    spend(frame)
    return builtin.call(
      inOrder.map((arg) => arg(frame)),
      frame,
    )
  }
}

/** Named arguments in the order of the signature that has all of them; what is left out is null. */
function bySignature(builtin: Builtin, args: Run[], names: string[]): Run[] | undefined {
  const signature = builtin.signatures.find((parameters) => names.every((name) => parameters.includes(name)))
  return signature?.map((parameter) => args[names.indexOf(parameter)] ?? (() => null))
}

function compileValueCall(callee: Run, args: Run[], names?: string[]): Run {
  return (frame) => callValue(callee(frame), args, names, frame)
}

function compileNamedCall(name: string, args: Run[], names?: string[]): Run {
  return (frame) => {
    const value = look(frame, name)
    if (value !== null) return callValue(value, args, names, frame)
    const { functions } = frame.run.world
    const provided = Object.hasOwn(functions, name) ? functions[name] : undefined
    if (!provided) throw new FeelError(`没有叫「${name}」的函数。`)
    spend(frame)
    return toFeel(provided(...args.map((arg) => fromFeel(arg(frame)))))
  }
}

function callValue(callee: Value, args: Run[], names: string[] | undefined, frame: Frame): Value {
  if (!isFunction(callee)) return null
  const values = args.map((arg) => arg(frame))
  const inOrder = names ? callee.parameters.map((parameter) => values[names.indexOf(parameter)] ?? null) : values
  return inOrder.length === callee.parameters.length ? deeper(frame, () => callee.call(inOrder)) : null
}

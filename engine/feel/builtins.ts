import { contextFunctions } from './builtins-context.ts'
import { dateFunctions } from './builtins-date.ts'
import { listFunctions } from './builtins-list.ts'
import { numberFunctions } from './builtins-number.ts'
import { rangeFunctions } from './builtins-range.ts'
import { textFunctions } from './builtins-text.ts'
import type { Frame } from './scope.ts'
import type { TypeName, Value } from './values.ts'

/**
 * A built-in function: the names of its parameters, in one list for each way to call it, and what it does. A parameter
 * whose name ends in `?` may be left out; where the first signature ends in `...`, any number of arguments may follow.
 * Arguments that do not fit give null (DMN 1.5, 10.3.4).
 */
export type Builtin = {
  signatures: string[][]
  call: (args: Value[], frame: Frame) => Value
  /** What a parameter takes, where that decides which way a call by names is meant. */
  takes?: { [parameter: string]: TypeName }
}
export type Builtins = { [name: string]: Builtin }

/** Parameters that take a list, or anything at all, and those of single functions. */
const LISTS = ['list', 'item', 'element', 'newItem', 'entries', 'contexts', 'value', 'value1?', 'value2?']
const LISTS_OF = new Map([
  ['string', ['from']],
  ['index of', ['match']],
])

/** The functions of FEEL, by name. */
export const BUILTINS: Builtins = Object.fromEntries(
  Object.entries({
    ...textFunctions,
    ...numberFunctions,
    ...listFunctions,
    ...contextFunctions,
    ...rangeFunctions,
    ...dateFunctions,
  }).map(([name, builtin]) => [name, ofSingles(name, builtin)]),
)

/** Where no list is wanted, a list of one counts as its item (DMN 1.5, 10.3.2.9.4). */
function ofSingles(name: string, { call, ...builtin }: Builtin): Builtin {
  const taking = ['...', ...LISTS, ...(LISTS_OF.get(name) ?? [])]
  const longest = Math.max(...builtin.signatures.map((parameters) => parameters.length))
  const isSingle = Array.from({ length: longest }, (_, at) =>
    builtin.signatures.every((parameters) => !taking.includes(parameters[at] ?? '')),
  )
  if (!isSingle.includes(true)) return { ...builtin, call }
  return {
    ...builtin,
    call: (args, frame) =>
      call(isPlain(args) ? args : args.map((arg, at) => (isSingle[at] ? single(arg) : arg)), frame),
  }
}

function isPlain(args: Value[]): boolean {
  return !args.some(Array.isArray)
}

function single(value: Value): Value {
  return Array.isArray(value) && value.length === 1 ? (value[0] ?? null) : value
}

/** Whether a built-in function can be called with so many arguments in order. */
export function takesCount({ signatures }: Builtin, count: number): boolean {
  return signatures.some((parameters) => {
    if (parameters.at(-1) === '...') return count >= parameters.length - 1
    return count <= parameters.length && parameters.slice(count).every(isOptional)
  })
}

/** The places of named arguments in the order of the signature that takes them; undefined when none does. */
export function placesOf({ signatures }: Builtin, names: string[]): (number | undefined)[] | undefined {
  const plain = (parameter: string) => parameter.replace('?', '')
  const areUnique = new Set(names).size === names.length
  const signature = signatures
    .map((parameters) => parameters.filter((parameter) => parameter !== '...'))
    .find((parameters) => {
      const isKnown = names.every((name) => parameters.some((parameter) => plain(parameter) === name))
      return isKnown && parameters.every((parameter) => isOptional(parameter) || names.includes(parameter))
    })
  if (!signature || !areUnique) return undefined
  const places = signature.map((parameter) => names.indexOf(plain(parameter)))
  const last = places.findLastIndex((place) => place !== -1)
  return places.slice(0, last + 1).map((place) => (place === -1 ? undefined : place))
}

function isOptional(parameter: string): boolean {
  return parameter.endsWith('?')
}

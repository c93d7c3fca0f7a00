import { contextFunctions } from './builtins-context.ts'
import { dateFunctions } from './builtins-date.ts'
import { listFunctions } from './builtins-list.ts'
import { numberFunctions } from './builtins-number.ts'
import { textFunctions } from './builtins-text.ts'
import type { Frame } from './scope.ts'
import type { Value } from './values.ts'

/**
 * A built-in function: the names of its parameters, in one list for each way to call it, and what it does. Arguments
 * that do not fit give null (DMN 1.5, 10.3.4).
 */
export type Builtin = { signatures: string[][]; call: (args: Value[], frame: Frame) => Value }
export type Builtins = { [name: string]: Builtin }

/** The functions of FEEL, by name. */
export const BUILTINS: Builtins = {
  ...textFunctions,
  ...numberFunctions,
  ...listFunctions,
  ...contextFunctions,
  ...dateFunctions,
}
